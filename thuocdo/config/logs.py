"""One line of JSON per happening: when, what, request, audit number. No personal data.

Nothing typed by a person is logged: no query string, no form, no address, no text of an exception
(a database puts the offending value into it). An error is its kind and the lines it passed through.
"""

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from typing import Any

from thuocdo.config import clock

REQUEST: ContextVar[str] = ContextVar("request", default="")
FIELDS = {"audit", "method", "route", "status", "ms", "child", "job", "count"}


class Line(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        ours = record.name.startswith("thuocdo")  # others' arguments may carry paths and addresses
        said: dict[str, Any] = {
            "at": clock.now().isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "what": record.getMessage() if ours else str(record.msg).replace("%s", "…"),
        }
        if REQUEST.get():
            said["request"] = REQUEST.get()
        if ours:
            said |= {k: v for k, v in vars(record).items() if k in FIELDS and v not in (None, "")}
        if record.exc_info and record.exc_info[1]:
            said |= fault(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False, default=str)


def fault(error: BaseException) -> dict[str, Any]:
    """Kind and places of an error, its words left out."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": f"{type(error).__module__}.{type(error).__qualname__}",
        "lines": [f"{f.filename}:{f.lineno} {f.name}" for f in frames],
    }


def configure(settings: dict[str, str]) -> None:
    """Called by Django with settings.LOGGING: everything goes to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings["level"])
    for name in ("django", "django.server", "gunicorn.error", "uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
    for name in ("pdfminer", "fontTools", "asyncio"):
        logging.getLogger(name).setLevel("WARNING")
