"""Targets in sentences: the figure, and the words that say what it is a figure of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from thuocdo.plans.rules.outline import Node, is_heading, purpose_of
from thuocdo.plans.rules.reading import Target, Task
from thuocdo.plans.rules.unit_words import VERBS
from thuocdo.plans.rules.values import NUMBER, Figure, decimal_text, figures

_LINKS = re.compile(
    r"(?:\s*(?:đạt(?: được)?|là|phấn đấu|đảm bảo|bảo đảm|ở mức|mức|tỷ lệ|chiếm|có|(?<!đối )với|lên|xuống|còn|tăng|:|,|và|trong đó|khoảng|tương ứng|phải|được|sẽ|đến năm \d{4}|\())+\s*$",
    re.IGNORECASE,
)
_OPENERS = re.compile(
    r"^\s*(?:(?:(?:chỉ tiêu|mục tiêu)(?=\s*(?:$|:))|phấn đấu|phân đấu|phân đầu|đảm bảo|bảo đảm|trong đó|trong số đó|cụ thể|đến (?:hết )?năm \d{4}|đến cuối năm \d{4}|năm \d{4}|hằng năm|hàng năm|và|có|đạt)\b\s*,?:?\s*)+",
    re.IGNORECASE,
)
_NOUN = re.compile(r"(?:tỷ lệ|tỉ lệ|mức|số lượng|số|điểm|chỉ số|tổng số|tỷ trọng|tốc độ|thời gian|chi phí|giá trị|xếp hạng|thứ hạng|kết quả|chất lượng|diện tích|độ)\b", re.IGNORECASE)  # fmt: skip
_CUT = re.compile(
    rf"(?:;|:|\.\s|,\s*(?:trong (?:số )?đó|đồng thời|riêng)\b|,?\s+và\s+(?=(?:{VERBS})(?![\wÀ-ỹ]))|,\s+(?=(?:tỷ lệ|tỉ lệ|mức độ|số lượng|phấn đấu|trên|từ|ít nhất|tối thiểu|không quá)\b)|(?<!độ \d),\s+(?=\d)|(?:,|,?\s+và)\s*$)",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    rf"(?P<text>(?P<value>{NUMBER})\s*(?P<unit>%)?)\s*(?P<place>(?:ở|tại|đối với|cho|với)\s+(?:cấp|khối|các|nhóm|lĩnh vực|huyện|xã|tỉnh|sở|cơ quan|đơn vị|phòng|trường)[^;.\d]*?)(?=,?\s*(?:và\s+)?{NUMBER}\s*%?\s*(?:ở|tại|đối với|cho|với)\b|[;.]|$)"
)
_PAST = re.compile(r"(?:đã đạt|đã có|hiện nay|hiện có|hiện tại|kết quả năm|năm trước|đạt được năm|so với cùng kỳ|thực trạng|đã hoàn thành|tính đến)", re.IGNORECASE)  # fmt: skip
_NOW = re.compile(
    r"(?:Hiện nay|Hiện tại|Hiện có|Tính đến)\b"
)  # how things stand, also among the goals
_TIME_UNITS = {"ngày", "tháng", "giờ", "phút", "ngày làm việc", "giờ làm việc", "điểm", "km", "ha"}
_SHORTENED = {"ngày", "ngày làm việc", "giờ", "giờ làm việc", "phút"}
_SHORTENS = re.compile(r"(?:rút ngắn|cắt giảm|giảm)\s[^.;]*(?:thời gian|thời hạn)[^.;]*\b(?:còn|xuống)\b", re.IGNORECASE)  # fmt: skip
_OF_COUNTED = re.compile(r"(?:được|có|đạt|về|thuộc|theo|cấp)\b")  # "02 sáng kiến được công nhận"
_PASSIVE = re.compile(r"(?:kiểm tra|rà soát|đánh giá|đào tạo|bồi dưỡng|tập huấn|khảo sát|thanh tra|giám sát|cập nhật|công khai|số ho[áa]|xử lý|giải quyết)\b", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True)
class Named:
    """A figure with the words it measures."""

    name: str
    figure: Figure


def sentences(text: str) -> list[str]:
    """
    >>> sentences("Đạt 100%. Phấn đấu 80% hồ sơ; giảm chi phí.")
    ['Đạt 100%', 'Phấn đấu 80% hồ sơ', 'giảm chi phí']
    """
    parts = re.split(r"(?<=[^\s\d.]{2})\.\s+|(?<=[%)”\"\d])\.\s+(?=[A-ZĐÀ-Ỹ+-])|;\s*|\s+(?=[-+]\s[A-ZĐÀ-Ỹ])", text)  # fmt: skip
    return [p.strip(" .;") for p in parts if p and p.strip(" .;")]


def named_figures(sentence: str) -> list[Named]:
    """Every figure of one sentence with its name.

    >>> [(n.name, n.figure.value) for n in named_figures("Tỷ lệ hồ sơ trực tuyến đạt tối thiểu 50%")]
    [('Tỷ lệ hồ sơ trực tuyến', '50')]
    """
    found = figures(sentence)
    if not found:
        return []
    levels = list(_LEVEL.finditer(sentence))
    if len(levels) > 1 and len(found) <= len(levels):
        return _by_level(sentence, found[0], levels)
    result = []
    for place, figure in enumerate(found):
        left = max((f.end for f in found[:place] if f.end <= figure.begin), default=0)
        right = found[place + 1].begin if place + 1 < len(found) and found[place + 1].begin >= figure.end else len(sentence)  # fmt: skip
        result.append(Named(_name(sentence, figure, left, right), figure))
    return _inherited(_below_head(sentence, result))


_HEAD = re.compile(
    rf"\s*[-+]?\s*(?P<head>{_NOUN.pattern}[^:;.]{{4,160}}):\s+(?=[^\W\d_])", re.IGNORECASE
)


def _below_head(sentence: str, named: list[Named]) -> list[Named]:
    """ "Tỷ lệ hộ dùng nước sạch: đô thị 98%, nông thôn 75%": what is measured stands once, in front of the colon."""
    head = _HEAD.match(sentence)
    if head is None or not named or named[0].figure.begin < head.end():
        return named
    unit = named[0].figure.unit
    return [
        replace(n, name=f"{head['head'].strip()} {n.name}")
        if n.name
        and n.figure.unit == unit
        and not _NOUN.match(n.name)
        and not n.name.startswith(head["head"])
        else n
        for n in named
    ]


def _inherited(named: list[Named]) -> list[Named]:
    """A figure whose own words are gone ("…; đến năm 2025 đạt trên 95%") is one more of the same thing."""
    result: list[Named] = []
    for one in named:
        name = one.name or (result[-1].name if result else "")
        result.append(replace(one, name=name))
    return result


def _by_level(sentence: str, first: Figure, levels: Sequence[re.Match[str]]) -> list[Named]:
    """ "tối thiểu tương ứng 70% ở cấp sở, 260 ở cấp huyện": one head, one operator, a value per level."""
    head = _cleaned(_after_cut(sentence[: first.begin]))
    head = re.split(r"\s+(?:đang|thuộc|có giá trị|còn hiệu lực)\s", head)[0]
    found = []
    for match in levels:
        figure = Figure(first.operator, decimal_text(match["value"]), match["unit"], match["text"].strip(), match.start(), match.end())  # fmt: skip
        found.append(Named(f"{head} {_level_place(match['place'])}".strip(), figure))
    return found


def _level_place(words: str) -> str:
    return re.sub(r"\s+và$", "", words.strip(" ,"))


def _after_cut(before: str) -> str:
    before = re.sub(r":\s*$", "", before)  # "Chỉ số Gia nhập thị trường: ≥ 7,5 điểm"
    cuts = list(_CUT.finditer(before))
    return before[cuts[-1].end() :] if cuts else before


def _name(sentence: str, figure: Figure, left: int, right: int) -> str:
    before = _after_cut(sentence[left : figure.begin])
    after = sentence[figure.end : right]
    if right < len(sentence):
        after = _before_last_cut(after)
    colon = re.search(
        r":\s|,\s*(?:trong (?:số )?đó)\b|(?<=\w)\s+(?:so với|vào năm|vào cuối)\b", after
    )
    after = after[: colon.start()] if colon else after
    head = _cleaned(before)
    tail = after.strip(" .;") if not re.match(r"\s*(?:[,;:)]|và\s)", after) else ""
    if not head and figure.unit == "hạng" and (left or len(tail.split()) < 4):
        return ""  # one more figure of the thing named before; alone, the whole sentence names it
    if not head:
        counted = (
            figure.unit
            if figure.unit and _OF_COUNTED.match(tail) and "%" not in figure.unit
            else ""
        )
        named = f"{counted or ''} {_tail_only(tail)}".strip()
        return f"{_year_in_front(sentence)}{named}" if named and left == 0 else named
    head = f"{_year_in_front(sentence)}{head}" if left == 0 else head
    if not tail or _NOUN.match(head) or figure.unit == "hạng" or "/" in (figure.unit or ""):
        return head
    return f"{head} {tail}"


def _before_last_cut(after: str) -> str:
    cuts = list(_CUT.finditer(after))
    return after[: cuts[-1].start()] if cuts else after.rstrip(" ,")


def _tail_only(tail: str) -> str:
    plain = re.sub(r"^(?:số\s+)?(?=\S)", "", tail).strip(" ,.;")
    return plain if plain.count("(") >= plain.count(")") else plain.strip(" ,.;)")


def _cleaned(words: str) -> str:
    """Without the words that only lead to a figure."""
    before = None
    while before != words:
        before = words
        words = _LINKS.sub("", _OPENERS.sub("", words)).strip(" ,;:.-+“”\"'")
    return words


def _year_in_front(sentence: str) -> str:
    """ "Năm 2024: điểm số …": the year tells this aim from next year's."""
    match = re.match(r"\s*[-+]?\s*((?:đến (?:hết )?)?(?:cuối )?năm (?:học )?\d{4}(?:\s*[-–]\s*\d{4})?\s*[,:])", sentence, re.I)  # fmt: skip
    return f"{match[1].strip()} " if match else ""


