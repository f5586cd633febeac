"""The six buckets of tracked work, and how pieces of work make the bucket of a printed row.

The six states are those of provincial follow-up systems; their order and words are fixed by the house.
An open piece is judged on the day asked about; one whose completion is reported and waits for confirmation,
on the day of completion it states, so that a slow confirmation makes nobody late.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Bucket = Literal["done_in_time", "done_late", "done_no_due", "in_time", "overdue", "no_due"]
BUCKETS: tuple[Bucket, ...] = (
    "done_in_time",
    "done_late",
    "done_no_due",
    "in_time",
    "overdue",
    "no_due",
)
DONE = BUCKETS[:3]
# As they stand in the address of a list, in the same order.
SLUGS = ("xong-trong-han", "xong-qua-han", "xong-khong-han", "trong-han", "qua-han", "khong-han")


@dataclass(frozen=True)
class Piece:
    """What the bucket of one assignment depends on. `done_on`: confirmed; `claimed_on`: reported, not yet confirmed.

    `extra` marks a checkpoint: it counts for its unit, but a printed row is not rolled up from it.
    """

    due: dt.date | None = None
    done: bool = False
    done_on: dt.date | None = None
    claimed_on: dt.date | None = None
    extra: bool = False


def bucket_of(piece: Piece, today: dt.date) -> Bucket:
    """The one bucket of a piece that is not closed.

    >>> day = dt.date(2026, 3, 31)
    >>> bucket_of(Piece(day), day), bucket_of(Piece(day), dt.date(2026, 4, 1)), bucket_of(Piece(), day)
    ('in_time', 'overdue', 'no_due')
    >>> bucket_of(Piece(day, claimed_on=day), dt.date(2026, 4, 9))
    'in_time'
    >>> bucket_of(Piece(day, done=True, done_on=dt.date(2026, 4, 1)), dt.date(2027, 1, 1))
    'done_late'
    """
    if piece.due is None:
        return "done_no_due" if piece.done else "no_due"
    if piece.done:
        return "done_late" if piece.done_on and piece.done_on > piece.due else "done_in_time"
    return "overdue" if (piece.claimed_on or today) > piece.due else "in_time"


def roll_up(pieces: Iterable[Piece], today: dt.date) -> Bucket | None:
    """The bucket of a printed row from its pieces; None where it has none.

    A row is done when every piece is; done late if one was, in time if one had a due day. An open row is
    overdue if an open piece is, in time if an open piece has a due day. Checkpoints do not count: a standing
    row stays without due day, and says that it is silent instead.

    >>> day = dt.date(2026, 3, 31)
    >>> roll_up([Piece(day, done=True, done_on=day), Piece(day)], day), roll_up([Piece(day, extra=True)], day)
    ('in_time', None)
    """
    found = [bucket_of(p, today) for p in pieces if not p.extra]
    open_ones = [b for b in found if b not in DONE]
    for bucket in ("overdue", "in_time", "no_due") if open_ones else ("done_late", "done_in_time", "done_no_due"):  # fmt: skip
        if bucket in (open_ones or found):
            return bucket  # type: ignore[return-value]
    return None


@dataclass(frozen=True)
class Counts:
    """How many of each; the fields are BUCKETS in their order."""

    done_in_time: int = 0
    done_late: int = 0
    done_no_due: int = 0
    in_time: int = 0
    overdue: int = 0
    no_due: int = 0

    @classmethod
    def of(cls, found: Iterable[Bucket]) -> Counts:
        found = list(found)
        return cls(*(found.count(bucket) for bucket in BUCKETS))

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(self.numbers, other.numbers, strict=True)))

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(getattr(self, field.name) for field in fields(self))

    @property
    def total(self) -> int:
        return sum(self.numbers)

    @property
    def dated_done(self) -> int:
        """What was finished and had a due day: of these the share in time is taken."""
        return self.done_in_time + self.done_late

    @property
    def on_time_share(self) -> Decimal | None:
        """Percent in time of what was finished with a due day, one decimal; None where nothing was.

        >>> counts = Counts(9, 15, 11, 1, 2, 3)
        >>> counts.total, counts.on_time_share
        (41, Decimal('37.5'))
        """
        if not self.dated_done:
            return None
        share = Decimal(100 * self.done_in_time) / self.dated_done
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Asked:
    """A day on which an open piece, or a checkpoint of it, was to be heard of; not waiting for confirmation."""

    due: dt.date


def silent_days(
    asked: Sequence[Asked], heard: dt.date | None, given: dt.date, today: dt.date
) -> int | None:
    """Days since the last word of a piece that let a day pass on which it was asked; None where it is not silent.

    >>> asked = [Asked(dt.date(2026, 3, 15))]
    >>> silent_days(asked, dt.date(2026, 3, 1), dt.date(2026, 1, 5), dt.date(2026, 4, 5))
    35
    >>> silent_days(asked, dt.date(2026, 3, 20), dt.date(2026, 1, 5), dt.date(2026, 4, 5)) is None
    True
    """
    last = heard or given
    if any(a.due < today and (heard is None or heard < a.due) for a in asked):
        return (today - last).days
    return None
