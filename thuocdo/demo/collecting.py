"""Collections of figures: one under way, asked of the schools the day before and answered by some of them; and the one
asked of the rooms in each period of a report, whose figures it gives."""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from thuocdo.audit.rules import Actor
from thuocdo.demo.days import ZONE
from thuocdo.demo.year import doer, signed_in
from thuocdo.lawbook.periods import Period, quarter
from thuocdo.organisations.models import Unit, UnitGroup
from thuocdo.organisations.queries import members
from thuocdo.reporting.actions import (
    answer,
    answer_nil,
    close_collection,
    make_collection,
    mark_inputs,
    note_copied,
    open_collection,
    tie_figure,
)
from thuocdo.reporting.models import Collection, Reply
from thuocdo.reporting.queries import speaker
from thuocdo.reporting.queries.rounds import OwedLine
from thuocdo.reporting.rules.figures import Input, inputs_from

TITLE = "Thu học phí không dùng tiền mặt"
ROWS = ("Khối 10", "Khối 11", "Khối 12")
GROUP = "Các trường THPT"
SPEAKER = ("Đoàn Thị Thanh Huyền", "Nhân viên kế toán")


def collect(agency: Unit, asked: dt.datetime) -> None:
    """Told again it adds nothing; all of it happens within the hour after `asked`."""
    if Collection.objects.filter(title=TITLE).exists():
        return
    day = asked.astimezone(ZONE).date()
    group = UnitGroup.objects.on(day).filter(name=GROUP).first()
    units = members(group.pk, day) if group else frozenset()
    if not units:
        return
    note = "Số liệu tính đến ngày cuối tháng trước. Chưa có số chính thức thì ghi “ước” trước số."
    one = _asked(agency, asked, TITLE, note, sheet(), units, day + dt.timedelta(days=5))
    for place, reply in enumerate(one.replies.select_related("unit", "collection__file")):
        _reply(reply, place, asked + dt.timedelta(minutes=5 + 5 * place))


def _asked(
    agency: Unit,
    at: dt.datetime,
    title: str,
    note: str,
    data: bytes,
    units: Sequence[int] | frozenset[int],
    due: dt.date,
) -> Collection:
    """Sent to the units; what was done (column D) is no more than what there is (column C)."""
    by = signed_in("daumoi", at)
    one = make_collection(by=by, at=at, agency=agency.pk, title=title, name="bieu-so-lieu.xlsx", data=data, note=note)  # fmt: skip
    one = mark_inputs(by=by, at=at, collection=one, inputs=[_held(i) for i in inputs_from(one.inputs)], version=0)  # fmt: skip
    return open_collection(by=by, at=at, collection=one, units=units, due=due, version=one.version)


def _held(cell: Input) -> Input:
    return replace(cell, most="C") if cell.ref.startswith("D") and cell.kind != "text" else cell


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
    for row in sorted({_row(cell) for cell in inputs_from(reply.collection.inputs)}):
        pupils = dice.randrange(180, 420)
        for column, value in (("C", pupils), ("D", pupils - dice.randrange(5, 90))):
            typed[f"0!{column}{row}"] = f"ước {value}" if place == 3 else str(value)
    answer(by=by, at=at, reply=reply, typed=typed, version=0)


def _row(cell: Input) -> int:
    return int(cell.ref.lstrip("ABCDE"))


DAYS = {name: dt.timedelta(days=n) for name, n in {"asked": 10, "first": 9, "due": 5}.items()}
GIVEN = {
    "E4": "dialogues",
    "C4": "petitions",
    "D4": "petitions_done",
}  # cell → figure of the report
OF_ROOMS = "Đối thoại, phản ánh, kiến nghị của doanh nghiệp"


def collection_of(
    line: OwedLine, agency: Unit
) -> Iterator[tuple[dt.datetime, Callable[[dt.datetime], Any]]]:
    """What is asked of the rooms before the day of their report: one answers with estimates and mends them, one is
    silent; closed when the report is due."""
    due = dt.datetime.combine(line.owed.due, dt.time(8), ZONE).astimezone(dt.UTC)
    title = f"{OF_ROOMS} {line.owed.period.label[0].lower()}{line.owed.period.label[1:]}"
    yield due - DAYS["asked"], partial(_ask_rooms, line, agency, title)
    for place, unit in enumerate(line.duty.units[1:]):  # the first is silent
        at = due - DAYS["first"] + dt.timedelta(hours=9 * place)
        yield at, partial(_of_room, title, unit, line.owed.period, "ước " if place == 1 else "")
        if place == 1:
            yield at + dt.timedelta(days=3), partial(_of_room, title, unit, line.owed.period, "")
    yield due + dt.timedelta(days=1), partial(_close, title)


