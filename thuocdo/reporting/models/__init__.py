"""Collections of figures with their replies; duties to report, periods and reports."""

from thuocdo.reporting.models.collections import Collection, Reply

__all__ = ["Collection", "Reply"]
