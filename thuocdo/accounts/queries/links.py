"""Signed links for people without an account: the code in an address, and whoever speaks through it.

The room that hands a link out keeps `nonce` and `digest` with the thing it opens. The code is a signature of the
nonce under the installation's key, so a copy of the database opens nothing and nobody can make a code.
"""

from __future__ import annotations

import hashlib
import secrets

from django.utils.crypto import salted_hmac

from thuocdo.accounts.rules.links import LENGTH, code_of, declared
from thuocdo.audit.rules import Actor, Grant


def code_for(purpose: str, nonce: str) -> str:
    """The code of an address. `purpose` names what it opens ("plans.phone_link"): codes of two kinds never meet."""
    return code_of(salted_hmac(purpose, nonce, algorithm="sha256").digest())


def new_link(purpose: str) -> tuple[str, str]:
    """Nonce and digest of a link nobody has seen yet."""
    nonce = secrets.token_hex(16)
    return nonce, _digest(code_for(purpose, nonce))


def code_to_show(purpose: str, nonce: str, digest: str | None) -> str:
    """The code once more, for those who may hand it on; empty where the installation's key has changed since."""
    code = code_for(purpose, nonce) if nonce else ""
    return code if code and _digest(code) == digest else ""


def digest_typed(code: str) -> str:
    """What a code, as a person may have typed it, is looked up by; "" for what cannot be one."""
    code = code.strip().lower()
    return _digest(code) if len(code) == LENGTH else ""


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def speaker(link: str, unit: int, name: str, position: str) -> Actor:
    """Who speaks through a link ("phonelink:7"): an officer of its unit, under the name declared; no more.

    Raises Mistake where no name or position is declared.
    """
    name, position = declared(name, position)
    grants = (Grant("officer", frozenset({unit})),)
    return Actor(name, position=position, unit=unit, grants=grants, link=link)
