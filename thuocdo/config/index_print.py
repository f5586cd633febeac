"""An explanation and a difference on the terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from thuocdo.indices.rules.differences import Line
from thuocdo.indices.rules.explaining import Plain, plain_words, value_of
from thuocdo.lawbook.formula.words import figure


def print_explanation(told: Plain) -> None:
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"\n[bold]{escape(_head(told))}[/]")
    console.print(f"{told['nature']} · {told['status']}")
    for row in told["settings"]:
        console.print(f"{escape(row['name'])}: {escape(row['chosen'])}")
    _part(console, told, 0)
    for doubt in told["doubts"]:
        console.print(f"Lưu ý: {escape(doubt)}")
    console.print(
        f"Bộ {told['edition']} · mã kiểm tra {told['checksum'][:12]} · cách tính phiên bản {told['engine']}"
    )


def _head(told: Plain) -> str:
    return (
        f"{told['unit']} · {told['title']} · tính đến {dt.date.fromisoformat(told['on']):%d/%m/%Y}"
    )


def _part(console: Console, part: Plain, depth: int) -> None:
    """The part's points in bold, its reasons below it, then its own parts one step further in."""
    points = value_of(part["points"])
    shown = figure(points) if isinstance(points, Decimal) else plain_words(points)
    most = f"/{figure(Decimal(part['out_of']))}" if part["out_of"] is not None else ""
    line = f"{part['code']} {part['name']}: {shown}{most}"
    console.print(f"{'  ' * depth}[bold]{escape(line)}[/]")
    for reason in _reasons(part):
        console.print(f"{'  ' * depth}    {escape(reason)}")
    for below in part["parts"]:
        _part(console, below, depth + 1)


def _reasons(part: Plain) -> Iterator[str]:
    if part.get("because"):
        yield f"{part['because']}: {part['policy']}"
    yield f"{part['rule']}: {part['words']}"
    values = {name: figure(value_of(held)) for name, held in part["values"].items()}
    if values:
        yield f"{part['formula']}    ({'; '.join(f'{n} = {v}' for n, v in values.items())})"
    for between in part["between"]:
        yield f"{between['name']}: {figure(value_of(between['value']))} = {between['formula']}"
        yield from _figures(between)
    yield from _figures(part)
    source = part["source"]
    place = f", {source['place']}" if source["place"] else ""
    yield f"Căn cứ: {source['citation']}{place} ({source['label']})"


def _figures(part: Plain) -> Iterator[str]:
    for row in part["figures"]:
        yield f"{row['name']}: {figure(value_of(row['value']))} ({row['kind']})"


def print_differences(lines: list[Line]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    if not lines:
        console.print("Hai bộ chấm điểm như nhau.")
        return
    table = Table("Mục", "Điều khác", "Bộ cũ", "Bộ mới")
    for line in lines:
        table.add_row(*map(escape, line))
    console.print(table)
