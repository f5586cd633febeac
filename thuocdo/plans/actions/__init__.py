"""The verbs of plans: the only code that writes them."""

from thuocdo.plans.actions.amend import (
    amend_from_file,
    amend_rows,
    decide_lines,
    decide_names,
    discard_amendment,
)
from thuocdo.plans.actions.apply import apply_amendment
from thuocdo.plans.actions.ends import close_plan, event_happened, start_next_year
from thuocdo.plans.actions.reviewing import decide, discard_review, record_issue, upload_plan
from thuocdo.plans.actions.tracking import go_live

__all__ = [
    "amend_from_file",
    "amend_rows",
    "apply_amendment",
    "close_plan",
    "decide",
    "decide_lines",
    "decide_names",
    "discard_amendment",
    "discard_review",
    "event_happened",
    "go_live",
    "record_issue",
    "start_next_year",
    "upload_plan",
]
