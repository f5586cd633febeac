"""The verbs: what is written, what is refused, what the log keeps."""

import datetime as dt
import json

import pytest

from thuocdo.audit.models import Entry
from thuocdo.audit.queries import broken
from thuocdo.audit.rules import Actor, Grant, Refused
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations import actions, queries
from thuocdo.organisations.actions import Meaning
from thuocdo.organisations.intake import read_shipped
from thuocdo.organisations.models import Alias, LocalEdition, Partner, Unit, UnitChange, UnitGroup
from thuocdo.organisations.rules.changes import Decision, New
from thuocdo.organisations.rules.local_calendar import OwnDay, Paper

PLAN = dt.date(2023, 1, 10)
ON = dt.date(2026, 4, 1)
EVE = dt.date(2026, 3, 31)
PAPER = Paper("Quyết định", "Sở Giáo dục và Đào tạo", "Ngày nghỉ riêng năm 2026", "12/QĐ-SGDĐT")
LEVEL = Decision("15/QĐ-UBND", dt.date(2026, 3, 20), "Sắp xếp lại")


def unit(code: str) -> int:
    return Unit.objects.get(code=code).pk


def admin(*units: int) -> Actor:
    reach = frozenset(units) or None
    return Actor("An", person=1, account=1, grants=(Grant("admin", reach),))


def test_shipped_units_are_loaded_once_and_whole(agency, by, at):
    count, entries = Unit.objects.count(), Entry.objects.count()
    assert actions.load_shipped(by=by, at=at) == agency
    assert (Unit.objects.count(), Entry.objects.count()) == (count, entries)
    assert broken() == ""


@pytest.mark.parametrize(
    ("on", "rooms", "bureaux"),
    [
        (PLAN, 10, 15),
        (dt.date(2025, 3, 1), 7, 15),
        (dt.date(2025, 6, 30), 7, 15),
        (dt.date(2025, 7, 1), 6, 0),
    ],
)
def test_the_department_has_its_shape_of_each_time(agency, on, rooms, bureaux):
    kinds = [n.kind for _, n in queries.tree(on).walk(agency.pk)]
    assert (kinds.count("room"), kinds.count("bureau")) == (rooms, bureaux)
    group = UnitGroup.objects.get(name="Các phòng cơ quan Sở")
    assert len(queries.members(group.pk, on)) == rooms


def test_no_shipped_decision_number_is_made_up(agency):
    known = {
        "1232/NQ-UBTVQH15",
        "08/2025/QĐ-UBND",
        "84/2025/QH15",
        "202/2025/QH15",
        "",
    }
    assert set(UnitChange.objects.values_list("decision_number", flat=True)) == known
    unsure = [c for c in read_shipped().changes if c.status == "confirmed"]
    assert unsure == []


def test_a_merger_is_written_with_its_decision_and_logged(agency, by, at):
    rooms = [unit("ke-hoach-tai-chinh"), unit("to-chuc-hanh-chinh")]
    into = New("", "room", "Phòng  Tổng hợp", "TH", agency.pk)
    made = actions.merge_units(by=by, at=at, units=rooms, into=into, on=ON, decision=LEVEL)
    heir = made.parts.get(side="to").unit
    assert (made.decision_number, heir.code) == ("15/QĐ-UBND", "phong-tong-hop")
    assert queries.name_on([heir.pk], ON) == {heir.pk: "Phòng Tổng hợp"}
    assert queries.successors(rooms[0], ON) == (heir.pk,)
    assert queries.successors(rooms[0], EVE) == (rooms[0],)
    assert queries.successors(unit("van-phong-so"), ON) == (heir.pk,)
    assert heir.pk in queries.members(UnitGroup.objects.get(name__contains="phòng cơ").pk, ON)
    entry = Entry.objects.latest("number")
    assert {f"unit:{u}" for u in (*rooms, heir.pk)} <= set(json.loads(entry.touched))
    ended = [c for c in json.loads(entry.changes) if c["thing"] == f"unit:{rooms[0]}"]
    assert ended[0]["after"] == {"until": "2026-03-31"}


def test_a_refused_change_writes_nothing(agency, by, at):
    before = (Unit.objects.count(), UnitChange.objects.count(), Entry.objects.count())
    with pytest.raises(Mistake, match="cấp dưới của mình"):
        actions.move_unit(by=by, at=at, unit=agency.pk, parent=unit("thpt-ngo-quyen"), on=ON)
    assert before == (Unit.objects.count(), UnitChange.objects.count(), Entry.objects.count())


