"""`thuocdo serve`: migrate, then keep pages, live and work running behind one port."""

import datetime as dt
import os
import sys
from typing import Annotated, NoReturn

import typer

from thuocdo.config import ready


def register(app: typer.Typer) -> None:
    app.command()(serve)


def serve(
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng.")] = 8000,
) -> None:
    """Chạy hệ thống cho đến khi nhấn Ctrl+C."""
    ready.everything()
    hand_over(host, port)


def hand_over(host: str, port: int) -> NoReturn:
    """Become the supervisor of an installation that is ready."""
    if day := os.environ.get("THUOCDO_TODAY"):
        print(f"Đồng hồ đặt vào ngày {dt.date.fromisoformat(day):%d/%m/%Y}.", flush=True)
    print(f"Thước Đo: http://{'localhost' if host == '127.0.0.1' else host}:{port}", flush=True)
    # the supervisor needs none of what was loaded to get ready: a fresh, small process takes over
    module = "thuocdo.config.processes.supervise"
    os.execv(sys.executable, [sys.executable, "-m", module, host, str(port)])
