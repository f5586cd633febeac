"""`thuocdo rulebook check`: is the law as data whole and consistent?"""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from thuocdo.lawbook import reader

book = typer.Typer(help="Bộ quy định: luật ở dạng dữ liệu.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(book, name="rulebook")


@book.callback()
def rulebook() -> None:
    """Keeps `check` a word of its own."""


@book.command()
def check(
    path: Annotated[Path, typer.Argument(help="Thư mục bộ quy định.")] = reader.SHIPPED,
    as_json: Annotated[bool, typer.Option("--json", help="In ra một đối tượng JSON.")] = False,
) -> None:
    """In mọi điểm sai kèm tệp và dòng. Mã thoát 1 nếu có điểm sai, 2 nếu không có thư mục."""
    faults = reader.check(path)
    counts = {} if faults else reader.load(path).counts
    if as_json:
        rows = [{"file": f.file, "line": f.line, "message": f.message} for f in faults]
        print(json.dumps({"faults": rows, "counts": counts}, ensure_ascii=False))
    else:
        console = Console(highlight=False, soft_wrap=True)
        for fault in faults:
            console.print(str(fault), markup=False)
        told = ", ".join(f"{number} {what}" for what, number in counts.items())
        console.print(f"{len(faults)} điểm sai." if faults else f"Không có điểm sai: {told}.")
    raise typer.Exit(1 if faults else 0)
