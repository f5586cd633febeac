"""What other rooms and pages may ask of plans. Many ids in, one answer; constant queries."""

from thuocdo.plans.queries.annex import annex
from thuocdo.plans.queries.board import Board, board
from thuocdo.plans.queries.in_force import InForce, plans_in_force
from thuocdo.plans.queries.observed import at_risk, level_of, live_targets, standings, target_view
from thuocdo.plans.queries.overview import plan_cards, plans_to_review, sees_a_plan
from thuocdo.plans.queries.period import period_work, reporting_clauses, target_counts
from thuocdo.plans.queries.reviewing import plan_day, review
from thuocdo.plans.queries.waiting import questions_to, waiting_for
from thuocdo.plans.queries.work import due_work, search, task_view

__all__ = [
    "Board",
    "InForce",
    "annex",
    "at_risk",
    "board",
    "due_work",
    "level_of",
    "live_targets",
    "period_work",
    "plan_cards",
    "plan_day",
    "plans_in_force",
    "plans_to_review",
    "questions_to",
    "reporting_clauses",
    "review",
    "search",
    "sees_a_plan",
    "standings",
    "target_counts",
    "target_view",
    "task_view",
    "waiting_for",
]
