"""What every role may open, visited anew and compared with the committed pages."""

import re

import pytest

from tests.house import access_matrix
from tests.house.source import ROOT

SECURITY = ROOT / "docs" / "security"
REMEDY = "Was this meant? Then: python docs/security/generate.py, and review the difference."


def committed(role: str) -> dict[str, str]:
    """The column of a role in routes.md."""
    rows = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in (SECURITY / "routes.md").read_text("utf-8").splitlines()
        if line.startswith("| ")
    ]
    column = rows[0].index(role)
    return {row[0].strip("`").removeprefix("/"): row[column] for row in rows[1:]}


@pytest.mark.django_db
@pytest.mark.parametrize("role", access_matrix.roles())
def test_every_route_answers_the_role_as_committed(role):
    found, known = access_matrix.answers(role), committed(role)
    differ = {
        r: (known.get(r), found.get(r)) for r in found | known if known.get(r) != found.get(r)
    }
    assert not differ, f"{REMEDY} (committed, found): {differ}"


def test_verbs_and_roles_are_as_committed():
    assert (SECURITY / "roles.md").read_text("utf-8") == access_matrix.roles_page(), REMEDY


def test_every_verb_names_roles_that_exist():
    from thuocdo.accounts.queries import roles
    from thuocdo.audit.queries import verbs

    known = set(roles())
    wrong = {v.code: v.roles - known for room in verbs().values() for v in room if v.roles - known}
    assert not wrong, f"Roles are those of accounts/roles.yaml: {wrong}"


def test_what_is_public_is_public_and_nothing_else():
    from tests.house.test_routes import PUBLIC_ROUTES

    stranger = committed(access_matrix.ANONYMOUS)
    assert {route for route, said in stranger.items() if said == "public"} == PUBLIC_ROUTES


@pytest.mark.parametrize(
    ("route", "address"),
    [
        ("plans/<int:pk>/", "/plans/999999/"),
        ("a/<slug:s>/<path:p>", "/a/x/x/y"),
        ("healthz", "/healthz"),
    ],
)
def test_a_sample_address_fits_its_route(route, address):
    assert access_matrix.sample(route) == address
    assert not re.search(r"[<>]", access_matrix.sample(route))