def is_measured(figure: Figure, *, strict: bool, before: str = "") -> bool:
    """Is this figure an aim? Outside target sections only shares, ranks and counts with an operator are."""
    if figure.unit in ("%", "%/năm", "hạng") or not strict:
        return True
    if not any(map(str.isdigit, figure.text)):
        return False  # "ít nhất một đơn vị" is an aim only where aims are listed
    if figure.unit in _SHORTENED and figure.operator == "<=" and _SHORTENS.search(before):
        return True
    return figure.operator != "=" and figure.unit is not None and figure.unit not in _TIME_UNITS


def targets_of_task(task: Task, above: Task | None) -> Iterator[Target]:
    """Targets inside the words of a task."""
    for sentence in sentences(task.content):
        for named in named_figures(sentence):
            by_level = named.figure.unit is None and re.search(r"\b(?:ở|tại) cấp\b", named.name)
            if by_level or is_measured(
                named.figure, strict=True, before=sentence[: named.figure.end]
            ):
                name = _with_title(named.name, sentence, named.figure, above)
                yield Target(None, task.group, name or sentence, named.figure.operator, named.figure.value, named.figure.unit, named.figure.text, "task", task.number, task.lead, task.source)  # fmt: skip


def _with_title(name: str, sentence: str, figure: Figure, above: Task | None) -> str:
    """ "Tối thiểu 30% các phòng" under "Kiểm tra cải cách hành chính": the title says what is done to them."""
    bare = figure.begin == 0 and not re.search(rf"\s(?:được|{VERBS})(?![\wÀ-ỹ])", name)
    if above is None or above.lead or not bare or not _PASSIVE.match(above.content):
        return name
    title = re.sub(r"\s*\(\*+\)", "", above.content).strip(" .:")
    return f"{name} được {title[:1].lower()}{title[1:]}"


