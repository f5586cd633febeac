"""Numbers that are missing, stand twice or do not follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from thuocdo.documents.rules.blocks import Source
from thuocdo.plans.rules.findings.context import Context, finding, named, short
from thuocdo.plans.rules.markers import cell_number, marked, steps
from thuocdo.plans.rules.outline import Node
from thuocdo.plans.rules.paper import QUOTE, Table
from thuocdo.plans.rules.reading import Finding, Task


def task_rows(context: Context) -> Iterator[Finding]:
    """Numbers of each task table."""
    tasks = [t for t in context.reading.tasks if t.source.block in context.rows]
    for number, rows in groupby(tasks, key=lambda t: context.rows[t.source.block].number):
        table = context.table_at[number]
        if table.place("number") is not None:
            yield from _of_table(list(rows))


def _of_table(tasks: Sequence[Task]) -> Iterator[Finding]:
    last: int | None = None
    skipped = False
    mostly_numbered = sum(t.number is not None for t in tasks) * 2 >= len(tasks)
    seen: set[tuple[str | None, int]] = set()
    for task in tasks:
        if task.number is None:
            if task.parent is None and mostly_numbered:
                skipped = True
                yield _missing(task, last)
        elif task.number.isdigit():
            number = int(task.number)
            if task.parent is not None:
                yield finding("broken-sequence", f"Dòng “{short(task.source.quote, 30)}” dưới mục {task.parent} mang số {number}.", task.source)  # fmt: skip
            elif fault := _fault(last, number, skipped, (task.group, number) in seen):
                yield _out_of_order(task, last, fault)
            seen.add((task.group, number))
            last, skipped = number, False
    yield from _points(tasks)


def _missing(task: Task, last: int | None) -> Finding:
    guess = f" (có thể là {last + 1})" if last is not None else ""
    after = f"Dòng sau nhiệm vụ {last}" if last is not None else f"Dòng “{short(task.content)}”"
    return finding("missing-number", f"{after} không có số thứ tự{guess}.", task.source)


def _fault(last: int | None, number: int, skipped: bool, seen: bool) -> str | None:
    if seen:
        return "duplicate-number"
    if number == 1 or (last is None and number <= 1):
        return None
    step = number - (last or 0)
    return None if step == 1 or (skipped and step == 2) else "broken-sequence"


def _out_of_order(task: Task, last: int | None, code: str) -> Finding:
    if code == "duplicate-number":
        return finding(code, f"Số {task.number} được dùng cho hai dòng.", task.source)
    before = f"sau số {last} " if last is not None else "ở dòng đầu "
    return finding(code, f"{named(task)} đứng {before}trong bảng nhiệm vụ.", task.source)


def _points(tasks: Sequence[Task]) -> Iterator[Finding]:
    """Lettered and decimal children of each title."""
    for (parent, _), rows in groupby(tasks, key=lambda t: (t.parent, t.group)):
        labels = [(t.number or "", t.source) for t in rows]
        if parent is not None:
            points = [(n, s) for n, s in labels if n and not n.isdigit()]
            yield from _sequence(points, f"mục {parent}")


def groups(context: Context) -> Iterator[Finding]:
    """Roman numbers of the groups of each table."""
    for table in context.paper.tables:
        yield from _sequence(list(group_numbers(table)), "các nhóm trong bảng")


def group_numbers(table: Table) -> Iterator[tuple[str, Source]]:
    """Roman numbers of the rows that only name a group."""
    for row in table.rows:
        filled = [cell for cell in row.cells if cell]
        kind, label = cell_number(row.cells[0])
        if kind != "roman" and len(filled) == 1:
            kind, label = marked(filled[0]).kind, marked(filled[0]).label
        if kind == "roman" and label and len(filled) <= 2:
            yield label, Source(row.page, row.number, filled[-1][:QUOTE])


def target_codes(context: Context) -> Iterator[Finding]:
    """Codes of target tables; a range carries one code twice in the same row."""
    seen: dict[tuple[int, str], int] = {}
    for target in context.reading.targets:
        table = context.rows.get(target.source.block)
        if target.origin != "table" or table is None or table.place("number") is None:
            continue
        if target.code is None:
            yield finding("missing-number", f"Chỉ tiêu “{short(target.name)}” không có số thứ tự.", target.source)  # fmt: skip
            continue
        key = (table.number, f"{'' if '.' in target.code else target.group}|{target.code}")
        if seen.setdefault(key, target.source.block) != target.source.block:
            yield finding("duplicate-number", f"Hai chỉ tiêu mang mã {target.code}.", target.source)


def lists(context: Context) -> Iterator[Finding]:
    """Numbered and lettered lists of the body, each under its heading."""
    tops = [node for node in context.nodes if node.parent is None]
    yield from _siblings(tops, "văn bản")
    for node in context.nodes:
        if node.children:
            yield from _siblings(node.children, _place(node))


def _place(node: Node) -> str:
    labels = [n.line.label for n in reversed([node, *node.ancestors]) if n.line.label]
    return f"Mục {'.'.join(labels)}" if labels else f"Mục “{short(node.line.body, 40)}”"


def _siblings(nodes: Sequence[Node], place: str) -> Iterator[Finding]:
    yield from _dash_for_number(nodes)
    for kind in ("roman", "number", "decimal", "letter"):
        run: list[tuple[str, Source]] = []
        parted = False
        for node in nodes:
            if node.line.kind == kind and node.line.label:
                if parted and run and node.line.label in ("1", "a"):
                    yield from _sequence(run, place)
                    run = []
                run.append((node.line.label, node.line.source))
                parted = False
            else:
                parted = True
        yield from _sequence(run, place)


def _dash_for_number(nodes: Sequence[Node]) -> Iterator[Finding]:
    """A dash where the list around it is numbered."""
    for place, node in enumerate(nodes[:-1]):
        after = nodes[place + 1].line
        before = nodes[place - 1].line if place else None
        if node.line.kind != "dash" or after.kind != "number" or not after.label:
            continue
        expected = int(before.label) + 2 if before and before.kind == "number" and before.label else 2  # fmt: skip
        if int(after.label) == expected:
            yield finding("missing-number", f"Mục “{short(node.line.body)}” không có số thứ tự (có thể là {expected - 1}).", node.line.source)  # fmt: skip


def _sequence(labels: Sequence[tuple[str, Source]], place: str) -> Iterator[Finding]:
    """Faults of one list, at the item that does not follow."""
    seen: set[str] = set()
    printed = ", ".join(label for label, _ in labels)
    before: str | None = None
    kept: str | None = None  # the last one in its place: after a slip the list goes on from there
    for label, source in labels:
        kind = cell_number(label)[0]
        if label in seen:
            yield finding("duplicate-number", f"{place[:1].upper()}{place[1:]} có hai mục {label}.", source)  # fmt: skip
        elif before is not None and cell_number(before)[0] == kind:
            step = steps(kind, before, label)
            back = kept not in (None, before) and steps(kind, kept or "", label) == 2
            kept = before if step != 1 and kept is None else kept
            if step is not None and step != 1 and not back and _parents(before) == _parents(label):
                yield finding("broken-sequence", f"Thứ tự ở {place[:1].lower()}{place[1:]}: {short(printed, 80)}.", source)  # fmt: skip
        seen.add(label)
        before = label


def _parents(label: str) -> str:
    return label.rpartition(".")[0]
