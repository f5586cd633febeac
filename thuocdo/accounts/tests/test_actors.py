"""Who somebody is today: one capacity at a time, powers with their reach, a constant number of queries."""

import datetime as dt

import pytest

from thuocdo.accounts.models import Account, Acting, Person, Position, RoleGrant
from thuocdo.accounts.queries import actor_for, capacities
from thuocdo.audit.rules import NOBODY, Grant
from thuocdo.organisations.models import Unit, UnitParent

AT = dt.datetime(2026, 3, 2, 2, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 2)
EVER = dt.date(2020, 1, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    top = Unit.objects.create(code="so", kind="agency")
    below = [Unit.objects.create(code=f"p{n}", kind="room") for n in range(3)]
    for unit in below:
        UnitParent.objects.create(unit=unit, parent=top)
    return [top, *below]


def account(name="an"):
    person = Person.objects.create(full_name=name.title(), folded=name)
    return Account.objects.create(username=name, person=person, created_at=AT)


def give(account, unit, title, *roles, since=EVER, until=None):
    return Position.objects.create(
        person=account.person, unit=unit, title=title, roles=list(roles), since=since, until=until
    )


def test_the_most_powerful_position_is_the_default_and_another_may_be_chosen(tree):
    top, room, *_ = tree
    an = account()
    officer = give(an, room, "Chuyên viên", "officer")
    give(an, top, "Phó Giám đốc", "leader")
    by = actor_for(an, AT)
    assert (by.position, by.unit, by.grants) == (
        "Phó Giám đốc",
        top.pk,
        (Grant("leader", frozenset(u.pk for u in tree)),),
    )
    chosen = actor_for(an, AT, position=f"position:{officer.pk}")
    assert (chosen.position, chosen.grants) == (
        "Chuyên viên",
        (Grant("officer", frozenset({room.pk})),),
    )


def test_positions_hold_on_their_first_and_last_day_only(tree):
    an = account()
    give(an, tree[1], "Chuyên viên", "officer", since=DAY, until=DAY)
    assert actor_for(an, AT).position == "Chuyên viên"
    for other in (AT - dt.timedelta(days=1), AT + dt.timedelta(days=1)):
        assert actor_for(an, other).grants == ()


def test_the_legal_day_is_that_of_vietnam(tree):
    an = account()
    give(an, tree[1], "Chuyên viên", "officer", since=DAY)
    assert actor_for(an, dt.datetime(2026, 3, 1, 16, 59, tzinfo=dt.UTC)).position == ""
    assert actor_for(an, dt.datetime(2026, 3, 1, 17, 0, tzinfo=dt.UTC)).position == "Chuyên viên"


def test_acting_for_another_gives_their_powers_and_prints_so(tree):
    an, giang = account(), account("giang")
    give(an, tree[0], "Phó Giám đốc", "leader")
    director = give(giang, tree[0], "Giám đốc", "leader", "focal")
    acting = Acting.objects.create(person=an.person, position=director, form="KT.", since=EVER)
    assert actor_for(an, AT).on_behalf == ""
    by = actor_for(an, AT, position=f"acting:{acting.pk}")
    assert (by.name, by.on_behalf, by.position_id) == ("An", "KT. GIÁM ĐỐC", director.pk)
    assert {g.role for g in by.grants} == {"leader", "focal"}
    assert [c.key for c in capacities(an.person_id, DAY)][1] == f"acting:{acting.pk}"


def test_a_grant_needs_no_position_and_may_cover_the_whole_tree(tree):
    an = account()
    RoleGrant.objects.create(person=an.person, role="admin", since=EVER)
    by = actor_for(an, AT)
    assert (by.unit, by.grants) == (None, (Grant("admin", None),))


def test_a_choice_that_has_ended_falls_back(tree):
    an = account()
    old = give(an, tree[1], "Trưởng phòng", "head", until=dt.date(2026, 3, 1))
    give(an, tree[2], "Chuyên viên", "officer")
    assert actor_for(an, AT, position=f"position:{old.pk}").position == "Chuyên viên"


def test_a_unit_account_acts_under_the_declared_name(tree):
    school = Account.objects.create(username="thpt", shared=True, unit=tree[1], created_at=AT)
    by = actor_for(school, AT, declared={"name": "Lê Thị Hoa", "position": "Phó Hiệu trưởng"})
    assert (by.name, by.position, by.person, by.unit) == (
        "Lê Thị Hoa",
        "Phó Hiệu trưởng",
        None,
        tree[1].pk,
    )
    assert by.holds(frozenset({"officer"}), tree[1].pk)
    assert not by.holds(frozenset({"officer"}), tree[2].pk)


def test_a_locked_account_is_nobody(tree):
    an = account()
    an.is_active = False
    assert actor_for(an, AT) is NOBODY


@pytest.mark.parametrize("many", [1, 12])
def test_two_queries_however_much_is_held(tree, many, django_assert_num_queries):
    an = account()
    for n in range(many):
        give(an, tree[n % 4], f"Chức vụ {n}", "officer")
        RoleGrant.objects.create(person=an.person, role="clerk", unit=tree[n % 4], since=EVER)
    with django_assert_num_queries(2):
        actor_for(an, AT)
