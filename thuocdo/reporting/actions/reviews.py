"""A domain of reform reviewed by the office that runs the period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc
from thuocdo.reporting.access import RUN
from thuocdo.reporting.models import Report, Review, Round
from thuocdo.reporting.queries.forms import form_of
from thuocdo.reporting.queries.reviews import TEXTS
from thuocdo.reporting.rules.paragraphs import in_lines

LONGEST = 20_000  # letters of one text
MOST = 100_000  # units in one ranking


def save_review(
    *,
    by: Actor,
    at: dt.datetime,
    round: Round,
    domain: str,
    texts: Mapping[str, str],
    score: Decimal | None = None,
    place: int | None = None,
    of: int | None = None,
    source: str = "",
    version: int,
) -> Review:
    """Keep what was typed, whole or half. `version` 0: nobody had written yet."""
    require(by, RUN, round.agency_id)
    words = {name: in_lines(texts.get(name, "")) for name in TEXTS}
    _check(round, domain, words, score, place, of, source)
    with transaction.atomic():
        one = Round.objects.select_for_update().get(pk=round.pk)
        if one.reports.filter(whole=True, state=Report.State.SENT).exists():
            raise Refused("Báo cáo của kỳ đã ban hành nên không sửa đánh giá được nữa.")
        row = Review.objects.filter(round=one, domain=domain).first()
        if (row.version if row else 0) != version:
            raise Refused(
                "Người khác vừa sửa đánh giá này. Chữ đang gõ vẫn ở trên trang; tải lại để xem bản mới."
            )
        before = snapshot(row) if row else None
        row = row or Review(round=one, domain=domain)
        for name, text in words.items():
            setattr(row, name, text)
        row.score, row.place, row.of, row.source = score, place, of, nfc(source).strip()[:300]
        row.person, row.name, row.position = by.person, by.name[:200], by.position[:200]
        row.changed_at, row.version = at, row.version + 1
        row.save()
        record(
            by=by, at=at, verb=RUN, changes=[Change.of(before, row)], touched=[f"round:{one.pk}"]
        )
    return row


def _check(
    round: Round,
    domain: str,
    words: Mapping[str, str],
    score: Decimal | None,
    place: int | None,
    of: int | None,
    source: str,
) -> None:
    if domain not in {d.key for d in form_of(round).domains}:
        raise Mistake("Mẫu báo cáo không có lĩnh vực này. Tải lại trang.")
    for name, text in words.items():
        if len(text) > LONGEST:
            raise Mistake(f"Nội dung dài {len(text)} ký tự. Rút gọn còn {LONGEST}.", field=name)
    if (place is None) != (of is None):
        missing = "of" if of is None else "place"
        raise Mistake("Xếp hạng cần đủ hai số: hạng và số đơn vị được xếp.", field=missing)
    if place is not None and of is not None and not 1 <= place <= of:
        raise Mistake(f"Hạng phải từ 1 đến {of}. Xem lại hạng hoặc số đơn vị được xếp.", field="place")  # fmt: skip
    if of is not None and of > MOST:
        raise Mistake(f"Số đơn vị được xếp không quá {MOST}. Xem lại số đã ghi.", field="of")
    if score is not None and not 0 <= score < 100_000:
        raise Mistake("Điểm năm trước phải từ 0 đến dưới 100.000.", field="score")
    if (score is not None or place is not None) and not source.strip():
        raise Mistake("Ghi nguồn của điểm, xếp hạng: số, ngày quyết định công bố.", field="source")
