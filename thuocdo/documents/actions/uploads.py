"""Taking a file in: checked by content, kept under its hash, once."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import tempfile

from django.db import transaction

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.actions import Change, record
from thuocdo.audit.rules import Actor, require
from thuocdo.documents.access import STORE, home_of
from thuocdo.documents.intake import check_upload
from thuocdo.documents.models import File
from thuocdo.documents.queries.storage import path_of
from thuocdo.lawbook.text import nfc


def store_upload(*, by: Actor, at: dt.datetime, data: bytes, name: str) -> File:
    """The file with these bytes in the actor's agency: the one known already, or a new one.

    Raises Mistake for what is not taken in (`intake.check_upload`): wrong kind, too large, unsafe,
    stamped secret.
    """
    require(by, STORE)
    name = clean_name(name)
    kind = check_upload(data, name)
    sha256 = hashlib.sha256(data).hexdigest()
    agency = home_of(by, legal_day(at))
    keep(sha256, data)
    with transaction.atomic():
        file, fresh = File.objects.get_or_create(
            agency_id=agency,
            sha256=sha256,
            defaults={"size": len(data), "kind": kind, "name": name, "stored_at": at},
        )
        if fresh:
            record(by=by, at=at, verb=STORE, changes=[Change.of(None, file)])
    return file


def clean_name(name: str) -> str:
    """The file's own name, without folders and control characters, at most 200 letters."""
    last = nfc(name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if c.isprintable()).strip(". ")
    stem, dot, suffix = shown.rpartition(".")
    return (
        f"{stem[: 199 - len(suffix)]}.{suffix}" if dot and len(suffix) < 8 else shown[:200] or "tệp"
    )


def keep(sha256: str, data: bytes) -> None:
    """Write the bytes whole or not at all. A rollback leaves them lying there unnamed, which harms nobody."""
    target = path_of(sha256)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(draft)
        raise
