"""What the text points to: documents, standards, addresses, annexes, marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from thuocdo.documents.rules.blocks import Source
from thuocdo.lawbook.text import fold
from thuocdo.plans.rules.citations import citations
from thuocdo.plans.rules.findings.context import Context, finding, short
from thuocdo.plans.rules.findings.numbering import group_numbers
from thuocdo.plans.rules.markers import roman_value
from thuocdo.plans.rules.paper import Table
from thuocdo.plans.rules.reading import Finding

_NAME = re.compile(r"(?:phê duyệt|ban hành)\s+((?:Bộ|Đề án|Chương trình|Chiến lược|Quy chế|Quy định)\s[^,.;()]+?)(?=\s+(?:năm|ngành|giai đoạn|của|trong|trên|với|và hướng)\b|[.,;()]|$)")  # fmt: skip
_HOST = re.compile(r"(?:https?://)?((?:[\w-]+\.)+(?:vn|com|org|net))\b", re.I)
_STANDARD = re.compile(r"\b(?:TCVN\s*)?(?:ISO(?:/IEC)?)\s*(\d{3,6})\s*:\s*(\d{4,})")
_ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục|DANH MỤC)\s*(?:số\s*)?([IVX]+\b|\d{1,2}\b)?")
_POINTER = re.compile(r"[Mm]ục\s+([IVX]+|\d{1,2})\s*[-–,]?\s*(?:của\s+|tại\s+)?[Pp]hụ lục\s*(?:số\s*)?([IVX]+|\d{1,2})?\b")  # fmt: skip
_ATTACHED = re.compile(r"(?:[Pp]hụ lục|[Dd]anh mục|[Bb]iểu)\s[^.;:]{0,40}(?:kèm theo|đính kèm)")
_MARK = re.compile(r"\(\*{1,3}\)")


def dates(context: Context) -> Iterator[Finding]:
    """One document with two dates."""
    seen: dict[str, str] = {}
    for source, text in context.texts():
        for cited in citations(text):
            number, day = (cited.citation.number or "").upper(), cited.citation.date
            if day and number and seen.setdefault(number, day) != day:
                yield finding("conflicting-references", f"{cited.kind} số {number} được ghi ngày {_day(seen[number])} và ngày {_day(day)}.", source)  # fmt: skip


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"


def names(context: Context) -> Iterator[Finding]:
    """One document whose subject has two names."""
    seen: dict[str, str] = {}
    told: set[str] = set()
    for source, text in context.texts():
        for cited in citations(text):
            match = _NAME.search(text, cited.end)
            number = cited.citation.number
            if not match or not number or match.start() - cited.end > 90:
                continue
            first = seen.setdefault(number, match[1])
            if number not in told and not _alike(first, match[1]):
                told.add(number)
                yield finding("conflicting-names", f"{cited.kind} số {number} được gọi là “{short(first)}” và “{short(match[1])}”.", source)  # fmt: skip


def _alike(one: str, two: str) -> bool:
    a, b = fold(one), fold(two)
    return a.startswith(b) or b.startswith(a) or a.split()[:5] == b.split()[:5]


def addresses(context: Context) -> Iterator[Finding]:
    seen: dict[str, Source] = {}
    for source, text in context.texts():
        for match in _HOST.finditer(text):
            seen.setdefault(match[1].lower(), source)
    for (one, _), (two, place) in combinations(seen.items(), 2):
        if one != two and _distance(one, two) <= 2 and len(one) > 8:
            yield finding("conflicting-addresses", f"Địa chỉ được ghi hai cách: {one} và {two}.", place)  # fmt: skip


def standards(context: Context) -> Iterator[Finding]:
    seen: dict[tuple[str, str], tuple[Source, int]] = {}
    for source, text in context.texts():
        for match in _STANDARD.finditer(text):
            place, count = seen.get((match[1], match[2]), (source, 0))
            seen[match[1], match[2]] = (place, count + 1)
            if len(match[2]) > 4:
                yield finding("citation-suspect", f"“{match[0]}”: năm ban hành tiêu chuẩn ghi sai.", source)  # fmt: skip
    for one, two in combinations(seen, 2):
        if one[1] == two[1] and _distance(one[0], two[0]) == 1:
            wrong, right = sorted((one, two), key=lambda key: (len(key[0]), seen[key][1]))
            yield finding("citation-suspect", f"“ISO {':'.join(wrong)}” bên cạnh “ISO {':'.join(right)}”.", seen[wrong][0])  # fmt: skip


def years(context: Context) -> Iterator[Finding]:
    """A number that bears a year still to come: "13/2108/NĐ-CP"."""
    last = max(context.reading.document.years, default=2100)
    for source, text in context.texts():
        for cited in citations(text):
            year = re.search(r"/(\d{4})/", cited.citation.number or "")
            if year and int(year[1]) > last:
                yield finding("citation-suspect", f"“{cited.citation.number}”: năm {year[1]} trong số, ký hiệu chưa tới.", source)  # fmt: skip


def _distance(one: str, two: str) -> int:
    """Letters to change between two words; 9 where they are far apart."""
    if abs(len(one) - len(two)) > 2:
        return 9
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(two, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def missing(context: Context) -> Iterator[Finding]:
    """Parts of annexes that are cited and not there."""
    annexes = _annexes(context)
    for node in context.nodes:
        for match in _POINTER.finditer(node.line.text):
            table = annexes.get(_ordinal(match[2])) if match[2] else next(iter(annexes.values()), None)  # fmt: skip
            known = {label for label, _ in group_numbers(table)} if table else set()
            if table is None or (known and match[1] not in known):
                end = f"; phụ lục kết thúc ở mục {_last(known)}" if known else ""
                yield finding("reference-missing", f"Không có “{match[0]}”{end}.", node.line.source)
        if not context.paper.tables and not annexes and _ATTACHED.search(node.line.text) and not _has_annex(context):  # fmt: skip
            yield finding("reference-missing", "Văn bản nhắc tới phụ lục kèm theo nhưng tệp không có phụ lục.", node.line.source, "info")  # fmt: skip


def _annexes(context: Context) -> dict[int, Table]:
    """Tables by the number of their annex, printed or counted."""
    found: dict[int, Table] = {}
    for line in context.paper.lines:
        match = _ANNEX.match(line.text)
        table = next((t for t in context.paper.tables if t.number > line.number), None)
        if match and table and table not in found.values():
            found[_ordinal(match[1]) if match[1] else len(found) + 1] = table
    return found


def _has_annex(context: Context) -> bool:
    return any(_ANNEX.match(line.text) for line in context.paper.lines)


def _ordinal(label: str) -> int:
    return int(label) if label.isdigit() else roman_value(label)


def _last(known: set[str]) -> str:
    return max(known, key=roman_value)


def marks(context: Context) -> Iterator[Finding]:
    """A mark no line explains; one finding for the document."""
    texts = context.texts()
    for mark in sorted({m[0] for _, text in texts for m in _MARK.finditer(text)}):
        explained = any(re.match(rf"(?:Ghi chú\s*:?\s*)?{re.escape(mark)}\s*:?\s*\S", text) for _, text in texts)  # fmt: skip
        place = next(source for source, text in texts if mark in text)
        if not explained:
            yield finding("mark-unexplained", f"Dấu {mark} không được chú thích trong văn bản.", place)  # fmt: skip
