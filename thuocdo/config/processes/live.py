"""Tells open pages that something changed. Sends numbers and keys, never content.

A page hears `{"number": 412, "touched": ["plan:12"]}` and fetches its fragment again through its own
access rules. The database is asked once every 250 ms however many pages listen. `"*"` in `touched`
means: too much happened since you last heard, look again whatever you show.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import time
from collections import deque
from http.cookies import CookieError, SimpleCookie
from typing import Any

import django
import uvicorn
from asgiref.sync import sync_to_async

from thuocdo.config.processes.supervise import die_with_parent

log = logging.getLogger("thuocdo.live")
EVERY = 0.25  # seconds between two looks at the head of the audit chain
REMEMBERED = 1_000  # steps kept for a page that reconnects
BREATH = 15  # seconds of silence after which a line is sent, so that proxies keep the connection
LONGEST = 600  # seconds; the browser reconnects by itself, and is asked again who it is


class Live:
    """The ASGI application.

    `number` is the entry last seen, `recent` the (number, touched) steps up to it, `floor` the entry
    before the first of them: who last heard less than that must look again at everything.
    """

    def __init__(self) -> None:
        self.number = self.floor = 0
        self.recent: deque[tuple[int, frozenset[str]]] = deque(maxlen=REMEMBERED)
        self.changed = asyncio.Condition()
        self.watching: asyncio.Task[None] | None = None

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self.lifespan(receive, send)
        elif scope["type"] == "http":
            await self.answer(scope, receive, send)

    async def lifespan(self, receive: Any, send: Any) -> None:
        await receive()
        self.number = self.floor = await sync_to_async(latest)()
        self.watching = asyncio.create_task(self.watch())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.watching.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    async def watch(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.look()
            except Exception:
                log.exception("database not reached")
                await asyncio.sleep(4 * EVERY)

    async def look(self) -> None:
        number, touched = await sync_to_async(since)(self.number)
        if number == self.number:
            return
        async with self.changed:
            if len(self.recent) == REMEMBERED:
                self.floor = self.recent[0][0]
            self.recent.append((number, touched))
            self.number = number
            self.changed.notify_all()

    def heard(self, after: int) -> dict[str, Any]:
        """What a page that last heard `after` is told now."""
        if after < self.floor:
            return {"number": self.number, "touched": ["*"]}
        news = (touched for number, touched in self.recent if number > after)
        return {"number": self.number, "touched": sorted(frozenset().union(*news))}

    async def answer(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        allowed = scope["method"] == "GET" and scope["path"] == "/live/"
        if not allowed or not await sync_to_async(signed_in)(headers.get("cookie", "")):
            await start(send, 403 if allowed else 404, "text/plain")
            await send({"type": "http.response.body", "body": b""})
            return
        await start(send, 200, "text/event-stream")
        last = headers.get("last-event-id", "")
        streaming = asyncio.create_task(self.stream(send, int(last) if last.isdigit() else None))
        try:
            while (await receive())["type"] != "http.disconnect":
                continue
        finally:
            streaming.cancel()

    async def stream(self, send: Any, after: int | None) -> None:
        ends = time.monotonic() + LONGEST
        number = self.number if after is None else after
        await body(send, f"retry: 2000\nid: {number}\n\n")
        while time.monotonic() < ends:
            if self.number > number:
                said = self.heard(number)
                number = said["number"]
                await body(send, f"id: {number}\ndata: {json.dumps(said)}\n\n")
                continue
            try:
                async with asyncio.timeout(BREATH), self.changed:
                    await self.changed.wait()
            except TimeoutError:
                await body(send, ":\n\n")
        await send({"type": "http.response.body", "body": b""})


async def start(send: Any, status: int, kind: str) -> None:
    headers = [
        (b"content-type", kind.encode()),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),  # nginx: pass each line on at once
        (b"connection", b"close"),  # one answer per connection: what the door relies on
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def body(send: Any, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


def latest() -> int:
    from thuocdo.audit import queries

    return queries.latest()


def since(number: int) -> tuple[int, frozenset[str]]:
    """The newest entry after `number` and the things touched on the way there."""
    from django.db import close_old_connections

    from thuocdo.audit import queries

    close_old_connections()
    return queries.touched_since(number)


def signed_in(cookie: str) -> bool:
    """Whether the session cookie belongs to somebody who is signed in and still may be."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import get_user
    from django.http import HttpRequest

    try:
        key = SimpleCookie(cookie).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return False
    if key is None:
        return False
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key.value)
    return bool(get_user(request).is_authenticated)


def run(socket: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings")
    django.setup()
    uvicorn.run(
        Live(),
        uds=socket,
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=2,
    )


if __name__ == "__main__":
    die_with_parent()
    run(sys.argv[1])
