"""`thuocdo plan read`: what a plan document says. Writes nothing, needs no database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from thuocdo.config.commands import group
from thuocdo.config.plan_summary import print_summary
from thuocdo.documents import intake as documents
from thuocdo.plans.intake import read_plan


def register(app: typer.Typer) -> None:
    group(app, "plan", "Kế hoạch: đọc, đưa vào rà soát.").command("read")(read)


def read(
    file: Annotated[Path, typer.Argument(help="Kế hoạch: .txt, .docx, .pdf hoặc .xlsx.")],
    year: Annotated[int | None, typer.Option(help="Năm, khi văn bản không ghi năm.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In ra một đối tượng JSON.")] = False,
) -> None:
    """Đọc một kế hoạch: chỉ tiêu, nhiệm vụ, trách nhiệm, báo cáo, điểm cần xem lại. Không ghi dữ liệu."""
    paper = documents.read(file)
    reading = read_plan(paper.blocks, name=file.name, year=year, notes=paper.notes)
    if as_json:
        typer.echo(json.dumps(reading.to_json(), ensure_ascii=False, indent=1))
    else:
        print_summary(reading, file.name)
