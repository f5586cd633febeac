"""Doubts that only show beside what the agency's other plans say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from thuocdo.documents.rules.blocks import Source
from thuocdo.plans.rules.citations import citations
from thuocdo.plans.rules.findings.context import finding, short
from thuocdo.plans.rules.reading import Finding

Dated = Mapping[str, tuple[str, str]]  # number of a document → its ISO date, and who says so


def dated(texts: Iterable[str], said_by: str) -> dict[str, tuple[str, str]]:
    """The first date these texts give to each document they name.

    >>> dated(["Văn bản số 4118/UBND-KSTTHC ngày 14/11/2025 của Ủy ban"], "kế hoạch “PCI”")
    {'4118/UBND-KSTTHC': ('2025-11-14', 'kế hoạch “PCI”')}
    """
    found: dict[str, tuple[str, str]] = {}
    for text in texts:
        for cited in citations(text):
            if cited.citation.number and cited.citation.date:
                found.setdefault(cited.citation.number.upper(), (cited.citation.date, said_by))
    return found


def conflicting_references(texts: Iterable[tuple[Source, str]], known: Dated) -> Iterator[Finding]:
    """One document with another date than what was known before gives it; once per document."""
    told: set[str] = set()
    for source, text in texts:
        for cited in citations(text):
            number, day = (cited.citation.number or "").upper(), cited.citation.date
            other, said_by = known.get(number, ("", ""))
            same_year = day and day[:4] == other[:4]  # numbers begin anew every year
            if day and same_year and day != other and number not in told:
                told.add(number)
                yield finding(
                    "conflicting-references",
                    f"{cited.kind} số {number} được ghi ngày {_printed(day)}; "
                    f"{short(said_by, 120)} ghi ngày {_printed(other)}.",
                    source,
                )


def _printed(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))
