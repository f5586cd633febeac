"""`thuocdo report build`: the agency's report, or a unit's, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from thuocdo.config import clock, ready
from thuocdo.config.commands import group
from thuocdo.config.commands.plan_import import agency_named
from thuocdo.lawbook.mistakes import Mistake

KINDS = ("docx", "pdf", "xlsx", "json")


def register(app: typer.Typer) -> None:
    group(app, "report", "Báo cáo định kỳ: lập văn bản.").command("build")(build)


def build(
    form: Annotated[str, typer.Argument(help="Mẫu báo cáo: pci, cchc…")],
    period: Annotated[str, typer.Argument(help="Kỳ: 2026-Q1, 2026-H1, 2026.")],
    out: Annotated[Path, typer.Option("--out", help="Tệp .docx, .pdf, .xlsx hoặc .json.")],
    unit: Annotated[str, typer.Option("--unit", help="Mã đơn vị; bỏ trống: của cơ quan.")] = "",
    agency: Annotated[str, typer.Option("--agency", help="Mã cơ quan.")] = "",
) -> None:
    """Lập văn bản của một báo cáo đã mở kỳ, như đang có hôm nay."""
    kind = out.suffix.removeprefix(".")
    if kind not in KINDS:
        raise Mistake(f"Tệp phải là .{', .'.join(KINDS)}. Đổi tên tệp sau --out.")
    if not out.absolute().parent.is_dir():
        raise Mistake(f"Chưa có thư mục “{out.parent}”. Tạo thư mục hoặc chọn nơi khác.")
    ready.installed()
    from thuocdo.documents.output import paper_docx, paper_pdf, paper_xlsx
    from thuocdo.reporting.output import as_json
    from thuocdo.reporting.queries.papers import data_of, paper_of

    report, today = _report(form, period, unit, agency_named(agency)), clock.today()
    makers = {
        "docx": lambda: paper_docx(paper_of(report, today)),
        "pdf": lambda: paper_pdf(paper_of(report, today)),
        "xlsx": lambda: paper_xlsx(paper_of(report, today)),
        "json": lambda: as_json(data_of(report, today)),
    }
    data = makers[kind]()
    try:
        out.write_bytes(data)
    except OSError as error:
        raise Mistake(f"Không ghi được “{out}” ({error.strerror}). Xem quyền ghi, chỗ trống hoặc chọn nơi khác.") from None  # fmt: skip
    typer.echo(f"Đã lập {out}")


def _report(form: str, period: str, unit: str, agency: int):
    from thuocdo.organisations.queries import by_code
    from thuocdo.reporting.models import Report
    from thuocdo.reporting.queries.forms import forms_on
    from thuocdo.reporting.queries.reports import period_of

    known = sorted(path.removeprefix("report_forms/") for path in forms_on(clock.today()))
    if form not in known:
        raise Mistake(f"Không có mẫu báo cáo “{form}”; hiện có: {', '.join(known)}.")
    code = period_of(period).code
    rows = Report.objects.filter(
        round__duty__form=f"report_forms/{form}", round__period=code, round__agency=agency
    )
    if unit:
        place = by_code([unit]).get(unit)
        if place is None:
            raise Mistake(f"Không có đơn vị mã “{unit}”. Kiểm tra lại mã.")
        rows = rows.filter(unit=place, whole=False)
    else:
        rows = rows.filter(whole=True)
    found = rows.select_related("round__duty", "document", "replaces__document").last()
    if found is None:
        asked = _asked(f"report_forms/{form}", agency, "unit" if unit else "agency")
        if not any(line.fits(period_of(period)) for line in asked):
            raise Mistake(f"Mẫu “{form}” không có báo cáo kỳ {period_of(period).label}. Chọn kỳ khác.")  # fmt: skip
        raise Mistake(f"Chưa mở kỳ {period} của mẫu “{form}”. Mở kỳ ở trang Báo cáo.")
    return found


def _asked(path: str, agency: int, by: str):
    """The periods the agency asks the form for; those of the form where it does not keep it."""
    from thuocdo.reporting.queries.forms import forms_on, lines_of
    from thuocdo.reporting.queries.rounds import duties

    form = forms_on(clock.today())[path]
    kept = [duty for duty in duties(agency) if duty.form == path]
    lines = lines_of(kept[0], form) if kept else form.due
    return [line for line in lines if line.by == by]
