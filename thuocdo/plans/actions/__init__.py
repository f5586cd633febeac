"""The verbs of plans: the only code that writes them."""

from thuocdo.plans.actions.amend import (
    amend_from_file,
    amend_rows,
    decide_lines,
    decide_names,
    discard_amendment,
)
from thuocdo.plans.actions.apply import apply_amendment
from thuocdo.plans.actions.digest import prepare_digests
from thuocdo.plans.actions.ends import close_plan, event_happened, start_next_year
from thuocdo.plans.actions.giving import give_work
from thuocdo.plans.actions.letters import write_letter
from thuocdo.plans.actions.observing import observe_many, observe_target, set_direction
from thuocdo.plans.actions.phone import issue_links, receive_photo, revoke_links, use_link
from thuocdo.plans.actions.progress import (
    answer_obstacle,
    ask_explanation,
    ask_extension,
    confirm_done,
    confirm_many,
    decide_extension,
    explain,
    hand_on_from_ended_units,
    hand_over,
    load_sheet,
    report_done,
    return_work,
    tell_obstacle,
    update_progress,
)
from thuocdo.plans.actions.reminding import note_copied, remind, send_reminders, withdraw
from thuocdo.plans.actions.reviewing import decide, discard_review, record_issue, upload_plan
from thuocdo.plans.actions.tracking import go_live
from thuocdo.plans.actions.upward import number_upward

__all__ = [
    "amend_from_file",
    "amend_rows",
    "answer_obstacle",
    "apply_amendment",
    "ask_explanation",
    "ask_extension",
    "close_plan",
    "confirm_done",
    "confirm_many",
    "decide",
    "decide_extension",
    "decide_lines",
    "decide_names",
    "discard_amendment",
    "discard_review",
    "event_happened",
    "explain",
    "give_work",
    "go_live",
    "hand_on_from_ended_units",
    "hand_over",
    "issue_links",
    "load_sheet",
    "note_copied",
    "number_upward",
    "observe_many",
    "observe_target",
    "prepare_digests",
    "receive_photo",
    "record_issue",
    "remind",
    "report_done",
    "return_work",
    "revoke_links",
    "send_reminders",
    "set_direction",
    "start_next_year",
    "tell_obstacle",
    "update_progress",
    "upload_plan",
    "use_link",
    "withdraw",
    "write_letter",
]