def test_split_rename_move_and_abolish(agency, by, at):
    school = unit("thpt-ngo-quyen")
    parts = [New("", "school", name, parent=agency.pk) for name in ("Trường A", "Trường B")]
    actions.split_unit(by=by, at=at, unit=school, parts=parts, on=ON)
    heirs = queries.successors(school, ON)
    assert sorted(queries.name_on(heirs, ON).values()) == ["Trường A", "Trường B"]
    actions.rename_unit(by=by, at=at, unit=heirs[0], name="Trường C", on=dt.date(2026, 5, 1))
    assert queries.name_on(heirs[:1], ON)[heirs[0]] == "Trường A"
    actions.move_unit(by=by, at=at, unit=heirs[0], parent=heirs[1], on=dt.date(2026, 5, 1))
    assert queries.subtree(heirs[1], dt.date(2026, 5, 1)) == {*heirs}
    with pytest.raises(Mistake, match="cấp dưới"):
        actions.abolish_unit(by=by, at=at, unit=heirs[1], on=dt.date(2026, 6, 1))
    actions.abolish_unit(by=by, at=at, unit=heirs[1], heir=heirs[0], on=dt.date(2026, 6, 1))
    assert queries.successors(school, dt.date(2026, 6, 1)) == (heirs[0],)


def test_the_verb_is_held_where_the_change_happens(agency, at):
    room, school = unit("ke-hoach-tai-chinh"), unit("thpt-ngo-quyen")
    with pytest.raises(Refused):
        actions.rename_unit(by=admin(school), at=at, unit=room, name="X", on=ON)
    with pytest.raises(Refused):
        actions.move_unit(by=admin(school), at=at, unit=school, parent=room, on=ON)
    with pytest.raises(Mistake, match="gốc của cây"):
        actions.move_unit(by=admin(school), at=at, unit=school, parent=None, on=ON)
    actions.rename_unit(by=admin(school), at=at, unit=school, name="Trường X", on=ON)
    new = {"at": at, "name": "Trường Y", "kind": "school", "on": ON}
    with pytest.raises(Mistake, match="gốc của cây"):
        actions.create_unit(by=admin(school), parent=None, **new)
    assert actions.create_unit(by=admin(), parent=None, **new).code == "truong-y"


def test_members_of_a_group_change_from_a_day_on(agency, by, at):
    group = UnitGroup.objects.get(name="Các trường THPT")
    was = queries.members(group.pk, EVE)
    gone = unit("thpt-thai-phien")
    new = unit("ttgdtx-hai-phong")
    make = {"by": by, "at": at, "group": group.pk}
    actions.set_group_members(**make, units=was - {gone} | {new}, on=ON)
    assert queries.members(group.pk, EVE) == was
    assert queries.members(group.pk, ON) == was - {gone} | {new}
    actions.set_group_members(**make, units=was, on=ON)
    assert queries.members(group.pk, ON) == was
    with pytest.raises(Mistake, match="đã có thay đổi ghi từ ngày"):
        actions.set_group_members(**make, units=was, on=EVE)
    with pytest.raises(Mistake, match="không hoạt động"):
        actions.set_group_members(**make, units={unit("thanh-tra-so")}, on=ON)
    with pytest.raises(Mistake, match="Đã có nhóm"):
        actions.add_group(by=by, at=at, agency=agency.pk, name="các  trường thpt")
    actions.end_group(**make, on=dt.date(2026, 5, 1))
    assert queries.members(group.pk, dt.date(2026, 5, 1)) == frozenset()


def test_the_meaning_of_a_name_changes_with_time(agency, by, at):
    first, second = unit("ke-hoach-tai-chinh"), unit("giao-duc-trung-hoc")
    make = {"by": by, "at": at, "agency": agency.pk, "printed": "Phòng  Kế toán"}
    alias = actions.add_alias(**make, means=Meaning(unit=first))
    assert actions.add_alias(**make, means=Meaning(unit=first)) == alias
    actions.add_alias(**make, means=Meaning(unit=second), on=ON)

    def means(on):
        found = queries.match(["phòng kế toán"], on=on, agency=agency.pk)
        return found["phòng kế toán"].id

    assert (means(EVE), means(ON)) == (first, second)
    actions.add_alias(**make, means=Meaning(unit=second))
    assert (means(PLAN), Alias.objects.filter(key="phong ke toan").count()) == (second, 1)
    actions.remove_alias(by=by, at=at, alias=Alias.objects.get(key="phong ke toan").pk)
    assert means(ON) is None
    for nothing in (Meaning(), Meaning(unit=1, general=True)):
        with pytest.raises(Mistake, match="Chọn một đơn vị"):
            actions.add_alias(**make, means=nothing)


