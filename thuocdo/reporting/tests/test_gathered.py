"""What the figures of many units make together, on random figures against counting it slowly; a list on the page."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.documents.output import paper_docx
from thuocdo.lawbook.editions.reports import FigureLine
from thuocdo.lawbook.periods import year
from thuocdo.lawbook.reader import shipped
from thuocdo.reporting import actions
from thuocdo.reporting.queries.papers import paper_of
from thuocdo.reporting.queries.reports import report_view
from thuocdo.reporting.rules.figures import Figure
from thuocdo.reporting.rules.reports import Given, consolidated
from thuocdo.reporting.tests.conftest import AT
from thuocdo.reporting.tests.test_reports import TODAY, head, of, whole_of  # noqa: F401

LINES = [
    FigureLine(key="n", title="Hồ sơ", unit="case"),
    FigureLine(key="share", title="Hài lòng", unit="percent", kind="percent", gather="weighted", weight="n"),
    FigureLine(key="last", title="Thủ tục", unit="case", gather="latest"),
    FigureLine(key="each", title="Điểm", unit="point", kind="number", gather="list"),
]  # fmt: skip
FORM = shipped().edition("report_forms/cchc/2023").body.model_copy(update={"figures": LINES, "checks": []})  # fmt: skip
FIGURE = st.one_of(st.none(), st.builds(lambda n, e: Figure(str(n), e), st.integers(0, 100), st.booleans()))  # fmt: skip
UNIT = st.fixed_dictionaries({line.key: FIGURE for line in LINES})


@settings(max_examples=400, deadline=None)
@given(st.lists(UNIT, max_size=6), st.randoms(use_true_random=False))
def test_each_line_is_what_counting_it_slowly_gives(units, dice):
    order = list(range(len(units)))
    dice.shuffle(order)
    told = [
        Given(f"Đơn vị {n}", AT + dt.timedelta(hours=order[n]), {k: f for k, f in one.items() if f}, {})
        for n, one in enumerate(units)
    ]  # fmt: skip
    found = consolidated(FORM, told)
    gave = {line.key: [g for g in told if line.key in g.figures] for line in LINES}
    assert set(found) - {"share"} == {key for key, some in gave.items() if some} - {"share"}
    if gave["n"]:
        assert found["n"].value == str(sum(int(g.figures["n"].value) for g in gave["n"]))
        assert found["n"].estimate == any(g.figures["n"].estimate for g in gave["n"])
    if gave["last"]:
        assert found["last"] == max(gave["last"], key=lambda g: g.sent_at).figures["last"]
    if gave["each"]:
        parts = [f"{g.unit}: {'ước ' * g.figures['each'].estimate}{g.figures['each'].value}" for g in gave["each"]]  # fmt: skip
        assert found["each"].value == "; ".join(parts)
    both = [g.figures for g in gave["share"] if "n" in g.figures]
    weight = sum(int(f["n"].value) for f in both)
    assert ("share" in found) == bool(weight)
    if weight:
        mean = Fraction(sum(int(f["share"].value) * int(f["n"].value) for f in both), weight)
        assert abs(Fraction(found["share"].value) - mean) <= Fraction(1, 200)
        assert found["share"].estimate == any(f["share"].estimate or f["n"].estimate for f in both)


@pytest.mark.django_db
def test_points_listed_by_unit_are_shown_saved_and_printed(agency, focal, units, head, office):  # noqa: F811
    """What is a number in a unit's report is words in the agency's."""
    duty = actions.keep_duty(by=focal, at=AT, agency=agency.pk, form="report_forms/par-self-assessment", units=[u.pk for u in units[:2]])  # fmt: skip
    one = actions.open_round(by=focal, at=AT, duty=duty, period=year(2026))
    for unit, points in zip(units, ("61,5", "70"), strict=False):
        report = of(one, unit)
        view = report_view(report, TODAY)
        figures = {row.key: points if row.key == "points" else "5" for row in view.figures}
        texts = {section.key: "- Có." for section in view.form.sections}
        report = actions.save_report(by=head(unit), at=AT, report=report, figures=figures, texts=texts, version=0)  # fmt: skip
        report = actions.approve_report(by=head(unit), at=AT, report=report, version=1)
        actions.send_report(by=head(unit), at=AT, report=report, version=2)
    whole = actions.consolidate(by=focal, at=AT, report=whole_of(one))
    said = "Trường số 1: 61,5; Trường số 2: 70"
    for address in (f"/bao-cao/{whole.pk}/", f"/bao-cao/{whole.pk}/so-lieu/points/", f"/bao-cao/ky/{one.pk}/?phan=tong-hop"):  # fmt: skip
        answer = office.get(address)
        assert answer.status_code == 200
        assert said in answer.content.decode() or "phan=" in address
    figures = {row.key: row.value for row in report_view(whole, TODAY).figures}
    assert figures["points"] == said
    whole = actions.save_report(by=focal, at=AT, report=whole, figures=figures, texts={}, version=whole.version)  # fmt: skip
    assert whole.figures["points"] == [said, False]
    paper = paper_of(whole, TODAY)
    assert paper_docx(paper)
    rows = paper.annexes[1].table.rows
    assert str(rows[0][2].value) == "61.5"  # a number beside its unit
