"""Printed references to documents: "Kế hoạch số 201/KH-UBND ngày 23/8/2022 của Ủy ban nhân dân thành phố".

Numbers and symbols follow Decree 30/2020/NĐ-CP, annex I part II (number/kind-issuer, no kind for an
official letter) and annex III (abbreviations of kinds); numbers of laws and decrees carry their year
(Law 80/2015/QH13, article 5 as guided by Decree 34/2016/NĐ-CP); papers of the Party stand "18-NQ/TW".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold, nfc

KINDS = {  # abbreviation in the symbol → kind; Decree 30/2020, annex III, and the law on legal documents
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế", "QYĐ": "Quy định",
    "TC": "Thông cáo", "TB": "Thông báo", "HD": "Hướng dẫn", "CTr": "Chương trình", "KH": "Kế hoạch",
    "PA": "Phương án", "ĐA": "Đề án", "DA": "Dự án", "BC": "Báo cáo", "BB": "Biên bản",
    "TTr": "Tờ trình", "HĐ": "Hợp đồng", "CĐ": "Công điện", "BGN": "Bản ghi nhớ", "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền", "GM": "Giấy mời", "GGT": "Giấy giới thiệu", "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi", "PC": "Phiếu chuyển", "PB": "Phiếu báo", "NĐ": "Nghị định", "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch", "L": "Lệnh", "PL": "Pháp lệnh", "KL": "Kết luận", "CV": "Công văn",
}  # fmt: skip
LETTER = "Công văn"
ISSUERS = {  # the issuers a symbol names by itself
    "NĐ-CP": "Chính phủ", "NQ-CP": "Chính phủ", "QĐ-TTg": "Thủ tướng Chính phủ",
    "CT-TTg": "Thủ tướng Chính phủ", "CĐ-TTg": "Thủ tướng Chính phủ", "NQ-UBTVQH": "Ủy ban Thường vụ Quốc hội",
}  # fmt: skip

_PART = r"(?:TTg|TTr|CTr|QyĐ|[A-ZĐƯ][A-ZĐƯ0-9&.]*(?:[a-z]{1,2}[A-ZĐƯ]+)*)(?![^\W\d_])"
_DASH = r"(?:-|–|\s-|-\s)"
_SYMBOL = rf"{_PART}(?:{_DASH}{_PART}){{0,4}}"
_NUMBER = re.compile(
    rf"(?<![\w/.,-])(?P<n>\d{{1,5}}[a-z]?)"
    rf"(?:\s?/\s?(?P<year>(?:19|20)\d\d)\s?/\s?(?P<law>{_SYMBOL})"
    rf"|\s?/\s?(?P<symbol>{_SYMBOL})"
    rf"|-(?P<party>[A-ZĐ][A-ZĐa-z]{{1,4}}/[A-ZĐ]{{2,8}}))"
)
_DATE = (
    r"(?:ngày|ngay)\s+(?P<{0}d>\d{{1,2}})\s*(?:[/.-]|\s+tháng\s+)\s*(?P<{0}m>\d{{1,2}})"
    r"\s*(?:[/.-]|\s+năm\s+)\s*(?P<{0}y>\d{{4}})"
)
_ISSUER = (
    r"của\s+(?P<{0}>[A-ZĐÀ-Ỹ][^,;.()“”\"\n]{{1,90}}?)"
    r"(?=\s+(?:về|ban hành|phê duyệt|sửa đổi|quy định|hướng dẫn|công bố|thực hiện|triển khai|tại|giao|"
    r"trong|đến|để|V/v|v/v|ngày|thông qua|thành lập|tổ chức)\b|\s+và\s+(?:các\s+)?(?:văn bản|[A-ZĐ]\w+ \w+ số)|[,;.()“”\"\n]|\s*$)"
)
_AFTER = re.compile(
    rf"\s*,?\s*(?:{_ISSUER.format('i1')}\s*,?\s*)?(?:{_DATE.format('a')})?"
    rf"(?:\s*,?\s*{_ISSUER.format('i2')})?"
)
_LOOSE = re.compile(r"\s*([-–/])\s*")  # a person types "1234 / SGDĐT - VP"
_KIND_BEFORE = re.compile(
    r"(?P<kind>" + "|".join(sorted({*KINDS.values(), "Văn bản", "Luật"}, key=len, reverse=True)) + r"|"
    r"(?:" + "|".join(sorted(KINDS, key=len, reverse=True)) + r"))\s*(?:số\s*:?\s*)?$",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True)
class Reference:
    """One printed reference. `number` is what stands before the symbol ("107/2021" of a decree).

    `date` is None where none is printed or the printed one is no day; `raw` the words, `span` their place.
    """

    number: str
    symbol: str
    kind: str = LETTER
    date: dt.date | None = None
    issuer: str = ""
    raw: str = ""
    span: tuple[int, int] = (0, 0)

    @property
    def code(self) -> str:
        """As documents are named: "1234/SGDĐT-VP"."""
        return (
            f"{self.number}-{self.symbol}" if "/" in self.symbol else f"{self.number}/{self.symbol}"
        )

    @property
    def key(self) -> str:
        """The same for every way of writing it: no leading zeros, no marks, no spaces.

        >>> one("Số 0201 / KH- UBND").key == one("kế hoạch 201/KH-UBND ngày 23/8/2022").key
        True
        """
        first, *rest = self.number.split("/")
        return fold("/".join([first.lstrip("0") or "0", *rest, self.symbol])).replace(" ", "")

    def __str__(self) -> str:
        day = f" ngày {self.date:%d/%m/%Y}" if self.date else ""
        return f"{self.kind} số {self.code}{day}"


def references(text: str) -> list[Reference]:
    """Every reference in `text`, in order.

    >>> [r.key for r in references("theo QĐ 766/QĐ-TTg và Nghị định số 107/2021/NĐ-CP ngày 06/12/2021")]
    ['766/qd-ttg', '107/2021/nd-cp']
    """
    return [_reference(text, match) for match in _NUMBER.finditer(text)]


def one(text: str, *, field: str | None = None) -> Reference:
    """The one reference a person typed; `Mistake` where there is none, several, or its date is no day.

    >>> r = one("1234/SGDĐT-VP ngày 05/3/2023")
    >>> r.number, r.symbol, r.kind, r.date
    ('1234', 'SGDĐT-VP', 'Công văn', datetime.date(2023, 3, 5))
    """
    found = references(_LOOSE.sub(r"\1", nfc(text)))
    if not found:
        raise Mistake(
            "Chưa nhận ra số, ký hiệu văn bản. Ghi như in trên văn bản, ví dụ “1234/SGDĐT-VP ngày 05/3/2023”.",
            field=field,
        )
    if len({r.key for r in found}) > 1:
        raise Mistake("Ô này chỉ ghi một văn bản. Ghi mỗi văn bản một lần.", field=field)
    if found[0].date is None and re.search(_DATE.format(""), found[0].raw, re.IGNORECASE):
        raise Mistake(f"Ngày trong “{found[0].raw}” không có thật. Sửa lại ngày.", field=field)
    return found[0]


def same(known: Mapping[int, Reference], wanted: Reference) -> list[int]:
    """Ids of those that can be the wanted document: same key, no differing date, no differing issuer.

    201/KH-UBND is written every year by every UBND; a date or an issuer tells them apart, its absence
    does not. Two answers mean that a person must choose.
    """
    alike = [i for i, r in known.items() if r.key == wanted.key and _agree(r, wanted)]
    dated = [i for i in alike if wanted.date and known[i].date == wanted.date]
    return dated or alike


def _agree(a: Reference, b: Reference) -> bool:
    dates = a.date is None or b.date is None or a.date == b.date
    left, right = fold(a.issuer), fold(b.issuer)
    return dates and (not left or not right or left.startswith(right) or right.startswith(left))


def _reference(text: str, match: re.Match[str]) -> Reference:
    symbol = match["law"] or match["symbol"] or match["party"]
    symbol = re.sub(r"\s*[-–]\s*", "-", symbol).rstrip(".")
    number = f"{match['n']}/{match['year']}" if match["year"] else match["n"]
    after = _AFTER.match(text, match.end())
    date, issuer, end = None, "", match.end()
    if after:
        date = _day(after)
        issuer = nfc(after["i2"] or after["i1"] or "")
        end = after.end() if (after["ad"] or issuer) else end
    before = _KIND_BEFORE.search(text, max(0, match.start() - 40), match.start())
    start = before.start() if before else match.start()
    return Reference(
        number, symbol, _kind(before["kind"] if before else "", symbol), date,
        issuer or ISSUERS.get(symbol, ""), text[start:end].strip(" ,"), (start, end),
    )  # fmt: skip


def _day(match: re.Match[str]) -> dt.date | None:
    if not match["ad"]:
        return None
    try:
        return dt.date(int(match["ay"]), int(match["am"]), int(match["ad"]))
    except ValueError:
        return None


def _kind(said: str, symbol: str) -> str:
    """The kind named before the number; else what the symbol says; else an official letter."""
    named = {fold(kind): kind for kind in (*KINDS.values(), "Luật")}
    if fold(said) in named:
        return named[fold(said)]
    if re.fullmatch(r"QH\d{1,2}", symbol):
        return "Luật"
    return KINDS.get(re.split(r"[-/]", symbol)[0], LETTER)