def test_a_partner_ends_and_another_does_its_work(agency, by, at):
    old = actions.add_partner(by=by, at=at, name="Sở Cũ", on=dt.date(2020, 1, 1))
    new = actions.add_partner(by=by, at=at, name="Sở Mới", on=ON)
    end = {"by": by, "at": at, "partner": old.pk}
    with pytest.raises(Mistake, match="kế thừa không hoạt động"):
        actions.end_partner(**end, on=EVE, successor=new.pk)
    actions.end_partner(**end, on=ON, successor=new.pk)
    assert Partner.objects.get(pk=old.pk).until == EVE
    found = queries.match(["Sở Cũ"], on=ON, agency=agency.pk)["Sở Cũ"]
    assert found.candidates[0].thing.name == "Sở Mới"


def test_a_new_seal_ends_the_old_one(agency, by, at):
    make = {"by": by, "at": at, "unit": agency.pk, "place": "Hải Phòng"}
    actions.set_agency(**make, symbol="SGD", on=ON)
    assert queries.agencies(EVE)[agency.pk].symbol == "SGDĐT"
    assert queries.agencies(ON)[agency.pk].symbol == "SGD"
    with pytest.raises(Mistake, match="bắt đầu sau ngày này"):
        actions.set_agency(**make, symbol="SG", on=EVE)


CULTURE = OwnDay(dt.date(2026, 11, 24), "holiday", "Ngày Văn hóa Việt Nam")


def test_an_agency_switches_a_day_on_and_off(agency, by, at):
    make = {"by": by, "at": at, "agency": agency.pk, "year": 2026, "paper": PAPER}
    assert queries.calendar_for(agency.pk).is_working_day(CULTURE.date)
    actions.set_own_day(**make, put=CULTURE)
    assert not queries.calendar_for(agency.pk).is_working_day(CULTURE.date)
    assert queries.calendar_for(None).is_working_day(CULTURE.date)
    saturday = OwnDay(dt.date(2026, 12, 5), "working", "Làm bù", dt.date(2026, 12, 4))
    actions.set_own_day(**make, put=saturday)
    assert [d.date for d in queries.own_days(agency.pk, 2026).days] == [CULTURE.date, saturday.date]
    actions.set_own_day(**make, drop=CULTURE.date)
    calendar = queries.calendar_for(agency.pk)
    assert calendar.is_working_day(CULTURE.date)
    assert calendar.is_working_day(saturday.date)
    states = LocalEdition.objects.order_by("id").values_list("edition", "state")
    assert list(states) == [("2026.1", "replaced"), ("2026.2", "replaced"), ("2026.3", "in_force")]
    kept = queries.rule("calendars/2026", agency=agency.pk, on=ON)
    assert kept.checksum == LocalEdition.objects.get(edition="2026.3").checksum
    assert queries.rule("calendars/2026", agency=None, on=ON).edition == "2026.1"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (OwnDay(dt.date(2025, 1, 1), "holiday", "X"), "không thuộc năm"),
        (OwnDay(ON, "holiday", " "), "chưa có tên"),
        (OwnDay(ON, "working", "X"), "thay cho ngày nào"),
        (OwnDay(ON, "working", "X", ON), "trùng với chính"),
    ],
)
def test_a_day_nobody_can_have_meant_is_refused(agency, by, at, day, words):
    with pytest.raises(Mistake, match=words):
        actions.set_own_day(by=by, at=at, agency=agency.pk, year=2026, paper=PAPER, put=day)


def test_a_local_edition_is_checked_drafted_and_superseded_by_validity(agency, by, at):
    make = {"by": by, "at": at, "agency": agency.pk, "path": "calendars/2026"}
    actions.set_own_day(by=by, at=at, agency=agency.pk, year=2026, paper=PAPER, put=CULTURE)
    first = LocalEdition.objects.get()
    with pytest.raises(Mistake, match="Thiếu"):
        actions.save_local_edition(**make, text="edition: '1'\n")
    text = first.text.replace('"2026.1"', '"2"').replace("since: 2026-01-01", "since: 2026-06-01")
    draft = actions.save_local_edition(**make, text=text)
    assert (draft.state, queries.rule("calendars/2026", agency=agency.pk, on=dt.date(2026, 7, 1)).edition) == ("draft", "2026.1")  # fmt: skip
    actions.save_local_edition(**make, text=text, in_force=True)
    first.refresh_from_db()
    assert (first.state, first.until) == ("in_force", dt.date(2026, 5, 31))
    assert queries.rule("calendars/2026", agency=agency.pk, on=dt.date(2026, 7, 1)).edition == "2"
    with pytest.raises(Mistake, match="đã áp dụng"):
        actions.save_local_edition(**make, text=text)
    with pytest.raises(Refused):
        actions.save_local_edition(**{**make, "by": Actor("B", account=2)}, text=text)
