"""Owners that are missing, name nobody, or are not the agency's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from thuocdo.lawbook.text import fold
from thuocdo.plans.rules.findings.context import Context, finding, named
from thuocdo.plans.rules.reading import Finding, Target, Task
from thuocdo.plans.rules.unit_words import BARE_GROUP

_CUT = re.compile(
    r"(?:^|\s)(?:liên|có liên|có|trực|(?<!trực )thuộc|và|của|các|những|cơ|đơn|phối)$", re.I
)
_OUTSIDE = re.compile(r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Hội đồng nhân dân|Sở |Bộ |Công an|Kho bạc|Bảo hiểm|Cục |Tòa án|Viện kiểm sát|Báo |Đài |Tỉnh ủy|Thành ủy|Huyện ủy|Văn phòng (?:UBND|HĐND|Ủy ban|Đoàn))")  # fmt: skip


def missing(context: Context) -> Iterator[Finding]:
    for task in context.reading.tasks:
        if not task.lead and not context.is_title(task):
            yield finding("missing-owner", f"{named(task)} không có đơn vị chủ trì.", task.source)
    for target in context.reading.targets:
        table = context.rows.get(target.source.block)
        if target.origin == "table" and not target.task and table and table.place("lead") is not None and not target.responsible:  # fmt: skip
            yield finding("missing-owner", f"Chỉ tiêu {target.code or ''} không có đơn vị thực hiện.", target.source, "warning")  # fmt: skip


def indefinite(context: Context) -> Iterator[Finding]:
    """An owner that is a crowd without a name, or the agency as a whole."""
    agency = fold(context.reading.document.issuer or "")
    for row, names in _owners(context):
        for name in names:
            if _is_indefinite(name) or _is_agency(fold(name), agency):
                yield finding("owner-indefinite", f"“{name}” không chỉ rõ đơn vị nào.", row.source)


def _owners(context: Context) -> Iterator[tuple[Task | Target, Iterable[str]]]:
    yield from ((task, task.lead) for task in context.reading.tasks)
    for target in context.reading.targets:
        if target.origin == "table":
            yield target, target.responsible


def _is_indefinite(name: str) -> bool:
    words = fold(name)
    if re.search(r"\blien quan$|\bcan thiet$", words):
        return True
    return bool(BARE_GROUP.fullmatch(name)) and re.search(r"don vi|co quan|to chuc|bo phan|ca nhan", words) is not None  # fmt: skip


def _is_agency(name: str, agency: str) -> bool:
    """ "Sở GD&ĐT" in a plan of Sở Giáo dục và Đào tạo; "Sở" alone."""
    if not agency:
        return False
    plain = re.sub(r"\s+(?:tinh|thanh pho|huyen|quan)?\s*\S+\s*\S*$", "", name)
    known = {agency, _initials(agency)}
    return name in known or name == agency.split()[0] or (plain == agency and len(plain) > 8)


def _initials(agency: str) -> str:
    """
    >>> _initials("so giao duc va dao tao")
    'so gd&dt'
    """
    head, *rest = agency.split()
    parts = " ".join(rest).split(" va ")
    return f"{head} {'&'.join(''.join(w[0] for w in part.split()) for part in parts)}"


def unknown(context: Context) -> Iterator[Finding]:
    """Cut names on both sides; leads of another agency in the plan of a department."""
    agency = fold(context.reading.document.issuer or "")
    for task in context.reading.tasks:
        for name in (*task.lead, *task.coordinating):
            if _CUT.search(name):
                yield finding("unknown-unit", f"Tên “{name}” bị cắt hoặc chưa đủ.", task.source)
        for name in task.lead:
            if agency.startswith("so ") and _OUTSIDE.match(name) and not _is_agency(fold(name), agency):  # fmt: skip
                yield finding("unknown-unit", f"“{name}” không thuộc cơ quan ban hành kế hoạch.", task.source)  # fmt: skip
    for target in context.reading.targets:
        for name in target.responsible:
            if target.origin == "table" and _CUT.search(name):
                yield finding("unknown-unit", f"Tên “{name}” bị cắt hoặc chưa đủ.", target.source)
