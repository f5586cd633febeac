"""The judge of plan reading: invented plans read by hand, against what the reader says, field by field.

The hand-read rows stand in the `.yaml` beside each text. `*` stands for anything (the contract leaves
it open), "a…b" for what begins with a and ends with b, a text "group: X" sets the group of the rows
after it; `may` names rows that are no mistake when read and none when not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in HERE.glob("*.yaml"))
FIELDS = (
    "head", "targets", "target owners", "tasks", "content", "lead", "coordinating", "schedule",
    "product", "group", "duties", "reports", "findings",
)  # fmt: skip
_HEAD = ("number", "symbol", "issuer", "place", "date", "years", "title")


@dataclass
class Score:
    """Right, printed (what the hand read) and read (what the machine said), with every difference."""

    right: int = 0
    printed: int = 0
    read: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.right += other.right
        self.printed += other.printed
        self.read += other.read
        self.wrong += other.wrong


def gold(name: str) -> dict[str, Any]:
    return YAML(typ="safe").load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def same(wanted: Any, found: Any) -> bool:
    if wanted == "*":
        return True
    if isinstance(wanted, list) and isinstance(found, list):
        return len(wanted) == len(found) and all(
            same(w, f) for w, f in zip(wanted, found, strict=True)
        )
    if isinstance(wanted, str) and isinstance(found, str) and re.search(r"…|^\*|\*$", wanted):
        pattern = ".*".join(re.escape(part) for part in re.split(r"…|^\*|\*$", wanted))
        return re.fullmatch(pattern, found, re.S) is not None
    return bool(wanted == found)


def judge(wanted: dict[str, Any], found: dict[str, Any]) -> dict[str, Score]:
    """Scores by field; `found` is the JSON of `plan read`."""
    scores = {name: Score() for name in FIELDS}
    may = wanted.get("may", {})
    _head(scores["head"], wanted, found["document"])
    _targets(scores, wanted.get("targets", []), found["targets"], may.get("targets", []))
    _tasks(scores, wanted.get("tasks", []), found["tasks"])
    duties = [[d["unit"], d["content"]] for d in found["responsibilities"]]
    _rows(scores["duties"], wanted["responsibilities"], duties, may.get("responsibilities", []))
    keys = ("frequency", "months", "before_day", "from", "to")
    reports = [[r[key] for key in keys] for r in found["reporting"]]
    _rows(scores["reports"], wanted["reporting"], reports, may.get("reporting", []))
    _findings(scores["findings"], wanted["findings"], found["findings"], may.get("findings", []))
    return scores


def _one(score: Score, what: str, wanted: Any, found: Any) -> None:
    score.printed += 1
    score.read += 1
    if same(wanted, found):
        score.right += 1
    else:
        score.wrong.append(f"{what}: printed {wanted!r}, read {found!r}")


def _head(score: Score, wanted: dict[str, Any], document: dict[str, Any]) -> None:
    for key in _HEAD:
        if key in wanted["document"]:
            _one(score, key, wanted["document"][key], document[key])
    signer = document["signer"] or {}
    _one(score, "signer", wanted["signer"], [signer.get(k) for k in ("name", "position", "on_behalf_of")])  # fmt: skip
    _one(score, "recipients", wanted["recipients"], len(document["recipients"]))
    _one(score, "bases", wanted["bases"], [b["number"] for b in document["legal_bases"]])
    _one(score, "replaces", wanted.get("replaces", []), [b["number"] for b in document["replaces"]])


def grouped(rows: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    group = "*"
    for row in rows:
        if isinstance(row, str):
            group = row.removeprefix("group: ")
        elif row:
            yield group, row


def _targets(scores: dict[str, Score], wanted: list[Any], found: list[Any], may: list[Any]) -> None:
    rest = list(found)
    for group, row in grouped(wanted):
        match = next((t for t in rest if _target(row, t) and same(group, t["group"])), None)
        scores["targets"].printed += 1
        if match is None:
            scores["targets"].wrong.append(f"missed {row}")
            continue
        rest.remove(match)
        scores["targets"].right += 1
        scores["targets"].read += 1
        _one(scores["target owners"], f"{row[4]}", row[5], match["responsible"])
    rest = [t for t in rest if not any(_target(row, t) for row in may)]
    scores["targets"].read += len(rest)
    scores["targets"].wrong += [f"extra {_said(t)}" for t in rest]


def _said(target: dict[str, Any]) -> list[Any]:
    return [target[key] for key in ("code", "operator", "value", "unit", "name", "responsible")]


def _target(row: list[Any], target: dict[str, Any]) -> bool:
    return same(row[:5], _said(target)[:5])


def _tasks(scores: dict[str, Score], wanted: list[Any], found: list[Any]) -> None:
    rest = list(found)
    for group, row in grouped(wanted):
        near = [t for t in rest if same(row[:2], [t["number"], t["parent"]])]
        opening = re.split("…", row[2])[0].rstrip("*")
        match = next((t for t in near if t["content"].startswith(opening)), None)
        scores["tasks"].printed += 1
        if match is None:
            scores["tasks"].wrong.append(f"missed {row[:3]}")
            continue
        rest.remove(match)
        scores["tasks"].right += 1
        scores["tasks"].read += 1
        when = [match["schedule"][key] for key in ("kind", "start", "due", "rule")]
        what = f"{row[1] or ''}/{row[0]}"
        _one(scores["content"], what, row[2], match["content"])
        _one(scores["lead"], what, row[3], match["lead"])
        _one(scores["coordinating"], what, row[4], match["coordinating"])
        _one(scores["schedule"], f"{what} {match['schedule']['text']!r}", row[5:9], when)
        _one(scores["product"], what, row[9], match["product"])
        _one(scores["group"], what, group, match["group"])
    scores["tasks"].read += len(rest)
    scores["tasks"].wrong += [f"extra {[t['number'], t['parent'], t['content'], t['lead']]}" for t in rest]  # fmt: skip


def _rows(score: Score, wanted: list[Any], found: list[Any], may: list[Any]) -> None:
    rest = list(found)
    for row in wanted:
        match = next((f for f in rest if same(row, f)), None)
        score.printed += 1
        if match is None:
            score.wrong.append(f"missed {row}")
        else:
            rest.remove(match)
            score.right += 1
            score.read += 1
    rest = [f for f in rest if not any(same(row, f) for row in may)]
    score.read += len(rest)
    score.wrong += [f"extra {row}" for row in rest]


def _findings(score: Score, wanted: list[Any], found: list[Any], may: list[Any]) -> None:
    """Each named fault is told at its place; what is told besides costs precision."""

    def told(row: list[Any], finding: dict[str, Any]) -> bool:
        quote = (finding["source"] or {}).get("quote") or ""
        return row[0] == finding["code"] and (row[1] in (None, "*") or row[1] in quote)

    rest = list(found)
    for row in wanted:
        match = next((f for f in rest if told(row, f)), None)
        score.printed += 1
        if match is None:
            score.wrong.append(f"missed {row}")
        else:
            rest.remove(match)
            score.right += 1
            score.read += 1
    rest = [f for f in rest if not any(told(row, f) for row in may)]
    score.read += len(rest)
    score.wrong += [f"extra {f['code']}: {f['message']} [{(f['source'] or {}).get('quote')}]" for f in rest]  # fmt: skip
