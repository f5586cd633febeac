"""Finding documents by number, symbol, issuer and abstract."""

from __future__ import annotations

import datetime as dt

from thuocdo.audit.rules import Actor
from thuocdo.documents.access import visible_to
from thuocdo.documents.models import Document
from thuocdo.lawbook.text import fold


def search(by: Actor, text: str, today: dt.date, limit: int = 20) -> list[Document]:
    """Documents the actor sees whose folded words hold every word of the text, the latest recorded first."""
    words = fold(text).split()
    if not words:
        return []
    rows = visible_to(by, today)
    for word in words:
        rows = rows.filter(folded__contains=word)
    return list(rows[:limit])
