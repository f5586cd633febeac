"""Settled rows → the YAML of the edition, with the worked cases every edition must bring."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ruamel.yaml import YAML

from thuocdo.indices.rules.annex.scoring import HAND, Criterion, Plain, written
from thuocdo.indices.rules.annex.settling import Line, Settled
from thuocdo.indices.rules.annex.whole import bands_of
from thuocdo.lawbook.formula.computing import round_half_up
from thuocdo.lawbook.formula.words import figure
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.scoring.criteria import Nature
from thuocdo.lawbook.scoring.parts import Policy
from thuocdo.lawbook.values import Status

SOURCE = "quyet-dinh-cua-co-quan"
ZERO = Decimal(0)


@dataclass(frozen=True)
class Head:
    """What holds for the whole and stands in no row. Without `number` and `date` it is a draft. `bands` as
    `whole.bands_of` reads them."""

    edition: str
    title: str
    kind: str
    since: dt.date
    issuer: str
    zero_den: Policy
    not_applicable: Policy
    over_max: bool
    rounding: str = "none"
    bands: str = ""
    number: str = ""
    date: dt.date | None = None

    @property
    def status(self) -> Status:
        return "confirmed" if self.number and self.date else "unconfirmed"

    @property
    def nature(self) -> Nature:
        return "official" if self.status == "confirmed" else "candidate"

    @property
    def places(self) -> tuple[str, int] | None:
        """Where scores are rounded ("total", "every"), and to how many decimals."""
        at, _, places = self.rounding.partition(":")
        return (at, int(places)) if places else None


@dataclass
class _Made:
    """What the parts ask for and give while they are written."""

    inputs: dict[str, Plain] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)
    rounded: int | None = None

    def points(self, best: Decimal) -> Decimal:
        return best if self.rounded is None else round_half_up(best, self.rounded)


def compose(settled: Settled, head: Head) -> str:
    """The edition's text. Mistake: no criterion is left."""
    made = _Made()
    if not settled.inside(""):
        raise Mistake("Không còn tiêu chí nào. Giữ lại ít nhất một tiêu chí có điểm.")
    made.rounded = head.places[1] if head.places and head.places[0] == "every" else None
    parts, best = [], ZERO
    for line in settled.below[""]:
        part, points = _part(settled, line, made)
        parts.append(part)
        best += points
    most = settled.total
    if most is not None and not head.over_max:
        best = min(best, most)
    if head.places:
        best = round_half_up(best, head.places[1])
    return _dumped(_whole(settled, head, parts, made, best))


def _whole(settled: Settled, head: Head, parts: list[Plain], made: _Made, best: Decimal) -> Plain:
    signed = {"source": SOURCE, "status": head.status}
    document: Plain = {"kind": "Quyết định", "issuer": head.issuer, "title": head.title}
    document |= {k: v for k, v in (("number", head.number), ("date", head.date)) if v}
    whole: Plain = {
        "edition": head.edition,
        "title": head.title,
        "since": head.since,
        "nature": head.nature,
        **signed,
        "max": settled.total,
        "zero_den": head.zero_den,
        "not_applicable": head.not_applicable,
        "units": {"kinds": [head.kind]},
        "documents": {SOURCE: {**document, "status": head.status}},
    }
    if head.places:
        whole["rounding"] = {"places": head.places[1], "at": head.places[0]}
    if bands := bands_of(head.bands, settled.total):
        rungs = [{"name": band.name, "least": band.least} for band in bands]
        whole["bands"] = {"rungs": rungs, **signed}
    if any(line.row.outside for line in settled.below[""]):
        whole["bonus"] = {"over_max": head.over_max, **signed}
    top = {f"s{n}": part["code"] for n, part in enumerate(parts, start=1)}
    out = {**top, "score": "total", "rank": "rank"}
    whole["table"] = {"unit_column": "unit", "repeat": ["year", "unit", "name"], "out": out}
    whole |= {"inputs": made.inputs, "parts": parts}
    whole["cases"] = [
        {"name": "Mọi tiêu chí đạt mức cao nhất", "inputs": made.figures, "gives": {"total": best}},
        {
            "name": "Chưa báo cáo thì chưa có điểm",
            "inputs": {},
            "gives": {"total": "not_reported"},
        },
    ]
    return whole


def _part(settled: Settled, line: Line, made: _Made) -> tuple[Plain, Decimal]:
    """The part as it is written, and the most points its figures give."""
    row = line.row
    part: Plain = {"code": row.code, "name": row.name}
    most = ZERO if row.outside == "penalty" else settled.points(line)
    if most is not None:
        part["max"] = most
    if row.outside and not row.above:
        part["outside"] = True
    if row.evidence:
        part["evidence"] = list(row.evidence)
    if note := _note(settled, line):
        part["note"] = note
    if line.group:
        pairs = [_part(settled, child, made) for child in settled.below[row.key]]
        part["parts"] = [one for one, _ in pairs]
        return part, made.points(sum((points for _, points in pairs), ZERO))
    top = line.max
    if top is None:
        raise Mistake(f"Tiêu chí “{row.label} {row.name}” chưa có điểm tối đa.")
    of = Criterion(_name(row.code, made), _called(settled, line), top, row.outside)
    rule = written(line.scoring or HAND, of)
    made.inputs |= rule.inputs
    made.figures |= rule.figures
    part["score"] = rule.rule
    return part, made.points(rule.points)


def _name(code: str, made: _Made) -> str:
    """A name for formulas: "I.1.2" is c_i_1_2."""
    name = f"c_{code.replace('.', '_').lower()}"
    taken = {key for key in made.inputs if key == name or key.startswith(f"{name}_")}
    return f"{name}_x" if taken else name


def _called(settled: Settled, line: Line) -> str:
    """What the criterion's figure is called: its name, with its code where another has the same."""
    same = sum(other.row.name == line.row.name for other in settled.lines)
    return line.row.name if same == 1 else f"{line.row.code}. {line.row.name}"


def _note(settled: Settled, line: Line) -> str:
    """The printed words about points, so that the rule can be compared with them."""
    said = [line.row.how] if line.row.how else []
    said += map(str, line.row.cases)
    note = f"Văn bản ghi: {'; '.join(said)}" if said else ""
    if settled.took_sum(line.row.key) and line.max is not None:
        printed = f"Văn bản ghi {figure(line.max)} điểm, lấy tổng của các tiêu chí bên trong."
        note = " ".join(filter(None, (printed, note)))
    return note


def _dumped(whole: Plain) -> str:
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_unicode, yaml.width, yaml.default_flow_style = True, 4096, False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # keys as written here
    yaml.representer.add_representer(Decimal, _decimal)
    yaml.representer.ignore_aliases = lambda _: True
    out = io.StringIO()
    yaml.dump(whole, out)
    return out.getvalue()


def _decimal(representer: Any, value: Decimal) -> Any:
    text = f"{value.normalize():f}" if value else "0"
    kind = "float" if "." in text else "int"
    return representer.represent_scalar(f"tag:yaml.org,2002:{kind}", text)
