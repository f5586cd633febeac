"""What the agency knows of documents that plans rest on: their dates."""

from __future__ import annotations

from thuocdo.documents import queries as documents
from thuocdo.plans.models import Plan
from thuocdo.plans.rules.findings.across import Dated, dated


def dated_references(agency: int) -> Dated:
    """Number of each known document → its ISO date and who says so: the register of documents, the plans
    themselves, then the oldest plan that cites it. Two queries.
    """
    found: dict[str, tuple[str, str]] = {}
    plans = Plan.objects.filter(agency=agency).order_by("-id")
    for title, number, on, blocks in plans.values_list("title", "number", "issued_on", "blocks"):
        found |= dated((block[3] for block in blocks), f"kế hoạch “{title}”")
        if number and on:
            found[number.upper()] = (on.isoformat(), "số, ngày ban hành đã ghi")
    return found | documents.dates(agency)
