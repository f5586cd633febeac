"""A document with a name (*báo cáo*, *kế hoạch*) as words, before it is a Word file, a PDF or a sheet.

Form 1.4 of Annex III of Decree 30/2020/NĐ-CP; layout and order of the parts: Annex I. What is printed in the
body, and in which order, is `Paper.body`: the Word file, the PDF and the reader of a file that came back all ask it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from thuocdo.documents.rules.grids import Table
from thuocdo.documents.rules.official import Official, plain

POINTS = "abcdđeghiklmnopqrstuvxy"  # Vietnamese order of letters (Annex I, II.6)
ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

Kind = Literal["basis", "words", "part", "item", "point"]
LEVELS: tuple[Kind, ...] = ("part", "item", "point")


def roman(n: int) -> str:
    """
    >>> [roman(n) for n in (1, 4, 9, 14, 40)]
    ['I', 'IV', 'IX', 'XIV', 'XL']
    """
    worth, letters = next(pair for pair in ROMAN if pair[0] <= n)
    return letters + (roman(n - worth) if n > worth else "")


@dataclass(frozen=True)
class Part:
    """A section: its words, then its tables, then the sections inside it. Numbers (I, 1, a) are put in front of titles
    by their places. A paragraph may hold several, one a line."""

    title: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    parts: tuple[Part, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "paragraphs": list(self.paragraphs),
            "tables": [table.to_json() for table in self.tables],
            "parts": [part.to_json() for part in self.parts],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Part:
        return cls(
            data["title"],
            tuple(data["paragraphs"]),
            tuple(map(Table.from_json, data["tables"])),
            tuple(map(cls.from_json, data["parts"])),
        )


@dataclass(frozen=True)
class Annex:
    """A table of its own pages. `landscape` None: lying where it has more than seven columns."""

    title: str
    table: Table
    landscape: bool | None = None

    @property
    def lies(self) -> bool:
        return len(self.table.columns) > 7 if self.landscape is None else self.landscape


@dataclass(frozen=True)
class Line:
    """A paragraph of the body. `section`: "căn cứ", "mở đầu", "I", "I.1", "I.1.a" or "kết thúc"."""

    text: str
    kind: Kind
    section: str


@dataclass(frozen=True)
class Placed:
    """A table of the document. `name` is what people call it: its title, else "Bảng 2"."""

    table: Table
    name: str
    section: str


@dataclass(frozen=True, kw_only=True)
class Paper(Official):
    """`kind` as running text writes it ("Báo cáo"); `about` without it. `issuer_named`: the agency as running text
    names it, for the line that ties an annex to its document; empty leaves it out. `to` only where a lower body reports
    to a higher one (Annex I, II.9), else empty.

    >>> from decimal import Decimal
    >>> from thuocdo.documents.rules.grids import Column, Figure, Table
    >>> from thuocdo.documents.rules.official import signing
    >>> table = Table(
    ...     columns=(
    ...         Column("Đơn vị", 4),
    ...         Column("Tiếp nhận", 2, group="Hồ sơ"),
    ...         Column("Đúng hạn", 2, group="Hồ sơ", unit="%", places=1),
    ...     ),
    ...     rows=(("Khối sở",), ("Văn phòng", Decimal(1240), Figure(Decimal("98.5"), code="TTHC-02"))),
    ... )
    >>> paper = Paper(
    ...     authority="ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG", issuer="SỞ NỘI VỤ", issuer_named="Sở Nội vụ",
    ...     number="", symbol="BC-SNV", place="Hải Phòng", day=None, written=dt.date(2026, 9, 14),
    ...     kind="Báo cáo", about="Công tác cải cách hành chính quý III năm 2026", to=(),
    ...     bases=("Căn cứ Kế hoạch số 12/KH-UBND",), opening=("Sở Nội vụ báo cáo như sau:",),
    ...     parts=(Part("Kết quả thực hiện", parts=(Part("Cải cách thể chế", ("Đã ban hành 02 văn bản.",)),)),),
    ...     closing=("Trên đây là báo cáo của Sở Nội vụ.",), annexes=(Annex("Kết quả giải quyết hồ sơ", table),),
    ...     recipients=("UBND thành phố", "Lưu: VT, CCHC"),
    ...     signature=signing("KT.", "Giám đốc", "Phó Giám đốc"), signer="Nguyễn Thị Minh Hà",
    ... )
    >>> for line in paper.body():
    ...     print(line.section, "|", line.text)
    căn cứ | Căn cứ Kế hoạch số 12/KH-UBND.
    mở đầu | Sở Nội vụ báo cáo như sau:
    I | I. KẾT QUẢ THỰC HIỆN
    I.1 | 1. Cải cách thể chế
    I.1 | Đã ban hành 02 văn bản.
    kết thúc | Số liệu chi tiết tại Phụ lục kèm theo Báo cáo này.
    kết thúc | Trên đây là báo cáo của Sở Nội vụ./.
    >>> Paper.from_json(paper.to_json()) == paper
    True
    """

    kind: str
    issuer_named: str = ""
    bases: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    closing: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()

    @property
    def name_line(self) -> str:
        return self.kind.upper()

    def body(self) -> Iterator[Line | Placed]:
        """Everything between the title and the signature, in order; the last words end with "./." (form 1.4)."""
        pieces = list(self._pieces())
        if pieces and isinstance(last := pieces[-1], Line) and last.kind == "words":
            pieces[-1] = Line(f"{last.text.rstrip(' .;/')}./.", "words", last.section)
        return iter(pieces)

    def _pieces(self) -> Iterator[Line | Placed]:
        bases = [line.rstrip(" .;") for line in _lines(self.bases)]
        for n, basis in enumerate(bases, 1):
            yield Line(f"{basis}{'.' if n == len(bases) else ';'}", "basis", "căn cứ")
        for text in _lines(self.opening):
            yield Line(text, "words", "mở đầu")
        tables = 0
        cited = False
        for n, part in enumerate(self.parts, 1):
            for piece in _within(part, 0, n, ""):
                if isinstance(piece, Line):
                    cited = cited or "phụ lục" in piece.text.lower()
                    yield piece
                else:
                    tables += 1
                    yield Placed(piece.table, piece.name or f"Bảng {tables}", piece.section)
        if self.annexes and not (cited or _cites(self.opening) or _cites(self.closing)):
            yield Line(self._pointer(), "words", "kết thúc")
        for text in _lines(self.closing):
            yield Line(text, "words", "kết thúc")

    def _pointer(self) -> str:
        """An annex must be pointed at by its document (Annex I, IV.1)."""
        labels = [label.removeprefix("Phụ lục").strip() for label in self.annex_labels]
        *firsts, last = labels
        named = f"các Phụ lục {', '.join(firsts)} và {last}" if firsts else "Phụ lục"
        return f"Số liệu chi tiết tại {named} kèm theo {self.kind} này."

    @property
    def annex_labels(self) -> tuple[str, ...]:
        """From two annexes on they bear Roman numbers (Annex I, IV.1)."""
        if len(self.annexes) == 1:
            return ("Phụ lục",)
        return tuple(f"Phụ lục {roman(n)}" for n in range(1, len(self.annexes) + 1))

    @property
    def attached(self) -> str:
        """The line under an annex's title."""
        return self.attached_to(self.kind, self.issuer_named)

    def tables(self) -> tuple[Placed, ...]:
        """Every table as it is printed: those of the body, then the annexes."""
        inside = (piece for piece in self.body() if isinstance(piece, Placed))
        behind = (
            Placed(annex.table, f"{label}. {annex.title}", label)
            for label, annex in zip(self.annex_labels, self.annexes, strict=True)
        )
        return (*inside, *behind)

    def to_json(self) -> dict[str, Any]:
        plain = {key: value for key, value in vars(self).items() if key not in ("parts", "annexes")}
        return {
            **{key: list(v) if isinstance(v, tuple) else v for key, v in plain.items()},
            "day": self.day.isoformat() if self.day else None,
            "written": self.written.isoformat(),
            "parts": [part.to_json() for part in self.parts],
            "annexes": [[a.title, a.table.to_json(), a.landscape] for a in self.annexes],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Paper:
        plain: dict[str, Any] = {
            key: tuple(v) if isinstance(v, list) else v for key, v in data.items()
        }
        return cls(
            **{
                **plain,
                "day": dt.date.fromisoformat(data["day"]) if data["day"] else None,
                "written": dt.date.fromisoformat(data["written"]),
                "parts": tuple(map(Part.from_json, data["parts"])),
                "annexes": tuple(Annex(t, Table.from_json(g), lies) for t, g, lies in data["annexes"]),
            }
        )  # fmt: skip


@dataclass(frozen=True)
class Pack:
    """Papers of a meeting: the report with its annexes, six numbers under their labels, what is said of each domain."""

    paper: Paper
    six: tuple[tuple[str, int], ...]
    review: tuple[Part, ...] = ()

    @property
    def contents(self) -> tuple[str, ...]:
        """What stands on the cover, in the order of the pages."""
        annexes = zip(self.paper.annex_labels, self.paper.annexes, strict=True)
        return (
            "Tình hình thực hiện nhiệm vụ",
            self.paper.kind,
            *(["Đánh giá theo lĩnh vực"] if self.review else []),
            *(f"{label}. {annex.title}" for label, annex in annexes),
        )


def _within(part: Part, level: int, n: int, above: str) -> Iterator[Line | Placed]:
    """A section with everything in it; what lies deeper than a point has no number."""
    mark = (roman(n), str(n), POINTS[(n - 1) % len(POINTS)])[min(level, 2)]
    section = f"{above}.{mark}" if above else mark
    title = plain(part.title)
    if title:
        shown = title.upper() if level == 0 else title
        yield Line(f"{mark}{')' if level == 2 else '.'} {shown}", LEVELS[min(level, 2)], section)
    for text in _lines(part.paragraphs):
        yield Line(text, "words", section)
    for table in part.tables:
        yield Placed(table, table.title, section)
    for k, inner in enumerate(part.parts, 1):
        yield from _within(inner, level + 1, k, section)


def _lines(texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        yield from (words for line in text.split("\n") if (words := plain(line)))


def _cites(texts: tuple[str, ...]) -> bool:
    return any("phụ lục" in text.lower() for text in texts)
