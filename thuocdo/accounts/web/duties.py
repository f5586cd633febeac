"""Before anything else: change a given password, set up the second factor, say who sits at a unit account."""

from django.conf import settings

from thuocdo.accounts.queries import has_second_factor, roles
from thuocdo.accounts.rules.duties import first_duty

ROUTES = {
    "password": "account_change_password",
    "second_factor": "mfa_activate_totp",
    "declare": "accounts:declare",
}
# What stays open while a duty is not done: the pages needed to do it, and the way out.
OPEN = {
    *ROUTES.values(),
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
}


def second_factor_is(request, there):
    request.session["second_factor"] = there


def due(request):
    """The route of the first thing this person must do, None when the way is free.

    One query more for those who need a second factor, once a session.
    """
    account = request.user
    needed = (
        not settings.DEMO
        and any(roles()[grant.role].needs_totp for grant in request.by.grants)
        and not request.session.get("second_factor")
    )
    if needed and has_second_factor(account.pk):
        second_factor_is(request, True)
        needed = False
    duty = first_duty(
        must_change_password=account.must_change_password,
        needs_second_factor=needed,
        undeclared=account.shared and not request.session.get("declared"),
    )
    return ROUTES.get(duty)
