"""Units of measure, so that a figure never stands without one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Unit:
    """One unit. `symbol` is what stands behind the figure, `aliases` how plans also write it."""

    name: str
    symbol: str
    aliases: tuple[str, ...] = ()
    close: bool = False  # no space between figure and symbol: 60%

    def show(self, figure: Decimal) -> str:
        """The figure as people here write it: decimal comma, points between thousands.

        __pydantic_config__ = ConfigDict(extra="forbid")

            >>> Unit("phần trăm", "%", close=True).show(Decimal("1234.5"))
            '1.234,5%'
        """
        swapped = f"{figure:,f}".translate(str.maketrans(",.", ".,"))
        return f"{swapped}{'' if self.close or not self.symbol else ' '}{self.symbol}"
