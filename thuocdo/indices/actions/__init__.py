"""Recording results of a year, closing them, tying plans to them: the only code of this room that writes."""

from thuocdo.indices.actions.recording import (
    close_results,
    record_results,
    remove_result,
    reopen_results,
    set_result,
)
from thuocdo.indices.actions.tying import tie_target, untie_target

__all__ = [
    "close_results",
    "record_results",
    "remove_result",
    "reopen_results",
    "set_result",
    "tie_target",
    "untie_target",
]
