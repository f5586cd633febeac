"""Commands on the log: export it, verify it."""

import sys
from pathlib import Path

import typer

from thuocdo.config import ready
from thuocdo.lawbook.mistakes import Mistake

log = typer.Typer(help="Nhật ký: xuất ra, đối chiếu.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(log, name="audit")


@log.command()
def export(file: Path) -> None:
    """Xuất cả chuỗi, mỗi mục một dòng JSON, cho docs/security/verify_audit.py."""
    ready.installed()
    from thuocdo.audit.output import chain

    count = 0
    with file.open("w", encoding="utf-8") as out:
        for line in chain():
            out.write(line + "\n")
            count += 1
    print(f"{count} → {file}")


@log.command()
def verify() -> None:
    """Đi hết chuỗi và so từng dòng dữ liệu với điều nhật ký nói sau cùng về nó."""
    ready.installed()
    from thuocdo.audit import queries

    faults = [fault for fault in [queries.broken(), *queries.changed_behind()] if fault]
    if faults:
        print("\n".join(faults), file=sys.stderr)
        raise Mistake(
            f"Nhật ký và dữ liệu không khớp: {len(faults)} điểm. Giữ nguyên máy, báo người phụ trách an toàn thông tin."
        )
    number, value = queries.head()
    print(f"{number} {value}")
