"""Ready means: the database answers, has every migration, and the home can be written."""

import pytest
from django.db import OperationalError

from thuocdo.config import health

pytestmark = pytest.mark.django_db


def test_a_ready_site(client):
    assert client.get("/healthz").json() == {"ok": True}
    assert client.get("/readyz").json() == {"ok": True, "missing": []}


def test_what_is_missing_is_named(client, monkeypatch, settings, tmp_path):
    monkeypatch.setattr(health, "pending", lambda: ["plans.0002"])
    settings.MEDIA_ROOT = tmp_path / "gone"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["missing"] == ["migrations", "home"]


def test_a_database_that_is_away_is_not_ready(client, monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(health, "pending", away)
    assert client.get("/readyz").json()["missing"] == ["database"]
    assert client.get("/healthz").status_code == 200
