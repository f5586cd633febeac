"""`thuocdo backup`, `restore`, `upgrade`, `check`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from thuocdo.config import backup as archives
from thuocdo.config import clock, databases, options, ready
from thuocdo.config.backup.engines import Engine, engine
from thuocdo.lawbook.mistakes import Mistake

As_JSON = Annotated[bool, typer.Option("--json", help="In ra một đối tượng JSON.")]


def register(app: typer.Typer) -> None:
    for command in (backup, restore, upgrade, check):
        app.command()(command)


def place() -> tuple[Path, Engine]:
    """Home and database by the options alone: Django, once set up, would make keys in an empty home."""
    values = options.read(os.environ)
    home = values["HOME"].absolute()
    return home, engine(databases.settings(values["DATABASE_URL"], home))


def told(report: archives.Report, as_json: bool, words: str) -> None:
    if as_json:
        print(json.dumps(vars(report), default=str, ensure_ascii=False))
        return
    size = f"{report.bytes / 1e6:.1f}".replace(".", ",")
    print(f"{words} {report.archive} ({size} MB)")
    print(f"{report.tables} bảng, {report.rows} dòng, {report.files} tệp; sha256 {report.sha256}")


def backup(
    to: Annotated[Path | None, typer.Argument(help="Tệp sẽ ghi; mặc định trong backups/.")] = None,
    drill: Annotated[
        bool, typer.Option(help="Khôi phục thử vào chỗ tạm và so từng bảng, từng tệp.")
    ] = False,
    as_json: As_JSON = False,
) -> None:
    """Sao lưu cơ sở dữ liệu, tệp và khóa vào một tệp; chạy được khi hệ thống đang hoạt động."""
    home, database = place()
    if not database.occupied():
        raise Mistake(f"Chưa có cơ sở dữ liệu tại {home}. Kiểm tra THUOCDO_HOME.")
    report = archives.backup(home, database, clock.now().isoformat(), to)
    told(report, as_json, "Đã sao lưu vào")
    if drill:
        archives.drill(report.archive, database)
        if not as_json:
            print("Đã khôi phục thử: mọi bảng và mọi tệp giống bản gốc.")


def restore(
    archive: Annotated[Path, typer.Argument(help="Tệp sao lưu.")], as_json: As_JSON = False
) -> None:
    """Khôi phục vào nơi trống, so từng bảng và từng tệp với bản sao lưu."""
    home, database = place()
    told(archives.restore(archive, home, database), as_json, "Đã khôi phục từ")


def upgrade() -> None:
    """Sau khi đổi phiên bản: sao lưu, chuyển cơ sở dữ liệu, kiểm tra."""
    home, database = place()
    if database.occupied():
        told(archives.backup(home, database, clock.now().isoformat()), False, "Đã sao lưu vào")
    ready.everything()
    raise typer.Exit(report_faults(as_json=False))


def check(as_json: As_JSON = False) -> None:
    """Nhật ký, dữ liệu, tệp, bộ quy định còn nguyên vẹn không. Mã thoát 1 nếu có điểm sai."""
    ready.django()
    raise typer.Exit(report_faults(as_json))


def report_faults(as_json: bool) -> int:
    from thuocdo.config import checking

    found: dict[str, Any] = checking.faults()
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        for name, faults in found.items():
            print(f"{name}: {'có ' + str(len(faults)) + ' điểm sai' if faults else 'tốt'}")
            for fault in faults:
                print(f"  {fault}")
    return 1 if any(found.values()) else 0
