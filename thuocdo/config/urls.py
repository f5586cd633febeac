"""Every room that has pages brings its own `web/urls.py`; nothing is listed twice."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include(f"thuocdo.{room}.web.urls"))
    for room in settings.ROOMS
    if find_spec(f"thuocdo.{room}.web") and find_spec(f"thuocdo.{room}.web.urls")
]
