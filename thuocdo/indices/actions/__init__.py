"""Recording results of a year and closing them: the only code of this room that writes."""

from thuocdo.indices.actions.recording import (
    close_results,
    record_results,
    remove_result,
    reopen_results,
    set_result,
)

__all__ = ["close_results", "record_results", "remove_result", "reopen_results", "set_result"]
