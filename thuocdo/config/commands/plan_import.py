"""`thuocdo plan import`: a plan from a file into review, as from the page *Tải kế hoạch lên*."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from thuocdo.config import clock, ready
from thuocdo.config.commands import group
from thuocdo.documents import intake
from thuocdo.lawbook.mistakes import Mistake


def register(app: typer.Typer) -> None:
    group(app, "plan", "Kế hoạch: đọc, đưa vào rà soát.").command("import")(import_plan)


def import_plan(
    file: Annotated[Path, typer.Argument(help="Tệp kế hoạch: .docx, .pdf, .xlsx hoặc .txt.")],
    agency: Annotated[str, typer.Option(help="Mã cơ quan; để trống khi chỉ có một cơ quan.")] = "",
    login: Annotated[str, typer.Option("--as", help="Tên đăng nhập của người đưa vào; để trống là hệ thống.")] = "",
    year: Annotated[int | None, typer.Option(help="Năm của kế hoạch khi văn bản không ghi.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In ra một đối tượng JSON.")] = False,
) -> None:  # fmt: skip
    """Đưa một kế hoạch vào rà soát và in địa chỉ trang rà soát."""
    data = intake.bytes_of(file)
    ready.installed()
    from django.urls import reverse

    from thuocdo.plans.actions.reviewing import upload_plan
    from thuocdo.plans.queries.reviewing import review

    at = clock.now()
    plan = upload_plan(
        by=_actor(login), at=at, agency=agency_named(agency), name=file.name, data=data, year=year
    )
    seen = review(plan, today=clock.today())
    told = {
        "plan": plan.pk,
        "title": plan.title,
        "address": reverse("plans:review", args=[plan.pk]),
        "targets": len(seen.reading.targets),
        "tasks": len(seen.reading.tasks),
        "findings": len(seen.reading.findings),
        "open": len({question.key for question in seen.settlement.questions}),
    }
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
        return
    console = Console(highlight=False, soft_wrap=True)
    console.print(told["title"], markup=False)
    console.print(
        f"{told['targets']} chỉ tiêu, {told['tasks']} nhiệm vụ, {told['findings']} điểm cần xem lại, "
        f"{told['open']} điểm phải quyết định trước khi đưa vào theo dõi."
    )
    console.print(f"Rà soát tại {told['address']}", markup=False)


def _actor(login: str):
    from thuocdo.accounts.queries import account_named, actor_for
    from thuocdo.audit.rules import system

    if not login:
        return system("thuocdo plan import")
    account = account_named(login)
    if account is None:
        raise Mistake(f"Không có tài khoản “{login}”. Kiểm tra lại tên đăng nhập.")
    return actor_for(account, clock.now())


def agency_named(code: str) -> int:
    """The id of the agency meant: by its code, or the only one there is today."""
    from thuocdo.organisations.queries import agencies, tree

    codes = {node.code: unit for unit, node in tree(clock.today()).nodes.items()}
    here = {code: unit for code, unit in codes.items() if unit in agencies(clock.today())}
    if code in here:
        return here[code]
    if not code and len(here) == 1:
        return next(iter(here.values()))
    listed = (
        ", ".join(sorted(here)) or "chưa có cơ quan nào; chạy thuocdo demo hoặc lập cơ cấu tổ chức"
    )
    raise Mistake(f"Chọn cơ quan bằng --agency. Các mã: {listed}.")
