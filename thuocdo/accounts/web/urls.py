"""Routes: the door (allauth's own names, ours to mark) and the pages of this room."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import include, path

from thuocdo.accounts.access import OWN_ACCOUNT
from thuocdo.accounts.web import mine, people, persons, signin  # noqa: F401  signin: its receivers
from thuocdo.audit.access import needs, public

own = needs(OWN_ACCOUNT)

DOOR = [
    path("login/", public(account.login), name="account_login"),
    path("logout/", public(account.logout), name="account_logout"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", own(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", own(account.password_change), name="account_change_password"),
    path("2fa/authenticate/", public(mfa.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/codes/", own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("2fa/codes/new/", own(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("2fa/codes/file/", own(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("oidc/<provider_id>/login/", public(oidc.login), name="openid_connect_login"),
    path("oidc/<provider_id>/login/callback/", public(oidc.callback), name="openid_connect_callback"),
    path("oidc/cancelled/", public(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("oidc/error/", public(social.login_error), name="socialaccount_login_error"),
]  # fmt: skip

PAGES = [
    path("tai-khoan/", mine.mine, name="mine"),
    path("tai-khoan/khai-bao/", mine.declare, name="declare"),
    path("tai-khoan/tu-cach/", mine.switch, name="switch"),
    path("bo-loc/", mine.save_filter, name="save_filter"),
    path("bo-loc/<int:pk>/xoa/", mine.delete_filter, name="delete_filter"),
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/them/", people.new_person, name="new_person"),
    path("nguoi-dung/don-vi/", people.unit_accounts, name="unit_accounts"),
    path("nguoi-dung/don-vi/them/", people.new_unit_account, name="new_unit_account"),
    path("nguoi-dung/tai-khoan/<int:pk>/", persons.unit_account, name="unit_account"),
    path("nguoi-dung/vai-tro/", people.roles, name="roles"),
    path("nguoi-dung/<int:pk>/", persons.person, name="person"),
    path("nguoi-dung/<int:pk>/sua/", persons.edit, name="edit_person"),
    path("nguoi-dung/<int:pk>/chuc-vu/", persons.position, name="give_position"),
    path("nguoi-dung/<int:pk>/lam-thay/", persons.acting, name="set_acting"),
    path("nguoi-dung/<int:pk>/vai-tro/", persons.role, name="grant_role"),
    path("nguoi-dung/<int:pk>/tai-khoan/", persons.account, name="create_account"),
    path("nguoi-dung/<int:pk>/xoa/", persons.erase, name="erase_person"),
    path("nguoi-dung/chuc-vu/<int:pk>/ket-thuc/", persons.end_position, name="end_position"),
    path("nguoi-dung/lam-thay/<int:pk>/ket-thuc/", persons.end_acting, name="end_acting"),
    path("nguoi-dung/vai-tro/<int:pk>/ket-thuc/", persons.revoke, name="revoke"),
    path("nguoi-dung/tai-khoan/<int:pk>/khoa/", persons.lock, name="lock_account"),
    path("nguoi-dung/tai-khoan/<int:pk>/mo/", persons.unlock, name="unlock_account"),
    path("nguoi-dung/tai-khoan/<int:pk>/mat-khau/", persons.password, name="reset_password"),
    path("nguoi-dung/tai-khoan/<int:pk>/hai-lop/", persons.factor, name="reset_factor"),
]

urlpatterns = [
    path("accounts/", include(DOOR)),
    path("", include((PAGES, "accounts"))),
]
