"""Who may see and manage people, positions, roles."""

from __future__ import annotations

from django.db.models import Q

from thuocdo.accounts.models import Person, Position
from thuocdo.audit.rules import Actor, Verb

SEE_PEOPLE = Verb(
    "accounts.see_people",
    "Xem người dùng và chức vụ",
    frozenset({"admin", "leader", "focal", "head", "auditor"}),
)
MANAGE_PEOPLE = Verb(
    "accounts.manage_people", "Quản lý người dùng và chức vụ", frozenset({"admin"})
)
GIVE_POSITION = Verb("accounts.give_position", "Giao, kết thúc chức vụ", frozenset({"admin"}))
GRANT_ROLE = Verb("accounts.grant_role", "Giao, thu hồi vai trò", frozenset({"admin"}))
MANAGE_ACCOUNTS = Verb(
    "accounts.manage_accounts", "Lập, khóa, mở tài khoản; đặt lại mật khẩu", frozenset({"admin"})
)
ERASE_PERSON = Verb("accounts.erase_person", "Xóa dữ liệu cá nhân", frozenset({"admin"}))
SEE_ROLES = Verb("accounts.see_roles", "Xem vai trò và quyền", frozenset({"admin", "auditor"}))
OWN_ACCOUNT = Verb("accounts.own_account", "Tài khoản của mình")
SAVE_FILTER = Verb("accounts.save_filter", "Lưu bộ lọc")
VERBS = (
    SEE_PEOPLE,
    MANAGE_PEOPLE,
    GIVE_POSITION,
    GRANT_ROLE,
    MANAGE_ACCOUNTS,
    ERASE_PERSON,
    SEE_ROLES,
    OWN_ACCOUNT,
    SAVE_FILTER,
)

# What the log notes of sign-in; nobody is given or refused these.
SIGN_IN = Verb("accounts.sign_in", "Đăng nhập")
SIGN_IN_FAILED = Verb("accounts.sign_in_failed", "Nhập sai mật khẩu")
SIGN_OUT = Verb("accounts.sign_out", "Đăng xuất")
PASSWORD_CHANGED = Verb("accounts.password_changed", "Đổi mật khẩu")
FACTOR_ADDED = Verb("accounts.factor_added", "Bật xác thực hai lớp")
FACTOR_REMOVED = Verb("accounts.factor_removed", "Tắt xác thực hai lớp")
CODES_MADE = Verb("accounts.codes_made", "Lập mã dự phòng")
CODE_FAILED = Verb("accounts.code_failed", "Nhập sai mã xác thực")
DECLARED = Verb("accounts.declare", "Khai người sử dụng tài khoản đơn vị")
NOTED = (
    SIGN_IN,
    SIGN_IN_FAILED,
    SIGN_OUT,
    PASSWORD_CHANGED,
    FACTOR_ADDED,
    FACTOR_REMOVED,
    CODES_MADE,
    CODE_FAILED,
    DECLARED,
)


def visible_to(actor: Actor, verb: Verb = SEE_PEOPLE) -> Q:
    """Persons the actor sees: with a position, at any time, in a unit of their reach; those without any
    position are seen by whoever reaches the whole tree."""
    if not verb.allows(actor):
        return Q(pk__in=[])
    reach = actor.reach(verb.roles)
    if reach is None:
        return Q()
    return Q(pk__in=Position.objects.filter(unit__in=reach).values("person"))


def may(actor: Actor, verb: Verb, person: Person) -> bool:
    """Whether the actor may do this to this person: who reaches the whole tree may; else every unit the
    person works in or holds a role in must be in reach (nobody takes over the account of somebody mightier).
    """
    reach = actor.reach(verb.roles)
    if not verb.allows(actor) or reach is None:
        return verb.allows(actor)
    units = set(person.positions.values_list("unit_id", flat=True))
    units |= set(person.role_grants.values_list("unit_id", flat=True))
    return bool(units) and units <= reach
