"""Django's settings, all derived from the declared options (`config/options.py`)."""

import os
import sys
from pathlib import Path

from thuocdo.config import clock

TESTING = "pytest" in sys.modules
HOME = Path(os.environ.get("THUOCDO_HOME") or Path.cwd() / ".thuocdo").absolute()

# Bottom floor first: the order of migrations, of templates and of the tour.
ROOMS = [
    "design",
    "audit",
    "organisations",
    "accounts",
    "notices",
    "documents",
    "plans",
    "desk",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    *(f"thuocdo.{room}" for room in ROOMS),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "thuocdo.config.middleware.gate",
]
ROOT_URLCONF = "thuocdo.config.urls"
SECRET_KEY = "tests" if TESTING else os.environ.get("THUOCDO_SECRET_KEY", "dev")
DEBUG = False
ALLOWED_HOSTS = ["*"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "DIRS": [
            d
            for room in ROOMS
            for d in (
                Path(__file__).parent.parent / room / "web" / "templates",
                Path(__file__).parent.parent / room / "templates",
            )
        ],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "thuocdo.config.frame.frame",
            ],
            "builtins": ["thuocdo.design.templatetags.design"],
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "thuocdo.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
        },
    }
}
AUTH_USER_MODEL = "accounts.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "vi"
USE_I18N = True
USE_TZ = True
TIME_ZONE = clock.LEGAL_ZONE.key
STATIC_URL = "static/"
FORM_RENDERER = "thuocdo.design.forms.Renderer"
