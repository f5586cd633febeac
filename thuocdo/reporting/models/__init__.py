"""Collections of figures with their replies; duties to report, periods and reports; what ties the two."""

from thuocdo.reporting.models.collections import Collection, Reply
from thuocdo.reporting.models.reports import Duty, Report, Review, Round
from thuocdo.reporting.models.ties import FigureTie

__all__ = ["Collection", "Duty", "FigureTie", "Reply", "Report", "Review", "Round"]
