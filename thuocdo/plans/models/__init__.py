"""Tables of plans: the document and its review, the printed rows, the work of units, what is said, amendments."""

from thuocdo.plans.models.amendment import Amendment, AmendmentLine
from thuocdo.plans.models.digest import DigestRun
from thuocdo.plans.models.observed import Observation
from thuocdo.plans.models.phone import PhoneLink
from thuocdo.plans.models.plan import Decision, Plan
from thuocdo.plans.models.progress import Explanation, Extension, Handover, Update
from thuocdo.plans.models.reminder import Reminder, ReminderLetter, ReminderLine
from thuocdo.plans.models.row import ReportingDuty, Responsibility, RowOwner, Target, Task
from thuocdo.plans.models.work import Assignment

__all__ = [
    "Amendment",
    "AmendmentLine",
    "Assignment",
    "Decision",
    "DigestRun",
    "Explanation",
    "Extension",
    "Handover",
    "Observation",
    "PhoneLink",
    "Plan",
    "Reminder",
    "ReminderLetter",
    "ReminderLine",
    "ReportingDuty",
    "Responsibility",
    "RowOwner",
    "Target",
    "Task",
    "Update",
]
