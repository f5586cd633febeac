"""The printed rows with what people decided on top: what the edition will say, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from thuocdo.indices.rules.annex.paper import Reading, Row, below, coded
from thuocdo.indices.rules.annex.scoring import HAND, Scoring
from thuocdo.indices.rules.annex.whole import ROUNDINGS, bands_of
from thuocdo.indices.rules.annex.words import Read, read_words
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.scoring.parts import POLICIES
from thuocdo.lawbook.text import nfc

How = Literal["words", "person", "hand"]
HOWS: dict[How, str] = {"words": "đọc từ văn bản", "person": "do người chọn", "hand": "chấm tay"}
Answers = Mapping[str, Any]
ANSWERS = ("keep", "sum")
HEAD = {
    "title", "kind", "since", "issuer", "zero_den", "not_applicable", "over_max", "rounding", "bands",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One row as it stands now. A group has no scoring; `how` says where a criterion's comes from."""

    row: Row
    depth: int
    group: bool
    read: Read
    scoring: Scoring | None
    how: How

    @property
    def max(self) -> Decimal | None:
        return self.row.max


@dataclass(frozen=True)
class Settled:
    """`lines` in printed order without what was dropped, which stands in `dropped`."""

    reading: Reading
    answers: Answers
    lines: tuple[Line, ...]
    dropped: tuple[Row, ...]

    @cached_property
    def below(self) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = {"": []}
        for line in self.lines:
            found.setdefault(line.row.above, []).append(line)
        return found

    def inside(self, key: str) -> list[Line]:
        """What counts towards the group's own points."""
        return [line for line in self.below.get(key, []) if key or not line.row.outside]

    def sum(self, key: str) -> Decimal | None:
        """What the parts add up to; None where one has no points."""
        tops = [self.points(line) for line in self.inside(key)]
        known = [top for top in tops if top is not None]
        return sum(known, Decimal(0)) if len(known) == len(tops) else None

    def points(self, line: Line) -> Decimal | None:
        """The maximum that counts: as printed, or the sum of its parts where a person took that."""
        if line.group and (line.max is None or self.took_sum(line.row.key)):
            return self.sum(line.row.key)
        return line.max

    def took_sum(self, key: str) -> bool:
        held = self.answers.get(f"finding:sum:{key}")
        return held is not None and held["answer"] == "sum"

    @property
    def total(self) -> Decimal | None:
        if self.reading.total is None or self.took_sum(""):
            return self.sum("")
        return self.reading.total

    def line(self, key: str) -> Line | None:
        return next((line for line in self.lines if line.row.key == key), None)


def settle(reading: Reading, answers: Answers) -> Settled:
    rows = [edited(row, answers.get(f"row:{row.key}")) for row in reading.rows]
    gone = {row.key for row in reading.rows if _dropped(row, answers)}
    for row in rows:  # what stands in a dropped group goes with it
        if row.above in gone:
            gone.add(row.key)
    kept = [row for row in rows if row.key not in gone]
    children, depths = below(kept), {"": -1}
    lines = []
    for row, code in coded(kept):
        depths[row.key] = depths[row.above] + 1
        lines.append(_line(replace(row, code=code), depths[row.key], row.key in children, answers))
    return Settled(reading, answers, tuple(lines), tuple(r for r in rows if r.key in gone))


def edited(row: Row, held: Mapping[str, Any] | None) -> Row:
    """The row with the name and points a person gave it."""
    if not held:
        return row
    most = held.get("max")
    return replace(
        row,
        name=held.get("name") or row.name,
        max=Decimal(most) if most is not None else row.max,
    )


def _dropped(row: Row, answers: Answers) -> bool:
    return bool((answers.get(f"row:{row.key}") or {}).get("dropped"))


def _line(row: Row, depth: int, group: bool, answers: Answers) -> Line:
    if group:
        return Line(row, depth, True, Read(None), None, "words")
    how = row.how or ("" if row.cases else row.name)  # some annexes say it all in one cell
    read = read_words(how, row.cases, row.max, bool(row.outside))
    held = (answers.get(f"row:{row.key}") or {}).get("scoring")
    if held is not None:
        chosen = Scoring.from_json(held)
        return Line(row, depth, False, read, chosen, "hand" if chosen == HAND else "person")
    return Line(row, depth, False, read, read.scoring or HAND, "words" if read.scoring else "hand")


def checked(key: str, value: Any) -> None:
    """Mistake: an answer no page can have given."""
    kind, _, about = key.partition(":")
    if kind == "finding" and about and isinstance(value, dict) and value.get("answer") in ANSWERS:
        return
    if kind == "row" and about and isinstance(value, dict):
        _checked_row(value)
        return
    if kind == "head" and isinstance(value, dict):
        _checked_head(value)
        return
    raise Mistake("Không rõ cần lưu điều gì. Tải lại trang rồi chọn lại.")


def _checked_row(value: Mapping[str, Any]) -> None:
    if value.get("dropped"):
        return
    if "name" in value and not nfc(str(value["name"])):
        raise Mistake("Ghi tên tiêu chí.", field="name")
    most = value.get("max")
    top = Decimal(most) if most is not None else None
    if top is not None and top <= 0:
        raise Mistake("Điểm tối đa phải lớn hơn 0.", field="max")
    if value.get("scoring") is not None and top is not None:
        for fault in faults(Scoring.from_json(value["scoring"]), top):
            raise Mistake(fault, field="levels")


def _checked_head(value: Mapping[str, Any]) -> None:
    for field, words in (("title", "tên bộ chỉ số"), ("issuer", "cơ quan ban hành")):
        if not nfc(str(value.get(field, ""))):
            raise Mistake(f"Ghi {words}.", field=field)
    if value.get("zero_den") not in POLICIES:
        raise Mistake("Chọn cách tính khi mẫu số bằng 0.", field="zero_den")
    if value.get("not_applicable") not in POLICIES:
        raise Mistake("Chọn cách tính khi tiêu chí không áp dụng.", field="not_applicable")
    if value.get("rounding") not in ROUNDINGS:
        raise Mistake("Chọn cách làm tròn điểm.", field="rounding")
    bands_of(str(value.get("bands", "")))
    if set(value) != HEAD:
        raise Mistake("Chưa đủ thông tin của cả bộ chỉ số. Tải lại trang rồi ghi lại.")


def faults(scoring: Scoring, most: Decimal) -> Iterator[str]:
    """What a chosen rule may not be."""
    given = [o.points for o in scoring.options] + [r.points for r in scoring.rungs]
    if any(points > most for points in [*given, scoring.otherwise]):
        yield "Có mức vượt điểm tối đa của tiêu chí. Sửa điểm của mức, hoặc sửa điểm tối đa."
    if scoring.kind == "parts" and sum(given, Decimal(0)) > most:
        yield "Các ý cộng lại vượt điểm tối đa của tiêu chí. Sửa điểm của từng ý."
