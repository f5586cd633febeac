"""Every room that has pages brings its own `web/urls.py`; nothing is listed twice."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language

from thuocdo.audit.access import public
from thuocdo.config import errors, health

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("language/", public(set_language), name="language"),
    *(
        path("", include(f"thuocdo.{room}.web.urls"))
        for room in settings.ROOMS
        if find_spec(f"thuocdo.{room}.web") and find_spec(f"thuocdo.{room}.web.urls")
    ),
]
handler400, handler403 = errors.bad_request, errors.forbidden
handler404, handler500 = errors.not_found, errors.broken
