"""A collection of figures that is under way: asked of the schools the day before, answered by some of them."""

from __future__ import annotations

import datetime as dt
import io
import random

from thuocdo.audit.rules import Actor
from thuocdo.demo.days import ZONE
from thuocdo.demo.year import doer, signed_in
from thuocdo.organisations.models import Unit, UnitGroup
from thuocdo.organisations.queries import members
from thuocdo.reporting.actions import (
    answer,
    answer_nil,
    make_collection,
    note_copied,
    open_collection,
)
from thuocdo.reporting.models import Collection, Reply
from thuocdo.reporting.queries import speaker

TITLE = "Thu học phí không dùng tiền mặt"
ROWS = ("Khối 10", "Khối 11", "Khối 12")
GROUP = "Các trường THPT"
SPEAKER = ("Đoàn Thị Thanh Huyền", "Nhân viên kế toán")


def collect(agency: Unit, asked: dt.datetime) -> None:
    """Told again it adds nothing; all of it happens within the hour after `asked`."""
    if Collection.objects.exists():
        return
    by = signed_in("daumoi", asked)
    day = asked.astimezone(ZONE).date()
    group = UnitGroup.objects.on(day).filter(name=GROUP).first()
    units = members(group.pk, day) if group else frozenset()
    if not units:
        return
    one = make_collection(
        by=by, at=asked, agency=agency.pk, title=TITLE, name="bieu-hoc-phi.xlsx", data=sheet(),
        note="Số liệu tính đến ngày cuối tháng trước. Chưa có số chính thức thì ghi “ước” trước số.",
    )  # fmt: skip
    due = day + dt.timedelta(days=5)
    one = open_collection(by=by, at=asked, collection=one, units=units, due=due, version=0)
    for place, reply in enumerate(one.replies.select_related("unit", "collection__file")):
        _reply(reply, place, asked + dt.timedelta(minutes=5 + 5 * place))


def _reply(reply: Reply, place: int, at: dt.datetime) -> None:
    """Every third school is still silent and was reminded; one answers through its link, one has nothing to report."""
    if place % 3 == 2:
        note_copied(by=signed_in("daumoi", at), at=at, reply=reply)
        return
    by: Actor = speaker(reply, *SPEAKER) if place == 1 else doer(reply.unit, at)
    if place == 4:
        answer_nil(by=by, at=at, reply=reply, version=0)
        return
    dice = random.Random(reply.unit.code)
    typed = {}
    for cell in reply.collection.inputs:
        pupils = dice.randrange(180, 420)
        value = str(pupils) if cell["kind"] != "text" else ""
        typed[f"{cell['sheet']}!{cell['ref']}"] = f"ước {value}" if place == 3 and value else value
    answer(by=by, at=at, reply=reply, typed=typed, version=0)


def sheet() -> bytes:
    """The empty sheet as an office draws it."""
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, Side

    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Biểu 01"
    page.append(["BIỂU SỐ LIỆU THU HỌC PHÍ KHÔNG DÙNG TIỀN MẶT"])
    page.merge_cells("A1:E1")
    page.append([])
    page.append(["TT", "Khối lớp", "Số học sinh", "Số học sinh nộp không dùng tiền mặt", "Ghi chú"])
    for number, name in enumerate(ROWS, 1):
        page.append([number, name])
    page.append([None, "Cộng", "=SUM(C4:C6)", "=SUM(D4:D6)"])
    line = Border(*[Side(style="thin")] * 4)
    for row in page.iter_rows(min_row=3, max_row=7, max_col=5):
        for cell in row:
            cell.border = line
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    for cell in [*page[1], *page[3]]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDE", (6, 20, 16, 22, 30), strict=True):
        page.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
