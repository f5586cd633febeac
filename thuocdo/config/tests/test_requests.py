"""Around every request: the code on the error page is the code in the log, and the log names nobody."""

import io
import json
import logging

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.views.decorators.http import require_POST

from thuocdo.audit.access import public
from thuocdo.config import errors, logs, urls
from thuocdo.lawbook.mistakes import Mistake

NAME = "Nguyễn Văn Kín"
TROUBLE = {
    "400": BadRequest(NAME),
    "403": PermissionDenied(NAME),
    "500": IntegrityError(f"DETAIL: Key (full_name)=({NAME}) exists"),
    "422": Mistake("Ngày 31/02/2023 không có thật. Sửa lại ngày."),
}


@public
def raising(request, status):
    raise TROUBLE[status]


@public
@require_POST
def only_forms(request):
    return HttpResponse("ok")


@public
def fine(request):
    return HttpResponse("ok")


urlpatterns = [
    *urls.urlpatterns,
    path("trouble/<status>/", raising),
    path("fine/", fine),
    path("forms/", only_forms),
]
handler400, handler403 = errors.bad_request, errors.forbidden
handler404, handler500 = errors.not_found, errors.broken
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def lines():
    """What the site writes to its log, line by line."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.Line())
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)


@pytest.mark.parametrize("status", sorted(TROUBLE))
def test_the_reference_on_the_page_is_in_the_log(lines, status):
    client = Client(raise_request_exception=False)
    answer = client.get(f"/trouble/{status}/?q={NAME}")
    assert answer.status_code == int(status)
    reference = answer["X-Request-ID"]
    assert reference in answer.content.decode()
    mine = [line for line in lines() if line.get("request") == reference]
    assert any(line.get("status") == int(status) for line in mine)
    assert NAME not in json.dumps(lines(), ensure_ascii=False)
    assert NAME not in answer.content.decode()


def test_an_address_for_forms_opened_by_hand_says_so(client):
    answer = client.get("/forms/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Quay lại trang trước" in answer.content.decode()
    assert client.post("/forms/").content == b"ok"


def test_a_crash_is_logged_by_kind_and_place(lines):
    Client(raise_request_exception=False).get("/trouble/500/")
    (crash,) = [line for line in lines() if line["level"] == "ERROR"]
    assert crash["error"] == "django.db.utils.IntegrityError"
    assert any("raising" in place for place in crash["lines"])


def test_the_path_as_typed_is_not_logged(client, lines):
    assert client.get(f"/nobody/{NAME}/?sdt=0912345678").status_code == 404
    assert not any(word in json.dumps(lines()) for word in ("Nguy", "0912345678", "nobody"))


def test_a_page_remains_where_the_template_fails(monkeypatch, rf):
    def fail(*a, **k):
        raise RuntimeError

    monkeypatch.setattr(errors, "render_to_string", fail)
    answer = errors.page(rf.get("/"), 500)
    assert answer.status_code == 500
    assert "Hệ thống gặp sự cố" in answer.content.decode()


def test_a_body_over_the_limit_is_refused_before_it_is_read(client, settings):
    settings.UPLOAD_BYTES = 1024**2
    answer = client.post("/fine/", {"x": "a" * (1024**2 + 1)})
    assert answer.status_code == 413
    assert "tối đa 1 MB" in answer.content.decode()
    assert client.post("/fine/", {"x": "a"}).status_code == 200


def test_a_stale_form_is_explained():
    answer = Client(enforce_csrf_checks=True).post("/language/", {"language": "en"})
    assert answer.status_code == 403
    assert "Phiên làm việc đã thay đổi" in answer.content.decode()


def test_vietnamese_until_english_is_chosen(client):
    header = {"accept-language": "en-US,en"}
    assert client.get("/nowhere/", headers=header)["Content-Language"] == "vi"
    answer = client.post("/language/", {"language": "en", "next": "/fine/"})
    assert answer["Location"] == "/fine/"
    assert client.get("/nowhere/")["Content-Language"] == "en"


def test_headers_close_the_page(client):
    answer = client.get("/fine/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=60)
def test_with_tls_http_is_redirected_but_health_is_not(client):
    assert client.get("/fine/").status_code == 301
    assert client.get("/healthz").status_code == 200
    assert "max-age=60" in client.get("/fine/", secure=True)["Strict-Transport-Security"]
