"""Opening boxes: the installation key, the subjects' keys, and what a destroyed key leaves."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from thuocdo.audit.models import SubjectKey
from thuocdo.audit.rules.boxes import NONCE, is_box, unseal

ERASED = "(đã xóa)"  # shown where a subject's key was destroyed


def key_file() -> Path:
    return Path(settings.HOME) / "keys" / "audit.key"


def open_key(sealed: bytes, installation: bytes, subject: str) -> bytes:
    return AESGCM(installation).decrypt(sealed[:NONCE], sealed[NONCE:], subject.encode())


class Keyring:
    """The keys of many subjects, fetched with one query."""

    def __init__(self, subjects: Iterable[str]) -> None:
        wanted = set(subjects)
        rows = SubjectKey.objects.filter(subject__in=wanted, box__isnull=False) if wanted else []
        sealed = {row.subject: bytes(row.box or b"") for row in rows}
        installation = key_file().read_bytes() if sealed else b""
        self.keys = {s: open_key(box, installation, s) for s, box in sealed.items()}

    def open(self, value: Any) -> Any:
        """A box's content, `ERASED` where its key is gone; anything else as it is."""
        if not is_box(value):
            return value
        key = self.keys.get(value["subject"])
        return ERASED if key is None else unseal(key, value)


def subjects_in(value: Any) -> set[str]:
    """Every subject with a box somewhere in `value`."""
    if is_box(value):
        return {value["subject"]}
    if isinstance(value, dict):
        return set().union(*map(subjects_in, value.values()))
    if isinstance(value, list):
        return set().union(*map(subjects_in, value))
    return set()
