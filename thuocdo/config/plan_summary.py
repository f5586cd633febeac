"""A plan reading as a page in the terminal."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from thuocdo.plans.rules.findings import CODES
from thuocdo.plans.rules.findings.context import short
from thuocdo.plans.rules.reading import Document, PlanReading, Severity, Target, Task

_SEVERITIES: tuple[tuple[Severity, str, str], ...] = (
    ("error", "Phải quyết định", "bold red"),
    ("warning", "Nên xem lại", "yellow"),
    ("info", "Ghi nhận", "dim"),
)


def print_summary(reading: PlanReading, name: str) -> None:
    """Head, counts, targets, tasks, then findings by severity."""
    console = Console(highlight=False)
    _head(console, reading.document, name)
    counts = (
        (len(reading.targets), "chỉ tiêu"),
        (len(reading.tasks), "nhiệm vụ"),
        (sum(bool(task.lead) for task in reading.tasks), "có đơn vị chủ trì"),
        (len(reading.responsibilities), "trách nhiệm của đơn vị"),
        (len(reading.reporting), "kỳ báo cáo"),
        (len(reading.findings), "điểm cần xem lại"),
    )
    console.print(" · ".join(f"{number} {what}" for number, what in counts), style="bold")
    if reading.targets:
        console.print(_targets(reading.targets))
    if reading.tasks:
        console.print(_tasks(reading.tasks))
    _findings(console, reading)


def _head(console: Console, document: Document, name: str) -> None:
    number = f"số {document.number or '…'}/{document.symbol}" if document.symbol else name
    console.print(Text(f"Kế hoạch {number}", style="bold"))
    console.print(Text(document.title or "(không thấy tên kế hoạch)"))
    about = (document.issuer, document.place, document.date, document.signer and document.signer.name)  # fmt: skip
    console.print(Text(" · ".join(part for part in about if part), style="dim"))


def _targets(targets: tuple[Target, ...]) -> Table:
    table = _table("Chỉ tiêu", "Mã", "Chỉ tiêu", "Mức", "Đơn vị", "Dòng")
    for t in targets:
        cells = (
            t.code or "",
            short(t.name, 120),
            t.text or "",
            "; ".join(t.responsible),
            str(t.source.block),
        )
        table.add_row(*map(Text, cells))
    return table


def _tasks(tasks: tuple[Task, ...]) -> Table:
    table = _table("Nhiệm vụ", "Số", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn", "Dòng")
    for t in tasks:
        number = f"{t.parent}.{t.number or '–'}" if t.parent else t.number or ""
        due = t.schedule.due.strftime("→ %d/%m/%Y") if t.schedule.due else ""
        time = f"{t.schedule.text or ''} {due}".strip()
        cells = (number, short(t.content, 120), "; ".join(t.lead), "; ".join(t.coordinating), time, str(t.source.block))  # fmt: skip
        table.add_row(*map(Text, cells))
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold", ratio=4 if column in ("Chỉ tiêu", "Nội dung") else None)  # fmt: skip
    return table


def _findings(console: Console, reading: PlanReading) -> None:
    for severity, label, style in _SEVERITIES:
        found = [f for f in reading.findings if f.severity == severity]
        if found:
            console.print(Text(f"\n{label} ({len(found)})", style=style))
        for f in found:
            where = f"trang {f.source.page}, " if f.source.page else ""
            console.print(Text(f"  {where}dòng {f.source.block} · {CODES[f.code].title}: {f.message}"))  # fmt: skip
