"""What may be done to people, and what is refused."""

import datetime as dt

import pytest

from thuocdo.accounts import actions, queries
from thuocdo.accounts.models import Account, Person, Position, RoleGrant, SavedFilter
from thuocdo.audit.models import Entry
from thuocdo.audit.queries import broken, changed_behind, history
from thuocdo.audit.rules import Refused, system
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations.models import Unit, UnitParent

AT = dt.datetime(2026, 3, 2, 2, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 2)
EVER = dt.date(2020, 1, 1)
STRONG = "Hoa-Phuong-2023"
SETUP = system("Thiết lập")
pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    top, room = (Unit.objects.create(code=c, kind=k) for c, k in (("so", "agency"), ("p", "room")))
    UnitParent.objects.create(unit=room, parent=top)
    return top, room


@pytest.fixture
def admin():
    """The first administrator, made as a fresh installation makes one, and the actor they are."""
    person = actions.create_person(by=SETUP, at=AT, name="Nguyễn Văn An")
    account = actions.create_account(
        by=SETUP, at=AT, username="an", password=STRONG, person=person.pk
    )
    actions.grant_role(by=SETUP, at=AT, person=person.pk, role="admin", since=EVER)
    return queries.actor_for(account, AT)


def binh(by):
    return actions.create_person(by=by, at=AT, name="Trần Thị  Bình", phone="0912 345 678")


def test_a_person_is_stored_composed_and_folded(admin):
    person = actions.create_person(by=admin, at=AT, name="Tra\u0302\u0300n  Thị Bình")
    assert (person.full_name, person.folded) == ("Trần Thị Bình", "tran thi binh")


def test_a_position_gives_its_roles_and_is_recorded(admin, units):
    person = binh(admin)
    actions.give_position(
        by=admin, at=AT, person=person.pk, unit=units[1].pk, title="Trưởng phòng",
        roles=["head"], since=EVER,
    )  # fmt: skip
    account = actions.create_account(
        by=admin, at=AT, username="Binh.TT", password=STRONG, person=person.pk
    )
    by = queries.actor_for(account, AT)
    assert (account.username, by.position) == ("binh.tt", "Trưởng phòng")
    assert by.holds(frozenset({"head"}), units[1].pk)
    assert [line.verb for line in history([f"person:{person.pk}"])] == [
        "Lập, khóa, mở tài khoản; đặt lại mật khẩu",
        "Giao, kết thúc chức vụ",
        "Quản lý người dùng và chức vụ",
    ]
    assert (broken(), changed_behind()) == ("", [])


@pytest.mark.parametrize(
    "password", ["ngan-A1", "khongcohoa-2023", "KhongCoSo-hoac", "KhongDacBiet1"]
)
def test_weak_passwords_are_refused(admin, password):
    person = binh(admin)
    with pytest.raises(Mistake, match="Mật khẩu còn thiếu"):
        actions.create_account(
            by=admin, at=AT, username="binh", password=password, person=person.pk
        )


def test_the_password_never_reaches_the_log(admin):
    account = Account.objects.get(username="an")
    actions.reset_password(by=admin, at=AT, account=account.pk, password="Moi-Mat-Khau-9")
    account.refresh_from_db()
    assert account.must_change_password
    text = "".join(Entry.objects.values_list("changes", flat=True))
    assert account.password not in text
    assert 'password":"' not in text


@pytest.mark.parametrize("name", ["an", " AN "])
def test_a_login_name_is_borne_by_one(admin, name):
    person = binh(admin)
    with pytest.raises(Mistake, match="đã có người dùng"):
        actions.create_account(by=admin, at=AT, username=name, password=STRONG, person=person.pk)


def test_nobody_grants_themselves_what_they_lack(admin, units):
    for give in (
        lambda: actions.grant_role(by=admin, at=AT, person=admin.person, role="leader", since=EVER),
        lambda: actions.give_position(
            by=admin,
            at=AT,
            person=admin.person,
            unit=units[0].pk,
            title="Giám đốc",
            roles=["leader"],
            since=EVER,
        ),
    ):
        with pytest.raises(Refused, match="Không tự giao"):
            give()


def test_acting_is_another_way_to_a_power_one_lacks(admin, units):
    giang = binh(admin)
    director = actions.give_position(
        by=admin, at=AT, person=giang.pk, unit=units[0].pk, title="Giám đốc",
        roles=["leader"], since=EVER,
    )  # fmt: skip
    with pytest.raises(Refused, match="Không tự giao"):
        actions.set_acting(
            by=admin, at=AT, person=admin.person, position=director.pk, form="KT.", since=DAY
        )


