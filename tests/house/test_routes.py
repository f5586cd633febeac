"""Every route bears an access rule, or stands on the public list. Closed by default."""

import pytest
from django.urls import URLPattern, get_resolver

from thuocdo.audit.access import PUBLIC
from thuocdo.audit.rules import Verb

# What a person without an account may open. Adding a line is a decision of its own.
PUBLIC_ROUTES = {
    "healthz",
    "readyz",
    "language/",
    "accounts/login/",
    "accounts/logout/",
    "accounts/inactive/",
    "accounts/2fa/authenticate/",
    "accounts/oidc/<provider_id>/login/",
    "accounts/oidc/<provider_id>/login/callback/",
    "accounts/oidc/cancelled/",
    "accounts/oidc/error/",
    "l/<str:code>/",  # a signed phone link: opens one piece of work, for one update, until its day
    "l/<str:code>/anh/",
    "s/<str:code>/",  # a signed link to the figures one unit owes, until its day
}


def routes(patterns=None, before=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        where = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield where, pattern.callback
        else:
            yield from routes(pattern.url_patterns, where)


def test_every_route_has_a_rule():
    faults = [where for where, view in routes() if not isinstance(rule(view), Verb)]
    assert not faults, f"Decorate the view with @needs(VERB) or @public (audit.access): {faults}"


def rule(view):
    return getattr(view, "access_rule", None)


def test_public_routes_are_those_on_the_list():
    public = {where for where, view in routes() if rule(view) is PUBLIC}
    assert public - PUBLIC_ROUTES == set(), "A public route is a decision: put it on the list here."
    assert PUBLIC_ROUTES - public == set(), "The list names routes that are gone."


def verbs():
    from importlib import import_module
    from importlib.util import find_spec

    from django.conf import settings

    return [
        verb
        for room in settings.ROOMS
        if find_spec(f"thuocdo.{room}.access")
        for verb in import_module(f"thuocdo.{room}.access").VERBS
    ]


def test_every_verb_of_a_route_is_declared():
    known = {verb.code for verb in [*verbs(), PUBLIC]}
    faults = {where: rule(v).code for where, v in routes() if rule(v) and rule(v).code not in known}
    assert not faults, f"Add the verb to VERBS of its room's access.py: {faults}"


def test_verb_codes_are_unique_and_name_their_room():
    codes = [verb.code for verb in verbs()]
    assert len(codes) == len(set(codes))
    assert all("." in code for code in codes)


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in_or_refused(client):
    for where, view in routes():
        if "<" in where or "(" in where or rule(view) is PUBLIC:
            continue
        answer = client.get("/" + where)
        assert answer.status_code in {302, 403, 404, 405}, where
        if answer.status_code == 302:
            assert answer["Location"].startswith("/accounts/login/"), where
