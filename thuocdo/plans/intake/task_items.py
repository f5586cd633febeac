"""Tasks of plans without tables: items with owner lines, owners per point, or the owner in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from thuocdo.plans.intake.assignments import spoken_partners, spoken_schedule
from thuocdo.plans.intake.manners import Manner
from thuocdo.plans.rules.assigned import is_time
from thuocdo.plans.rules.moments import SchoolYear
from thuocdo.plans.rules.outline import Node
from thuocdo.plans.rules.owners import (  # fmt: skip
    Owners,
    is_unit_list,
    leading_units,
    split_units,
    told_owners,
)
from thuocdo.plans.rules.reading import Schedule, Task
from thuocdo.plans.rules.schedules import read_schedule

_WHO = r"(?:(?:các\s+)?(?:đơn vị|cơ quan|bộ phận|phòng|người|tổ chức|cá nhân|phòng ban|lãnh đạo)\s*,?\s*(?:(?:đơn vị|cơ quan|bộ phận|cá nhân)\s*)?)?"
_LABELS: tuple[tuple[str, str], ...] = (
    ("coordinating", rf"{_WHO}(?:phối hợp|tham gia)(?:\s+thực hiện)?"),
    ("lead", rf"{_WHO}(?:chủ trì|đầu mối|chuẩn bị(?: nội dung)?|chịu trách nhiệm(?: chính)?|phụ trách|tham mưu|được giao|thực hiện|triển khai)(?:\s*(?:,|và|/)?\s*(?:thực hiện|tham mưu|chính|tổ chức))*"),
    ("lead", r"phân công(?: thực hiện| nhiệm vụ)?|trách nhiệm(?: thực hiện)?|giao"),
    ("time", r"(?:thời gian|thời hạn|tiến độ|thời điểm|lộ trình|mốc thời gian)(?:\s*,?\s+[^\W\d_]+){0,4}?|(?:hạn|mốc)(?: (?:thực hiện|hoàn thành|cuối|chót))?|hoàn thành|xong"),
    ("product", r"(?:sản phẩm|kết quả|đầu ra|kết quả, sản phẩm)(?:\s+(?:đầu ra|thực hiện|cần đạt|dự kiến|đạt được|hoàn thành|chủ yếu|yêu cầu))*"),
    ("budget", r"(?:nguồn )?kinh phí(?:\s+thực hiện)?"),
    ("content", r"nội dung(?: công việc| thực hiện| cụ thể)?"),
    ("note", r"ghi chú"),
)  # fmt: skip
_LABEL = re.compile(
    r"(?:^|(?<=[.;,(–|])|(?<=\s[-–+])|(?<=\s))\s*[-–+•*(]?\s*(?:"
    + "|".join(f"(?P<{role}{i}>{words})" for i, (role, words) in enumerate(_LABELS))
    + r")\s*:\s*",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\(?\b(?:các\s+)?(?:điểm|ý|tiết|mục)\s+(?P<letters>[a-zđ](?:\s*(?:,|và|;|-)\s*[a-zđ])*)\b\s*\)?"
    r"|(?P<numbers>\(\d{1,2}\)(?:\s*(?:,|và|-)?\s*\(\d{1,2}\))*)\s*:",
    re.IGNORECASE,
)


_ASIDE = re.compile(r"(?:Các\s+)?(?:nhiệm vụ,?\s*)?giải pháp(?: thực hiện| khắc phục)?\s*:?", re.I)
_NAMED_WORK = re.compile(r"Nhiệm vụ(?: \d{1,3})?\s*:\s+(?=\S)")  # "1.1. Nhiệm vụ: Rút ngắn …"
# Sentences that close a list and speak of the whole plan.
ENDS_LIST = re.compile(r"(?:Trên đây|Trong quá trình|Kế hoạch này|Căn cứ (?:Kế hoạch|nội dung)|Yêu cầu|Định kỳ|Nhận được|\(|Quá trình)")  # fmt: skip
_POINT_MARKS = {"dash": "- ", "plus": "+ "}


@dataclass
class Item:
    """A node with the labels printed under it: role → words."""

    node: Node
    words: str
    labels: dict[str, str] = field(default_factory=dict)
    points: list[Item] = field(default_factory=list)
    owners_at: str = ""  # kind of its owner lines: "plus", "dash", or "none" for bare ones

    @property
    def owned(self) -> bool:
        return "lead" in self.labels


def labels_in(text: str) -> tuple[str, dict[str, str]]:
    """The words before the first label, and what each label says.

    >>> labels_in("Rà soát. Đơn vị chủ trì: Văn phòng; phối hợp: các phòng; thời gian: Quý II.")
    ('Rà soát', {'lead': 'Văn phòng', 'coordinating': 'các phòng', 'time': 'Quý II'})
    """
    places = [m for m in _LABEL.finditer(text) if _is_label(m, text)]
    if not places:
        return text, {}
    found: dict[str, str] = {}
    for place, following in zip(places, [*places[1:], None], strict=True):
        said = text[place.end() : following.start() if following else len(text)]
        role = re.sub(r"\d", "", next(k for k, v in place.groupdict().items() if v))
        said = said.strip().strip(" .;,-–(" if following else " .;,-–")
        said = said[:-1] if said.endswith(")") and said.count(")") > said.count("(") else said
        found[role] = f"{found[role]}; {said}" if role in found else said
    return text[: places[0].start()].strip(" .;,-–("), found


def _is_label(match: re.Match[str], text: str) -> bool:
    """A label stands at the beginning or behind a stop, not in the middle of a phrase."""
    before = text[: match.start()].rstrip()
    if not before or before[-1] in ".;,(-–|+" or match[0].lstrip().startswith("("):
        return True
    return match[0].strip(" -–+•*(")[:1].isupper()


def items_in(nodes: Sequence[Node]) -> list[Item]:
    """Nodes with their labels and points, in order; only those that are or hold tasks."""
    made: dict[int, Item] = {}
    order: list[Item] = []
    last: Item | None = None  # neighbouring owner lines speak of one item
    told: set[int] = set()  # empty labels whose points say it
    manner = Manner.of(nodes)
    for node in nodes:
        if node.is_section or _is_aside(node):
            continue
        words, labels = labels_in(_NAMED_WORK.sub("", node.line.body))
        if node.parent is not None and id(node.parent) in told:
            continue
        if labels and not words and not any(labels.values()):
            said = _below_label(node)
            labels = dict.fromkeys(labels, said)
            told |= {id(node)} if said else set()
        given = {} if labels else manner.said(node)
        if given:
            words, labels = "", given
        holder = (last or _holder(node, made, labels)) if labels and not words else None
        if holder is not None:
            last = holder
            holder.owners_at = node.line.kind
            _add(holder.labels, labels)
            continue
        last = None
        if _speaks_of_all(node, made):
            continue
        item = Item(node, words, labels)
        made[id(node)] = item
        above = made.get(id(node.parent)) if node.parent else None
        if above is not None:
            above.points.append(item)
        order.append(item)
    shared = _plus_lines_are_shared(order)
    for item in order:
        _lift(item, shared)
    return order


def _speaks_of_all(node: Node, made: dict[int, Item]) -> bool:
    """Behind the owner of an item, a sentence about units is no more of its words: "Các phòng phản ánh về Văn phòng"."""
    above = made.get(id(node.parent)) if node.parent else None
    if node.line.kind != "none" or above is None or not (above.owned or "time" in above.labels):
        return False
    return ENDS_LIST.match(node.line.body) is not None or leading_units(node.line.body) is not None


def _below_label(node: Node) -> str:
    """ "Thời gian thực hiện:" above points that say it."""
    plain = [n.line.body for n in node.children if not labels_in(n.line.body)[1]]
    return "; ".join(body.rstrip(" .;") for body in plain)


def _is_aside(node: Node) -> bool:
    """No place of tasks; means and people are one where they stand among the work ("4. Về nguồn lực")."""
    among = any(a.is_section and a.purpose == "work" for a in node.ancestors)
    return node.purpose in ("aims", "status") or (node.purpose == "money" and not among)


def _plus_lines_are_shared(items: Sequence[Item]) -> bool:
    """Owner lines "+ …" stand under the last dash of every item and never under another: they speak of the item."""
    ends = [item for item in items if item.points and item.points[-1].owners_at == "plus" and not item.labels]  # fmt: skip
    alone = all(not point.owned for item in ends for point in item.points[:-1])
    return alone and sum(len(item.points) > 1 for item in ends) > 1


def _holder(node: Node, made: dict[int, Item], labels: dict[str, str]) -> Item | None:
    """The item an owner line speaks of."""
    plain = node.line.kind == "roman" or (node.line.kind == "number" and not node.line.is_bracketed)
    if plain and "lead" not in labels:
        return None
    above = node.parent
    speaks_of_points = any(_POINTS.search(said) for said in labels.values())
    while above is not None and speaks_of_points and above.line.kind in ("letter", "dash", "plus"):
        above = above.parent
    return made.get(id(above)) if above is not None and not above.is_section else None


def _add(labels: dict[str, str], more: dict[str, str]) -> None:
    for role, said in more.items():
        labels[role] = f"{labels[role]}; {said}" if role in labels else said


def _lift(item: Item, shared: bool) -> None:
    """Owner lines behind the last of several points speak of the whole item."""
    if item.labels or not item.points or not item.points[-1].owned:
        return
    *others, last = item.points
    if any(point.owned for point in others) or (last.owners_at == "plus" and not shared):
        return
    if others or shared or (last.owners_at == "none" and last.node.line.kind == "dash"):
        item.labels, item.points[-1].labels = item.points[-1].labels, {}


def labelled_tasks(items: Sequence[Item], year: int) -> list[Task]:
    """Tasks of items with owner lines; a title above them is a row without owner."""
    tasks: list[Task] = []
    within: set[int] = set()
    for item in items:
        if id(item) in within:
            continue
        if item.owned:
            tasks += [task for task in _owned(item, year) if task.content]
            within |= set(_below(item))
        elif "time" in item.labels and item.words and _among_owned(item, items):
            tasks.append(_labelled(item, year))
        elif _is_title(item):
            tasks.append(task_of(item, Owners((), ()), Schedule(), item.words.rstrip(" :.")))
    return tasks


def _among_owned(item: Item, items: Sequence[Item]) -> bool:
    """A numbered item with a time and no owner between others that have one: a row whose owner is missing."""
    line = item.node.line
    if line.kind not in ("number", "decimal", "letter"):
        return False
    beside = [i for i in items if i.node.parent is item.node.parent and i.node.line.kind == line.kind and i is not item]  # fmt: skip
    return any(i.owned or _holds_tasks(i) for i in beside)


def _is_title(item: Item) -> bool:
    """A numbered line above tasks that has no owner of its own and does not name one."""
    numbered = item.node.line.kind in ("number", "letter", "decimal")
    return numbered and _holds_tasks(item) and not is_unit_list(item.words)


def _holds_tasks(item: Item) -> bool:
    return any(point.owned or _holds_tasks(point) for point in item.points)


def _below(item: Item) -> Iterator[int]:
    for point in item.points:
        yield id(point)
        yield from _below(point)


def _owned(item: Item, year: int) -> Iterator[Task]:
    """One task, or one per point where the owner line names points."""
    if _names_points(item) or _each_timed(item):
        yield task_of(item, Owners((), ()), Schedule(), item.words.rstrip(" :."))
        for point in item.points:
            own = {role: _for_point(said, point.node.line.label) for role, said in item.labels.items()}  # fmt: skip
            yield _labelled(replace(point, labels={**own, **point.labels}), year)
        return
    owned_points = [p for p in item.points if p.owned]
    yield _labelled(replace(item, points=[p for p in item.points if not p.owned]), year)
    for point in owned_points:
        yield from _owned(point, year)


def _names_points(item: Item) -> bool:
    """Does the owner line or the time tell the points apart ("điểm a", "(1): …")? All it names stand as lines."""
    said = [m for r in ("lead", "time") for m in _POINTS.finditer(item.labels.get(r, ""))]
    named = {letter for m in said for letter in _letters(m)}
    return bool(named) and named <= {p.node.line.label for p in item.points if _is_point(p)}


def _letters(marks: re.Match[str]) -> list[str]:
    return re.findall(r"\b[a-zđ]\b|\d+", marks["letters"] or marks["numbers"])


def _is_point(item: Item) -> bool:
    line = item.node.line
    return line.kind == "letter" or (line.kind == "number" and line.is_bracketed)


def _each_timed(item: Item) -> bool:
    """Points that each say when, under an item that says who: "(1) Lập đề án: chậm nhất ngày 30/6/2026"."""
    points = [p for p in item.points if _is_point(p)]
    return "time" not in item.labels and len(points) == len(item.points) > 1 and all(map(_said_time, points))  # fmt: skip


def _said_time(item: Item) -> str | None:
    """The time of an item: its label's, or what its words end with behind a colon."""
    closing = re.search(r":\s+([^:;]+?)[.;]?$", item.words)
    return item.labels.get("time") or (closing[1] if closing and is_time(closing[1]) else None)


