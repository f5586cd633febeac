"""Sealing what is personal, and destroying keys."""

from __future__ import annotations

import base64
import datetime as dt
import os
from collections.abc import Iterable
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from thuocdo.audit.models import SubjectKey
from thuocdo.audit.queries.keys import Keyring, key_file
from thuocdo.audit.rules.boxes import NONCE, seal


def installation_key() -> bytes:
    """The key of this installation; made at first need, readable by the service's user alone."""
    file = key_file()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    if not file.exists():
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(AESGCM.generate_key(256))
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(fresh, file)  # whole or not at all; the first of two processes wins
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_bytes()


def seal_secret(words: str, *, purpose: str) -> str:
    """A secret for a column (a TOTP seed), sealed under the installation key."""
    nonce = os.urandom(NONCE)
    sealed = AESGCM(installation_key()).encrypt(nonce, words.encode(), purpose.encode())
    return base64.b64encode(nonce + sealed).decode()


def open_secret(sealed: str, *, purpose: str) -> str:
    raw = base64.b64decode(sealed)
    return AESGCM(installation_key()).decrypt(raw[:NONCE], raw[NONCE:], purpose.encode()).decode()


class Sealer(Keyring):
    """A keyring that makes the missing keys and seals."""

    def __init__(self, subjects: Iterable[str]) -> None:
        wanted = {s for s in subjects if s}
        super().__init__(wanted)
        if missing := wanted - self.keys.keys():
            installation = installation_key()
            SubjectKey.objects.bulk_create(
                [SubjectKey(subject=s, box=new_key(installation, s)) for s in sorted(missing)],
                ignore_conflicts=True,
            )
            super().__init__(wanted)

    def seal(self, subject: str, value: Any) -> Any:
        """A box; for a subject that was erased, nothing at all."""
        key = self.keys.get(subject)
        return None if key is None else seal(key, os.urandom(NONCE), subject, value)


def new_key(installation: bytes, subject: str) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(installation).encrypt(nonce, AESGCM.generate_key(256), subject.encode())


def erase_subject(subject: str, *, at: dt.datetime) -> None:
    """Destroy a subject's key: all the log knew of them is gone, and the chain still verifies.

    Called by the action that empties the person's own row, inside its transaction; that action records.
    """
    with transaction.atomic():
        SubjectKey.objects.update_or_create(
            subject=subject, defaults={"box": None, "destroyed_at": at}
        )
