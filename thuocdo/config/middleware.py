"""What every request is given before its view runs: the moment, the actor, and a closed gate."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from thuocdo.accounts import queries
from thuocdo.accounts.web import duties
from thuocdo.audit.access import PUBLIC
from thuocdo.audit.rules import NOBODY
from thuocdo.config import clock


class Gate:
    """Sets `request.at`, `request.today`, `request.by`; refuses every view that bears no access rule."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = clock.now()
        request.today = clock.today()
        user = request.user
        kept = request.session
        request.by = (
            queries.actor_for(user, request.at, kept.get("position"), kept.get("declared"))
            if user.is_authenticated
            else NOBODY
        )
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        rule = getattr(view, "access_rule", None)
        if rule is PUBLIC:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        duty = duties.due(request)
        if duty and request.resolver_match.view_name not in duties.OPEN:
            return redirect(duty)
        if rule is None or not rule.allows(request.by):
            raise PermissionDenied
        return None


gate = Gate
