"""`thuocdo index …`: compute an index from a table, explain a point, check and compare editions."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from thuocdo.config.commands import group
from thuocdo.config.index_print import print_differences, print_explanation
from thuocdo.indices.intake.figures import Round, rounds, table_of
from thuocdo.indices.intake.tables import read_sheet
from thuocdo.indices.rules.computing import Scored
from thuocdo.indices.rules.differences import differences
from thuocdo.indices.rules.editions import by_name
from thuocdo.indices.rules.explaining import explanation
from thuocdo.indices.rules.rounds import Rank, compute_round, ranks
from thuocdo.lawbook import reader
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold

Index = Annotated[str, typer.Argument(help="Tên chỉ số: pci, papi…")]
Input = Annotated[Path, typer.Option("--input", help="Bảng số liệu, CSV hoặc Excel.")]
EditionName = Annotated[str | None, typer.Option("--edition", help="Tên bộ; bỏ trống: theo năm.")]
Settings = Annotated[list[str] | None, typer.Option("--set", help="Lựa chọn, như target_42=file.")]
AsJson = Annotated[bool, typer.Option("--json", help="In ra một đối tượng JSON.")]


def register(app: typer.Typer) -> None:
    words = group(app, "index", "Chỉ số: tính, giải thích, kiểm tra, so sánh bộ quy định.")
    for command in (compute, explain, check, diff):
        words.command(command.__name__)(command)


def compute(
    index: Index,
    file: Input,
    output: Annotated[Path, typer.Option("--output", help="Tệp CSV kết quả.")],
    edition: EditionName = None,
    unit: Annotated[str | None, typer.Option("--explain", help="Giải thích một đơn vị.")] = None,
    settings: Settings = None,
) -> None:
    """Tính chỉ số cho từng dòng, ghi điểm và thứ hạng. Ô trống vẫn là ô trống, không thành 0."""
    if file.exists() and output.exists() and output.samefile(file):
        raise Mistake("Tệp kết quả trùng tệp số liệu. Đặt --output là tên khác.")
    found = _rounds(index, file, edition, settings)
    scored = [(one, compute_round(one.ready, one.figures)) for one in found]
    wanted = _of(scored, unit) if unit else []
    _write(output, _table(scored))
    for one, units in scored:
        _tell(one, units)
    for one_scored in wanted:
        print_explanation(explanation(one_scored, reader.shipped().sources))


def explain(
    index: Index,
    unit: Annotated[str, typer.Argument(help="Mã hoặc tên đơn vị.")],
    file: Input,
    code: Annotated[str, typer.Option("--code", help="Mã tiêu chí; bỏ trống: cả bộ.")] = "total",
    edition: EditionName = None,
    settings: Settings = None,
    as_json: AsJson = False,
) -> None:
    """Vì sao đơn vị được số điểm ấy: quy tắc, căn cứ, số liệu, phép tính."""
    found = _rounds(index, file, edition, settings)
    scored = [(one, compute_round(one.ready, one.figures)) for one in found]
    told = [explanation(s, reader.shipped().sources, code) for s in _of(scored, unit)]
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for one in told:
            print_explanation(one)


def check(index: Annotated[str | None, typer.Argument(help="Tên chỉ số.")] = None) -> None:
    """Kiểm tra các bộ chỉ số: cú pháp, tổng điểm, công thức, ví dụ. Mã thoát 1 nếu có điểm sai."""
    start = f"indices/{index}/" if index else "indices/"
    faults = [f for f in reader.check(reader.SHIPPED) if f.file.startswith(start)]
    for fault in faults:
        typer.echo(str(fault))
    if faults:
        raise typer.Exit(1)
    book = reader.shipped()
    if index:
        book.index(index)
    found = [e for e in book.editions.values() if e.path.startswith(start)]
    cases = sum(len(e.body.cases) for e in found)
    typer.echo(f"Không có điểm sai: {len(found)} bộ, {cases} ví dụ.")


def diff(
    index: Index,
    old: Annotated[str, typer.Argument(help="Bộ cũ.")],
    new: Annotated[str, typer.Argument(help="Bộ mới.")],
    as_json: AsJson = False,
) -> None:
    """Bộ mới khác bộ cũ ở đâu, bằng lời."""
    editions = reader.shipped().index(index)
    lines = differences(by_name(editions, old), by_name(editions, new))
    if as_json:
        typer.echo(json.dumps([line._asdict() for line in lines], ensure_ascii=False, indent=1))
    else:
        print_differences(lines)


def _rounds(index: str, file: Path, edition: str | None, settings: list[str] | None) -> list[Round]:
    book = reader.shipped()
    lists = {name: form.units for name, form in book.unit_lists.items()}
    chosen = dict(_pair(text) for text in settings or ())
    return rounds(read_sheet(file), book.index(index), lists, edition=edition, settings=chosen)


def _pair(text: str) -> tuple[str, str]:
    key, sign, option = text.partition("=")
    if not sign:
        raise Mistake(f"“{text}” phải viết như target_42=file.")
    return key.strip(), option.strip()


def _of(scored: list[tuple[Round, dict[str, Scored]]], wanted: str) -> list[Scored]:
    """A unit by its code, or by a name in any of its cells; one for each year. Mistake: there is none."""
    found = [
        units[unit]
        for one, units in scored
        for unit, row in one.rows.items()
        if unit == wanted or fold(wanted) in {fold(cell) for cell in row.cells.values()}
    ]
    if not found:
        raise Mistake(f"Không có đơn vị “{wanted}” trong tệp. Dùng mã hoặc tên như trong tệp.")
    return found


def _write(file: Path, rows: Iterator[list[str]]) -> None:
    """All of it or nothing: a table that was there is replaced only by a whole one."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    apart = file.is_file() or not file.exists()  # not a terminal or a pipe
    part = file.with_name(f".{file.name}.part") if apart else file
    try:
        part.write_text(text.getvalue(), encoding="utf-8", newline="")
        if apart:
            part.replace(file)
    except OSError:
        if apart:
            part.unlink(missing_ok=True)
        raise Mistake(
            f"Không ghi được tệp “{file}”. Kiểm tra thư mục, quyền ghi và chỗ trống trên đĩa."
        ) from None


