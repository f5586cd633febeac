"""What surrounds every request: a reference code, one log line, a size limit, a language."""

import logging
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRefresh

from thuocdo.config import errors
from thuocdo.config.logs import REQUEST
from thuocdo.lawbook.mistakes import Mistake

log = logging.getLogger("thuocdo.request")
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # read aloud over the telephone: no 0/O, 1/I/L
Handler = Callable[[HttpRequest], HttpResponse]


class Reference:
    """Gives the request its code, shown on error pages and written on every log line of the request."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reference = "".join(secrets.choice(LETTERS) for _ in range(8))
        token, started = REQUEST.set(request.reference), time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request.reference
            match = request.resolver_match
            route = match.route if match else "-"
            level = logging.DEBUG if route in {"healthz", "readyz"} else logging.INFO
            ms = round((time.perf_counter() - started) * 1000)
            said = {
                "method": request.method,
                "route": route,
                "status": response.status_code,
                "ms": ms,
            }
            log.log(level, "request", extra=said)
            return response
        finally:
            REQUEST.reset(token)


class Size:
    """Refuses a body over the limit before a byte of it is read."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > settings.UPLOAD_BYTES:
            return errors.too_large(request)
        return self.get_response(request)


class Language:
    """Vietnamese unless the person chose otherwise; the browser's own language is not asked."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class Mistakes:
    """What an action refused and the view did not answer itself: said on the page the person came from.

    An address that only takes forms, opened by hand, is answered by a page too: Django's answer is empty.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        said = errors.page(request, 405)
        said["Allow"] = response.get("Allow", "POST")
        return said

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Mistake):
            return None
        back = request.META.get("HTTP_REFERER", "")
        safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
        if request.method != "POST" or not safe:
            return errors.page(request, 422, errors.refusal(error.message))
        messages.error(request, error.message)
        return HttpResponseClientRefresh() if request.htmx else redirect(back)
