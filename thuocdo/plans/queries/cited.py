"""What the agency's plans say of the documents they rest on."""

from __future__ import annotations

from thuocdo.plans.models import Plan
from thuocdo.plans.rules.findings.across import dated


def dated_references(agency: int) -> dict[str, tuple[str, str]]:
    """Number of each cited document → its ISO date and the title of the oldest plan that says so. One query."""
    found: dict[str, tuple[str, str]] = {}
    for title, blocks in Plan.objects.filter(agency=agency).order_by("id").values_list("title", "blocks"):  # fmt: skip
        found = dated((block[3] for block in blocks), title) | found
    return found