def _ask_rooms(line: OwedLine, agency: Unit, title: str, at: dt.datetime) -> None:
    """The first time each figure of the report is tied to its cell; later periods find theirs by the title."""
    known = Collection.objects.filter(title__startswith=OF_ROOMS).exists()
    due = line.owed.due - DAYS["due"]
    one = _asked(agency, at, title, "Không có thì ghi 0.", sheet_of_rooms(), line.duty.units, due)
    for cell, figure in {} if known else GIVEN.items():
        tie_figure(by=signed_in("daumoi", at), at=at, collection=one, cell=f"0!{cell}", form=line.duty.form, figure=figure)  # fmt: skip


def _of_room(title: str, unit: int, period: Period, guess: str, at: dt.datetime) -> None:
    rows = Reply.objects.select_related("unit", "collection__file")
    reply = rows.get(collection__title=title, unit=unit)
    told = invented(reply.unit.code, period)
    given = {f"0!{cell}": f"{guess}{told[figure]}" for cell, figure in GIVEN.items()}
    answer(by=doer(reply.unit, at), at=at, reply=reply, typed=given, version=reply.version)


def invented(room: str, period: Period) -> dict[str, int]:
    """Figures no system counts here, smaller ones of a pair last. A longer period has those of its quarters."""
    quarters = [q for n in range(1, 5) if (q := quarter(period.year, n)).start in period]
    told: dict[str, int] = {}
    for one in quarters or [period]:
        dice = random.Random(f"{room}{one.code}")
        received = dice.randrange(0, 9)
        dossiers = dice.randrange(40, 160)
        told = {
            "dialogues": told.get("dialogues", 0) + dice.randrange(0, 3),
            "petitions": told.get("petitions", 0) + received,
            "petitions_done": told.get("petitions_done", 0) + received - (dice.random() < 0.2 and received > 0),
            "dossiers": told.get("dossiers", 0) + dossiers,
            "dossiers_on_time": told.get("dossiers_on_time", 0) + dossiers - dice.randrange(0, 3),
            "satisfied": dice.randrange(90, 100),
            "documents": told.get("documents", 0) + dice.randrange(1, 12),
            "checked": told.get("checked", 0) + dice.randrange(0, 4),
        }  # fmt: skip
    return told


def _close(title: str, at: dt.datetime) -> None:
    close_collection(by=signed_in("daumoi", at), at=at, collection=Collection.objects.get(title=title))  # fmt: skip


def sheet() -> bytes:
    """The empty sheet as an office draws it."""
    heads = ["TT", "Khối lớp", "Số học sinh", "Số học sinh nộp không dùng tiền mặt", "Ghi chú"]
    rows = [[number, name] for number, name in enumerate(ROWS, 1)]
    total = [None, "Cộng", "=SUM(C4:C6)", "=SUM(D4:D6)"]
    return _drawn("BIỂU SỐ LIỆU THU HỌC PHÍ KHÔNG DÙNG TIỀN MẶT", heads, [*rows, total])


def sheet_of_rooms() -> bytes:
    heads = [
        "TT", "Lĩnh vực", "Phản ánh, kiến nghị đã nhận", "Phản ánh, kiến nghị đã giải quyết",
        "Số cuộc đối thoại với doanh nghiệp",
    ]  # fmt: skip
    title = "BIỂU SỐ LIỆU ĐỐI THOẠI, PHẢN ÁNH, KIẾN NGHỊ CỦA DOANH NGHIỆP"
    return _drawn(title, heads, [[1, "Lĩnh vực được giao"]])


def _drawn(title: str, heads: list[str], rows: Sequence[Sequence[str | int | None]]) -> bytes:
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, Side

    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Biểu 01"
    page.append([title])
    page.merge_cells("A1:E1")
    page.append([])
    for values in [heads, *rows]:
        page.append(values)
    line = Border(*[Side(style="thin")] * 4)
    for row in page.iter_rows(min_row=3, max_row=3 + len(rows), max_col=5):
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