def test_administration_is_no_part_of_a_position(admin, units):
    with pytest.raises(Mistake, match="giao riêng"):
        actions.give_position(
            by=admin, at=AT, person=binh(admin).pk, unit=units[0].pk, title="Văn phòng",
            roles=["admin"], since=EVER,
        )  # fmt: skip


def test_an_administrator_of_a_part_gives_nothing_outside_it(admin, units):
    room = units[1]
    part = binh(admin)
    actions.grant_role(by=admin, at=AT, person=part.pk, role="admin", since=EVER, unit=room.pk)
    account = actions.create_account(
        by=admin, at=AT, username="binh", password=STRONG, person=part.pk
    )
    by = queries.actor_for(account, AT)
    third = actions.create_person(by=admin, at=AT, name="Lê Hoa")
    for unit in (None, units[0].pk):
        with pytest.raises(Refused, match="ngoài phạm vi"):
            actions.grant_role(by=by, at=AT, person=third.pk, role="officer", since=EVER, unit=unit)
    actions.grant_role(by=by, at=AT, person=third.pk, role="officer", since=EVER, unit=room.pk)
    mightier = Account.objects.get(username="an")
    for takeover in (actions.reset_second_factor, actions.lock_account):
        with pytest.raises(Refused, match="ngoài phạm vi"):
            takeover(by=by, at=AT, account=mightier.pk)
    with pytest.raises(Refused, match="ngoài phạm vi"):
        actions.reset_password(by=by, at=AT, account=mightier.pk, password=STRONG)


def test_the_last_administrator_stays(admin):
    grant = RoleGrant.objects.get(role="admin")
    account = Account.objects.get(username="an")
    for take in (
        lambda: actions.revoke(by=admin, at=AT, grant=grant.pk, until=DAY),
        lambda: actions.revoke(by=admin, at=AT, grant=grant.pk, until=EVER - dt.timedelta(1)),
        lambda: actions.lock_account(by=admin, at=AT, account=account.pk),
        lambda: actions.erase_person(by=admin, at=AT, person=admin.person),
    ):
        with pytest.raises(Refused, match="quản trị cuối cùng"):
            take()
    grant.refresh_from_db()
    assert grant.until is None
    assert Account.objects.get(username="an").is_active


def test_with_a_second_one_the_first_may_go(admin):
    other = binh(admin)
    actions.create_account(by=admin, at=AT, username="binh", password=STRONG, person=other.pk)
    actions.grant_role(by=admin, at=AT, person=other.pk, role="admin", since=EVER)
    actions.lock_account(by=admin, at=AT, account=Account.objects.get(username="an").pk)
    assert queries.admins(DAY) == {other.pk}


def test_ending_a_position_ends_acting_for_it(admin, units):
    giang, deputy = binh(admin), actions.create_person(by=admin, at=AT, name="Lê Hoa")
    director = actions.give_position(
        by=admin, at=AT, person=giang.pk, unit=units[0].pk, title="Giám đốc",
        roles=["leader"], since=EVER,
    )  # fmt: skip
    now = actions.set_acting(
        by=admin, at=AT, person=deputy.pk, position=director.pk, form="KT.", since=EVER
    )
    later = actions.set_acting(
        by=admin, at=AT, person=deputy.pk, position=director.pk, form="Q.",
        since=dt.date(2027, 1, 1),
    )  # fmt: skip
    actions.end_position(by=admin, at=AT, position=director.pk, until=DAY)
    now.refresh_from_db()
    assert now.until == DAY
    assert not type(later).objects.filter(pk=later.pk).exists()
    assert changed_behind() == []


def test_a_period_that_ends_before_it_begins_is_a_mistake(admin, units):
    with pytest.raises(Mistake) as told:
        actions.give_position(
            by=admin, at=AT, person=binh(admin).pk, unit=units[0].pk, title="Chuyên viên",
            roles=[], since=DAY, until=EVER,
        )  # fmt: skip
    assert told.value.field == "until"
    assert not Position.objects.exists()


