"""Django's settings, all derived from the declared options (`config/options.py`)."""

import datetime as dt
import os
import sys
from pathlib import Path

from csp.constants import NONE, SELF

from thuocdo.config import clock, databases, home, options, signin

OPTION = options.read(os.environ)
TESTING = "pytest" in sys.modules
HOME = home.passing() if TESTING else OPTION["HOME"].absolute()
PACKAGE = Path(__file__).parent.parent
DEMO = OPTION["DEMO"]

# Bottom floor first: the order of migrations, of templates and of the tour.
ROOMS = [
    "design",
    "audit",
    "organisations",
    "accounts",
    "notices",
    "documents",
    "plans",
    "indices",
    "reporting",
    "desk",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    *signin.APPS,
    *(f"thuocdo.{room}" for room in ROOMS),
]
MIDDLEWARE = [
    "thuocdo.config.requests.Reference",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "thuocdo.config.requests.Size",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "thuocdo.config.requests.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    signin.MIDDLEWARE,
    "thuocdo.config.requests.Mistakes",
    "thuocdo.config.middleware.gate",
]
ROOT_URLCONF = "thuocdo.config.urls"
WSGI_APPLICATION = "thuocdo.config.processes.pages.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "DIRS": [PACKAGE / r / d for r in ROOMS for d in ("web/templates", "templates")],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "thuocdo.config.frame.frame",
            ],
            "builtins": ["django.templatetags.i18n", "thuocdo.design.templatetags.design"],
        },
    }
]
DATABASES = {"default": databases.settings(OPTION["DATABASE_URL"], HOME)}
FORM_RENDERER = "thuocdo.design.forms.Renderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Who
AUTH_USER_MODEL = "accounts.Account"
globals().update(signin.settings(OPTION))
SECRET_KEY = OPTION["SECRET_KEY"] or ("tests" if TESTING else home.secret_key(HOME))
SESSION_COOKIE_AGE = OPTION["SESSION_HOURS"] * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# From where
DEBUG = False
ALLOWED_HOSTS = OPTION["HOSTS"]
SITE_ADDRESS = OPTION["ADDRESS"].rstrip("/")
CSRF_FAILURE_VIEW = "thuocdo.config.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = OPTION["TLS"]
SECURE_HSTS_SECONDS = 31_536_000 if OPTION["TLS"] else 0  # a year
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if OPTION["TLS"] else []
if OPTION["PROXIES"]:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        # the browser applies form-action to where a sign-in form is redirected
        "form-action": [SELF, *([OPTION["OIDC_SERVER"]] if OPTION["OIDC_SERVER"] else [])],
    }
}
UPLOAD_BYTES = OPTION["UPLOAD_MB"] * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a plan under review is one form

# Files
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [d for room in ROOMS if (d := PACKAGE / room / "web" / "static").is_dir()]
MEDIA_ROOT = HOME / "files"  # never served; documents.actions stores by hash
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600

# Words and time. Screen strings are written in Vietnamese; locale/en is the translation.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [HOME / "locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = USE_TZ = True
TIME_ZONE = clock.LEGAL_ZONE.key

# Mail
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = OPTION["MAIL_HOST"], OPTION["MAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = OPTION["MAIL_USER"], OPTION["MAIL_PASSWORD"]
EMAIL_USE_TLS = OPTION["MAIL_SECURITY"] == "starttls"
EMAIL_USE_SSL = OPTION["MAIL_SECURITY"] == "tls"
DIGEST = OPTION["DIGEST"]
EMAIL_TIMEOUT = int(dt.timedelta(seconds=20).total_seconds())
DEFAULT_FROM_EMAIL = SERVER_EMAIL = OPTION["MAIL_FROM"]

LOGGING_CONFIG = "thuocdo.config.logs.configure"
LOGGING = {"level": OPTION["LOG_LEVEL"]}
