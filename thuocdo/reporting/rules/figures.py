"""One figure: what a unit may write in a cell, and how it is written back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc

Kind = Literal["number", "integer", "percent", "text", "date"]
Gather = Literal["sum", "list", "latest", "count"]
KINDS: dict[Kind, str] = {
    "number": "Số",
    "integer": "Số nguyên",
    "percent": "Tỷ lệ %",
    "text": "Chữ",
    "date": "Ngày",
}
GATHERS: dict[Gather, str] = {
    "sum": "Cộng lại",
    "list": "Liệt kê theo đơn vị",
    "latest": "Lấy số gửi sau cùng",
    "count": "Đếm số đơn vị có ghi",
}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ADDED: frozenset[Kind] = frozenset({"number", "integer"})  # a share of many units is no sum
LONGEST = 2000  # letters of one cell of words
_ESTIMATE = re.compile(r"^(?:ước|uoc|khoảng|~|≈)\s*[:.]?\s*", re.I)
_GROUPED = re.compile(r"^-?\d{1,3}(?:[.\s]\d{3})+(?:,\d+)?$")


@dataclass(frozen=True)
class Input:
    """A cell to be filled. `sheet` counts from 0, `ref` is Excel's own name of the cell ("C5"). `most`: what its
    figure may not exceed, a number or the column ("D") of another figure in its row."""

    sheet: int
    ref: str
    label: str
    kind: Kind = "number"
    gather: Gather = "sum"
    required: bool = True
    most: str = ""

    @property
    def key(self) -> str:
        return f"{self.sheet}!{self.ref}"

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Figure:
    """`value` in one form: a point as decimal mark, an ISO date, the words. `estimate`: *Số ước*."""

    value: str
    estimate: bool = False

    def to_json(self) -> list[Any]:
        return [self.value, self.estimate]


def read_figure(cell: Input, raw: str) -> Figure | None:
    """What was written in a cell; None where it was left empty. Mistake says what may be written.

    >>> cell = Input(0, "C5", "Số lớp")
    >>> read_figure(cell, "1.234,5"), read_figure(cell, "ước 12"), read_figure(cell, "  ")
    (Figure(value='1234.5', estimate=False), Figure(value='12', estimate=True), None)
    """
    text = nfc(raw).strip()
    if not text:
        return None
    if cell.kind == "text":
        if len(text) > LONGEST:
            raise Mistake(f"Nội dung dài {len(text)} ký tự. Rút gọn còn tối đa {LONGEST} ký tự.")
        return Figure(text)
    bare = _ESTIMATE.sub("", text)
    estimate = bare != text
    if cell.kind == "date":
        return Figure(_date(bare).isoformat(), estimate)
    return Figure(_number(cell.kind, bare), estimate)


def read_most(text: str) -> str:
    """What a figure may not exceed, as typed. Mistake says what may be written.

    >>> read_most(" d "), read_most("1.200,5"), read_most("")
    ('D', '1200.5', '')
    """
    plain = text.strip()
    if not plain or re.fullmatch(r"[A-Za-z]{1,3}", plain):
        return plain.upper()
    try:
        return _number("number", plain)
    except Mistake:
        raise Mistake(
            f"“{_short(plain)}” không dùng được làm mức cao nhất. Ghi một số, hoặc chữ của một cột, ví dụ D."
        ) from None


def limit_of(cell: Input) -> str:
    """The key of the figure a cell may not exceed; "" where that is a number, or nothing.

    >>> limit_of(Input(0, "E12", "", most="D")), limit_of(Input(0, "E12", "", most="100"))
    ('0!D12', '')
    """
    return f"{cell.sheet}!{cell.most}{cell.ref.lstrip(LETTERS)}" if cell.most.isalpha() else ""


def exceeds(cell: Input, figures: Mapping[str, Figure]) -> str:
    """Why a figure stands too high; "" where it does not, or what it is held against was not given.

    >>> exceeds(Input(0, "E5", "", most="D"), {"0!D5": Figure("10"), "0!E5": Figure("12")})
    '12 lớn hơn ô D5 (10). Kiểm tra lại hai ô.'
    """
    figure = figures.get(cell.key)
    if figure is None or not cell.most:
        return ""
    key = limit_of(cell)
    held = figures.get(key) if key else Figure(cell.most)
    if held is None or Decimal(figure.value) <= Decimal(held.value):
        return ""
    value, most = grouped(Decimal(figure.value)), grouped(Decimal(held.value))
    if key:
        return f"{value} lớn hơn ô {key.partition('!')[2]} ({most}). Kiểm tra lại hai ô."
    return f"{value} lớn hơn {most}, mức cao nhất của ô này. Kiểm tra lại số."


def _date(text: str) -> dt.date:
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"):
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise Mistake(f"“{_short(text)}” không phải ngày. Ghi dạng ngày/tháng/năm, ví dụ 05/01/2026.")


def _number(kind: Kind, text: str) -> str:
    plain = text.removesuffix("%").strip() if kind == "percent" else text
    if _GROUPED.match(plain):
        plain = plain.replace(".", "").replace(" ", "").replace("\u00a0", "")
    plain = plain.replace(",", ".")
    try:
        if not re.fullmatch(r"-?\d+(?:\.\d+)?", plain):
            raise InvalidOperation
        value = Decimal(plain)
    except InvalidOperation:
        raise Mistake(f"“{_short(text)}” không phải số. Ghi số, ví dụ 1.234,5.") from None
    if value < 0:
        raise Mistake(f"“{_short(text)}” nhỏ hơn 0. Ghi số từ 0 trở lên.")
    if len(value.as_tuple().digits) > 18:
        raise Mistake(f"“{_short(text)}” dài quá 18 chữ số. Kiểm tra lại số.")
    if kind == "integer" and value != value.to_integral_value():
        raise Mistake(f"“{_short(text)}” có phần lẻ. Ô này ghi số nguyên.")
    if kind == "percent" and value > 100:
        raise Mistake(f"“{_short(text)}” lớn hơn 100%. Ghi tỷ lệ từ 0 đến 100.")
    return f"{value.normalize():f}" if value else "0"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def written(cell: Input, figure: Figure | None) -> str:
    """A figure as people read and type it; "" where there is none.

    >>> written(Input(0, "C5", ""), Figure("1234.5", estimate=True))
    'ước 1.234,5'
    """
    if figure is None:
        return ""
    shown = figure.value
    if cell.kind == "date":
        shown = f"{dt.date.fromisoformat(shown):%d/%m/%Y}"
    elif cell.kind != "text":
        shown = grouped(Decimal(shown))
    return f"ước {shown}" if figure.estimate else shown


def grouped(value: Decimal) -> str:
    """
    >>> grouped(Decimal("1234.50")), grouped(Decimal(0))
    ('1.234,5', '0')
    """
    text = f"{value.normalize():,f}" if value else "0"
    return text.translate(str.maketrans(",.", ".,"))


def inputs_from(stored: list[dict[str, Any]]) -> list[Input]:
    return [Input(**one) for one in stored]


def figures_from(stored: dict[str, list[Any]]) -> dict[str, Figure]:
    return {key: Figure(value, estimate) for key, (value, estimate) in stored.items()}