def _table(scored: list[tuple[Round, dict[str, Scored]]]) -> Iterator[list[str]]:
    """Head and rows: the identifying columns that are there, then what the edition gives."""
    table = table_of(scored[-1][0].ready.edition)
    first = next(iter(scored[0][0].rows.values()))
    repeat = [c for c in table.repeat if c in first.cells]
    newest = [table_of(one.ready.edition).out for one, _ in reversed(scored)]
    outs = dict.fromkeys(column for out in newest for column in out)
    yield [*repeat, *outs]
    for one, units in scored:
        out = table_of(one.ready.edition).out
        places = ranks({unit: s.total for unit, s in units.items()})
        for unit, row in one.rows.items():
            own = {c: _cell(units[unit], code, places.get(unit)) for c, code in out.items()}
            yield [*(row.cells[c] for c in repeat), *(own.get(c, "") for c in outs)]


def _cell(scored: Scored, code: str, rank: Rank | None) -> str:
    if code == "rank":
        return str(rank.place) if rank else ""
    points = scored.points(code)
    return "" if isinstance(points, Missing) else plain_figure(points)


def plain_figure(points: Decimal) -> str:
    """All its digits, without empty ones at the end."""
    return f"{points.normalize():f}" if points else "0"


def _tell(one: Round, units: dict[str, Scored]) -> None:
    """What was flagged, and how many units have a score, beside the results."""
    when = f"{one.year}: " if one.year else ""
    blank = [unit for unit, s in units.items() if isinstance(s.total, Missing)]
    for flag in [*one.flags, *(d for s in units.values() for d in s.doubts)]:
        typer.echo(f"Lưu ý {when}{flag}", err=True)
    if blank:
        typer.echo(f"Lưu ý {when}không có điểm vì thiếu số liệu: {', '.join(blank)}", err=True)
    told = f"{when}{len(units) - len(blank)}/{len(units)} đơn vị có điểm"
    typer.echo(f"{told}, theo bộ {one.ready.edition.path}")
