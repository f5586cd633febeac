"""What other rooms ask, with constant numbers of queries."""

import datetime as dt

import pytest

from thuocdo.organisations import actions, queries
from thuocdo.organisations.models import Unit

PLAN = dt.date(2023, 1, 10)
NOW = dt.date(2025, 8, 1)


def test_names_are_those_of_the_day_and_the_nearest_for_what_is_gone(agency):
    exams, office = (Unit.objects.get(code=c).pk for c in ("khao-thi-kdclgd", "van-phong-so"))
    assert queries.name_on([exams], PLAN)[exams].startswith("Phòng Khảo thí")
    assert queries.name_on([exams, office], NOW) == {
        exams: "Phòng Quản lý chất lượng",
        office: "Văn phòng Sở",
    }


def test_a_room_belongs_to_the_agency_with_the_seal(agency, by, at):
    school = Unit.objects.get(code="thpt-ngo-quyen").pk
    other = Unit.objects.get(code="so-gddt-hai-duong").pk
    assert queries.agency_of(school, PLAN) == agency.pk
    assert queries.agency_of(agency.pk, PLAN) == agency.pk
    assert queries.agency_of(other, PLAN) is None
    actions.set_agency(by=by, at=at, unit=school, symbol="THPTNQ", place="Hải Phòng", on=NOW)
    assert (queries.agency_of(school, PLAN), queries.agency_of(school, NOW)) == (agency.pk, school)


def test_a_subtree_holds_what_stood_below_that_day(agency):
    bureau = Unit.objects.get(code="pgd-le-chan").pk
    assert bureau in queries.subtree(agency.pk, PLAN)
    assert bureau not in queries.subtree(agency.pk, NOW)
    assert queries.subtree(bureau, NOW) == frozenset()
    assert queries.subtrees([agency.pk, bureau], PLAN)[bureau] == {bureau}


def test_what_was_below_until_its_last_day_stays_in_reach(agency, by, at):
    codes = ("pgd-le-chan", "van-phong-so", "thpt-ngo-quyen", "so-gddt-hai-duong")
    bureau, office, school, other = (Unit.objects.get(code=c).pk for c in codes)
    assert {bureau, office, school} <= queries.reach([agency.pk], NOW)[agency.pk]
    assert other not in queries.reach([agency.pk], NOW)[agency.pk]
    assert queries.reach([bureau], NOW)[bureau] == frozenset()
    before = queries.reach([agency.pk], PLAN)[agency.pk]
    assert before == queries.subtree(agency.pk, PLAN)  # nothing had ended yet


def test_who_left_for_another_unit_is_no_longer_in_reach(agency, by, at):
    school, room = (Unit.objects.get(code=c).pk for c in ("thpt-ngo-quyen", "khao-thi-kdclgd"))
    actions.move_unit(by=by, at=at, unit=school, parent=room, on=NOW)
    later = NOW + dt.timedelta(days=1)
    assert school in queries.reach([room], later)[room]
    actions.move_unit(by=by, at=at, unit=school, parent=agency.pk, on=later)
    assert school not in queries.reach([room], later)[room]


def test_units_are_found_without_marks_and_under_former_names(agency):
    found = queries.search("khao thi", PLAN)
    assert [(f.name, f.now) for f in found] == [
        ("Phòng Khảo thí và Kiểm định chất lượng giáo dục", True)
    ]
    assert [f.now for f in queries.search("khảo thí", NOW)] == [False]
    assert queries.search("tccb", PLAN)[0].short == "TCCB"
    assert queries.search("  ", PLAN) == []
    assert len(queries.search("phong", PLAN, limit=3)) == 3


@pytest.mark.parametrize(
    ("ask", "number"),
    [
        (lambda u: queries.tree(PLAN), 2),
        (lambda u: queries.subtree(u, PLAN), 1),
        (lambda u: queries.reach([u], NOW), 1),
        (lambda u: queries.agency_of(u, PLAN), 2),
        (lambda u: queries.agencies(PLAN), 2),
        (lambda u: queries.successors(u, NOW), 2),
        (lambda u: queries.name_on([u], NOW), 1),
        (lambda u: queries.search("khao thi", NOW), 2),
        (lambda u: queries.calendar_for(u), 1),
    ],
)
def test_questions_cost_the_same_for_few_and_for_many(
    agency, by, at, ask, number, django_assert_num_queries
):
    with django_assert_num_queries(number):
        ask(agency.pk)
    for n in range(12):
        make = {"by": by, "at": at, "kind": "room", "parent": agency.pk, "on": None}
        actions.create_unit(**make, name=f"Phòng {n}")
    with django_assert_num_queries(number):
        ask(agency.pk)


def test_passages_tell_who_has_what_a_unit_had(db):
    from thuocdo.audit.rules import system
    from thuocdo.organisations import queries
    from thuocdo.organisations.actions import change_units
    from thuocdo.organisations.models import Unit, UnitName
    from thuocdo.organisations.rules.changes import Merge, New, Split

    ids = {}
    for code in ("a", "b"):
        ids[code] = Unit.objects.create(code=code, kind="agency").pk
        UnitName.objects.create(unit_id=ids[code], name=code, folded=code)
    at, by = dt.datetime(2026, 1, 1, tzinfo=dt.UTC), system("thử")
    merged = dt.date(2025, 7, 1)
    change_units(by=by, at=at, change=Merge((ids["b"],), ids["a"]), on=merged)
    part = dt.date(2025, 9, 1)
    split = Split(ids["a"], (New("c", "agency", "c"),), goes_on=True)
    change_units(by=by, at=at, change=split, on=part)
    found = queries.passages(dt.date(2026, 1, 1))
    assert [(p.on, p.unit, set(p.heirs), p.born) for p in found] == [
        (merged, "b", {"a"}, ()),
        (part, "a", {"a", "c"}, ("c",)),
    ]
    assert [p.unit for p in queries.passages(dt.date(2025, 8, 1))] == ["b"]