def test_an_erased_person_is_gone_from_rows_and_log(admin):
    person = binh(admin)
    actions.create_account(by=admin, at=AT, username="binh", password=STRONG, person=person.pk)
    actions.erase_person(by=admin, at=AT, person=person.pk)
    assert Person.objects.get(pk=person.pk).full_name == ""
    assert not Account.objects.filter(username="binh").exists()
    told = [
        part for line in history([f"person:{person.pk}"]) for t in line.told for part in t.parts
    ]
    assert told
    assert not any("Bình" in f"{p.before} {p.after}" for p in told)
    assert not any(p.before == "binh" or p.after == "binh" for p in told)
    assert (broken(), changed_behind()) == ("", [])
    with pytest.raises(Mistake, match="Không còn người này"):
        actions.update_person(by=admin, at=AT, person=person.pk, name="Trở Lại")


def test_who_holds_a_position_is_not_erased(admin, units):
    person = binh(admin)
    actions.give_position(
        by=admin, at=AT, person=person.pk, unit=units[1].pk, title="Chuyên viên",
        roles=["officer"], since=EVER,
    )  # fmt: skip
    with pytest.raises(Refused, match="đang giữ chức vụ"):
        actions.erase_person(by=admin, at=AT, person=person.pk)


def test_a_unit_account_declares_who_sits_there(admin, units):
    school = actions.create_account(
        by=admin, at=AT, username="thpt-x", password=STRONG, unit=units[1].pk
    )
    by = queries.actor_for(school, AT)
    said = actions.declare(by=by, at=AT, name="Lê Thị Hoa", position="Phó Hiệu trưởng")
    line = history([f"account:{school.pk}"])[0]
    assert said == {"name": "Lê Thị Hoa", "position": "Phó Hiệu trưởng"}
    assert (line.who, line.position) == ("Lê Thị Hoa", "Phó Hiệu trưởng")
    with pytest.raises(Refused, match="Chỉ tài khoản đơn vị"):
        actions.declare(by=admin, at=AT, name="An Văn", position="x")


def test_only_a_capacity_held_today_is_switched_to(admin, units):
    own = actions.give_position(
        by=admin, at=AT, person=admin.person, unit=units[1].pk, title="Chuyên viên",
        roles=[], since=EVER, until=DAY,
    )  # fmt: skip
    key = f"position:{own.pk}"
    assert actions.switch_position(by=admin, at=AT, capacity=key) == key
    with pytest.raises(Refused, match="không còn hiệu lực"):
        actions.switch_position(by=admin, at=AT + dt.timedelta(1), capacity=key)


def test_filters_replace_their_namesake_and_belong_to_one(admin, units):
    kept = {"by": admin, "at": AT, "room_list": "plans.tasks", "name": "Quá hạn"}
    first = actions.save_filter(**kept, query="?han=qua")
    again = actions.save_filter(**kept, query="han=sap")
    assert (again.pk, again.query) == (first.pk, "han=sap")
    with pytest.raises(Mistake, match="không chia sẻ được"):
        actions.save_filter(**kept, query="", shared=True)
    school = actions.create_account(
        by=admin, at=AT, username="thpt-x", password=STRONG, unit=units[1].pk
    )
    with pytest.raises(Refused):
        actions.delete_filter(by=queries.actor_for(school, AT), at=AT, saved=first.pk)
    actions.delete_filter(by=admin, at=AT, saved=first.pk)
    assert not SavedFilter.objects.exists()


def test_who_is_no_administrator_does_none_of_it(someone, units):
    by = queries.actor_for(someone("head", unit=units[1]), AT)
    for refused in (
        lambda: actions.create_person(by=by, at=AT, name="Lê Hoa"),
        lambda: actions.update_person(by=by, at=AT, person=by.person, name="Lê Hoa"),
        lambda: actions.erase_person(by=by, at=AT, person=by.person),
        lambda: actions.create_account(by=by, at=AT, username="x-y", password=STRONG, unit=1),
        lambda: actions.lock_account(by=by, at=AT, account=by.account),
        lambda: actions.unlock_account(by=by, at=AT, account=by.account),
        lambda: actions.reset_password(by=by, at=AT, account=by.account, password=STRONG),
        lambda: actions.reset_second_factor(by=by, at=AT, account=by.account),
        lambda: actions.grant_role(by=by, at=AT, person=by.person, role="head", since=DAY),
        lambda: actions.revoke(by=by, at=AT, grant=1, until=DAY),
        lambda: actions.end_position(by=by, at=AT, position=1, until=DAY),
        lambda: actions.end_acting(by=by, at=AT, acting=1, until=DAY),
    ):
        with pytest.raises(Refused):
            refused()
    assert not Entry.objects.exists()
