"""Clauses of the body beside the tasks: work nobody is given, groups the annex leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thuocdo.lawbook.text import fold
from thuocdo.plans.rules.findings.context import Context, finding, pairs_of, short
from thuocdo.plans.rules.outline import Node, is_heading
from thuocdo.plans.rules.owners import is_unit_list
from thuocdo.plans.rules.reading import Finding

_POINTS_ELSEWHERE = re.compile(r"(?:mục [IVX\d]+|nhiệm vụ cụ thể).{0,30}[Pp]hụ lục|kèm theo", re.I)
_LABEL_ONLY = re.compile(r"(?:thời gian|thời hạn|kinh phí|địa điểm|thành phần|đối tượng|đơn vị|cơ quan|sản phẩm|kết quả|chủ trì|phối hợp|số lượng|hình thức|tiến độ|phạm vi)[^:]{0,40}:", re.I)  # fmt: skip


def without_owner(context: Context) -> Iterator[Finding]:
    """Leaves of the sections that say what is to be done, with no counterpart among tasks and duties."""
    taken = {t.source.block for t in context.reading.tasks} | {d.source.block for d in context.reading.responsibilities}  # fmt: skip
    known = [pairs_of(t.content) for t in context.reading.tasks]
    for node in context.nodes:
        if not _is_clause(node) or node.line.number in taken or _inside(node, taken):
            continue
        own = pairs_of(node.line.body)
        if own and max((len(own & other) / len(own) for other in known), default=0) < 0.5:
            yield finding("missing-owner", f"“{short(node.line.body)}” chưa giao cho đơn vị nào.", node.line.source, "info")  # fmt: skip


def _is_clause(node: Node) -> bool:
    line = node.line
    if node.purpose != "work" or node.is_section or node.children or line.kind == "none":
        return False
    if _POINTS_ELSEWHERE.search(line.body) or _LABEL_ONLY.match(line.body):
        return False
    return len(line.body.split()) > 4 and not is_unit_list(line.body)


def _inside(node: Node, taken: set[int]) -> bool:
    return any(above.line.number in taken for above in node.ancestors)


def groups_missing(context: Context) -> Iterator[Finding]:
    """Numbered headings of the body that mostly are the annex's groups: the one the annex lacks."""
    rows = [(t.group, t.source.block) for t in context.reading.tasks]
    rows += [(t.group, t.source.block) for t in context.reading.targets]
    groups = {_plain(group) for group, block in rows if group and block in context.rows}
    for section in context.nodes:
        headings = [n for n in section.children if n.line.kind == "number" and n.children and is_heading(n.line)]  # fmt: skip
        if not section.is_section or section.purpose != "work" or len(headings) < 3:
            continue
        absent = [n for n in headings if not _is_among(_plain(n.line.body), groups)]
        if len(absent) * 3 <= len(headings):
            for node in absent:
                yield finding("group-missing", f"“{short(node.line.body)}” không có trong các nhóm của phụ lục.", node.line.source)  # fmt: skip


def _is_among(heading: str, groups: set[str]) -> bool:
    words = set(heading.split())
    return any(len(words & set(g.split())) * 5 >= len(words) * 3 for g in groups if words)


def _plain(text: str) -> str:
    """
    >>> _plain("Chỉ số “ Gia nhập thị trường”:")
    'gia nhap thi truong'
    """
    words = re.sub(r"[^\w ]", " ", fold(text))
    return re.sub(r"^\s*(?:chi so|nhom|linh vuc|cong tac)\s+", "", " ".join(words.split()))
