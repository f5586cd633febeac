"""A plan as PDF, set by typst. The words go in as data, never as source."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import typst

from thuocdo.demo.papers.paper import Paper

TEMPLATE = Path(__file__).parent / "plan.typ"


def pdf(paper: Paper) -> bytes:
    """The same words and breaks on every machine: only the fonts inside typst are used."""
    words = json.dumps(dataclasses.asdict(paper), default=sorted)
    return typst.compile(
        str(TEMPLATE), sys_inputs={"paper": words}, ignore_system_fonts=True, format="pdf"
    )
