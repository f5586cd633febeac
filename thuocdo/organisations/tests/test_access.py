"""Who may do what, and whose names and groups one sees."""

import pytest

from thuocdo.audit.rules import Actor, Grant, system
from thuocdo.organisations.access import CHANGE, NAME, READ, RULE, may, visible_to
from thuocdo.organisations.models import Alias, Unit, UnitGroup

pytestmark = pytest.mark.django_db


def actor(role, *units):
    return Actor("An", person=1, account=1, grants=(Grant(role, frozenset(units) or None),))


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("admin", {READ, CHANGE, NAME, RULE}),
        ("focal", {READ, NAME, RULE}),
        ("officer", {READ}),
        ("guest", {READ}),
    ],
)
def test_each_role_has_its_verbs(agency, role, allowed):
    assert {
        verb for verb in (READ, CHANGE, NAME, RULE) if may(actor(role), verb, agency)
    } == allowed


def test_a_verb_is_held_in_its_reach_and_the_top_only_by_whom_holds_all(agency):
    school = Unit.objects.get(code="thpt-ngo-quyen")
    local = actor("admin", school.pk)
    assert may(local, CHANGE, school)
    assert not may(local, CHANGE, agency)
    assert not may(local, CHANGE, None)
    assert may(actor("admin"), CHANGE, None)
    assert may(system("đêm"), CHANGE, None)


def test_names_and_groups_of_another_agency_are_not_seen(agency):
    other = Unit.objects.get(code="so-gddt-hai-duong")
    group = UnitGroup.objects.create(agency=other, name="Các phòng", folded="cac phong")
    alias = Alias.objects.create(agency=other, printed="X", key="x", general=True)
    officer = actor("officer", agency.pk)
    for model, foreign in ((UnitGroup, group), (Alias, alias)):
        mine = model.objects.filter(visible_to(officer, agency.pk))
        assert foreign not in mine
        assert mine.count() == model.objects.filter(agency=agency).count()
        assert foreign in model.objects.filter(visible_to(actor("admin")))
        assert foreign in model.objects.filter(visible_to(actor("focal", other.pk)))
        assert not model.objects.filter(visible_to(officer)).exists()
