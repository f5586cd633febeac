"""Which edition a year follows, and whether an edition is still the one that was used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from thuocdo.indices.rules.computing import form_of
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.rulebook import Edition
from thuocdo.lawbook.validity import current


def for_year(editions: Sequence[Edition], year: int) -> Edition:
    """The edition in force at the year's end. Mistake: there is none, with the years there are."""
    found = current(editions, dt.date(year, 12, 31))
    if found is not None:
        return found
    told = ", ".join(span(e) for e in editions)
    why = [d.says for e in editions for d in form_of(e).doubts if d.year == year]
    reason = f" {why[0]}" if why else ""
    raise Mistake(f"Năm {year} chưa có bộ quy định; hiện có: {told}.{reason}", field="year")


def by_name(editions: Sequence[Edition], name: str) -> Edition:
    """The edition of a name ("2013") or path. Mistake: none, with the names there are."""
    for edition in editions:
        if name in (edition.path, name_of(edition)):
            return edition
    raise Mistake(f"Không có bộ “{name}”; hiện có: {', '.join(map(name_of, editions))}.")


def name_of(edition: Edition) -> str:
    return edition.path.rpartition("/")[2]


def span(edition: Edition) -> str:
    """The years of an edition."""
    last = edition.until.year if edition.until else None
    if last == edition.since.year:
        return str(last)
    return f"{edition.since.year}–{last or 'nay'}"


def unchanged(edition: Edition, checksum: str) -> None:
    """Mistake: the edition is no longer the one this checksum was taken of."""
    if edition.checksum != checksum:
        raise Mistake(
            f"Bộ {edition.path} đã đổi sau khi dùng (mã kiểm tra {checksum[:12]} → {edition.checksum[:12]}). "
            "Khôi phục nội dung cũ và ban hành thay đổi thành một bộ mới."
        )
