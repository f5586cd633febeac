"""Figures that are damaged, lack their unit, point the wrong way or contradict each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from thuocdo.lawbook.text import fold
from thuocdo.plans.rules.findings.context import Context, finding, short, words_of
from thuocdo.plans.rules.moments import years_in
from thuocdo.plans.rules.reading import Finding, Target

_LOST = re.compile(r"\b(?:hơn|trên|dưới|quá|ít hơn|nhiều hơn)\s+(?:tháng|ngày|năm|giờ|lần|tuần)\b", re.I)  # fmt: skip
_BAD = re.compile(r"kho khan|vuong mac|n?hung nhieu|phien ha|sach nhieu|tieu cuc|tham nhung|tre han|qua han|cham tre|cpkct|chi phi khong chinh thuc|tra them|hoi lo|sai sot|trung lap|bo hoc|tai nan|ton dong|ho ngheo|that nghiep|phu thuoc|keo dai|no dong|o nhiem")  # fmt: skip
_GOOD = re.compile(r"hai long|dung han|truoc han|than thien|minh bach|don gian|dat chuan|cong khai|tich cuc|kip thoi")  # fmt: skip
_CURED = re.compile(r"(?<!\bkhi )(?:thao go|giai quyet|xu ly|khac phuc|giam|han che|xoa|phat hien|xin loi|to cao|ngan chan|phong, ?chong|phong chong)")  # fmt: skip
MANY = 400  # targets; more than any plan prints, fewer than a sheet can hold
_NOT = re.compile(r"\b(?:khong|k|chua|it)\s+(?:\S+\s+){0,2}$")
_APART = {"tinh", "huyen", "xa", "cap", "thon", "phuong", "nam", "quy", "thang", "mam", "non", "tieu", "hoc", "thcs", "thpt", "moi", "cu", "noi", "ngoai", "truoc", "sau", "toan", "phan", "mot"}  # fmt: skip


def units(context: Context) -> Iterator[Finding]:
    targets = context.reading.targets
    measured = _groups_with_units(targets)
    for target in targets:
        if target.value is None:
            continue
        name = fold(target.name)
        mean = re.match(r"diem|muc diem|trung binh", name) and re.search(r"trung binh|binh quan|diem thi|diem so", name)  # fmt: skip
        counted = re.match(r"so (?:ngay|gio|luong|lan|nguoi)\b|thu hang|xep hang", name)
        if target.unit == "%" and (mean or counted):
            what = "là điểm trung bình" if mean else "là số đếm"
            scale = "; thang điểm 10?" if mean and Decimal(target.value) <= 10 else "."
            yield finding("unit-suspect", f"Chỉ tiêu {_code(target)} {what} nhưng ghi “{target.text}”{scale}", target.source)  # fmt: skip
        if target.unit is None and target.origin == "table" and _needs_unit(target, measured):
            hint = "; tên chỉ tiêu ghi “(%)”" if "(%" in target.name else ""
            yield finding("unit-missing", f"Chỉ tiêu {_code(target)} ghi “{target.text}”, không có đơn vị tính{hint}.", target.source)  # fmt: skip


def _groups_with_units(targets: Sequence[Target]) -> set[str | None]:
    """Groups of tables most of whose figures have a unit."""
    counts: dict[str | None, list[int]] = {}
    for target in targets:
        if target.origin == "table" and target.value:
            both = counts.setdefault(target.group, [0, 0])
            both[0] += target.unit is not None
            both[1] += 1
    return {group for group, (with_unit, whole) in counts.items() if with_unit * 2 > whole}


def _needs_unit(target: Target, measured: set[str | None]) -> bool:
    if "%" in target.name or re.match(r"ty le|ti le", fold(target.name)):
        return True
    return target.group in measured and not re.match(r"so\b", fold(target.name))


def _code(target: Target) -> str:
    return target.code or f"“{short(target.name)}”"


def values(context: Context) -> Iterator[Finding]:
    shares: dict[int, list[Target]] = {}
    for target in context.reading.targets:
        if target.unit == "%":
            shares.setdefault(target.source.block, []).append(target)
    for target in context.reading.targets:
        if target.value is None:
            if _LOST.search(target.name):
                yield _lost(target)
            continue
        beside = [t for t in shares.get(target.source.block, ()) if t is not target]
        if target.unit is None and target.origin != "table" and beside:
            others = " và ".join(t.text or "" for t in beside)
            yield finding("value-suspect", f"“{target.text}” ({short(target.name)}): các mức bên cạnh là {others}; không có đơn vị tính.", target.source)  # fmt: skip
        elif target.unit == "%" and Decimal(target.value) > 100 and not re.search(r"tang|so voi|vuot", fold(target.name)):  # fmt: skip
            yield finding("value-suspect", f"Chỉ tiêu {_code(target)} ghi “{target.text}”, lớn hơn 100%.", target.source)  # fmt: skip
        if _LOST.search(target.name):
            yield _lost(target)


def _lost(target: Target) -> Finding:
    words = _LOST.search(target.name)
    return finding("value-suspect", f"Chỉ tiêu {_code(target)} ghi “{words[0] if words else ''}”, có thể thiếu con số.", target.source, "warning")  # fmt: skip


def directions(context: Context) -> Iterator[Finding]:
    ranged = Counter((t.source.block, t.text) for t in context.reading.targets)
    for target in context.reading.targets:
        if ranged[target.source.block, target.text] > 1:
            continue  # the two ends of a range
        sense = polarity(target.name)
        if (target.operator in (">=", ">") and sense < 0) or (target.operator in ("<=", "<") and sense > 0 and target.unit != "hạng"):  # fmt: skip
            yield finding("direction-suspect", f"Chỉ tiêu {_code(target)} “{short(target.name)}” ghi “{target.text}”: chiều có thể ngược.", target.source)  # fmt: skip


def polarity(name: str) -> int:
    """-1 for something to be kept low, 1 for something to be kept high, 0 where the words do not tell.

    >>> polarity("Hồ sơ trễ hạn"), polarity("Không gặp khó khăn"), polarity("Khó khăn được tháo gỡ")
    (-1, 1, 0)
    >>> polarity("Nhũng nhiễu khi giải quyết thủ tục là phổ biến")
    -1
    """
    words = fold(name)
    if re.match(r"(?:so (?:ngay|gio|phut)|thoi gian|thoi han)\b", words):
        return 0  # days until something good
    if _CURED.search(words):
        return 0
    bad = _BAD.search(words)
    if bad:
        return 1 if _NOT.search(words[: bad.start()]) else -1
    good = _GOOD.search(words)
    return (0 if _NOT.search(words[: good.start()]) else 1) if good else 0


def without_figure(context: Context) -> Iterator[Finding]:
    for target in context.reading.targets:
        if target.operator is None and target.origin == "table":
            yield finding("target-without-figure", f"Chỉ tiêu {_code(target)} chưa ghi mức.", target.source)  # fmt: skip
        elif target.operator is None:
            yield finding("not-measurable", f"“{short(target.name)}” không có mức để đo.", target.source)  # fmt: skip


def conflicting(context: Context) -> Iterator[Finding]:
    measured = [t for t in context.reading.targets if t.value is not None]
    words = {id(t): set(words_of(t.name)) for t in measured}
    for one, two in _near(measured, words):
        if one.source == two.source or one.unit != two.unit or _of_other_years(one, two):
            continue
        if (one.value, one.operator) != (two.value, two.operator):
            if _same_name(words[id(one)], words[id(two)]):
                yield finding("conflicting-targets", f"“{short(one.name)}”: {_where(one)} ghi {one.text}, {_where(two)} ghi {two.text}.", one.source)  # fmt: skip
        elif one.origin != two.origin and _other_whole(one, two, words[id(one)], words[id(two)]):
            yield finding("conflicting-targets", f"Cùng {two.value}{two.unit} nhưng mẫu số khác: {_where(one)} ghi “{short(one.name)}”, {_where(two)} ghi “{short(two.name)}”.", two.source, "info")  # fmt: skip


def _near(targets: Sequence[Target], words: dict[int, set[str]]) -> Iterator[tuple[Target, Target]]:
    """Pairs that can be alike: in a paper all of them, in a long sheet those beside each other by name."""
    if len(targets) <= MANY:
        yield from combinations(targets, 2)
        return
    by_name = sorted(targets, key=lambda t: sorted(words[id(t)]))
    for place, one in enumerate(by_name):
        for two in by_name[place + 1 : place + 6]:
            yield (one, two) if one.source.block <= two.source.block else (two, one)


def _of_other_years(one: Target, two: Target) -> bool:
    """ "Đến năm 2030" and "Đến năm 2045" above two groups: the same thing, asked for twice."""
    first, second = {*years_in(one.group or "")}, {*years_in(two.group or "")}
    return bool(first and second and first != second)


def _same_name(one: set[str], two: set[str]) -> bool:
    apart = one ^ two
    digits = any(word.isdigit() for word in apart)
    return bool(one) and len(one & two) / len(one | two) >= 0.8 and not digits and not apart & _APART  # fmt: skip


def _other_whole(one: Target, two: Target, first: set[str], second: set[str]) -> bool:
    """The same share of two different wholes, of which the same is asked ("kiểm tra")."""
    if one.unit != "%" or (one.value, one.operator) != (two.value, two.operator) or one.value in ("100", "0"):  # fmt: skip
        return False
    checked = {"kiem", "tra"} <= first & second or {"danh", "gia"} <= first & second
    return checked and len(first & second) / len(first | second) < 0.6


def _where(target: Target) -> str:
    if target.origin == "task":
        return f"nhiệm vụ {target.task}" if target.task else "một nhiệm vụ"
    return f"chỉ tiêu {target.code}" if target.code else "phần lời văn"


def sums(context: Context) -> Iterator[Finding]:
    """Two printed shares that nearly make a whole."""
    for source, text in context.texts():
        shares = [
            Decimal(n.replace(",", ".")) for n in re.findall(r"(\d{1,2}[.,]\d{1,2})\s*%", text)
        ]
        for one, two in pairwise(shares):
            if one + two != 100 and abs(one + two - 100) < Decimal("0.6"):
                yield finding("sum-suspect", f"{one}% + {two}% = {one + two}%, khác 100%.", source)
