"""One entry of the left rail. Each room declares its own in `web/menu.py` as MENU."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Entry:
    """`verb` has `allows(actor)`; `badge(actor, at)` counts what waits, None or 0 shows nothing."""

    label: str
    route: str
    icon: str
    order: int
    verb: Any = None
    badge: Callable[..., int] | None = None
