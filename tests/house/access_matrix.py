"""Every route as every role, every verb against every role: measured, then compared with docs/security."""

import datetime as dt
import re
from collections.abc import Iterator

from django.test import Client
from django.urls import URLPattern, get_resolver

ANONYMOUS = "anonymous"
SINCE = dt.date(2020, 1, 1)
AT = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
SAMPLES = {"int": "999999", "uuid": "00000000-0000-4000-8000-000000000000", "path": "x/y"}
WHOLE_TREE = {"admin", "auditor"}  # held as a grant; the others come with a position
AGENCY = {"leader", "focal", "clerk", "one_stop", "appraiser"}  # in the agency; the rest in a room


def routes(patterns=None, before="") -> Iterator[str]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        where = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield where
        else:
            yield from routes(pattern.url_patterns, where)


def sample(route: str) -> str:
    """An address of the route; what its parameters name does not exist."""
    plain = route.replace("^", "").replace("$", "")
    return "/" + re.sub(
        r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "x"), plain
    )


def roles() -> list[str]:
    from thuocdo.accounts.queries import roles as every

    return [ANONYMOUS, *every()]


def units():
    from thuocdo.organisations.models import Unit, UnitName, UnitParent

    top, room = (
        Unit.objects.create(code=c, kind=k) for c, k in (("so", "agency"), ("phong", "room"))
    )
    for unit in (top, room):
        UnitName.objects.create(unit=unit, name=unit.code, folded=unit.code)
    UnitParent.objects.create(unit=room, parent=top)
    return top, room


def client_as(role: str) -> Client:
    """A browser of somebody with this one role, second factor passed."""
    from thuocdo.accounts.models import Account, Person, Position, RoleGrant

    client = Client(HTTP_HOST="localhost")
    if role == ANONYMOUS:
        return client
    top, room = units()
    person = Person.objects.create(full_name=role, folded=role)
    account = Account.objects.create(
        username=role, person=person, must_change_password=False, created_at=AT
    )
    account.set_password("x")
    account.save()
    if role in WHOLE_TREE:
        RoleGrant.objects.create(person=person, role=role, since=SINCE)
    else:
        unit = top if role in AGENCY else room
        Position.objects.create(person=person, unit=unit, title=role, roles=[role], since=SINCE)
    client.force_login(account)
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def answers(role: str) -> dict[str, str]:
    """What each route says to a GET: public | sign-in | open | 403.

    `open`: the gate let it pass (the page, a redirect, 404 for a thing that is not there, 405 where only
    POST is answered).
    """
    client = client_as(role)
    return {route: _said(client.get(sample(route)), role) for route in sorted(set(routes()))}


def _said(answer, role: str) -> str:
    if answer.status_code == 403:
        return "403"
    if role == ANONYMOUS:
        to_door = answer.status_code == 302 and answer["Location"].startswith(
            "/accounts/login/?next="
        )
        return "sign-in" if to_door else "public"
    return "open"


def routes_page(measured: dict[str, dict[str, str]]) -> str:
    """docs/security/routes.md from answers by role."""
    every = roles()
    lines = [
        "# Every route as every role",
        "",
        (
            "Measured by visiting, not read from the code: `python docs/security/generate.py` writes this page, "
            "`tests/house/test_access_matrix.py` visits again and compares. `open`: the gate lets the role pass "
            "(what it sees there is narrowed by `visible_to`); `sign-in`: sent to the sign-in page; `public`: "
            "answered without an account."
        ),
        "",
        f"| route | {' | '.join(every)} |",
        f"|---{'|---' * len(every)}|",
    ]
    lines += [
        f"| `/{route}` | {' | '.join(measured[role][route] for role in every)} |"
        for route in measured[ANONYMOUS]
    ]
    return "\n".join(lines) + "\n"


def roles_page() -> str:
    """docs/security/roles.md: what each role may do, from every room's `access.VERBS`."""
    from thuocdo.accounts.queries import roles as every
    from thuocdo.audit.queries import verbs

    codes = list(every())
    lines = [
        "# Verbs and roles",
        "",
        (
            "Written by `python docs/security/generate.py` from the rooms' `access.py`. A role holds in its unit "
            "and all below; “all” marks what everybody signed in may do."
        ),
        "",
        "| role | label | second factor |",
        "|---|---|---|",
        *(
            f"| `{r.code}` | {r.label} | {'required' if r.needs_totp else ''} |"
            for r in every().values()
        ),
        "",
        f"| verb | label | {' | '.join(codes)} |",
        f"|---|---{'|---' * len(codes)}|",
    ]
    for room in verbs().values():
        for verb in room:
            marks = ["all" if not verb.roles else "yes" if c in verb.roles else "" for c in codes]
            lines.append(f"| `{verb.code}` | {verb.label} | {' | '.join(marks)} |")
    return "\n".join(lines) + "\n"
