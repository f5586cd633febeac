"""How people sign in: django-allauth under this house's rules. No self-registration, no mail needed."""

from typing import Any

APPS = [
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
]
MIDDLEWARE = "allauth.account.middleware.AccountMiddleware"


def settings(option: dict[str, Any]) -> dict[str, Any]:
    """Django settings derived from the declared options."""
    web = "thuocdo.accounts.web"
    return {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": "thuocdo.accounts.actions.passwords.Strength"},
            {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        ],
        "LOGIN_URL": "/accounts/login/",
        "LOGIN_REDIRECT_URL": "/",
        "ALLAUTH_TRUSTED_PROXY_COUNT": option["PROXIES"],
        "ACCOUNT_ADAPTER": f"{web}.signin.Accounts",
        "ACCOUNT_FORMS": {
            "login": f"{web}.signin_forms.SignIn",
            "reauthenticate": f"{web}.signin_forms.Again",
            "change_password": f"{web}.signin_forms.NewPassword",
        },
        "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_EMAIL_NOTIFICATIONS": False,
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_LOGOUT_REDIRECT_URL": "/accounts/login/",
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 600,  # seconds
        # Five wrong passwords lock a name for 15 minutes. The limits per address are wide: a whole
        # agency stands behind one.
        "ACCOUNT_RATE_LIMITS": {
            "login": "300/m/ip",
            "login_failed": "60/m/ip,5/900s/key",
            "change_password": "5/m/user",
            "reauthenticate": "10/m/user",
        },
        "MFA_ADAPTER": f"{web}.signin.SecondFactor",
        "MFA_FORMS": {
            "authenticate": f"{web}.signin_forms.Code",
            "reauthenticate": f"{web}.signin_forms.CodeAgain",
            "activate_totp": f"{web}.signin_forms.FirstCode",
        },
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
        "MFA_TOTP_ISSUER": "Thước Đo",
        "MFA_TOTP_TOLERANCE": 1,  # clocks of telephones are half a minute off
        "SOCIALACCOUNT_ADAPTER": f"{web}.signin.Provided",
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": _providers(option)}},
        # Counts of failed sign-ins: shared by every process, kept over a restart.
        "CACHES": {
            "default": {
                "BACKEND": "django.core.cache.backends.db.DatabaseCache",
                "LOCATION": "accounts_signin_cache",
            }
        },
    }


def _providers(option: dict[str, Any]) -> list[dict[str, Any]]:
    """The agency's own OpenID Connect provider, where one is configured."""
    if not option["OIDC_SERVER"]:
        return []
    return [
        {
            "provider_id": "agency",
            "name": option["OIDC_NAME"] or "OpenID Connect",
            "client_id": option["OIDC_CLIENT"],
            "secret": option["OIDC_SECRET"],
            "settings": {"server_url": option["OIDC_SERVER"], "oauth_pkce_enabled": True},
        }
    ]
