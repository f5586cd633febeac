"""How the focal officer of the demonstration answers a review: as `answers.yaml` says, like a person would."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from thuocdo.lawbook.text import fold
from thuocdo.plans.queries.reviewing import Review
from thuocdo.plans.rules.decisions import name_key

ANSWERS = Path(__file__).parent / "answers.yaml"


def answers(code: str, issued: dt.date) -> Mapping[str, Any]:
    text = ANSWERS.read_text("utf-8").replace("{Y}", str(issued.year))
    text = text.replace("{issued}", issued.isoformat())
    found: Mapping[str, Any] = YAML(typ="safe").load(text)[code]
    return found


def decisions(found: Review, given: Mapping[str, Any], units: Mapping[str, int]) -> dict[str, Any]:
    """Every decision for this review, by the key of `plans.rules.decisions`. `units`: code → id."""
    decided: dict[str, Any] = {"focal": {"unit": units[given["focal"]]}}
    for printed, code in given["names"].items():
        means = {"kind": "nobody"} if code == "nobody" else {"kind": "unit", "id": units[code]}
        decided[name_key(printed)] = means
    decided |= dict(_findings(found, given["findings"]))
    decided |= dict(_rows(found, given["rows"], units))
    return decided


def _findings(found: Review, given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every doubt gets its answer; one that `answers.yaml` does not name is kept as printed, or noted."""
    for n, finding in enumerate(found.reading.findings):
        quiet = {"answer": "noted" if finding.severity == "info" else "keep"}
        yield f"finding:{n}", given.get(finding.code, quiet)


def _rows(
    found: Review, given: Mapping[str, Any], units: Mapping[str, int]
) -> Iterator[tuple[str, Any]]:
    words = [(t.key, fold(t.row.content)) for t in found.settlement.tasks]
    words += [(t.key, fold(t.row.name)) for t in found.settlement.targets]
    for beginning, answer in given.items():
        key = next((k for k, text in words if text.startswith(fold(beginning))), None)
        if key is None:
            raise LookupError(f"answers.yaml: no row begins with “{beginning}”")
        for what, value in answer.items():
            if what == "lead":
                value = {"units": [units[code] for code in value]}
            yield f"{what}:{key}", value
