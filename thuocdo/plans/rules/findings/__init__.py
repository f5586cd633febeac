"""Doubts about a plan: one small rule per kind of fault. Nothing is repaired; each answer is a person's."""

from thuocdo.plans.rules.findings.all import findings_of
from thuocdo.plans.rules.findings.codes import CODES, Code
from thuocdo.plans.rules.findings.context import Context

__all__ = ["CODES", "Code", "Context", "findings_of"]
