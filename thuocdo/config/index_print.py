"""An explanation and a difference on the terminal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from thuocdo.indices.rules.differences import Line
from thuocdo.indices.rules.explaining import plain_words, value_of
from thuocdo.lawbook.formula.words import figure


def print_explanation(told: dict[str, Any]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    head = f"{told['unit']} · {told['title']} · tính đến {told['on']}"
    console.print(f"\n[bold]{escape(head)}[/]")
    console.print(f"{told['nature']} · {told['status']}")
    for row in told["settings"]:
        console.print(f"{escape(row['name'])}: {escape(row['chosen'])}")
    tree = Tree(_line(told))
    _branch(tree, told)
    console.print(tree)
    for doubt in told["doubts"]:
        console.print(f"Lưu ý: {escape(doubt)}")
    console.print(
        f"Bộ {told['edition']} · mã kiểm tra {told['checksum'][:12]} · máy tính điểm {told['engine']}"
    )


def _line(part: dict[str, Any]) -> str:
    points = value_of(part["points"])
    shown = figure(points) if isinstance(points, Decimal) else plain_words(points)
    most = f"/{figure(Decimal(part['out_of']))}" if part["out_of"] is not None else ""
    return f"[bold]{escape(part['code'])}[/] {escape(part['name'])}: [bold]{shown}{most}[/]"


def _branch(tree: Tree, part: dict[str, Any]) -> None:
    if part.get("because"):
        tree.add(escape(f"{part['because']}: {part['policy']}"))
    tree.add(escape(f"{part['rule']}: {part['words']}"))
    values = {name: figure(value_of(held)) for name, held in part["values"].items()}
    if values:
        shown = "; ".join(f"{name} = {value}" for name, value in values.items())
        tree.add(escape(f"{part['formula']}    ({shown})"))
    for between in part.get("between", ()):
        value = figure(value_of(between["value"]))
        node = tree.add(escape(f"{between['name']}: {value} = {between['formula']}"))
        _figures(node, between)
    _figures(tree, part)
    source = part["source"]
    place = f", {source['place']}" if source["place"] else ""
    tree.add(escape(f"Căn cứ: {source['citation']}{place} ({source['label']})"), style="dim")
    for below in part["parts"]:
        _branch(tree.add(_line(below)), below)


def _figures(tree: Tree, part: dict[str, Any]) -> None:
    for row in part["figures"]:
        tree.add(escape(f"{row['name']}: {figure(value_of(row['value']))} ({row['kind']})"))


def print_differences(lines: list[Line]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    if not lines:
        console.print("Hai bộ chấm điểm như nhau.")
        return
    table = Table("Mục", "Điều khác", "Bộ cũ", "Bộ mới")
    for line in lines:
        table.add_row(*map(escape, line))
    console.print(table)
