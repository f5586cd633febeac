"""From the blocks of a document to a plan reading. Nothing is written; nothing printed is corrected."""

from thuocdo.plans.intake.plan import read_plan

__all__ = ["read_plan"]
