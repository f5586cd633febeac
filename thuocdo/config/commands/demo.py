"""`thuocdo demo`: an invented department, built and served, for whoever wants to see before installing."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from thuocdo.config import clock, ready
from thuocdo.config.commands.serve import hand_over
from thuocdo.documents import intake

Papers = list[tuple[str, bytes]]  # name of a file, its bytes


def register(app: typer.Typer) -> None:
    app.command()(demo)


def demo(
    more: Annotated[list[Path] | None, typer.Argument(help="Các tệp kế hoạch nữa, như sau --plan: `--plan a.docx b.pdf`.")] = None,
    plan: Annotated[list[Path] | None, typer.Option(help="Tệp kế hoạch khác, thay cho kế hoạch mẫu; một hoặc nhiều tệp.")] = None,
    serve: Annotated[bool, typer.Option(help="Mở trang web sau khi dựng.")] = True,
    port: Annotated[int, typer.Option(help="Cổng của trang web.")] = 8000,
    as_json: Annotated[bool, typer.Option("--json", help="In ra một đối tượng JSON.")] = False,
) -> None:  # fmt: skip
    """Dựng một Sở hư cấu: đơn vị, con người, kế hoạch; in tài khoản rồi mở trang web trên máy này."""
    began = time.perf_counter()
    papers = [(path.name, intake.bytes_of(path)) for path in [*(plan or []), *(more or [])]]
    os.environ.setdefault("THUOCDO_HOME", ready.DEMO_HOME)
    os.environ.setdefault("THUOCDO_DEMO", "on")
    os.environ.setdefault("THUOCDO_LOG_LEVEL", "WARNING")  # the terminal is for people here
    bar = Progress(
        SpinnerColumn(finished_text="✓"), TextColumn("{task.description}"), TimeElapsedColumn(),
        console=Console(stderr=True), disable=as_json,
    )  # fmt: skip

    def step(words: str, do: Callable[[], object]) -> None:
        task = bar.add_task(words, total=1)
        do()
        bar.update(task, completed=1)

    with bar:
        step("Cơ sở dữ liệu, tệp tĩnh", ready.everything)
        _build(papers, step)
    told = _told(f"http://localhost:{port}") | {"seconds": round(time.perf_counter() - began, 1)}
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        _show(told)
    if not serve and not as_json:
        print(
            "Chưa mở trang web. Mở bằng: thuocdo demo hoặc thuocdo serve (giữ nguyên ngày của bản dựng)."
        )
    if serve:
        hand_over("127.0.0.1", port)


def _build(papers: Papers, step: Callable[[str, Callable[[], object]], None]) -> None:
    """What is missing, each part as a step. A demonstration that is whole is only added to."""
    from django.conf import settings

    from thuocdo.demo.build import Sheet, steps
    from thuocdo.demo.mark import Mark

    mark = Mark.of(settings.HOME)
    mark.claim()
    _turn_clock(mark, papers)
    if papers or not mark.built:
        for words, do in steps(clock.now(), [Sheet(*paper) for paper in papers]):
            step(words, do)
    mark.built = True
    mark.write()


def _turn_clock(mark: Any, papers: Papers) -> None:
    """Old plans live in their own years, others in the day asked for; kept for whatever is started from here."""
    from thuocdo.demo.days import day_of_old_plans
    from thuocdo.plans.intake import read_plan

    if "THUOCDO_TODAY" in os.environ:
        if not mark.built:
            mark.today = clock.today().isoformat()
        return
    if not mark.built and not mark.today:
        read = [
            read_plan(intake.read(data, name).blocks, name=name).document for name, data in papers
        ]
        day = day_of_old_plans([(d.date, d.years) for d in read], clock.today())
        mark.today = day.isoformat() if day else ""
    if mark.today:
        os.environ["THUOCDO_TODAY"] = mark.today


def _told(address: str) -> dict[str, Any]:
    """What there is now: for a program as JSON, for a person as two tables."""
    from thuocdo.demo.staff import PASSWORD
    from thuocdo.demo.telling import accounts, plans

    return {
        "address": address,
        "home": os.environ["THUOCDO_HOME"],
        "today": clock.today().isoformat(),
        "password": PASSWORD,
        "accounts": accounts(clock.now()),
        "plans": [{**p, "address": address + p["address"]} for p in plans(clock.today())],
    }


def _show(told: dict[str, Any]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    table = Table(
        "Tên đăng nhập",
        "Họ và tên",
        "Chức vụ",
        "Nên thử",
        title=f"Mật khẩu chung: {told['password']}",
    )
    for line in told["accounts"]:
        table.add_row(line["login"], line["name"], line["position"], line["try"])
    console.print(table)
    for line in told["plans"]:
        console.print(f"{line['state']}: {line['title']}", markup=False)
        console.print(
            f"  {line['address']}"
            + (f"  còn {line['open']} điểm phải quyết định" if line["open"] else ""),
            markup=False,
        )
    console.print(
        f"\nDựng trong {str(told['seconds']).replace('.', ',')} giây, thư mục {told['home']}, hôm nay là ngày {told['today'][8:]}/{told['today'][5:7]}/{told['today'][:4]}."
    )
    console.print("Đăng nhập bằng tài khoản daumoi để rà soát kế hoạch mới đến.")
