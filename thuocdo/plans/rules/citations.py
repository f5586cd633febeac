"""Documents a text names: "Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ phê duyệt …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thuocdo.plans.rules.markers import UPPER
from thuocdo.plans.rules.reading import Citation
from thuocdo.plans.rules.unit_words import STARTS

KINDS = (
    r"Nghị quyết|Nghị định|Quyết định|Kế hoạch|Chỉ thị|Thông tư liên tịch|Thông tư|Công văn|Văn bản|Công điện|Thông báo|Kết luận"
    r"|Quy định|Chương trình|Hướng dẫn|Đề án|Báo cáo|Tờ trình|Luật|Pháp lệnh|Nghị quyết liên tịch|Chương trình hành động"
)
SYMBOL = r"[A-ZĐ][A-ZĐa-zđ0-9&]*(?:[-–/.&]\s?[A-ZĐ][A-ZĐa-zđ0-9&]*)*"
_NUMBERED = re.compile(
    rf"(?P<kind>{KINDS})\s+(?:số\s*:?\s*)?(?P<number>\d+[a-z]?\s*(?:/\s*\d{{4}})?\s*[/-]\s*{SYMBOL})"
    r"(?:\s*,?\s*(?:ban hành\s*)?ngày\s*(?P<day>\d{1,2})\s*(?:/|-|\.|tháng)\s*(?P<month>\d{1,2})\s*(?:/|-|\.|năm)\s*(?P<year>\d{4}))?"
)
_ISSUER = re.compile(r"\s*,?\s*của\s+(?P<issuer>.+?)(?=\s+(?:về|ban hành|phê duyệt|quy định|sửa đổi|triển khai|thực hiện|ngày|công bố|hướng dẫn|quy định chi tiết|giao|đẩy mạnh|tăng cường|thông qua|nâng cao|trong)\b|[;.,()]|$)")  # fmt: skip
_LAW = re.compile(r"(?P<subject>(?:Bộ )?Luật [A-ZĐ][^;.,()]{3,90}?)(?=\s+(?:ngày|năm|số|sửa)|[;.,()]|$)")  # fmt: skip
# "…, UBND xã ban hành Kế hoạch như sau": the agency that issues this plan, no part of what it cites.
_ENACTS = re.compile(
    rf"\s*[,;]\s*(?=[{UPPER}])(?=(?i:{STARTS})\s[^,;]{{2,90}}?(?:ban hành|xây dựng|triển khai|lập|đề ra)\s"
    r"[^,;]{0,60}?(?i:kế hoạch|chương trình|đề án|phương án))"
)


@dataclass(frozen=True)
class Cited:
    """A citation and where its words stand."""

    kind: str
    citation: Citation
    begin: int
    end: int


def citations(text: str) -> Iterator[Cited]:
    """Numbered documents in order of appearance."""
    for m in _NUMBERED.finditer(text):
        yield Cited(m["kind"], _citation(m, text), m.start(), m.end())


def _citation(m: re.Match[str], text: str) -> Citation:
    number = re.sub(r"\s*([/-])\s*", r"\1", m["number"]).replace("–", "-")
    rest = text[m.end() :]
    issuer = _ISSUER.match(rest)
    after = rest[issuer.end() :] if issuer else rest
    subject = re.split(r";|\.\s|,?\s+(?:với các nội dung|như sau|cụ thể)", after.strip(" ,"))[0]
    subject = _ENACTS.split(subject)[0]
    subject = re.sub(r"^(?:về việc|về)\s+", "", subject.strip(" ,.:()"))
    return Citation(number, iso_date(m), issuer["issuer"].strip() if issuer else None, subject or None)  # fmt: skip


def iso_date(m: re.Match[str]) -> str | None:
    if not m["day"]:
        return None
    return f"{m['year']}-{int(m['month']):02}-{int(m['day']):02}"


def legal_bases(text: str) -> Iterator[Citation]:
    """What the preamble rests on: the documents between its semicolons, not those their subjects name."""
    for clause in re.split(r";|\n|(?<=[a-zà-ỹ0-9])\.\s+(?=Căn cứ|Thực hiện|Theo)", text):
        found = next(citations(clause), None)
        law = _LAW.search(clause)
        if found and (not law or found.begin < law.start()):
            yield found.citation
            for more in _coordinated(clause, found):
                yield more.citation
        elif law:
            numbered = re.search(r"số\s+(\d+/\d{4}/QH\d+)", clause)
            yield Citation(numbered[1] if numbered else None, _law_date(clause), None, law["subject"].strip())  # fmt: skip


def _coordinated(clause: str, first: Cited) -> Iterator[Cited]:
    """ "Kế hoạch số 1… và Công văn số 2 …": a second base beside the first, not inside its subject."""
    for cited in citations(clause):
        joint = re.search(r"(?:,|\bvà)\s*$", clause[: cited.begin])
        if cited.begin > first.begin and joint:
            yield cited


def _law_date(clause: str) -> str | None:
    m = re.search(r"ngày\s*(?P<day>\d{1,2})\s*(?:/|-|\.|tháng)\s*(?P<month>\d{1,2})\s*(?:/|-|\.|năm)\s*(?P<year>\d{4})", clause)  # fmt: skip
    return iso_date(m) if m else None
