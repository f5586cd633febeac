"""The lines of a plan in their order: head, preamble, sections with their purpose, foot, annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal

from thuocdo.lawbook.text import fold
from thuocdo.plans.rules.markers import LEVELS
from thuocdo.plans.rules.owners import ORDER, is_unit_list
from thuocdo.plans.rules.paper import Line
from thuocdo.plans.rules.unit_words import VERB_START
from thuocdo.plans.rules.values import figures

Purpose = Literal["aims", "targets", "work", "duties", "money", "status", "reports"]

_PURPOSES: tuple[tuple[Purpose, re.Pattern[str]], ...] = tuple(
    (purpose, re.compile(pattern))  # type: ignore[misc]
    for purpose, pattern in (
        ("reports", r"che do (?:thong tin,? ?)?bao cao|thong tin,? bao cao"),
        ("duties", r"to chuc (?:thuc hien|trien khai)|trach nhiem|phan cong (?:to chuc )?(?:thuc hien|trach nhiem)|trien khai thuc hien$|^phan cong$"),
        ("money", r"kinh phi|du toan|co che tai chinh"),
        ("targets", r"chi tieu|muc tieu cu the"),
        ("status", r"thuc trang|hien trang|danh gia (?:ket qua|tinh hinh|chung)|ket qua (?:thuc hien|dat duoc)|dac diem tinh hinh|ton tai|han che|boi canh"),
        ("work", r"nhiem vu|giai phap|noi dung|hinh thuc|hoat dong|cong viec|bien phap|phuong an|lo trinh|ke hoach thuc hien|^lich (?:thuc hien|cong tac|trien khai|hoat dong)|^tien do"),
        ("aims", r"muc dich|yeu cau|quan diem|muc tieu|can cu|pham vi|doi tuong|co so phap ly|su can thiet|phuong cham"),
    )
)  # fmt: skip
_FOOT = re.compile(r"n\s?ơi\s?n\s?h\s?ận\b", re.IGNORECASE)
_SIGN = re.compile(r"(?:KT|TM|TL|TUQ|Q)\s?\.\s?[A-ZĐ]|(?:QUYỀN |PHÓ )?(?:GIÁM ĐỐC|CHỦ TỊCH|HIỆU TRƯỞNG|TRƯỞNG PHÒNG|TRƯỞNG BAN|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|CHÁNH VĂN PHÒNG|THỦ TRƯỞNG)")  # fmt: skip
_ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục|DANH MỤC|BIỂU|BẢNG)\b(?!.{0,40}(?:kèm theo Kế hoạch này|kèm theo\)?\.$))")  # fmt: skip


@dataclass
class Node:
    """A line with the lines under it. `purpose` is that of the section it stands in."""

    line: Line
    level: float
    section: str | None = None
    purpose: Purpose | None = None
    parent: Node | None = field(default=None, repr=False)
    children: list[Node] = field(default_factory=list, repr=False)

    @property
    def ancestors(self) -> list[Node]:
        """Enclosing nodes, nearest first."""
        found, node = [], self.parent
        while node is not None:
            found.append(node)
            node = node.parent
        return found

    @property
    def is_section(self) -> bool:
        return self.level <= LEVELS["roman"]


@dataclass
class Outline:
    head: list[Line]
    preamble: list[Line]
    body: list[Node]
    foot: list[Line]
    annexes: list[Node]
    cover: list[Line] = field(default_factory=list)  # the decision a plan is attached to


def purpose_of(heading: str) -> Purpose | None:
    """
    >>> purpose_of("CHỈ TIÊU CHỦ YẾU"), purpose_of("Tổ chức thực hiện"), purpose_of("Mục đích, yêu cầu")
    ('targets', 'duties', 'aims')
    """
    words = fold(heading.lower().replace("chi tiêu", " "))  # spending, not "chỉ tiêu"
    if re.search(r"muc tieu.*(?:nhiem vu|giai phap)", words):
        return "work"
    return next((p for p, pattern in _PURPOSES if pattern.search(words)), None)


def outline(lines: Sequence[Line]) -> Outline:
    """Parts of the paper; every line of the body in one list, in reading order, linked to its parent."""
    title = _title_at(lines)
    first = next((i for i in range(title + 1, len(lines)) if _opens_body(lines, i, title)), len(lines))  # fmt: skip
    end = next((i for i in range(first, len(lines)) if _is_foot(lines[i])), len(lines))
    annex = next((i for i in range(end, len(lines)) if _ANNEX.match(lines[i].text)), len(lines))
    return Outline(
        head=list(lines[: title + 1]),
        preamble=list(lines[title + 1 : first]),
        body=_linked(lines[first:end]),
        foot=list(lines[end:annex]),
        annexes=_linked(lines[annex:]),
        cover=_cover(lines[:title]),
    )


def _cover(above: Sequence[Line]) -> list[Line]:
    """What a decision says above the plan it promulgates: its bases, articles and foot."""
    decides = next((i for i, x in enumerate(above) if x.text.startswith("QUYẾT ĐỊNH")), None)
    return list(above[decides + 1 :]) if decides is not None else []


_KIND_OF_ACTION = r"(?:\s+(?:HÀNH ĐỘNG|CÔNG TÁC|TRIỂN KHAI|THỰC HIỆN|PHỐI HỢP))?\s*(?=$)"
KIND_WORD = re.compile(rf"(?:DỰ THẢO\s*)?K\s?Ế\s?\s?HO\s?ẠCH\b(?!\s+số)(?:{_KIND_OF_ACTION})?")
_PROGRAMME = re.compile(rf"(?:CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN){_KIND_OF_ACTION}")
_TOP = 150  # lines of a decision that may stand above its plan


def kind_word(text: str) -> re.Match[str] | None:
    """ "KẾ HOẠCH", "KẾ HOẠCH HÀNH ĐỘNG", "CHƯƠNG TRÌNH": the word above a title."""
    return KIND_WORD.match(text) or _PROGRAMME.match(text)


def _title_at(lines: Sequence[Line]) -> int:
    top = lines[:_TOP]
    plan = next((i for i, line in enumerate(top) if KIND_WORD.match(line.text)), None)
    if plan is not None:
        return plan
    return next((i for i, line in enumerate(top) if _PROGRAMME.match(line.text)), -1)


def _opens_body(lines: Sequence[Line], place: int, title: int) -> bool:
    """The first section heading."""
    line = lines[place]
    if line.kind in ("roman", "upper"):
        return True
    if _is_foot(line):
        return True
    if line.kind == "number" and line.label == "1":
        return True
    capitals = line.text.isupper() and place > title + 3 and purpose_of(line.text) is not None
    return capitals or (line.bold and place > title + 2 and purpose_of(line.text) is not None and len(line.text) < 80)  # fmt: skip


def _is_foot(line: Line) -> bool:
    return bool(_FOOT.match(line.text)) or (bool(_SIGN.match(line.text)) and line.text.isupper())


def _linked(lines: Sequence[Line]) -> list[Node]:
    nodes: list[Node] = []
    stack: list[Node] = []
    section: str | None = None
    measured = _measured_goals(lines)
    plain = any(line.kind == "number" and not line.is_bracketed for line in lines)
    aside = False  # under an unnumbered "Thực trạng", until "Giải pháp" or the next number
    purpose: Purpose | None = None
    for line, following in zip_longest(lines, lines[1:]):
        level = _level(line, following)
        if line.kind == "number" and plain and line.is_bracketed:
            level = _below_numbers(line, stack)
        while stack and stack[-1].level >= level:
            stack.pop()
        if level <= LEVELS["roman"]:
            section = line.body.rstrip(" :.") or line.text
            purpose = purpose_of(section) or _carried(level, stack)
            purpose = "targets" if line.number in measured else purpose
        node = Node(line, level, section, purpose, stack[-1] if stack else None)
        node.purpose = "targets" if line.number in measured else _own_purpose(node)
        aside = _aside(node, aside)
        node.purpose = "status" if aside else node.purpose
        if node.parent is not None:
            node.parent.children.append(node)
        nodes.append(node)
        if level < LEVELS["none"]:
            stack.append(node)
    return nodes


def _below_numbers(line: Line, stack: Sequence[Node]) -> float:
    """ "(1)", "Bước 1:" in a plan that also counts "1.": a list of its own inside the point it stands under."""
    begun = [n.level for n in stack if n.line.kind == "number" and n.line.is_bracketed]
    if begun and line.label != "1":
        return begun[-1]
    above = stack[-1].level if stack else LEVELS["number"]
    return min(max(above, LEVELS["number"]), LEVELS["dash"]) + 0.4


def _measured_goals(lines: Sequence[Line]) -> set[int]:
    """Headings "MỤC TIÊU" over a list with figures: each item under them is a goal to be measured."""
    found: set[int] = set()
    heading: Line | None = None
    romans = any(line.kind == "roman" for line in lines)
    top = (
        LEVELS["roman"] if romans else LEVELS["number"]
    )  # "1. Mục tiêu" where nothing stands above numbers
    for line in lines:
        if _level(line) <= top:
            goal = re.match(r"(?:cac )?muc tieu(?!.*(?:chung|tong quat|nhiem vu|giai phap))", fold(line.body or line.text))  # fmt: skip
            heading = line if goal and not re.search(r"muc dich|yeu cau|quan diem", fold(line.text)) else None  # fmt: skip
        elif heading is not None and figures(line.body):
            found.add(heading.number)
    return found


def _level(line: Line, following: Line | None = None) -> float:
    if line.kind != "none":
        return LEVELS[line.kind]
    heading = line.text.isupper() and len(line.text) < 150 and not _SIGN.match(line.text)
    if heading or (_ANNEX.match(line.text) and len(line.text) < 300):
        return LEVELS["upper"]
    if (
        following is not None
        and LEVELS["roman"] < LEVELS[following.kind] < LEVELS["none"]
        and _heads(line, following)
    ):
        return LEVELS[following.kind] - 0.5
    return LEVELS["none"]


def _heads(line: Line, following: Line) -> bool:
    """A line without a number that names what the list below it is of: bold, or a unit and a colon."""
    if len(line.text) > 120 or line.text.endswith((".", ";", ",")):
        return False
    if line.bold:
        return True
    closed = line.text.endswith(":") or following.kind in ("dash", "plus")
    return closed and line.text[:1].isupper() and is_unit_list(ORDER.sub("", line.text))


def _carried(level: float, stack: Sequence[Node]) -> Purpose | None:
    return stack[-1].purpose if stack and level > LEVELS["upper"] else None


_STATUS = re.compile(r"(?:ve )?(?:thuc trang|hien trang|han che|ton tai|nguyen nhan|ket qua dat duoc|nhung ket qua|danh gia chung|uu diem)\b")  # fmt: skip


def _aside(node: Node, aside: bool) -> bool:
    """Does this line still tell how things stand, under a bare heading that said so?"""
    words = fold(node.line.body)
    if node.level < LEVELS["letter"] or re.match(r"(?:cac |nhiem vu,? )?giai phap|nhiem vu\b|phuong huong", words):  # fmt: skip
        return False
    bare = node.level >= LEVELS["dash"] and len(words) < 90
    return aside or (bare and _STATUS.match(words) is not None)


_JUDGES = re.compile(r"danh gia|phan tich|thong ke|ket qua")  # "Khắc phục hạn chế" is work


def _own_purpose(node: Node) -> Purpose | None:
    """A numbered heading may turn the purpose of its section ("2. Mục tiêu cụ thể", "1. Mục tiêu chung")."""
    parent = node.parent
    inherited = parent.purpose if parent is not None else node.purpose
    if node.is_section:
        return node.purpose
    if re.match(
        r"(?:muc tieu (?:chung|tong quat)|muc dich|yeu cau(?= *(?:$|[:.,(]|chung\b|ve\b)))",
        fold(node.line.body),
    ):
        return "aims"
    if not is_heading(node.line):
        return inherited if parent is not None else node.purpose
    own, words = purpose_of(node.line.body), fold(node.line.body)
    if re.search(r"muc tieu (?:chung|tong quat)|muc dich", fold(node.line.body)):
        return "aims"
    if inherited == "targets" and re.match(r"(?:doi tuong|pham vi)\b", fold(node.line.body)):
        return "aims"
    if own == "duties" and len(words.split()) > 7:
        return inherited  # "Tổ chức triển khai thực hiện Chiến lược …" is work
    mends = own == "status" and VERB_START.match(node.line.body) and not _JUDGES.match(words)
    if own in ("targets", "duties", "reports", "money", "status") and len(node.line.body) < 90 and not mends:  # fmt: skip
        return own
    if parent is None or parent.level < LEVELS["roman"]:
        return own or inherited or node.purpose
    return inherited


def is_heading(line: Line) -> bool:
    """A short line that names what follows, not a sentence of its own."""
    text = line.body
    if len(text) > 160 or not text:
        return False
    if text.endswith(":") or line.bold or text.isupper():
        return True
    return line.kind in ("number", "letter", "decimal", "roman", "upper") and not text.endswith((".", ";", ","))  # fmt: skip
