"""Who acts, with which power: the two values every action is given.

`Actor` is made once per request, job or command by `accounts.queries.actor_for`; it lives here, on the
lowest floor that writes, so that rooms below accounts can check access without knowing accounts.
"""

from __future__ import annotations

from dataclasses import dataclass

from thuocdo.lawbook.mistakes import Mistake


class Refused(Mistake):
    """The actor may not do this, or the thing's state forbids it. The message says why and what to do."""


@dataclass(frozen=True)
class Grant:
    """A role held in a unit and all below it. `reach` is the set of unit ids; None is the whole tree."""

    role: str
    reach: frozenset[int] | None


@dataclass(frozen=True)
class Actor:
    """One person in one position at one moment; a job acts as a named system actor.

    `person` and `account` are ids, None for the system; `unit` is the id of the unit acted for;
    `on_behalf` is the printed form of acting for another ("KT. GIÁM ĐỐC"), empty as a rule. `link` names
    the link ("phonelink:7") through which somebody without an account speaks, under the name declared there.
    """

    name: str
    person: int | None = None
    account: int | None = None
    position: str = ""
    position_id: int | None = None
    unit: int | None = None
    on_behalf: str = ""
    grants: tuple[Grant, ...] = ()
    system: bool = False
    link: str = ""

    def holds(self, roles: frozenset[str], unit: int | None = None) -> bool:
        """Whether one of `roles` is held, in `unit` where one is named.

        >>> a = Actor("An", grants=(Grant("focal", frozenset({1, 2})),))
        >>> a.holds(frozenset({"focal"})), a.holds(frozenset({"focal"}), 2), a.holds(frozenset({"focal"}), 9)
        (True, True, False)
        """
        return self.system or any(
            g.role in roles and (unit is None or g.reach is None or unit in g.reach)
            for g in self.grants
        )

    def reach(self, roles: frozenset[str]) -> frozenset[int] | None:
        """Unit ids in which one of `roles` is held; None means every unit."""
        if self.system:
            return None
        units: frozenset[int] = frozenset()
        for grant in self.grants:
            if grant.role in roles:
                if grant.reach is None:
                    return None
                units |= grant.reach
        return units


NOBODY = Actor("")


def system(name: str) -> Actor:
    """The named actor of a job or command: everything is allowed, everything is signed with its name."""
    return Actor(name=name, system=True)


@dataclass(frozen=True)
class Verb:
    """Something that may be done. `code` is room.verb, `label` its Vietnamese name, `roles` who may.

    An empty `roles` means every signed-in person; what they see is then narrowed by `visible_to`.
    """

    code: str
    label: str
    roles: frozenset[str] = frozenset()

    def allows(self, actor: Actor, unit: int | None = None) -> bool:
        if not self.roles:
            return actor.system or actor.account is not None
        return actor.holds(self.roles, unit)


def require(actor: Actor, verb: Verb, unit: int | None = None) -> None:
    """Raise `Refused` unless `actor` may `verb` (in `unit`)."""
    if not verb.allows(actor, unit):
        raise Refused(
            f"Với tư cách đang làm việc, {actor.name or 'người dùng'} không có quyền “{verb.label}”. "
            "Chọn tư cách khác ở góc trên bên phải hoặc liên hệ quản trị."
        )
