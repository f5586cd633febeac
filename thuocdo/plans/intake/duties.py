"""Duties under the heading of a unit ("1. Văn phòng Sở: …") become responsibilities, a bullet each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from thuocdo.plans.intake.reports import is_report
from thuocdo.plans.intake.task_items import ENDS_LIST, labels_in
from thuocdo.plans.rules.assigned import assigned
from thuocdo.plans.rules.markers import LEVELS, UPPER
from thuocdo.plans.rules.outline import Node, purpose_of
from thuocdo.plans.rules.owners import ORDER, is_unit_list, leading_units
from thuocdo.plans.rules.reading import Responsibility
from thuocdo.plans.rules.unit_words import VERB_START

# What cannot be a field of work: the name of an office, or one with a capital of its own.
_OFFICE = re.compile(rf"(?:Các )?(?:Văn phòng|Phòng|Sở|Ban|UBND|Ủy ban|Uỷ ban|Hội đồng|Chi cục|Cục|Vụ|Trung tâm|Thanh tra|Bộ phận|Công an)(?!\w)|.*\s[{UPPER}]")  # fmt: skip
_CHARGED = re.compile(r"(?:chủ trì|có trách nhiệm|chịu trách nhiệm|là (?:đơn vị|cơ quan) (?:đầu mối|thường trực))", re.I)  # fmt: skip


_REPORTS = re.compile(r"(?:thực hiện (?:nghiêm túc |đầy đủ )?(?:chế độ|báo cáo|việc)|báo cáo|gửi|định kỳ|tổng hợp(?:, | và )báo cáo)", re.I)  # fmt: skip


@dataclass(frozen=True)
class Duty:
    """A responsibility, the line it stands in and the heading it stands under."""

    responsibility: Responsibility
    node: Node
    heading: Node | None
    time: str | None = None  # of its own line below


def duties_in(nodes: Sequence[Node]) -> list[Duty]:
    """Duties of the sections that say who does what, in printed order."""
    found: list[Duty] = []
    heading: Node | None = None
    unit, bulleted = "", False
    for node in nodes:
        words, labels = labels_in(node.line.body)
        if labels and not words:
            if "time" in labels and found and heading is not None and found[-1].heading is heading:
                found[-1] = replace(found[-1], time=labels["time"])
            continue
        if node.purpose not in ("duties", "work", "reports") or node.is_section:
            heading = None
            continue
        named = _unit_heading(node)
        if named is not None:
            heading, unit, bulleted = node, named, False
            found += _inline(node, named)
        elif heading is not None and _is_under(node, heading):
            if node.line.kind == "plus" and found and found[-1].heading is heading:
                found[-1] = _longer(found[-1], node)
            elif node.line.kind != "none":
                bulleted = True
                found.append(_duty(unit, node.line.body, node, heading))
            elif _ends_unit(node, bulleted):
                heading = None
            else:
                found.append(_duty(unit, node.line.text, node, heading))
        else:
            heading = None
            found += _sentence(node)
    return found


def _unit_heading(node: Node) -> str | None:
    """The units a heading names; None where the line is no such heading."""
    plain = node.line.kind == "none" and not (node.line.bold or node.line.text.endswith(":"))
    if plain and not node.children:
        alone = (
            node.purpose == "duties" and node.line.text[-1:].isalnum() and len(node.line.text) < 90
        )
        return node.line.text if alone and is_unit_list(node.line.text) else None
    text = ORDER.sub("", node.line.body).strip()
    if node.purpose == "work" and not (_OFFICE.match(text) or _among_units(node)):
        return None
    holds = bool(node.children) or text.endswith(":")
    if is_unit_list(text) and (holds or (node.line.kind != "dash" and leading_units(text) is None)):
        return text.rstrip(" :.;")
    charged = assigned(text) if holds else None
    if charged and charged.spoken and not charged.time:
        return "; ".join(charged.owners.lead)
    points = node.children and node.children[0].line.kind in ("letter", "dash", "plus")
    if points and re.match(r"Trách nhiệm của\s", node.line.body) and len(text) < 160:
        return text.rstrip(" :.;")  # whoever it is: the heading says that it answers
    named = leading_units(text) if node.children else None
    if named and node.purpose == "duties" and (text.endswith(":") or "phối hợp" in named[1]):
        return named[0]  # "Sở Y tế chủ trì, phối hợp với … thực hiện các việc sau:"
    if node.children and _stands_with_units(node):
        return re.sub(r"\s*\([^()]*\)\s*$", "", text.rstrip(" :.;"))
    colon = re.match(r"([^:]{3,200}?)\s*:\s+\S", text)
    if colon and is_unit_list(colon[1]) and node.purpose == "duties":
        return colon[1]
    return None


def _among_units(node: Node) -> bool:
    """Headings of the work are mostly units, or mostly fields: "Tổ chức bộ máy" beside "Thể chế" is one more field."""
    beside = [n for n in node.parent.children if n.children and n.line.kind == node.line.kind] if node.parent else []  # fmt: skip
    named = [n for n in beside if _names_a_unit(n)]
    return len(named) * 2 >= len(beside)


def _stands_with_units(node: Node) -> bool:
    """A heading with points of its own between headings that are units: a unit too, in whatever words."""
    text = node.line.body
    if (
        node.line.kind not in ("number", "decimal", "letter")
        or node.parent is None
        or len(text) > 260
    ):
        return False
    if (
        text.endswith((".", ";", ","))
        or VERB_START.match(text)
        or purpose_of(text) in ("reports", "money", "duties", "targets")
    ):
        return False
    beside = [n for n in node.parent.children if n.line.kind == node.line.kind and n is not node]
    units = [n for n in beside if _names_a_unit(n)]
    return len(units) > 1 and len(units) * 3 >= len(beside) * 2


def _names_a_unit(node: Node) -> bool:
    """Among the work only what cannot be a field counts: "Tổ chức bộ máy", "Hợp tác xã" may be either."""
    text = ORDER.sub("", node.line.body).strip()
    named = text if is_unit_list(text) else (leading_units(text) or ("", ""))[0]
    return bool(named) and (node.purpose == "duties" or _OFFICE.match(named) is not None)


def _inline(node: Node, unit: str) -> list[Duty]:
    """ "1. Văn phòng Sở: Theo dõi, đôn đốc …" on one line."""
    match = re.match(r"[^:(]{3,220}?:\s+(\S.*)", node.line.body)
    return [_duty(unit, match[1], node, node)] if match else []


def _is_under(node: Node, heading: Node) -> bool:
    return heading in node.ancestors or (
        node.level == LEVELS["none"] and node.parent is heading.parent and heading.level == node.level
    )  # fmt: skip


def _ends_unit(node: Node, bulleted: bool) -> bool:
    text = node.line.text
    speaks_of_others = is_report(text) and leading_units(text) is not None
    return bulleted or bool(ENDS_LIST.match(text)) or speaks_of_others


def _sentence(node: Node) -> list[Duty]:
    """ "3. Sở Tài chính chủ trì, phối hợp …" or "Giao Văn phòng …": the sentence itself names the unit."""
    closing = re.match(r"Trên đây", node.line.body) or (
        node.line.kind == "none" and node.line.body.startswith("Yêu cầu")
    )
    if node.purpose != "duties" or closing:
        return []
    text = ORDER.sub("", node.line.body)
    named = leading_units(text)
    if named is None or (_REPORTS.match(named[1]) and is_report(node.line.body)):
        return []
    if node.line.kind == "none" and not (_CHARGED.match(named[1]) or text != node.line.body):
        return []
    return [_duty(named[0], node.line.body, node, None)]


def _duty(unit: str, content: str, node: Node, heading: Node | None) -> Duty:
    return Duty(Responsibility(unit, content.strip(), node.line.source), node, heading)


def _longer(duty: Duty, node: Node) -> Duty:
    words = f"{duty.responsibility.content} + {node.line.body}"
    return replace(duty, responsibility=replace(duty.responsibility, content=words))
