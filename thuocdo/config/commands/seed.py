"""`thuocdo seed`: large invented work, for whoever wants to know how the system bears it."""

from __future__ import annotations

import os
import time
from itertools import islice
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from thuocdo.config import clock, ready
from thuocdo.lawbook.mistakes import Mistake


def register(app: typer.Typer) -> None:
    app.command()(seed)


def seed(
    size: Annotated[str, typer.Argument(help="100k, 1m, 10m hoặc một số từ 1.")] = "100k",
    number: Annotated[
        int, typer.Option("--seed", help="Cùng một số thì sinh ra cùng dữ liệu.")
    ] = 1,
) -> None:
    """Thêm nhiều phần việc hư cấu vào bản trình diễn để thử sức chịu tải; không chạy ở nơi làm việc thật."""
    os.environ.setdefault("THUOCDO_HOME", ready.DEMO_HOME)
    os.environ.setdefault("THUOCDO_DEMO", "on")
    os.environ.setdefault("THUOCDO_LOG_LEVEL", "WARNING")
    began = time.perf_counter()
    ready.everything()
    count = write(size, number)
    Console(stderr=True).print(
        f"{count} phần việc, {time.perf_counter() - began:.0f} giây, thư mục {os.environ['THUOCDO_HOME']}."
    )


def write(size: str, number: int = 1) -> int:
    """How many pieces were written into the demonstration of this home, its units and people made first."""
    from django.conf import settings

    from thuocdo.demo import bulk
    from thuocdo.demo.build import FOCAL, actor, agency, steps
    from thuocdo.demo.days import days
    from thuocdo.demo.mark import Mark

    count = bulk.SIZES.get(size) or (int(size) if size.isdecimal() else 0)
    if not count:
        raise Mistake(f"Không có cỡ “{size}”. Ghi 100k, 1m, 10m hoặc một số từ 1.")
    Mark.of(settings.HOME).claim()
    now = clock.now()
    for _words, do in islice(steps(now, []), 2):  # units, people
        do()
    at = days(now).founded + 10 * bulk.DAY
    bar = Progress(
        TextColumn("Phần việc"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=Console(stderr=True),
    )  # fmt: skip
    with bar:
        task = bar.add_task("", total=count)
        bulk.seed(
            count, office=actor(FOCAL, at), agency=agency().pk, at=at, until=now, number=number,
            step=lambda n: bar.advance(task, n),
        )  # fmt: skip
    return count
