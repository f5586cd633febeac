"""Collections of figures with their replies; duties to report, periods and reports."""

from thuocdo.reporting.models.collections import Collection, Reply
from thuocdo.reporting.models.reports import Duty, Report, Review, Round

__all__ = ["Collection", "Duty", "Reply", "Report", "Review", "Round"]
