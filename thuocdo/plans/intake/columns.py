"""The meaning of table columns: by the words of the heading, then by what the cells hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from thuocdo.lawbook.text import fold
from thuocdo.plans.rules.markers import CODE, cell_number, marked
from thuocdo.plans.rules.owners import is_unit_list, split_roles
from thuocdo.plans.rules.paper import Column, Role, Table
from thuocdo.plans.rules.schedules import read_schedule
from thuocdo.plans.rules.unit_words import VERB_START
from thuocdo.plans.rules.values import NUMBER, figures

_HEADINGS: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))  # type: ignore[misc]
    for role, pattern in (
        ("number", r"^(?:s?tt|so tt|so thu tu|#|so|no\.?|ma so|ma|muc|ky hieu|ma (?:chi so|chi tieu|tieu chi)|thu tu|tt/stt)$"),
        ("unit", r"don vi tinh|^\(?dvt\)?$|don vi do"),
        ("other", (r"kinh phi|du toan|nguon (?:von|luc)|ngan sach|diem (?:toi da|chuan|tu)|diem so|trong so|dia diem|thanh phan tham du|doi tuong|duoc (?:kiem tra|thanh tra|giam sat|danh gia|ho tro|khao sat)|hien trang|thuc trang|ton tai"
                  r"|(?:ket qua|thuc hien|so lieu|uoc|hien tai)(?: thuc hien| dat duoc)? (?:nam )?20\d{2}(?: ?\(.*)?$|nam (?:truoc|co so)|cap (?:ban hanh|trinh|phe duyet|quyet dinh)|co quan (?:ban hanh|trinh|phe duyet|tham dinh)|lanh dao (?:\w+ ){0,3}(?:phu trach|chi dao|theo doi)|lanh dao so|^(?:nam )?20\d\d \(?(?:ket qua|thuc hien|hien trang|da dat|dat duoc)|so luong nguoi")),
        ("owners", r"chu tri.*phoi hop"),
        ("coordinating", r"phoi hop|tham gia|\bcung\b|(?:don vi|co quan|phong|ban|bo phan) (?:\w+ )?lien quan|^(?:don vi|co quan|nguoi|bo phan) ho tro"),
        ("lead", r"chu tri|dau moi"),
        ("time", r"thoi (?:gian|han|diem)|tien do|lo trinh|\bhan\b|^ngay|bat dau|ket thuc|ky (?:han|bao cao)|hoan thanh$|^hoan thanh|^moc"),
        ("product", r"san pham|ket qua|dau ra|minh chung|kiem chung|ho so chung minh"),
        ("value", r"chi so muc tieu|muc (?:chi tieu|dat|phan dau|giao)|gia tri|phan dau|chi tieu (?:giao|nam|den|20|phan dau|cu the|ke hoach|dat)|ke hoach (?:nam|20|giao)|muc tieu (?:nam|den|20|phan dau)|^(?:nam )?20\d\d(?: ?- ?20\d\d)?$|so luong|^ty le"),
        ("content", r"noi dung|nhiem vu|cong viec|^ten|hoat dong|giai phap|chi so|tieu chi|linh vuc|dau viec|danh muc|^viec|hang muc|van de|^muc tieu$|^chi tieu$|chuyen de|dien giai|chi tieu|de an|chuong trinh|^ke hoach$|tham muu van ban"),
        ("note", r"ghi chu|can cu|van ban|y kien|luu y|giai trinh|tham chieu"),
        ("lead", r"thuc hien|phu trach|trach nhiem|tham muu|phan cong|don vi|co quan|bo phan|nguoi|to chuc|phong|can bo|cong chuc"),
    )
)  # fmt: skip
_INDEX = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?(?:\s*=.*)?")


def heading_role(heading: str) -> Role | None:
    """
    >>> heading_role("Thời gian hoàn thành/Bắt đầu vận hành"), heading_role("Cơ quan chủ trì")
    ('time', 'lead')
    >>> heading_role("Nội dung thực hiện"), heading_role("Kết quả đầu ra"), heading_role("Đơn vị tính")
    ('content', 'product', 'unit')
    """
    words = fold(heading).strip(" :.*")
    words = "stt" if words.replace(" ", "") == "stt" else words  # broken by a narrow column
    return next((role for role, pattern in _HEADINGS if words and pattern.search(words)), None)


def is_header(cells: Sequence[str]) -> bool:
    """Is this row the heading of a table?"""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) < 2 or any(len(cell) > 70 for cell in filled):
        return False
    if cell_number(cells[0])[0] != "none" or re.match(r"\d|[-+•]\s|[a-zđ]\)", filled[0]):
        return False
    roles = [heading_role(cell) for cell in filled]
    known = {role for role in roles if role}
    if known >= {"content", "number"}:
        return True
    if not (known & {"content", "number"}) or len([r for r in roles if r]) * 3 < len(filled) * 2:
        return False
    return "number" in known or (len(known) >= 3 and not _looks_like_data(filled))


def _looks_like_data(filled: Sequence[str]) -> bool:
    return any(read_schedule([c], 2000).schedule.due for c in filled) or any(
        c.rstrip().endswith((".", ";")) for c in filled
    )


def continues_header(above: Sequence[str], cells: Sequence[str]) -> bool:
    """A second heading row: the parts of a merged heading ("Đơn vị thực hiện": "Chủ trì", "Phối hợp")."""
    filled = [(i, c) for i, c in enumerate(cells) if c.strip()]
    if not filled or len(filled) == len(cells) or any(len(c) > 50 for _, c in filled):
        return False
    if cells[0].strip() or any(is_unit_list(c) and len(c.split()) > 2 for _, c in filled):
        return False
    return all(heading_role(c) or re.fullmatch(r"(?:năm\s*)?\d{4}", c, re.I) for _, c in filled)


def merged_header(above: Sequence[str], cells: Sequence[str]) -> list[str]:
    """One heading per column out of two rows; a merged heading holds for the columns behind it."""
    merged, last = [], ""
    for upper, lower in zip(above, cells, strict=True):
        last = upper if upper.strip() else last
        merged.append(f"{last} {lower}".strip() if lower.strip() else upper)
    return merged


def is_index_row(cells: Sequence[str]) -> bool:
    """The row "(1) (2) (3)" under a heading."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) > 1 and all(_INDEX.fullmatch(cell) for cell in filled)