def prose_targets(
    nodes: Sequence[Node], units: dict[int, tuple[str, ...]], since: int
) -> list[Target]:
    """Targets of the body. `units` gives the owners of the lines that are duties, `since` the first
    year of the plan: figures of earlier years tell how things stand."""
    found: list[Target] = []
    for node in nodes:
        if node.is_section or node.purpose in ("money", "status", "reports", None):
            continue
        if node.purpose == "targets":
            found += _in_target_section(node)
        else:
            found += _elsewhere(node, units.get(node.line.number, ()), since)
    return _distinct(found)


def _in_target_section(node: Node) -> list[Target]:
    named = node.children or purpose_of(node.line.body) == "targets"  # a table may follow
    if named and is_heading(node.line) and not figures(node.line.body):
        return []
    code = node.line.label if node.line.kind in ("number", "decimal", "letter") else None
    if _NOW.match(node.line.body):
        return []
    found = [_prose(node, n, code, ()) for n in _of_line(node) if is_measured(n.figure, strict=False)]  # fmt: skip
    if found or node.line.kind == "none" or not _among_figures(node):
        return found
    return [Target(code, _group(node), node.line.body.strip(" .;"), None, None, None, None, "prose", None, (), node.line.source)]  # fmt: skip


def _among_figures(node: Node) -> bool:
    """A goal in words stands beside goals with figures; a list without any names other things."""
    beside = node.parent.children if node.parent is not None else [node]
    near = [*beside, *(below for n in beside for below in n.children)]
    return any(figures(n.line.body) for n in near)


