"""The one adapter to allauth: our words, our keys, our log, and nobody registers themselves."""

from __future__ import annotations

from allauth.account import signals as account_signals
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa import signals as mfa_signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth.signals import user_logged_out
from django.shortcuts import render
from django.urls import reverse

from thuocdo.accounts import access, actions, queries
from thuocdo.accounts.web import duties
from thuocdo.audit.actions import open_secret, seal_secret
from thuocdo.audit.rules import system

AT_THE_DOOR = system("Cửa đăng nhập")
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra bộ gõ, phím Caps Lock rồi nhập lại."
TOO_MANY = (
    "Nhập sai quá nhiều lần. Chờ 15 phút rồi thử lại, hoặc đề nghị quản trị đặt lại mật khẩu."
)


def note(request, account, verb, by=None, **more):
    """One line in the log for what happened at the door."""
    by = by or queries.actor_for(
        account, request.at, request.session.get("position"), request.session.get("declared")
    )
    actions.note_sign_in_event(by=by, at=request.at, account=account.pk, event=verb.code, **more)


class Accounts(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "invalid_password": WRONG,
        "incorrect_password": "Mật khẩu không đúng. Nhập lại.",
        "enter_current_password": "Mật khẩu hiện tại không đúng. Nhập lại.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request):
        return False

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:mine")

    def add_message(self, *args, **kwargs):
        """allauth says nothing of its own; the pages speak."""

    def authentication_failed(self, request, **credentials):
        account = queries.account_named(credentials.get("username", ""))
        if account is not None:  # a name nobody bears is not noted: it may be a mistyped password
            note(request, account, access.SIGN_IN_FAILED, by=AT_THE_DOOR)


class SecondFactor(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Mã không đúng hoặc đã hết hiệu lực. Nhập mã đang hiện trên điện thoại.",
        "cannot_delete_authenticator": "Vai trò đang giữ bắt buộc xác thực hai lớp nên không tắt được.",
    }

    def encrypt(self, text):
        return seal_secret(text, purpose="totp")

    def decrypt(self, encrypted_text):
        return open_secret(encrypted_text, purpose="totp")

    def can_delete_authenticator(self, authenticator):
        person = authenticator.user.person_id
        return person is None or not queries.needs_second_factor(person)

    def send_notification_mail(self, *args, **kwargs):
        """No mail; the log and the account page tell."""


class Provided(DefaultSocialAccountAdapter):
    """Sign-in through the agency's provider: only into an account that exists here under the same name."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        if sociallogin.is_existing:
            return
        claims = sociallogin.account.extra_data
        claims = claims.get("userinfo", claims)
        account = queries.account_named(claims.get("preferred_username", ""))
        if account is None or not account.is_active:
            raise ImmediateHttpResponse(
                render(request, "socialaccount/authentication_error.html", {"unknown": True})
            )
        sociallogin.connect(request, account)


def signed_in(request, user, **_):
    request.session.pop("position", None)
    note(request, user, access.SIGN_IN)


def signed_out(request, user, **_):
    if user is not None and getattr(request, "at", None):
        note(request, user, access.SIGN_OUT, by=request.by)


def password_changed(request, user, **_):
    note(request, user, access.PASSWORD_CHANGED, by=request.by, own_password=True)


def factor_added(request, user, authenticator, **_):
    duties.second_factor_is(request, True)
    if authenticator.type == Authenticator.Type.TOTP:
        note(request, user, access.FACTOR_ADDED, by=request.by)


def factor_removed(request, user, authenticator, **_):
    duties.second_factor_is(request, False)
    if authenticator.type == Authenticator.Type.TOTP:
        note(request, user, access.FACTOR_REMOVED, by=request.by)


def codes_made(request, user, **_):
    note(request, user, access.CODES_MADE, by=request.by)


def code_failed(request, user, **_):
    note(request, user, access.CODE_FAILED, by=AT_THE_DOOR)


# allauth's own signals, not a model's: the library has no other way to tell.
for signal, heard in (
    (account_signals.user_logged_in, signed_in),
    (user_logged_out, signed_out),
    (account_signals.password_changed, password_changed),
    (mfa_signals.authenticator_added, factor_added),
    (mfa_signals.authenticator_removed, factor_removed),
    (mfa_signals.authenticator_reset, codes_made),
    (mfa_signals.authentication_failed, code_failed),
):
    signal.connect(heard)
