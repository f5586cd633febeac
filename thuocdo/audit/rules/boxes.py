"""A box: one personal value sealed under its subject's own key (AES-256-GCM).

A box is plain JSON, `{"sealed": "<base64 of nonce and ciphertext>", "subject": "person:12"}`, so that it
is hashed into the chain as it stands: destroying the key empties the box and breaks no hash.
"""

from __future__ import annotations

import base64
import json
from typing import Any, TypeGuard

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12  # bytes, NIST SP 800-38D


def seal(key: bytes, nonce: bytes, subject: str, value: Any) -> dict[str, str]:
    """A box that only `key` opens, bound to its subject.

    >>> box = seal(b"k" * 32, b"n" * 12, "person:1", "An")
    >>> unseal(b"k" * 32, box), is_box(box)
    ('An', True)
    """
    words = json.dumps(value, ensure_ascii=False).encode()
    sealed = nonce + AESGCM(key).encrypt(nonce, words, subject.encode())
    return {"sealed": base64.b64encode(sealed).decode(), "subject": subject}


def unseal(key: bytes, box: dict[str, str]) -> Any:
    """What is in the box; ValueError where key or box is not the right one."""
    raw = base64.b64decode(box["sealed"])
    try:
        words = AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], box["subject"].encode())
    except InvalidTag as error:
        raise ValueError(f"box of {box['subject']} does not open") from error
    return json.loads(words)


def is_box(value: Any) -> TypeGuard[dict[str, str]]:
    return isinstance(value, dict) and value.keys() == {"sealed", "subject"}
