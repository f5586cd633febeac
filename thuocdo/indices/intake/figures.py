"""Rows of a table → rounds: the figures of each year under the edition it follows. Refused: what would have to
be guessed. Flagged: what is odd but clear.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from thuocdo.indices.intake.tables import THOUSANDS, Row, Sheet
from thuocdo.indices.rules.computing import Ready, form_of
from thuocdo.indices.rules.editions import by_name, for_year, name_of
from thuocdo.indices.rules.results import small_shares
from thuocdo.lawbook.editions.indices import IndexForm
from thuocdo.lawbook.formula import Value
from thuocdo.lawbook.formula.words import figure
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.rulebook import Edition
from thuocdo.lawbook.scoring.criteria import Table
from thuocdo.lawbook.scoring.parts import Input
from thuocdo.lawbook.text import fold

_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")
_TOLD = 10  # faults told in full
_DOT = "Dấu thập phân là dấu chấm; muốn dùng dấu phẩy thì ngăn ô bằng dấu chấm phẩy."
_LEAVE_BLANK = "Sửa lại; chưa có số liệu thì để trống."


@dataclass
class Round:
    """One year (None: the table has no year column): figures and rows by unit, and what was flagged."""

    year: int | None
    ready: Ready
    figures: dict[str, dict[str, Value]] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)


def rounds(
    sheet: Sheet,
    editions: Sequence[Edition],
    lists: Mapping[str, Mapping[str, str]],
    *,
    edition: str | None = None,
    settings: Mapping[str, str] | None = None,
) -> list[Round]:
    """The rounds of a table, oldest first. `lists` are units by code, by name of the list.

    Mistake: a year without edition, a column that is not there, a cell that is no figure or outside its
    range, a unit twice, a share on the wrong scale.
    """
    found, faults = survey(sheet, editions, lists, edition=edition, settings=settings)
    if faults:
        raise _together(faults)
    return found


def _together(faults: Sequence[Mistake]) -> Mistake:
    """All at once, so that a table is mended in one go."""
    if len(faults) == 1:
        return faults[0]
    told = [fault.message for fault in faults[:_TOLD]]
    more = [f"… và {len(faults) - _TOLD} chỗ khác."] if len(faults) > _TOLD else []
    return Mistake("\n".join([f"Có {len(faults)} chỗ phải sửa:", *told, *more]))


def survey(
    sheet: Sheet,
    editions: Sequence[Edition],
    lists: Mapping[str, Mapping[str, str]],
    *,
    edition: str | None = None,
    settings: Mapping[str, str] | None = None,
    bare: bool = False,
) -> tuple[list[Round], list[Mistake]]:
    """The rounds of a table, and every fault in it by its cell. `bare`: published scores without the figures
    behind them; no column of the edition is asked for.

    Mistake: the table has no column of units or years.
    """
    chosen = by_name(editions, edition) if edition else None
    table = table_of(chosen or editions[-1])
    _whose_and_when(sheet, table, any_year=chosen is not None)
    found: dict[int | None, Round] = {}
    faults: dict[str, Mistake] = {}
    every = {name for e in editions for name in form_of(e).inputs}
    for row in sheet.rows:
        try:
            year = _year(row, table)
            if year not in found:
                found[year] = _open(year, chosen, editions, settings)
            wrong = list(_add(found[year], row, sheet, table, every, bare))
        except Mistake as stop:
            wrong = [stop]
        for fault in wrong:
            faults.setdefault(fault.message, fault)
    for one in found.values():
        faults |= {fault.message: fault for fault in _scales(one)}
        one.flags += _flags(one, lists, chosen is not None)
    if found and (unknown := _unknown(sheet, every)):
        list(found.values())[-1].flags.append(
            f"không bộ nào dùng cột {', '.join(unknown)}; bỏ qua, không tính vào điểm"
        )
    return [found[year] for year in sorted(found, key=lambda y: y or 0)], list(faults.values())


def _whose_and_when(sheet: Sheet, table: Table, *, any_year: bool) -> None:
    """Mistake: no column says of which unit a row is, or (unless `any_year`) of which year."""
    if table.unit_column not in sheet.columns:
        raise Mistake(
            f"Thiếu cột “{table.unit_column}” (mã đơn vị).{_alike(sheet, table.unit_column)}"
        )
    if not any_year and table.year_column not in sheet.columns:
        told = f"Thiếu cột “{table.year_column}”.{_alike(sheet, table.year_column)}"
        raise Mistake(f"{told} Thêm cột, hoặc chọn bộ bằng --edition.")


def _alike(sheet: Sheet, column: str) -> str:
    """A hint where a column differs only in letters or signs."""
    found = [c for c in sheet.columns if _bare(c) == _bare(column)]
    return f" Tệp có cột “{found[0]}”: đổi tên thành “{column}”." if found else ""


def _bare(column: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(column))


def _unknown(sheet: Sheet, every: set[str]) -> list[str]:
    """Columns named like figures (letters, then a number) that no edition asks for: perhaps a new criterion."""
    leads = {found[0] for name in every if (found := re.match(r"[a-z]+(?=\d)", name))}
    return [
        column
        for column in sheet.columns
        if column not in every
        and (found := re.match(r"[a-z]+(?=\d)", column))
        and found[0] in leads
    ]


def table_of(edition: Edition) -> Table:
    table = form_of(edition).table
    if table is None:
        raise Mistake(f"Bộ {edition.path} chưa nêu cột của bảng số liệu (table).")
    return table


def _year(row: Row, table: Table) -> int | None:
    if table.year_column not in row.cells:
        return None
    text = row.cells[table.year_column]
    if not text:
        raise Mistake(f"Dòng {row.line}: thiếu năm.")
    if not re.fullmatch(r"(19|20)\d\d", text):
        raise Mistake(f"Dòng {row.line}: “{text}” không phải một năm.")
    return int(text)


def _open(
    year: int | None,
    chosen: Edition | None,
    editions: Sequence[Edition],
    settings: Mapping[str, str] | None,
) -> Round:
    edition = chosen or for_year(editions, year or 0)
    on = dt.date(year, 12, 31) if year else None
    if on and not edition.validity.holds(on):
        on = None
    return Round(year, Ready.of(edition, settings=settings, on=on))


def _add(
    one: Round, row: Row, sheet: Sheet, table: Table, every: set[str], bare: bool
) -> Iterator[Mistake]:
    """Take a row in; every cell that says something else than it should comes back as a Mistake."""
    form = form_of(one.ready.edition)
    if not bare and (absent := [name for name in form.inputs if name not in sheet.columns]):
        told = f"“{absent[0]}” ({form.inputs[absent[0]].name}){_alike(sheet, absent[0])}"
        more = f" và {len(absent) - 1} cột khác" if len(absent) > 1 else ""
        when = f" của năm {one.year}" if one.year else ""
        raise Mistake(f"Thiếu cột {told}{more} mà bộ {name_of(one.ready.edition)}{when} cần.")
    unit = row.cells[table.unit_column]
    if not unit:
        raise Mistake(f"Dòng {row.line}: thiếu mã đơn vị.")
    if unit in one.rows:
        when = f" năm {one.year}" if one.year else ""
        raise Mistake(f"Dòng {row.line}: {unit}{when} đã có ở dòng {one.rows[unit].line}.")
    one.rows[unit], one.figures[unit] = row, {}
    for name, asked in form.inputs.items():
        one.figures[unit][name] = Missing.NOT_REPORTED
        if bare:
            continue
        try:
            one.figures[unit][name] = cell(row, name, asked, sheet.decimal)
        except Mistake as mistake:
            yield mistake
    for name in sorted(every - set(form.inputs)):
        if row.cells.get(name):
            words = (
                f"cột {name} có số liệu nhưng bộ {name_of(one.ready.edition)} không dùng; bỏ qua"
            )
            one.flags.append(f"{unit}: {words}")


def cell(row: Row, name: str, asked: Input, decimal: str) -> Value:
    """What a cell says; blank is not reported. Mistake: it says something else than it should."""
    return _value(row.cells[name], f"Dòng {row.line}, cột {name}", asked, decimal)


def typed(text: str, asked: Input) -> Value:
    """What somebody typed for one figure; blank is not reported. Mistake: it says something else than it should."""
    words = {m.label.lower(): m.value for m in Missing}
    return _value(words.get(text.strip().lower(), text.strip()), asked.name, asked, ",")


def _value(text: str, where: str, asked: Input, decimal: str) -> Value:
    if not text:
        return Missing.NOT_REPORTED
    if text in {m.value for m in Missing}:
        return Missing(text)
    if asked.type == "yes_no":
        if text.lower() not in ("true", "false", "1", "0"):
            raise Mistake(f"{where}: “{text}” phải là true hoặc false.")
        return text.lower() in ("true", "1")
    if asked.type == "choice":
        if text not in asked.options:
            raise Mistake(f"{where}: “{text}” chỉ nhận {', '.join(asked.options)}.")
        return text
    return _number(text, where, asked, decimal)


def _number(text: str, where: str, asked: Input, decimal: str) -> Decimal:
    of_hundred = text.endswith("%") and asked.unit in ("percent", "share")
    bare = text.removesuffix("%").strip() if of_hundred else text
    found = _read(bare, decimal)
    if not found:
        dot = "," in text and decimal == "."
        raise Mistake(f"{where}: “{text}” không phải một số. {_DOT if dot else _LEAVE_BLANK}")
    values = [v.scaleb(-2 if of_hundred and asked.unit == "share" else 0) for v in found]
    least, most = asked.least, asked.most
    held = [v for v in values if _within(v, asked)]
    if len(held) > 1:
        raise Mistake(
            f"{where}: “{text}” là {figure(held[0])} hay {figure(held[1])}? "
            "Viết không có dấu chấm hàng nghìn, phần thập phân sau dấu phẩy."
        )
    if not held:
        told = f"{'…' if least is None else figure(least)}–{'…' if most is None else figure(most)}"
        raise Mistake(
            f"{where}: {figure(values[0])} ngoài khoảng {told}.{_scaled(values[0], asked)}"
        )
    return held[0]


def _read(text: str, decimal: str) -> list[Decimal]:
    """What a number may mean, likeliest first: where decimals follow a comma, 1.234 is read both ways."""
    if decimal == "," and THOUSANDS.fullmatch(text):
        whole = Decimal(text.replace(".", "").replace(",", "."))
        return [Decimal(text), whole] if _NUMBER.fullmatch(text) else [whole]
    plain = text.replace(",", ".") if decimal == "," and text.count(",") == 1 else text
    return [Decimal(plain)] if _NUMBER.fullmatch(plain) else []


def _within(value: Decimal, asked: Input) -> bool:
    least, most = asked.least, asked.most
    return (least is None or least <= value) and (most is None or value <= most)


def _scaled(value: Decimal, asked: Input) -> str:
    """A hint where the figure would fit on a scale ten or a hundred times as large."""
    fits = [times for times in (10, 100) if value and _within(value * times, asked)]
    return f" Nếu số ghi theo thang nhỏ hơn {fits[0]} lần thì nhân {fits[0]}." if fits else ""


def _scales(one: Round) -> Iterator[Mistake]:
    """A column of percentages in which every figure is a share of one."""
    for name in small_shares(one.ready, one.figures.values()):
        yield Mistake(
            f"Cột {name} ghi tỷ lệ theo 0–1, ở đây cần phần trăm 0–100. Nhân 100 rồi nộp lại."
        )


def _flags(one: Round, lists: Mapping[str, Mapping[str, str]], by_hand: bool) -> Iterator[str]:
    edition = one.ready.edition
    form: IndexForm = form_of(edition)
    if by_hand and one.year and not edition.validity.holds(dt.date(one.year, 12, 31)):
        yield f"tính theo bộ {name_of(edition)}, không phải bộ của năm này"
    if form.units.listed:
        known = lists[form.units.listed]
        missing = [f"{code} {name}" for code, name in known.items() if code not in one.rows]
        if missing:
            told = ", ".join(missing[:5]) + ("…" if len(missing) > 5 else "")
            yield f"thiếu {len(missing)}/{len(known)} đơn vị ({told}); thứ hạng chỉ tính trong tệp"
        for code in one.rows:
            if code not in known:
                yield f"{code} không có trong danh sách {len(known)} đơn vị của năm này"
    for doubt in form.doubts:
        touched = [unit for unit in doubt.units if unit in one.rows]
        if doubt.year == one.year and (touched or not doubt.units):
            yield doubt.says if not touched else f"{', '.join(touched)}: {doubt.says}"
