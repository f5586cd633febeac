"""Who may give which power to whom, and what must always remain."""

from __future__ import annotations

from collections.abc import Collection

from thuocdo.audit.rules import Actor, Refused

ADMIN = "admin"


def require_grantable(by: Actor, person: int, roles: Collection[str]) -> None:
    """Nobody gives themselves a role they lack.

    >>> from thuocdo.audit.rules import Grant
    >>> by = Actor("An", person=1, grants=(Grant("admin", None),))
    >>> require_grantable(by, 2, ["leader"]); require_grantable(by, 1, ["admin"])
    >>> require_grantable(by, 1, ["leader"])
    Traceback (most recent call last):
    thuocdo.audit.rules.Refused: Không tự giao cho mình vai trò đang không giữ. Đề nghị quản trị khác giao.
    """
    if by.system or by.person != person:
        return
    if set(roles) - {grant.role for grant in by.grants}:
        raise Refused("Không tự giao cho mình vai trò đang không giữ. Đề nghị quản trị khác giao.")


def require_in_reach(by: Actor, roles: frozenset[str], unit: int | None) -> None:
    """A power over a part of the tree gives nothing outside that part.

    >>> from thuocdo.audit.rules import Grant
    >>> by = Actor("An", person=1, grants=(Grant("admin", frozenset({3})),))
    >>> require_in_reach(by, frozenset({"admin"}), 3)
    >>> require_in_reach(by, frozenset({"admin"}), None)
    Traceback (most recent call last):
    thuocdo.audit.rules.Refused: Đơn vị nằm ngoài phạm vi được giao quản lý. Đề nghị quản trị cấp trên thực hiện.
    """
    reach = by.reach(roles)
    if reach is not None and (unit is None or unit not in reach):
        raise Refused(
            "Đơn vị nằm ngoài phạm vi được giao quản lý. Đề nghị quản trị cấp trên thực hiện."
        )


def require_admin_left(before: Collection[int], after: Collection[int]) -> None:
    """The last person who can administer the whole tree is never taken away.

    >>> require_admin_left({1, 2}, {2}); require_admin_left(set(), set())
    >>> require_admin_left({1}, set())
    Traceback (most recent call last):
    thuocdo.audit.rules.Refused: Đây là quản trị cuối cùng của hệ thống. Giao vai trò Quản trị cho người khác trước.
    """
    if before and not after:
        raise Refused(
            "Đây là quản trị cuối cùng của hệ thống. Giao vai trò Quản trị cho người khác trước."
        )
