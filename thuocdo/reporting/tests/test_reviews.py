"""A domain of reform reviewed: what is written, last year's score as typed, or from an index once it holds one."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from thuocdo.audit.rules import Refused
from thuocdo.indices.models import IndexResult, IndexRound
from thuocdo.indices.queries import editions_of
from thuocdo.indices.rules.computing import form_of
from thuocdo.lawbook.editions.reports import ReportForm
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.periods import year
from thuocdo.lawbook.reader import shipped
from thuocdo.reporting import actions
from thuocdo.reporting.models import Report, Review
from thuocdo.reporting.queries.reviews import reviewed
from thuocdo.reporting.tests.conftest import AT

TEXTS = {"strengths": "Đã ban hành kế hoạch.\nĐã phân công.", "limits": "Còn chậm.", "causes": "Thiếu người.", "solutions": "Đôn đốc."}  # fmt: skip


@pytest.fixture
def one(agency, focal, units):
    duty = actions.keep_duty(by=focal, at=AT, agency=agency.pk, form="report_forms/cchc", units=[u.pk for u in units])  # fmt: skip
    return actions.open_round(by=focal, at=AT, duty=duty, period=year(2026))


def save(by, one, domain="procedures", texts=TEXTS, version=0, **more):
    return actions.save_review(
        by=by, at=AT, round=one, domain=domain, texts=texts, version=version, **more
    )


@pytest.fixture
def published(agency):
    """Last year's results of three departments; ours is second in the third part."""
    held = IndexRound.objects.create(
        agency=agency, index="par-department", year=2025, edition="e", checksum="c", engine="1",
        source="Quyết định số 100/QĐ-UBND ngày 20/02/2026", state="closed", recorded_at=AT, closed_at=AT,
    )  # fmt: skip
    for code, unit, points in (("so", agency, "12.5"), ("khac", None, "13"), ("nua", None, "11")):
        IndexResult.objects.create(
            round=held, code=code, unit=unit, name=code, folded=code, score=Decimal(80),
            points={"3": points, "4": "not_reported"},
        )  # fmt: skip
    return held


def test_domains_name_parts_that_their_index_has():
    for edition in shipped().report_forms():
        assert isinstance(edition.body, ReportForm)
        for domain in edition.body.domains:
            if domain.index:
                parts = form_of(editions_of(domain.index)[-1]).root.below()
                assert domain.part in {part.code for _, part in parts}


def test_what_is_typed_is_kept_with_its_author(one, focal):
    save(focal, one, score=Decimal("11.25"), place=3, of=18, source="QĐ số 1/QĐ-UBND")
    row = next(r for r in reviewed(one) if r.domain.key == "procedures")
    assert (row.written, row.score, row.rank, row.review.name) == (4, Decimal("11.25"), (3, 18), focal.name)  # fmt: skip
    assert [text for _, text in row.told] == list(TEXTS.values())


def test_a_published_index_goes_before_what_was_typed(one, focal, published):
    save(focal, one, score=Decimal(1), place=18, of=18, source="nhớ lại")
    rows = {r.domain.key: r for r in reviewed(one)}
    found = rows["procedures"]
    assert (found.score, found.rank) == (Decimal("12.5"), (2, 3))
    assert found.source == published.source
    assert rows["apparatus"].score is None  # not reported is no zero
    assert rows["apparatus"].rank is None


def test_results_still_being_entered_are_not_shown(one, published):
    IndexRound.objects.update(state="open")
    assert all(row.standing is None for row in reviewed(one))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"place": 3}, "of"),
        ({"place": 5, "of": 4, "source": "x"}, "place"),
        ({"place": 1, "of": 99_999_999_999, "source": "x"}, "of"),
        ({"score": Decimal(5)}, "source"),
        ({"score": Decimal(-1), "source": "x"}, "score"),
        ({"texts": {"limits": "x" * 20_001}}, "limits"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_kept(one, focal, given, field):
    with pytest.raises(Mistake) as told:
        save(focal, one, **given)
    assert told.value.field == field
    assert not Review.objects.exists()


def test_whoever_comes_second_loses_nothing_of_the_first(one, focal):
    save(focal, one)
    with pytest.raises(Refused):
        save(focal, one, texts={"strengths": "khác"})
    assert Review.objects.get().strengths == TEXTS["strengths"]


def test_an_issued_report_keeps_its_review(one, focal, answerer, units):
    with pytest.raises(Refused):
        save(answerer(units[0], "officer"), one)
    one.reports.filter(whole=True).update(state=Report.State.SENT, sent_on=dt.date(2026, 12, 5))
    with pytest.raises(Refused):
        save(focal, one)


def test_the_page_keeps_what_was_typed_beside_the_reason(office, one, published):
    page = office.get(reverse("reporting:reviews", args=[one.pk])).content.decode()
    assert "02/03" in page
    url = reverse("reporting:review", args=[one.pk, "direction"])
    answer = office.post(url, {"strengths": "Đã họp.", "place": "3", "version": "0"})
    assert answer.status_code == 422
    assert "Đã họp." in answer.content.decode()
    answer = office.post(url, {"strengths": "Đã họp.", "score": "85,5", "source": "QĐ 1", "version": "0"})  # fmt: skip
    assert answer.status_code == 302
    assert Review.objects.get().score == Decimal("85.5")
    assert office.get(reverse("reporting:review", args=[one.pk, "khong-co"])).status_code == 404


def test_an_index_hides_what_was_typed_and_loses_none_of_it(office, one, focal, published):
    save(focal, one, score=Decimal(9), place=2, of=18, source="QĐ 1")
    url = reverse("reporting:review", args=[one.pk, "procedures"])
    assert 'name="score"' not in office.get(url).content.decode()
    office.post(url, {"strengths": "Mới.", "version": "1"})
    row = Review.objects.get()
    assert (row.strengths, row.score, row.source) == ("Mới.", Decimal(9), "QĐ 1")