def _of_line(node: Node) -> list[Named]:
    """Figures of all sentences; one without words of its own goes on about the one before."""
    return _inherited([n for s in sentences(node.line.body) for n in named_figures(s)])


def _elsewhere(node: Node, owners: tuple[str, ...], since: int) -> list[Target]:
    found = []
    for sentence in sentences(node.line.body):
        if _PAST.search(sentence) or _of_earlier(sentence, since):
            continue
        score = node.purpose == "aims" and re.search(r"chỉ số|điểm số|PCI|PAPI|PAR|SIPAS|DDCI|DTI", sentence, re.I)  # fmt: skip
        found += [_prose(node, n, None, owners) for n in named_figures(sentence) if is_measured(n.figure, strict=True) or (score and n.figure.unit == "điểm") or _named_count(sentence, n.figure)]  # fmt: skip
    return found


def _named_count(sentence: str, figure: Figure) -> bool:
    """ "Lắp mới trạm quan trắc: 12 trạm": a count behind its name and a colon; not the parts in a bracket."""
    before = sentence[: figure.begin].rstrip()
    outside = before.count("(") <= before.count(")")
    return (
        before.endswith(":")
        and outside
        and figure.unit is not None
        and figure.unit not in _TIME_UNITS
    )


def _of_earlier(sentence: str, since: int) -> bool:
    """ "Năm 2021 đạt 97,65 điểm (xếp hạng 02/18)" in a plan of 2022."""
    told = re.search(r"(?:hạng|thứ)\s*\d+\s*/\s*\d+", sentence)
    years = [int(y) for y in re.findall(r"(?<!so với )năm (\d{4})", sentence)]
    return bool(told) or (bool(years) and max(years) < since)


def _prose(node: Node, named: Named, code: str | None, owners: tuple[str, ...]) -> Target:
    figure = named.figure
    name = named.name or node.line.body.strip(" .;")
    return Target(code, _group(node), name, figure.operator, figure.value, figure.unit, figure.text, "prose", None, owners, node.line.source)  # fmt: skip


def _group(node: Node) -> str | None:
    """The nearest heading above."""
    for above in node.ancestors:
        if above.is_section or is_heading(above.line):
            return above.line.body.rstrip(" :.") or above.line.text
    return node.section


def _distinct(targets: list[Target]) -> list[Target]:
    """The same words with the same figure once."""
    seen: set[tuple[str, str | None, str | None]] = set()
    kept = []
    for target in targets:
        key = (re.sub(r"\W+", " ", target.name.lower()).strip()[:90], target.value, target.operator)
        if key not in seen or target.value is None:
            kept.append(target)
        seen.add(key)
    return kept
