"""A province's own set of criteria holds for the agencies below it, until one has a set of its own."""

import datetime as dt
from decimal import Decimal

import pytest

from thuocdo.accounts.models import Account
from thuocdo.accounts.queries import actor_for
from thuocdo.config import clock
from thuocdo.indices import actions, queries
from thuocdo.indices.rules.editions import for_year
from thuocdo.indices.tests.annexes import annex_docx
from thuocdo.indices.tests.conftest import AT
from thuocdo.indices.tests.test_annex import SUMS, WHOLE
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations.models import Agency, Unit, UnitName, UnitParent
from thuocdo.organisations.queries import agencies_up

DAY = AT.date()


def agency(code, name, symbol, above=None):
    unit = Unit.objects.create(code=code, kind="agency")
    UnitName.objects.create(unit=unit, name=name, folded=name)
    Agency.objects.create(unit=unit, symbol=symbol, place="Hải Phòng")
    if above:
        UnitParent.objects.create(unit=unit, parent=above)
    return unit


@pytest.fixture
def units(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)
    province = agency("tinh", "Ủy ban nhân dân tỉnh", "UBND")
    child = agency("so", "Sở Tài chính", "STC", province)
    return province, child, agency("khac", "Sở tỉnh khác", "STK")


@pytest.fixture
def by(units, someone):
    def made(unit):
        return actor_for(someone("focal", unit=unit, name=f"Đầu mối {unit.code}"), AT)

    return made


@pytest.fixture
def rule(by):
    """A set of an agency, in force from its first day on."""

    def made(unit, since="2026-01-01", index="", number="45/QĐ-UBND"):
        one = actions.upload_annex(
            by=by(unit), at=AT, agency=unit.pk, name="a.docx", data=annex_docx(), kind="room", index=index
        )  # fmt: skip
        head = {**WHOLE, "since": since}
        actions.answer_annex(by=by(unit), at=AT, annex=one, answers={"head": head, **SUMS})
        actions.put_in_force(by=by(unit), at=AT, annex=one, number=number, date=dt.date(2026, 1, 12))  # fmt: skip
        one.refresh_from_db()
        return one

    return made


FIGURES = {
    "c_i_1_1": "late", "c_i_1_2": Decimal(85), "c_i_2": Decimal(3), "c_i_3": True, "c_ii_1_a": Decimal(9),
    "c_ii_1_b": Decimal(12), "c_ii_2_1": True, "c_ii_2_2": Decimal("0.5"), "c_ii_4": Decimal(2),
}  # fmt: skip


def scored(by, unit, index):
    return actions.set_result(
        by=by, at=AT, agency=unit.pk, index=index, year=2026, code="vp", unit="Văn phòng",
        figures=FIGURES, source="Bảng chấm điểm",
    )  # fmt: skip


def test_a_child_sees_and_scores_by_the_set_above_it_and_others_do_not(units, by, rule, client):
    province, child, other = units
    held = rule(province)
    row = scored(by(child), child, held.index)
    assert (row.agency_id, row.edition) == (child.pk, f"indices/{held.index}/2026-ubnd")
    assert row.results.get().computed == Decimal("11.25")
    client.force_login(Account.objects.get(pk=by(child).account))
    for page in ("", f"{held.index}/", f"{held.index}/bo/2026-ubnd/"):
        assert client.get(f"/chi-so/{page}").status_code == 200
    assert "Của cơ quan cấp trên, đang áp dụng" in client.get(f"/chi-so/{held.index}/").content.decode()  # fmt: skip
    assert client.get(f"/chi-so/{held.index}/ket-qua/{row.pk}/don-vi/vp/").status_code == 200
    client.force_login(Account.objects.get(pk=by(other).account))
    assert client.get(f"/chi-so/{held.index}/").status_code == 404
    with pytest.raises(Mistake, match="Không có chỉ số"):
        scored(by(other), other, held.index)


def test_a_draft_above_is_not_shown_below(units, by):
    province, child, _other = units
    one = actions.upload_annex(
        by=by(province), at=AT, agency=province.pk, name="a.docx", data=annex_docx(), kind="room"
    )
    actions.answer_annex(by=by(province), at=AT, annex=one, answers={"head": WHOLE, **SUMS})
    actions.draft_edition(by=by(province), at=AT, annex=one)
    assert queries.index(one.index, agencies_up(province.pk, DAY), drafts=True).drafts
    with pytest.raises(Mistake, match="Không có chỉ số"):
        queries.index(one.index, agencies_up(child.pk, DAY), drafts=True)


@pytest.mark.parametrize("since", ["2025-01-01", "2026-01-01"])
def test_the_nearest_set_counts_whichever_began_first(units, rule, since):
    province, child, _other = units
    rule(province, since="2025-06-01", index="par-room")
    rule(child, since=since, index="par-room", number="7/QĐ-STC")
    below, above = agencies_up(child.pk, DAY), agencies_up(province.pk, DAY)
    assert below == (child.pk, province.pk)
    assert for_year(queries.editions_of("par-room", below), 2026).path.endswith("-stc")
    assert for_year(queries.editions_of("par-room", above), 2026).path.endswith("-ubnd")


def test_what_was_scored_is_still_explained_when_the_child_moves_away(units, by, rule):
    province, child, other = units
    held = rule(province)
    row = scored(by(child), child, held.index)
    UnitParent.objects.filter(unit=child).update(parent=other)
    assert agencies_up(child.pk, DAY) == (child.pk, other.pk)
    assert queries.fault_of(row) == ""
    assert queries.explained(row.results.get())["points"] == "11.25"
    assert list(queries.changed_editions()) == []
    with pytest.raises(Mistake, match="Không có chỉ số"):
        queries.editions_of(held.index, agencies_up(child.pk, DAY))
