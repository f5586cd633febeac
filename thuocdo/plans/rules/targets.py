"""Whether a target is reached: a figure against the printed level, in the direction the level has.

The rule, as it is published: a result that reaches the level is *Đạt*. One that does not is *Có nguy cơ
không đạt* while the plan runs, *Chưa đạt* once the last day is over. A target measured by others is *Chưa có kết
quả công bố* until they publish; one without a figure is neither green nor red. Results of years before the
plan are shown and never judged. "=" has no direction of its own: a person says it once.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Direction = Literal["up", "down", "exact"]
State = Literal["met", "not_met", "at_risk", "awaiting", "no_data", "undirected", "no_level"]
OF_OPERATOR: dict[str, Direction] = {">=": "up", ">": "up", "<=": "down", "<": "down"}


@dataclass(frozen=True)
class Level:
    """What is promised. `value` None: a goal in words. `direction` is what a person said of "="."""

    operator: str
    value: Decimal | None
    direction: str = ""
    survey: bool = False

    @property
    def way(self) -> Direction | None:
        """The direction of the level; None where it was not said.

        >>> Level(">=", Decimal(60)).way, Level("=", Decimal(60)).way, Level("=", Decimal(60), "exact").way
        ('up', None, 'exact')
        """
        if self.operator in OF_OPERATOR:
            return OF_OPERATOR[self.operator]
        return self.direction if self.direction in ("up", "down", "exact") else None  # type: ignore[return-value]

    def reached_by(self, value: Decimal) -> bool:
        """
        >>> Level("<=", Decimal(2)).reached_by(Decimal(2)), Level("<", Decimal(2)).reached_by(Decimal(2))
        (True, False)
        """
        assert self.value is not None
        if self.operator == ">":
            return value > self.value
        if self.operator == "<":
            return value < self.value
        if self.way == "up":
            return value >= self.value
        return value <= self.value if self.way == "down" else value == self.value


def level_words(operator: str, value: Decimal | None, unit: str) -> str:
    """A level as people write it.

    >>> level_words(">=", Decimal("97.650000"), "%"), level_words("", None, "")
    ('≥ 97,65 %', '')
    """
    sign = {">=": "≥", "<=": "≤"}.get(operator, operator)
    figure = "" if value is None else f"{value.normalize():f}".replace(".", ",")
    return " ".join(filter(None, (sign, figure, unit)))


def state_of(level: Level, value: Decimal | None, today: dt.date, last_day: dt.date) -> State:
    """Where a target stands. `value`: the latest result of the plan's own time.

    >>> level, day, end = Level(">=", Decimal(60)), dt.date(2023, 6, 1), dt.date(2023, 12, 31)
    >>> state_of(level, Decimal(61), day, end), state_of(level, Decimal(59), day, end)
    ('met', 'at_risk')
    >>> state_of(level, Decimal(59), dt.date(2024, 1, 1), end), state_of(level, None, day, end)
    ('not_met', 'no_data')
    >>> state_of(Level(">=", Decimal(60), survey=True), None, day, end)
    'awaiting'
    """
    if level.value is None:
        return "no_level"
    if value is None:
        return "awaiting" if level.survey else "no_data"
    if level.way is None:
        return "undirected"
    if level.reached_by(value):
        return "met"
    return "at_risk" if today <= last_day else "not_met"