def columns_of(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Columns with their roles; where the words say nothing or two things, the cells decide."""
    samples = [[row[i] for row in rows if row[i].strip()][:40] for i in range(len(headings))]
    roles: list[Role | None] = [heading_role(h) for h in headings]
    for i, heading in enumerate(headings):
        roles[i] = _settled(roles[i], fold(heading), samples[i], roles)
    if "content" not in roles:
        roles[_widest(samples, roles)] = "content"
    first = roles.index("content")
    roles = [_extra(role, i, first, samples[i]) for i, role in enumerate(roles)]
    roles = _one_lead(roles, headings)
    if "number" not in roles and samples[0] and _share(samples[0], _is_number) > 0.6:
        roles[0] = "number" if roles[0] != "content" else roles[0]
    return tuple(Column(r or "other", h) for r, h in zip(roles, headings, strict=True))


_ANSWERS = re.compile(
    r"chu tri|dau moi|chiu trach nhiem|phu trach|trach nhiem chinh|phan cong|giao cho"
)
_WATCHES = re.compile(r"theo doi|giam sat|don doc|kiem tra|chi dao|tham dinh|phe duyet")


def _one_lead(roles: list[Role | None], headings: Sequence[str]) -> list[Role | None]:
    """Of two owner columns the one that answers leads ("Người phụ trách"); who carries out beside it takes part,
    who only watches ("Bộ phận theo dõi") is no owner."""
    leads = [i for i, role in enumerate(roles) if role == "lead"]
    answering = [i for i in leads if _ANSWERS.search(fold(headings[i]))]
    watching = [i for i in leads if _WATCHES.search(fold(headings[i])) and i not in answering]
    if len(leads) < 2 or len({headings[i] for i in leads}) < 2:
        return roles
    found = list(roles)
    for i in watching if len(watching) < len(leads) else ():
        found[i] = "other"
    for i in leads if len(answering) == 1 else ():
        if i not in answering and i not in watching:
            found[i] = "coordinating"
    return found


def unnamed_header(rows: Sequence[Sequence[str]]) -> bool:
    """Is the first row a heading in words nobody has met? Short, and unlike what stands below it: a column of
    numbers, figures or times begins with a word, and no cell is one itself.
    """
    if len(rows) < 2:
        return False
    first = [cell.strip() for cell in rows[0]]
    filled = [cell for cell in first if cell]
    if len(filled) < 2 or any(len(c) > 60 or c.endswith((".", ";")) for c in filled):
        return False
    tests = (_is_number, is_value, _is_time)
    if any(test(cell) for cell in filled for test in tests):
        return False
    width = len(first)
    below = [[r[i] for r in rows[1:] if i < len(r) and r[i].strip()] for i in range(width)]
    return any(first[i] and _share(below[i], test) > 0.6 for i in range(width) for test in tests)


def _contradicted(role: Role | None, sample: list[str]) -> Role | None:
    """What the cells say where they cannot be what the heading says."""
    names, times = _share(sample, names_units), _share(sample, _is_time)
    if role in ("lead", "coordinating", "owners") and names < 0.2 and times > 0.6:
        return "time"
    if role == "time" and times < 0.2 and names > 0.6:
        return "lead"
    if role in ("lead", "owners") and names < 0.2 and _share(sample, is_value) > 0.6:
        return "value"
    return role


def _settled(role: Role | None, words: str, sample: list[str], roles: list[Role | None]) -> Role | None:  # fmt: skip
    figures_share = _share(sample, is_value)
    ambiguous = re.search(r"chi tieu|muc tieu|ke hoach|ket qua|chi so|ty le|so luong", words)
    if role in ("content", "product", "value") and ambiguous:
        if figures_share > 0.5:
            return "value"
        return "content" if role == "value" and "content" not in roles else role if role != "value" else "other"  # fmt: skip
    bare = re.fullmatch(r"don vi", words.strip(" :.*"))
    if role == "lead" and bare and figures_share <= 0.2 and _share(sample, _is_measure) > 0.6:
        return "unit"  # "Đơn vị" above %, ngày, điểm
    if role == "number" and sample and _share(sample, _is_number) < 0.5 <= figures_share:
        return "value"  # "Mức" above "99%"
    if role == "time" and "tien do" in words and sample and _share(sample, _is_time) < 0.5:
        return "other"  # how far the work is
    return _contradicted(role, sample) if role else _guess(sample)


def _guess(sample: list[str]) -> Role | None:
    for role, test in (("number", _is_number), ("value", is_value), ("time", _is_time), ("lead", names_units)):  # fmt: skip
        if sample and _share(sample, test) > 0.6:
            return role  # type: ignore[return-value]
    return None


def _extra(role: Role | None, place: int, first: int, sample: list[str]) -> Role | None:
    """A second content column is a note beside the first, unless its cells say otherwise."""
    if role == "content" and place != first:
        return _guess(sample) or "other"
    return role


_WORK = re.compile(
    r"nhiem vu|noi dung (?:cong viec|thuc hien|nhiem vu)|cong viec|giai phap|hoat dong|bien phap"
)
_INDICES = re.compile(r"chi so|tieu chi|chi tieu|muc tieu")
_MEASURED = re.compile(
    r"(?:ty le|ti le|so |muc |diem|chi so|xep hang|thoi gian|ty trong|toc do|tong |100%|chi phi)"
)


def _names_indices(heading: str) -> bool:
    words = fold(heading)
    return _INDICES.search(words) is not None and _WORK.search(words) is None


def halves_of(known: Sequence[Column]) -> tuple[tuple[Column, ...], tuple[Column, ...]] | None:
    """ "Tiêu chí | Mục tiêu 2026 | Giải pháp | Chủ trì | Thời hạn": its columns as a table of targets and as one of tasks."""
    roles = [column.role for column in known]
    first = roles.index("content")
    work = next((i for i, c in enumerate(known) if c.role == "other" and _WORK.search(fold(c.heading))), None)  # fmt: skip
    if work is None or "value" not in roles or not _names_indices(known[first].heading):
        return None
    of_tasks = {"value": "other", "unit": "other", "content": "other"}
    of_targets = {"time": "other", "product": "other", "coordinating": "other"}
    tasks = [replace(c, role=of_tasks.get(c.role, c.role)) for c in known]  # type: ignore[arg-type]
    tasks[work] = replace(known[work], role="content")
    targets = [replace(c, role=of_targets.get(c.role, c.role)) for c in known]  # type: ignore[arg-type]
    return tuple(targets), tuple(tasks)


def measures(table: Table) -> bool:
    """Is each row an index with its level, and the time only when it is known? The heading or the words tell."""
    place = table.place("content")
    levels = [row for row in table.rows if any(is_value(row.cells[p]) for p in table.places("value"))]  # fmt: skip
    dated = [row for row in table.rows if any(row.cells[p] for p in table.places("time"))]
    if place is None or not levels or len(levels) * 2 < len(dated):
        return False
    words = [row.cells[place] for row in levels]
    if _names_indices(table.columns[place].heading):
        return _share(words, _is_work) < 0.5
    return _share(words, lambda cell: _MEASURED.match(fold(cell))) > 0.5


def states_levels(table: Table) -> bool:
    """ "Chỉ tiêu | Chủ trì" above "Tỷ lệ … đạt 60%": each row is an index, its level said in its own words."""
    place = table.place("content")
    if place is None or not _names_indices(table.columns[place].heading):
        return False
    words = [row.cells[place] for row in table.rows if any(row.cells[p] for p in table.places("lead"))]  # fmt: skip
    return _share(words, figures) > 0.6 and _share(words, _is_work) < 0.5


def _is_work(cell: str) -> bool:
    return VERB_START.match(marked(cell).body) is not None


def _widest(samples: list[list[str]], roles: list[Role | None]) -> int:
    def weight(i: int) -> float:
        length = sum(map(len, samples[i])) / max(len(samples[i]), 1)
        return length if roles[i] in (None, "other", "note") else length / 1000

    return max(range(len(samples)), key=weight)


def _share(sample: list[str], test: object) -> float:
    return sum(bool(test(c)) for c in sample) / len(sample) if sample else 0.0  # type: ignore[operator]


def _is_number(cell: str) -> bool:
    return cell_number(cell)[0] != "none" or CODE.fullmatch(cell.strip()) is not None


def is_value(cell: str) -> bool:
    """A cell that is a figure and little else: "≥ 60%", "1 ngày", "Tối thiểu 30%"."""
    if re.fullmatch(rf"[≥≤<>=]*\s*(?:{NUMBER})\s*%?", cell.strip()) and not re.fullmatch(r"(?:19|20)\d\d", cell.strip()):  # fmt: skip
        return True
    found = figures(cell)
    return bool(found) and sum(f.end - f.begin for f in found) * 2 >= len(cell.strip())


def _is_time(cell: str) -> bool:
    return read_schedule([cell], 2000).schedule.kind != "none"


def names_units(cell: str) -> bool:
    """A cell of units and their roles: "Chủ trì: Văn phòng; phối hợp: các phòng"."""
    if is_unit_list(cell):
        return True
    owners = split_roles(cell)
    return bool(owners.lead) and all(map(is_unit_list, (*owners.lead, *owners.coordinating)))


def _is_measure(cell: str) -> bool:
    return len(cell) <= 15 and not is_unit_list(cell)
