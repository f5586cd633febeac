"""Results of a year, ties to plans, editions from the annexes of decisions: the only code of this room that writes."""

from thuocdo.indices.actions.annexes import (
    answer_annex,
    discard_annex,
    draft_edition,
    put_in_force,
    upload_annex,
)
from thuocdo.indices.actions.recording import (
    close_results,
    record_results,
    remove_result,
    reopen_results,
    set_result,
)
from thuocdo.indices.actions.tying import tie_target, untie_target

__all__ = [
    "answer_annex",
    "close_results",
    "discard_annex",
    "draft_edition",
    "put_in_force",
    "record_results",
    "remove_result",
    "reopen_results",
    "set_result",
    "tie_target",
    "untie_target",
    "upload_annex",
]
