"""Tasks of plans whose items name their owner in a sentence or in a closing bracket."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from thuocdo.plans.intake.assignments import (
    spoken_owners,
    spoken_partners,
    spoken_schedule,
)
from thuocdo.plans.intake.task_items import Item, labels_in, task_of
from thuocdo.plans.rules.assigned import closings
from thuocdo.plans.rules.outline import Node
from thuocdo.plans.rules.owners import Owners, is_unit_list, split_units
from thuocdo.plans.rules.reading import Schedule, Task
from thuocdo.plans.rules.schedules import read_schedule

_REMEDY = re.compile(
    r"(?:Giải pháp|Biện pháp|Hướng|Nhiệm vụ)(?: khắc phục| thực hiện)?\s*:\s+(?=\S)"
)
_CHARGED = re.compile(
    r"\b(?:chủ trì|có trách nhiệm|chịu trách nhiệm|được giao|được phân công|là (?:đơn vị|cơ quan))\b"
)
_PERIOD = re.compile(
    r"(?:Trong |Từ |Các )?(?:tháng|quý|tuần|học kỳ|đợt \d|ngày|6 tháng)\s[^,;.]{1,40}",
    re.IGNORECASE,
)
_SENTENCE = (".", ";", ",", "do")  # an end that is part of the sentence stays in the words
_Closing = tuple[str, Owners, Schedule]  # the words before a closing bracket, and what it says


def spoken_tasks(nodes: Sequence[Node], year: int) -> list[Task]:
    """Items whose own sentence names the owner: "Giao Văn phòng chủ trì …", "Sở Nội vụ chủ trì …"."""
    items = [n for n in nodes if not n.is_section and _is_work(n)]
    closing = _closings(items, year)
    headed = _fields(items, closing, year)
    tasks = []
    for node in items:
        body = _REMEDY.sub("", node.line.body) if node.line.kind == "none" else node.line.body
        if title := headed.get(id(node)):
            tasks.append(task_of(Item(node, title[0]), Owners((), ()), Schedule(), title[0]))
            continue
        if node.line.kind == "none" and not _REMEDY.match(node.line.body):
            tasks += _of_heading(node, year)
            continue
        words, owners, schedule = closing.get(id(node)) or _of_sentence(body, year)
        above = headed.get(id(node.parent)) if node.parent else None
        owners = above[1] if above and not owners.lead else owners
        if owners.lead:
            when = schedule if schedule and schedule.text else spoken_schedule(body, year)
            when = when if when.text else _time_above(node, year)
            tasks.append(task_of(Item(node, words), owners, when, words))
    return tasks


def _of_heading(node: Node, year: int) -> list[Task]:
    """A sentence below a numbered heading that says who is charged with it: the heading is the task."""
    body, heading = node.line.body, node.parent
    owners = spoken_owners(body)
    if heading is None or not owners.lead:
        return []
    words = f"{heading.line.body.rstrip(' :.')}: {body}"
    return [task_of(Item(heading, words), owners, spoken_schedule(body, year), words)]


def _time_above(node: Node, year: int) -> Schedule:
    """The time of "2. Tháng 02/2026", the heading of what is done then."""
    heads = (a.line.body for a in node.ancestors if not a.is_section)
    period = next((head for head in heads if _PERIOD.fullmatch(head.strip(" .:"))), None)
    return read_schedule([period], year).schedule if period else Schedule()


def _is_work(node: Node) -> bool:
    """A point of the work; "Giải pháp: …" on a line of its own is one wherever it stands."""
    if node.line.kind == "none":
        if _REMEDY.match(node.line.body):
            return node.purpose in ("work", "reports", "duties")
        above = node.parent
        only = above is not None and above.line.kind in ("number", "decimal", "letter") and all(n.line.kind == "none" for n in above.children)  # fmt: skip
        return node.purpose == "work" and only and bool(_CHARGED.search(node.line.body[:200]))
    return node.purpose == "work"


def _of_sentence(body: str, year: int) -> tuple[str, Owners, Schedule | None]:
    """Words, owners and time of "Phòng Kinh tế: Công khai phí; thời gian: trước 15/02/2026" or of a whole sentence."""
    named = re.match(r"([^:.]{3,160}?)\s*:\s+(?=\S)", body)
    if named is None or not is_unit_list(named[1]):
        return body, spoken_owners(body), None
    words, labels = labels_in(body[named.end() :])
    partners = split_units(labels.get("coordinating", "")) or spoken_partners(words)
    when = read_schedule([labels["time"]], year).schedule if "time" in labels else None
    return words, Owners(split_units(named[1]), partners), when


def _fields(items: Sequence[Node], closing: dict[int, _Closing], year: int) -> dict[int, _Closing]:
    """ "1. Cải cách thể chế (Phòng Pháp chế chủ trì)" above points with times of their own: a field and its owner."""
    above = {id(n): n for n in items if id(n) in closing and n.children and closing[id(n)][2].kind == "none"}  # fmt: skip
    times = (spoken_schedule(p.line.body, year).kind for n in above.values() for p in n.children)
    return {key: closing[key] for key in above} if any(kind != "none" for kind in times) else {}


def _closings(items: Sequence[Node], year: int) -> dict[int, _Closing]:
    """Items whose end only says who: "Rà soát quy chế (Kế toán, tháng 12/2024)", "Dịch vụ công: Sở Y tế".

    Words of duty beside the name suffice; bare names count where most items of the plan end so.
    """
    ways = {id(n): [*closings(n.line.body)] for n in items}
    bare = Counter((n.line.kind, sign) for n in items for sign in {_way(s) for _, s, _ in ways[id(n)]})  # fmt: skip
    kinds = Counter(n.line.kind for n in items if not n.children)
    found: dict[int, _Closing] = {}
    for node in items:
        for words, sign, said in ways[id(node)]:
            often = bare[node.line.kind, _way(sign)]
            usual = often > 1 and (sign in ("(", "[") or often * 2 >= kinds[node.line.kind])
            if usual or (said.spoken and (sign not in ("(", "[", ":") or not node.children)):
                kept = node.line.body if sign in _SENTENCE else words
                when = read_schedule([said.time], year).schedule
                found[id(node)] = (kept, said.owners, when)
                break
    return found


def _way(sign: str) -> str:
    """Dashes, bars and strokes part alike."""
    return "-" if sign in "–—|/" else sign
