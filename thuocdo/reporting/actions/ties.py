"""A figure of a report is said, once, to be taken from a cell of a collection."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.reporting.access import RUN
from thuocdo.reporting.models import Collection, Duty, FigureTie
from thuocdo.reporting.queries.ties import places


def tie_figure(
    *, by: Actor, at: dt.datetime, collection: Collection, cell: str, form: str, figure: str
) -> FigureTie:
    """*Lấy số liệu từ đợt thu thập*: reports not approved yet begin with it; a figure has one such cell, the last."""
    require(by, RUN, collection.agency_id)
    if collection.state == Collection.State.DRAFT:
        raise Refused("Biểu chưa gửi cho các đơn vị. Gửi biểu trước rồi chọn ô.")
    found = places(collection, cell, legal_day(at))
    if not any((p.duty.form, p.line.key) == (form, figure) for p in found):
        raise Mistake(
            "Ô này không lấy được cho số liệu đã chọn: mẫu báo cáo không có số liệu đó, hệ thống tự đếm, hoặc khác loại. Chọn số liệu khác.",
            field="figure",
        )
    with transaction.atomic():
        Duty.objects.select_for_update().filter(agency=collection.agency_id, form=form, until=None).first()  # fmt: skip
        row = FigureTie.objects.filter(agency=collection.agency_id, form=form, figure=figure).first()  # fmt: skip
        before = snapshot(row) if row else None
        row = row or FigureTie(agency_id=collection.agency_id, form=form, figure=figure)
        row.collection, row.cell = collection, cell
        row.save()
        record(by=by, at=at, verb=RUN, changes=[Change.of(before, row)])
    return row


def untie_figure(*, by: Actor, at: dt.datetime, tie: FigureTie) -> None:
    """Reports no longer take it from there; what they already hold stays."""
    require(by, RUN, tie.agency_id)
    with transaction.atomic():
        row = FigureTie.objects.select_for_update().filter(pk=tie.pk).first()
        if row is None:
            raise Refused("Người khác vừa bỏ. Tải lại trang để xem.")
        before = snapshot(row)
        row.delete()
        record(by=by, at=at, verb=RUN, changes=[Change.of(before, None)])
