"""A table of an index as its publisher gives it: the figures, and beside them score, rank and band as printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from thuocdo.indices.intake.figures import Round, cell, survey, table_of
from thuocdo.indices.intake.tables import Row, Sheet, sheet_of, with_year
from thuocdo.indices.rules.computing import form_of
from thuocdo.indices.rules.editions import by_name
from thuocdo.indices.rules.results import Published
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.rulebook import Edition
from thuocdo.lawbook.scoring.parts import Input

ENDING, RANK, BAND = "_published", "rank_published", "band_published"
LARGEST = (
    1_000_000  # letters of a table taken in through a page; larger ones go through the command
)
_SCORE = Input.model_construct(name="điểm công bố", kind="external", type="number", unit="point")
_PLACE = Input.model_construct(name="hạng công bố", kind="external", type="number", unit="rank")


@dataclass
class Read:
    """What a table says, and every fault in it. `names` and `published` are by year and unit."""

    rounds: list[Round] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    names: dict[int, dict[str, str]] = field(default_factory=dict)
    published: dict[int, dict[str, Published]] = field(default_factory=dict)

    @property
    def flags(self) -> list[str]:
        return [f"{one.year}: {flag}" for one in self.rounds for flag in one.flags]


def read_results(
    text: str,
    editions: Sequence[Edition],
    lists: Mapping[str, Mapping[str, str]],
    *,
    year: int | None = None,
    edition: str | None = None,
) -> Read:
    """Everything a table of results says; faults are in the answer, none is raised. `edition`: use this one
    whatever the year."""
    found = Read()
    try:
        sheet = _sheet(text, editions, year, edition)
        score = _score_column(sheet)
        bare = bool(score) and not _columns(sheet, editions)
        found.rounds, faults = survey(sheet, editions, lists, edition=edition, bare=bare)
    except Mistake as mistake:
        found.faults.append(mistake.message)
        return found
    found.faults += [mistake.message for mistake in faults]
    for one in found.rounds:
        assert one.year is not None
        found.names[one.year] = {u: name_of_unit(one, row, lists) for u, row in one.rows.items()}
        own = found.published[one.year] = {}
        for unit, row in one.rows.items():
            try:
                own[unit] = _published(row, sheet, score)
            except Mistake as mistake:
                found.faults.append(mistake.message)
    return found


def _sheet(text: str, editions: Sequence[Edition], year: int | None, edition: str | None) -> Sheet:
    if len(text) > LARGEST:
        raise Mistake("Bảng dài hơn một triệu chữ. Chia theo từng năm rồi nhập.")
    sheet = sheet_of(text, "Bảng")
    table = table_of(by_name(editions, edition) if edition else editions[-1])
    if year is not None:
        sheet = with_year(sheet, table.year_column, year)
    if table.year_column not in sheet.columns:
        raise Mistake(f"Bảng không có cột “{table.year_column}”. Ghi năm ở ô Năm.", field="year")
    return sheet


def _columns(sheet: Sheet, editions: Sequence[Edition]) -> set[str]:
    """The columns that hold figures of any edition."""
    return {name for e in editions for name in form_of(e).inputs} & set(sheet.columns)


def _score_column(sheet: Sheet) -> str:
    """Where the published score stands: the one column ending in `_published`. "" where there is none."""
    found = [c for c in sheet.columns if c.endswith(ENDING) and c not in (RANK, BAND)]
    if len(found) > 1:
        raise Mistake(f"Có {len(found)} cột điểm công bố ({', '.join(found)}). Giữ lại một cột.")
    return found[0] if found else ""


def _published(row: Row, sheet: Sheet, score: str) -> Published:
    points = cell(row, score, _SCORE, sheet.decimal) if score else None
    place = cell(row, RANK, _PLACE, sheet.decimal) if RANK in sheet.columns else None
    if isinstance(place, Decimal) and (place < 1 or place != int(place)):
        raise Mistake(f"Dòng {row.line}, cột {RANK}: hạng phải là số nguyên từ 1.")
    return Published(
        points if isinstance(points, Decimal) else None,
        int(place) if isinstance(place, Decimal) else None,
        row.cells.get(BAND, ""),
    )


def name_of_unit(one: Round, row: Row, lists: Mapping[str, Mapping[str, str]]) -> str:
    """The unit's name: of the year's own list, else as its row says, else its code."""
    form = form_of(one.ready.edition)
    code = next(unit for unit, own in one.rows.items() if own is row)
    listed = lists[form.units.listed].get(code) if form.units.listed else None
    return listed or next(_said(row, ("province_vi", "name", "ten")), code)


def _said(row: Row, columns: Sequence[str]) -> Iterator[str]:
    yield from (row.cells[c] for c in columns if row.cells.get(c))
