"""How one plan writes its owners outside tables: what returns from line to line is its manner.

A line that says who answers in words of duty always counts. A bare name or time counts only where the
plan writes so more than once: a label nobody has met ("Ai làm: Văn phòng"), a line with a name alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from thuocdo.lawbook.text import fold
from thuocdo.plans.intake.assignments import spoken_owners
from thuocdo.plans.rules.assigned import Assigned, assigned, is_time
from thuocdo.plans.rules.outline import Node
from thuocdo.plans.rules.owners import is_unit_list
from thuocdo.plans.rules.unit_words import VERBS

_LABELLED = re.compile(r"(?P<label>[^\W\d_][^:;.()]{1,30}?)\s*:\s+(?P<value>\S.*)")
_NO_OWNER = re.compile(r"doi tuong|thanh phan|dia diem|\bnoi\b|gui|pham vi|hinh thuc|khach|dai bieu|duoc |can cu|don vi tinh|so lieu|nguon|cap ")  # fmt: skip
# "Khi có dịch, tổ chức phun khử khuẩn", "Đột xuất kiểm tra …": a point that only begins with its time.
_WORKS = re.compile(rf"(?:,\s.*?|(?:đột xuất|kịp thời)\s+)(?<!\w)(?:{VERBS})(?!\w)", re.IGNORECASE)
_BESIDE = re.compile(r"phoi hop|\bcung\b|tham gia|ho tro|giup|lien quan")


@dataclass(frozen=True)
class Manner:
    """`labels`: folded words before a colon → what their lines hold. `bare`: lines with a name alone are owners."""

    labels: dict[str, str]
    bare: bool

    @classmethod
    def of(cls, nodes: Sequence[Node]) -> Manner:
        held: dict[str, list[str]] = defaultdict(list)
        for node in nodes:
            parted = _LABELLED.fullmatch(node.line.body)
            if parted and not node.is_section and not is_unit_list(parted["label"]):
                held[fold(parted["label"])].append(_held(parted["value"]))
        labels = {label: kinds[0] for label, kinds in held.items() if len(kinds) > 1 and kinds[0] and len(set(kinds)) == 1}  # fmt: skip
        named = {label: "coordinating" if kind == "lead" and _BESIDE.search(label) else kind for label, kind in labels.items() if not _NO_OWNER.search(label)}  # fmt: skip
        return cls(named, sum(_is_bare(node) for node in nodes) > 1)

    def said(self, node: Node) -> dict[str, str]:
        """What a line says of the item above it, role → words; nothing where it says more."""
        if node.purpose == "duties" or node.line.kind not in ("none", "dash", "plus"):
            return {}
        parted = _LABELLED.fullmatch(node.line.body)
        if parted and fold(parted["label"]) in self.labels:
            return {self.labels[fold(parted["label"])]: parted["value"].strip(" .;")}
        above = node.parent
        if is_time(node.line.body) and above and not above.is_section and not _WORKS.search(node.line.body):  # fmt: skip
            return {"time": node.line.body.strip(" .;")}
        found = assigned(node.line.body)
        if (
            found is None
            or not _is_last(node)
            or not (found.spoken or (self.bare and _is_bare(node)))
        ):
            return {}
        said = {
            "lead": "; ".join(found.owners.lead),
            "coordinating": "; ".join(found.owners.coordinating),
        }
        return {**said, **({"time": found.time} if found.time else {})}


def _held(value: str) -> str:
    return "time" if is_time(value) else "lead" if is_unit_list(value) else ""


def _is_last(node: Node) -> bool:
    """The last line of an item: the lines above it are its points, and none of them names an owner of its own."""
    above = node.parent
    if node.line.kind == "none" or above is None:
        return True
    if above.children[-1] is not node or above.is_section or assigned(above.line.body):
        return False
    return not any(spoken_owners(point.line.body).lead for point in above.children[:-1])


def _is_bare(node: Node) -> bool:
    """A name alone under an item."""
    above = node.parent
    if node.line.kind != "none" or node.line.bold or above is None or above.is_section:
        return False
    found: Assigned | None = assigned(node.line.body)
    return found is not None and not found.spoken and not node.line.body.rstrip().endswith(":")
