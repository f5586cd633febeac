"""The signed copy of an issued report closes its period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor
from thuocdo.documents.intake import check_upload
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.reporting.access import ISSUE
from thuocdo.reporting.models import Round

SIGNED = ("pdf", "png", "jpg")  # a signed PDF, or a scan of the signed paper


def check_signed(uploads: Iterable[tuple[bytes, str]]) -> None:
    """Mistake: a file that can be no signed copy, a Word file by mistake."""
    for data, name in uploads:
        if check_upload(data, name) not in SIGNED:
            raise Mistake(
                f"“{name}” không phải bản đã ký. Tải lên tệp PDF có chữ ký số hoặc bản quét (PDF, ảnh).",
                field="file",
            )


def close_signed(by: Actor, at: dt.datetime, round: Round) -> None:
    """Inside the transaction that keeps the copy. A period locked already stays as it is."""
    row = Round.objects.select_for_update().get(pk=round.pk)
    if row.state == Round.State.OPEN:
        before = snapshot(row)
        row.state, row.closed_at = Round.State.CLOSED, at
        row.save()
        record(
            by=by, at=at, verb=ISSUE, changes=[Change.of(before, row)], touched=[f"round:{row.pk}"]
        )