def _times_of_parts(text: str) -> list[str]:
    """The times of "(1) Khảo sát: Quý I/2026; (2) Nghiệm thu: Quý II/2026", a list inside one item."""
    parts = re.split(r"(?<!\w)\(\d{1,2}\)", text)[1:]
    ends = (re.search(r":\s+([^:]+?)[\s.;]*$", part) for part in parts)
    return [end[1] for end in ends if end and is_time(end[1])]


def _until_last(times: Sequence[str], year: int) -> Schedule:
    """Work whose parts have terms of their own is done with the last of them."""
    dues = [read_schedule([time], year).schedule.due for time in times]
    due = max((day for day in dues if day), default=None)
    return Schedule(text="; ".join(times), kind="deadline" if due else "none", due=due)


def _year_above(node: Node, year: int) -> int:
    """The year of "2. Năm 2027", the heading of what is done then."""
    heads = (a.line.body for a in node.ancestors if is_time(a.line.body))
    said = next((re.search(r"(?:19|20)\d\d", head) for head in heads), None)
    return int(said[0]) if said and not isinstance(year, SchoolYear) else year


def _labelled(item: Item, year: int) -> Task:
    year = _year_above(item.node, year)
    lead = told_owners(item.labels.get("lead", ""))
    coordinating = (*lead.coordinating, *split_units(_without_points(item.labels.get("coordinating", ""))))  # fmt: skip
    words = _words(item)
    owners = Owners(
        tuple(_without_points(n) for n in lead.lead), coordinating or spoken_partners(words)
    )
    said = _said_time(item)
    parts = _times_of_parts(said or words)
    schedule = _until_last(parts, year) if len(parts) > 1 else read_schedule([said], year).schedule if said else spoken_schedule(words, year)  # fmt: skip
    return task_of(item, owners, schedule, words)


