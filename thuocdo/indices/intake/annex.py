"""The blocks of a decision's annex → its printed set of criteria: which table, which columns, which rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from thuocdo.documents.rules.blocks import Block, Source
from thuocdo.documents.rules.references import references
from thuocdo.indices.rules.annex.paper import Case, Outside, Reading, Row, coded
from thuocdo.indices.rules.annex.whole import bands_in, rounding_in
from thuocdo.indices.rules.annex.words import case_of
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold, nfc
from thuocdo.plans.rules.markers import cell_number, marked

Role = Literal["number", "content", "max", "how", "evidence", "other"]

# The words of headings, the surest first: "Điểm tự chấm" is no maximum, "Cách chấm điểm" no points.
_HEADINGS: tuple[tuple[Role, str], ...] = (
    ("number", r"^(?:s?tt|so tt|so thu tu|ma|ma so|muc|#)$"),
    ("evidence", r"kiem chung|minh chung|tai lieu|ho so chung minh"),
    ("other", r"tu (?:cham|danh gia)|tham dinh|dieu tra|xa hoi hoc|dat duoc|don vi|co quan|nguon|bo phan|thoi (?:gian|han)|ty trong"),
    ("how", r"cach (?:thuc )?(?:tinh|cham|danh gia|xac dinh)|huong dan|phuong phap|cong thuc|thang diem chi tiet|dien giai|quy dinh cham|ghi chu"),
    ("max", r"diem (?:toi da|chuan|quy dinh|so)|so diem|thang diem|^diem$|toi da"),
    ("content", r"tieu chi|linh vuc|noi dung|chi so|ten"),
)  # fmt: skip
_POINTS = re.compile(r"^(-?\d{1,4}(?:[.,]\d{1,3})?)\s*(?:điểm|đ)?\.?$", re.I)
_TOTAL = re.compile(r"^(?:tong (?:cong|diem|so diem|so)|cong)\b")
_BONUS, _PENALTY = re.compile(r"^(?:diem|phan) (?:thuong|cong)\b"), re.compile(r"^(?:diem|phan) tru\b|^diem (?:bi )?tru")  # fmt: skip
_DASH = re.compile(r"^[-–+•*]\s*")
_RANKS = {"upper": 0, "roman": 1, "number": 2, "letter": 9}
_ISSUED = re.compile(r"kem theo|quyet dinh")
_ABBREVIATIONS = frozenset(
    [
        "UBND",
        "HĐND",
        "MTTQ",
        "CCHC",
        "TTHC",
        "CNTT",
        "CĐS",
        "ĐVSN",
        "DVC",
        "PAR",
        "INDEX",
        "SIPAS",
        "PCI",
        "PAPI",
        "DDCI",
        "DTI",
        "ICT",
        "THCS",
        "THPT",
        "GDTX",
        "I",
        "II",
        "III",
        "IV",
        "V",
    ]
)
_YEAR = re.compile(r"\bnăm (20\d\d)\b", re.I)


def read_annex(blocks: Iterable[Block], name: str = "") -> Reading:
    """The set of criteria a document holds. Mistake: there is no table of criteria with points in it."""
    blocks = list(blocks)
    paper = _Paper()
    for block in blocks:
        if block.kind == "row":
            paper.take(block)
    if not paper.rows:
        raise Mistake(
            f"“{name}” không có bảng tiêu chí nào. Cần bảng có cột tên tiêu chí và cột điểm tối đa; "
            "kiểm tra lại tệp, hoặc lưu phụ lục thành tệp Word, Excel rồi tải lên."
        )
    rows = [replace(row, code=code) for row, code in coded(_folded_cases(paper.rows))]
    beside = [_line(b) for b in blocks if b.kind == "paragraph" or b.table not in paper.tables]
    rounding, words = rounding_in(beside)
    return replace(
        _head(blocks, paper.first),
        rows=tuple(rows),
        total=paper.total,
        total_at=paper.total_at,
        rounding=rounding,
        rounding_words=words,
        bands=bands_in(beside, paper.total),
    )


def _line(block: Block) -> str:
    """A paragraph, or a row of another table than that of the criteria: "Tốt" and "từ 80 điểm" in two cells."""
    return block.text if block.kind == "paragraph" else ": ".join(filter(None, block.cells))


def columns(cells: Sequence[str]) -> list[Role] | None:
    """The meaning of each column, if this row is the heading of a table of criteria.

    >>> columns(["STT", "Lĩnh vực/Tiêu chí", "Điểm tối đa", "Cách chấm điểm", "Tài liệu kiểm chứng"])
    ['number', 'content', 'max', 'how', 'evidence']
    >>> columns(["STT", "Nhiệm vụ", "Đơn vị chủ trì"]) is None
    True
    """
    if any(len(cell) > 80 for cell in cells):
        return None
    roles: list[Role] = []
    for cell in cells:
        said = fold(cell)
        role = next((r for r, words in _HEADINGS if said and re.search(words, said)), None)
        once = role in roles and role in ("number", "content", "max")
        roles.append("other" if role is None or once else role)
    return roles if {"content", "max"} <= set(roles) else None


@dataclass
class _Open:
    """A group or criterion that rows may still stand below, with its rank among numbers."""

    rank: float
    row: Row


@dataclass
class _Paper:
    """Rows as they come: numbered ones open a criterion, others say more about the last."""

    roles: list[Role] | None = None
    rows: list[Row] = field(default_factory=list)
    total: Decimal | None = None
    total_at: int | None = None
    first: int = 0
    tables: set[int | None] = field(default_factory=set)
    ways: list[_Open] = field(default_factory=list)

    def take(self, block: Block) -> None:
        found = columns(block.cells)
        if found:
            self.roles = found
            self.first = self.first or block.number
            self.tables.add(block.table)
            return
        if self.roles is None or len(block.cells) != len(self.roles):
            self.roles = None  # another table begins
        elif not _is_index(block.cells):
            self._row(block, self._cells(block))

    def _cells(self, block: Block) -> dict[Role, str]:
        assert self.roles is not None
        said: dict[Role, str] = {}
        for role, cell in zip(self.roles, block.cells, strict=False):
            said[role] = " ".join(filter(None, (said.get(role, ""), cell.strip())))
        return said

    def _row(self, block: Block, said: dict[Role, str]) -> None:
        kind, label = cell_number(said.get("number", ""))
        words = said.get("content", "")
        if label is None:  # merged across, or numbered in front of the words
            words = " ".join(filter(None, (said.get("number", ""), words)))
            inside = marked(words)
            if inside.kind not in ("none", "dash", "plus"):
                kind, label, words = inside.kind, inside.label, inside.body
        points = _points(said.get("max", ""))
        if label is None and _TOTAL.match(fold(words)):
            if points is not None and self.total is None:
                self.total, self.total_at = points, block.number
            return
        outside = _outside(words)
        if label is not None and words:
            rank = _RANKS.get(kind, 2 + label.count("."))
            self._open(block, said, rank, label, words, points, outside)
        elif outside and points is not None:
            self._open(block, said, -1, "T" if outside == "bonus" else "P", words, points, outside)
        elif self.rows:
            self._more(said, words, points)

    def _open(
        self,
        block: Block,
        said: dict[Role, str],
        rank: float,
        label: str,
        words: str,
        points: Decimal | None,
        outside: Outside,
    ) -> None:
        while self.ways and self.ways[-1].rank >= rank:
            self.ways.pop()
        above = self.ways[-1].row if self.ways else None
        row = Row(
            key=f"d{block.number}",
            label=label,
            code=label,
            above=above.key if above else "",
            name=nfc(words),
            max=abs(points) if points is not None else None,
            how=said.get("how", ""),
            evidence=tuple(_evidence(said.get("evidence", ""))),
            cases=(),
            source=Source(block.page, block.number, words[:60]),
            outside=above.outside if above else outside,
        )
        self.rows.append(row)
        self.ways.append(_Open(rank, row))

    def _more(self, said: dict[Role, str], words: str, points: Decimal | None) -> None:
        """A line below a criterion: what may be the case, with its points; or the rest of a long cell."""
        last = self.rows[-1]
        how = " ; ".join(filter(None, (last.how, said.get("how", ""))))
        cases = last.cases
        if words:
            plain = _DASH.sub("", words).strip()
            cases = (*cases, _case(plain, points, last.max))
        evidence = (*last.evidence, *_evidence(said.get("evidence", "")))
        self.rows[-1] = replace(last, how=how, cases=cases, evidence=evidence)
        self.ways[-1] = replace(self.ways[-1], row=self.rows[-1])


def _case(words: str, points: Decimal | None, most: Decimal | None) -> Case:
    """Points in a column of their own; said once more at the end of the words, they are no words."""
    said = case_of(words, most)
    return said if points is None or said.points == points else Case(words, points)


def _points(cell: str) -> Decimal | None:
    found = _POINTS.match(cell.strip())
    return Decimal(found[1].replace(",", ".")) if found else None


def _outside(words: str) -> Outside:
    said = fold(words)
    if _PENALTY.search(said):
        return "penalty"
    return "bonus" if _BONUS.search(said) else ""


def _is_index(cells: Sequence[str]) -> bool:
    """The row "(1) (2) (3)" under a heading."""
    filled = [cell.strip(" ()") for cell in cells if cell.strip()]
    return len(filled) > 2 and filled == [str(n) for n in range(1, len(filled) + 1)]


def _evidence(cell: str) -> Iterator[str]:
    for piece in re.split(r";|(?<=\w)\.\s+|\s[-–+•]\s|^[-–+•]\s*", cell):
        if words := piece.strip(" .,-–"):
            yield words


def _folded_cases(rows: list[Row]) -> list[Row]:
    """Rows a), b) whose points are not parts of the points above them, but what may be the case."""
    inside: dict[str, list[Row]] = {}
    for row in rows:
        inside.setdefault(row.above, []).append(row)
    taken: dict[str, tuple[Case, ...]] = {}
    for above in rows:
        lines = inside.get(above.key, [])
        if above.max is None or not lines or any(row.key in inside for row in lines):
            continue
        known = [row.max for row in lines if row.max is not None]
        lettered = all(cell_number(row.label)[0] == "letter" for row in lines)
        if lettered and (not known or (max(known) == above.max and len(lines) > 1)):
            taken[above.key] = tuple(_case(row.name, row.max, above.max) for row in lines)
    return [
        replace(row, cases=(*row.cases, *taken.get(row.key, ())))
        for row in rows
        if row.above not in taken
    ]


def _head(blocks: Sequence[Block], first: int) -> Reading:
    """What stands above the table: the title, and the decision the annex belongs to."""
    lines = [nfc(b.text) for b in blocks if b.kind == "paragraph" and b.number < first]
    lines = [line for line in lines if line][-12:]
    titles = [line for line in lines if line.isupper() and not _outer(line)]
    issued = next((line for line in reversed(lines) if _ISSUED.search(fold(line))), "")
    cited = next((r for r in references(issued) if r.symbol.startswith("QĐ")), None)
    year = next((int(y) for line in reversed(lines) for y in _YEAR.findall(line)), None)
    title = " ".join(titles[-3:])
    return Reading(
        title=_in_small_letters(title),
        rows=(),
        number=cited.code if cited else "",
        date=cited.date if cited else None,
        issuer=cited.issuer if cited else "",
        year=year or (cited.date.year if cited and cited.date else None),
    )


def _in_small_letters(title: str) -> str:
    """A title in capitals as a sentence; abbreviations and numerals stay as they are.

    >>> _in_small_letters("CHẤM ĐIỂM CCHC CỦA UBND CÁC XÃ (LẦN II)")
    'Chấm điểm CCHC của UBND các xã (lần II)'
    """
    words = [w if w.strip('().,;:“”"') in _ABBREVIATIONS else w.lower() for w in title.split()]
    said = " ".join(words)
    return said[:1].upper() + said[1:]


def _outer(line: str) -> bool:
    """Head of the document and the word "annex": no title."""
    said = fold(line)
    return bool(
        re.search(r"^cong hoa|^doc lap|^phu luc|^uy ban|^so (?!tay)|^uy ban nhan dan", said)
    )
