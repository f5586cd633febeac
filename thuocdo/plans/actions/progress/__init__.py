"""What is done with work that is under way. Every change of its state is an update with a sentence."""

from thuocdo.plans.actions.progress.completing import (
    confirm_done,
    confirm_many,
    report_done,
    return_work,
)
from thuocdo.plans.actions.progress.explaining import ask_explanation, explain
from thuocdo.plans.actions.progress.extending import ask_extension, decide_extension
from thuocdo.plans.actions.progress.handing import hand_on_from_ended_units, hand_over
from thuocdo.plans.actions.progress.sheet import load_sheet
from thuocdo.plans.actions.progress.telling import answer_obstacle, tell_obstacle, update_progress

__all__ = [
    "answer_obstacle",
    "ask_explanation",
    "ask_extension",
    "confirm_done",
    "confirm_many",
    "decide_extension",
    "explain",
    "hand_on_from_ended_units",
    "hand_over",
    "load_sheet",
    "report_done",
    "return_work",
    "tell_obstacle",
    "update_progress",
]