def _without_points(text: str) -> str:
    return _POINTS.sub("", text).strip(" ,;")


def _words(item: Item) -> str:
    """The words of an item with those of its points; a bare heading is set off with a colon."""
    said = item.labels.get("content", "")
    glue = ": " if item.words and item.words[-1].isalnum() else " "
    words = glue.join(p for p in (item.words, said) if p)
    for point in item.points:
        if _ASIDE.fullmatch(point.words):
            continue
        kind = point.node.line.kind
        mark = f"{point.node.line.label}) " if kind == "letter" else _POINT_MARKS.get(kind, "")
        if kind == "number" and point.node.line.is_bracketed:
            mark = point.node.line.text.removesuffix(point.node.line.body)
        glue = ": " if kind == "none" and words and not words.endswith((".", ":", ";")) else " "
        words += f"{glue}{mark}{_words(point)}"
    return words.strip()


def _for_point(said: str, letter: str | None) -> str:
    """What a label says about one point: its own names, and those without a point.

    >>> _for_point("Văn phòng Sở (điểm a, b); Thanh tra Sở (điểm c)", "b")
    'Văn phòng Sở'
    >>> _for_point("điểm a: Văn phòng Sở; điểm b: Thanh tra Sở", "b")
    'Thanh tra Sở'
    >>> _for_point("(1): Quý I; (2), (3): Quý II", "3")
    'Quý II'
    """
    chosen = []
    for name in re.split(r"\s*;\s*|,\s*(?=[^()]*(?:\(|$))(?=[A-ZĐ])", said):
        marks = _POINTS.search(name)
        if marks is None or letter in _letters(marks):
            chosen.append(_POINTS.sub("", name).strip(" ,;:"))
    return "; ".join(chosen)


def task_of(item: Item, owners: Owners, schedule: Schedule, content: str) -> Task:
    line = item.node.line
    parent = next((a.line.label for a in item.node.ancestors if a.line.kind in ("number", "decimal", "letter")), None)  # fmt: skip
    product = item.labels.get("product")
    return Task(line.label, parent, item.node.section, content.strip(" ;"), owners.lead, owners.coordinating, schedule, product, item.labels.get("note"), line.source)  # fmt: skip
