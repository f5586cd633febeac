"""Giving numbers: one locked counter row per series and period, inside the transaction that issues the thing."""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.documents.access import CANCEL_NUMBER, KEEP_SERIES, TAKE_NUMBER, may
from thuocdo.documents.models import Counter, NumberSeries, TakenNumber
from thuocdo.documents.rules.numbers import PERIODS, period_of
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc

MOST = 9_999_999  # a larger number is a slip of the keyboard


def create_series(
    *,
    by: Actor,
    at: dt.datetime,
    agency: int | None,
    symbol: str,
    name: str,
    period: str = "year",
    external: bool = False,
) -> NumberSeries:
    """A new run of numbers of an agency. Raises Mistake where it has one with this symbol."""
    require(by, KEEP_SERIES, agency)
    if agency is None:
        raise Mistake("Sổ văn bản thuộc một cơ quan. Chọn tư cách làm việc trong cơ quan đó.")
    symbol, name = nfc(symbol), nfc(name)
    if not symbol or not name or period not in PERIODS:
        raise Mistake("Ghi ký hiệu và tên sổ, ví dụ “KH-SGDĐT”, “Kế hoạch”.", field="symbol")
    with transaction.atomic():
        series, fresh = NumberSeries.objects.get_or_create(
            agency_id=agency,
            symbol=symbol,
            defaults={"name": name, "period": period, "external": external},
        )
        if not fresh:
            raise Mistake(f"Cơ quan đã có sổ “{symbol}”. Dùng sổ đó.", field="symbol")
        record(by=by, at=at, verb=KEEP_SERIES, changes=[Change.of(None, series)])
    return series


def take_number(
    *, by: Actor, at: dt.datetime, series: NumberSeries, thing: str = ""
) -> TakenNumber:
    """The next number, given to `thing` ("report:3"). A rollback of the caller gives it back: no gap.

    Must run inside the transaction that issues the thing; the counter stays locked until its end, so
    issue late in that transaction. Raises Refused for an external series.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken inside the transaction that issues its thing")
    _require(by, at, series)
    if series.external:
        raise Refused(f"Sổ “{series.symbol}” do hệ thống khác cấp số. Văn thư nhập số đã được cấp.")
    counter = _locked(series, legal_day(at))
    counter.last += 1
    counter.save()
    return _give(by, at, series, counter, counter.last, legal_day(at), thing)


def record_number(
    *, by: Actor, at: dt.datetime, series: NumberSeries, number: int, on: dt.date, thing: str = ""
) -> TakenNumber:
    """A number another system gave, typed by the registry clerk; given once only."""
    _require(by, at, series)
    if not series.external:
        raise Refused(f"Sổ “{series.symbol}” cấp số tại đây. Dùng nút lấy số.")
    if not 0 < number <= MOST:
        raise Mistake("Số văn bản phải là số dương. Nhập lại số.", field="number")
    with transaction.atomic():
        counter = _locked(series, on)
        taken = TakenNumber.objects.filter(series=series, period=counter.period, number=number)
        if first := taken.first():
            raise Mistake(
                f"Số {number}/{series.symbol} đã dùng ngày {first.date:%d/%m/%Y}. Kiểm tra lại số.",
                field="number",
            )
        counter.last = max(counter.last, number)
        counter.save()
        return _give(by, at, series, counter, number, on, thing)


def cancel_number(*, by: Actor, at: dt.datetime, taken: TakenNumber, reason: str) -> TakenNumber:
    """Mark a number as cancelled. It stays in its series and is never given again."""
    with transaction.atomic():
        taken = TakenNumber.objects.select_for_update().get(pk=taken.pk)
        require(by, CANCEL_NUMBER)
        if not may(by, CANCEL_NUMBER, taken.series, on=legal_day(at)):
            raise Refused("Sổ văn bản này không thuộc cơ quan đang làm việc.")
        if taken.cancelled_at:
            raise Refused(f"Số {taken.code} đã hủy trước đó.")
        if not nfc(reason):
            raise Mistake("Ghi lý do hủy số.", field="reason")
        before = snapshot(taken)
        taken.cancelled_at, taken.reason = at, nfc(reason)
        taken.save()
        touched = [taken.thing] if taken.thing else []
        record(
            by=by, at=at, verb=CANCEL_NUMBER, changes=[Change.of(before, taken)], touched=touched
        )
    return taken


def _require(by: Actor, at: dt.datetime, series: NumberSeries) -> None:
    require(by, TAKE_NUMBER)
    if not may(by, TAKE_NUMBER, series, on=legal_day(at)):
        raise Refused("Sổ văn bản này không thuộc cơ quan đang làm việc.")


def _locked(series: NumberSeries, on: dt.date) -> Counter:
    """The counter of the day's period, ours until commit.

    PostgreSQL locks the row; on SQLite the IMMEDIATE transaction holds the whole database already.
    """
    period = period_of(series.period, on)
    counter, _ = Counter.objects.select_for_update().get_or_create(series=series, period=period)
    return counter


def _give(
    by: Actor,
    at: dt.datetime,
    series: NumberSeries,
    counter: Counter,
    number: int,
    on: dt.date,
    thing: str,
) -> TakenNumber:
    taken = TakenNumber.objects.create(
        series=series, period=counter.period, number=number, date=on, thing=thing, taken_at=at
    )
    touched = [thing] if thing else []
    record(by=by, at=at, verb=TAKE_NUMBER, changes=[Change.of(None, taken)], touched=touched)
    return taken
