"""Owner cells split into single units and general groups, as written.

Semicolons part first, then commas and "và"; "&" and "-" never do. A comma stays inside a group
("các phòng, đơn vị liên quan"), between levels ("quận, huyện") and inside a name
("Sở Văn hóa, Thể thao và Du lịch"). Matching names to the tree is a later step.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from thuocdo.lawbook.text import nfc
from thuocdo.plans.rules import unit_words as words

_JOINED_OFFICE = re.compile(
    r"(?:hđnd|hội đồng nhân dân|đoàn đbqh|đoàn đại biểu quốc hội|đảng ủy|huyện ủy|tỉnh ủy|thành ủy)$",
    re.IGNORECASE,
)
_LEAD_LABEL = r"(?:(?:đơn vị|cơ quan|bộ phận|người|tổ chức)\s*)?(?:chủ trì(?: thực hiện)?|thực hiện chính|đầu mối|CT)"
_WITH_LABEL = r"(?:(?:đơn vị|cơ quan|bộ phận|người)\s*)?(?:phối hợp(?: thực hiện)?(?:\s*(?:với|cùng|gồm))?|PH(?=\s*:))"
_LABELS = re.compile(
    rf"(?P<lead>(?<!\w){_LEAD_LABEL}\s*:)|(?P<with>(?<!\w){_WITH_LABEL}\s*:)", re.IGNORECASE
)
_CHAIR = re.compile(
    rf"^(?P<lead>.+?)\s*(?:\(chủ trì\)|chủ trì)\s*[,;.]?\s*(?:và\s*)?(?:{_WITH_LABEL}\s+|(?P<rest>$))(?P<with>.*)$",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"^(?P<lead>.+?)\s+(?:chủ trì|(?:làm|là)\s+(?:đơn vị |cơ quan )?đầu mối)\s*[,;]\s*(?:và\s+)?(?P<with>.+?)\s+(?:cùng |tham gia )?(?:phối hợp|thực hiện|triển khai|tham gia)(?: thực hiện)?\.?$",
    re.IGNORECASE,
)
_TAGGED = re.compile(r"\s*\((chủ trì|phối hợp|đầu mối)\)", re.IGNORECASE)
_BESIDE = re.compile(r"(?P<lead>[^,;]+?),?\s+phối hợp(?:\s+(?:với|cùng))?\s+(?P<with>\S.*)")
_HELPED = re.compile(r"(?P<lead>\S.*?)\s*[,;]\s*(?:và\s+)?phối hợp\s+(?:với|cùng)\s+(?P<with>\S.*)")
_ROLE_BEHIND = re.compile(r"\s+(chủ trì|phối hợp)(?: thực hiện)?$")


# Two names on two lines of a cell without a sign between: "Công an quận UBND các phường".
_UNPARTED = re.compile(
    r"(?:(?<=\squận)|(?<=\shuyện)|(?<=\stỉnh)|(?<=\sphố)|(?<=\sphường)|(?<=\sxã)|(?<=\schính)|(?<=\sthông)|(?<=\stạo))"
    r"\s+(?=(?:UBND|Sở|Phòng|Công an|Trung tâm|Thanh tra|Các)\s)"
)


# "… theo chức năng, nhiệm vụ được giao": says how far a unit answers, not who it is.
_FIELD = re.compile(rf",?\s+(?:theo|trong phạm vi)\s+(?:chức năng|lĩnh vực|phạm vi|thẩm quyền|nhiệm vụ)(?!\s*(?:này|\d))[^;\n]*?(?=\s+và\s+(?:{words.STARTS})(?![\wÀ-ỹ])|\s*[;\n(]|\.?$)")  # fmt: skip


@dataclass(frozen=True)
class Owners:
    lead: tuple[str, ...]
    coordinating: tuple[str, ...]


def split_units(text: str) -> tuple[str, ...]:
    """Single units and groups of one cell.

    >>> split_units("Phòng Kế hoạch - Tài chính và các phòng, đơn vị liên quan")
    ('Phòng Kế hoạch - Tài chính', 'các phòng, đơn vị liên quan')
    >>> split_units("Văn phòng; Tổ chức cán bộ; các cơ quan, tổ chức có liên quan")
    ('Văn phòng', 'Tổ chức cán bộ', 'các cơ quan, tổ chức có liên quan')
    >>> split_units("Các phòng Sở, các Phòng GD&ĐT quận, huyện")
    ('Các phòng Sở', 'các Phòng GD&ĐT quận, huyện')
    >>> split_units("Phòng Giáo dục Thường xuyên, Giáo dục Nghề nghiệp và Đại học")
    ('Phòng Giáo dục Thường xuyên, Giáo dục Nghề nghiệp và Đại học',)
    """
    found: list[str] = []
    for part in re.split(
        r"\s*[;\n]\s*", _FIELD.sub("", _UNPARTED.sub("; ", _without_bullets(text)))
    ):
        found += _comma_parts(part)
    cleaned = (_tidy(name) for name in found)
    return tuple(name for name in cleaned if re.search(r"\w", name))


def split_roles(text: str) -> Owners:
    """Lead and coordinating units of a cell that names both.

    >>> split_roles("Chủ trì: Văn phòng; Phối hợp: các phòng liên quan").coordinating
    ('các phòng liên quan',)
    >>> split_roles("Sở Nội vụ chủ trì, phối hợp với các sở, ngành").lead
    ('Sở Nội vụ',)
    """
    if _LABELS.search(text):
        return _labelled(text)
    if _TAGGED.search(text):
        return _tagged(text)
    if "chủ trì" in text and any(n.endswith(" phối hợp") for n in split_units(text)):
        return _tagged(text)
    match = _HEADED.match(text) or _CHAIR.match(text) or _BESIDE.match(text) or _HELPED.match(text)
    if match and len(match["lead"]) < 120:
        return Owners(split_units(match["lead"]), split_units(match["with"]))
    return Owners(split_units(text), ())


def told_owners(text: str) -> Owners:
    """Owners of a cell or a label that may tell in sentences what each of them does.

    >>> told_owners("Sở Y tế rà soát văn bản của ngành mình; các sở khác gửi kết quả trước tháng 5").lead
    ('Sở Y tế', 'các sở khác')
    """
    plain = split_roles(text)
    if all(map(is_unit_list, (*plain.lead, *plain.coordinating))):
        return plain
    lead: list[str] = []
    beside: list[str] = []
    told = False
    clauses = re.split(r"\s*;\s*|(?<=[^\W\d_]{2})\.\s+", text)
    least = 3 if len(clauses) > 1 else 5  # words of what a unit does; fewer may belong to its name
    for clause in clauses:
        named = leading_units(clause)
        if named and len(named[1].split()) >= least and _VERB.match(named[1]):
            told = True
            lead += split_units(named[0])
            beside += partners_in(named[1])
        elif is_unit_list(clause):
            lead += split_units(clause)
    partners = tuple(n for n in dict.fromkeys(beside) if n not in lead)
    return Owners(tuple(dict.fromkeys(lead)), partners) if told else plain


def _labelled(text: str) -> Owners:
    lead, coordinating = "", ""
    places = [*_LABELS.finditer(text)]
    opening = text[: places[0].start()].strip(" ;,-")
    for place, following in zip(places, [*places[1:], None], strict=True):
        piece = text[place.end() : following.start() if following else len(text)].strip(" ;,.-")
        if place["lead"]:
            lead = f"{lead}; {piece}"
        else:
            coordinating = f"{coordinating}; {piece}"
    return Owners(split_units(lead or opening), split_units(coordinating))


def _tagged(text: str) -> Owners:
    """ "Văn phòng (chủ trì), Thanh tra (phối hợp)": each name has its role behind it."""
    lead: list[str] = []
    coordinating: list[str] = []
    for name in split_units(text):
        tag = _TAGGED.search(name) or _ROLE_BEHIND.search(name)
        plain = nfc(_ROLE_BEHIND.sub("", _TAGGED.sub("", name)))
        (coordinating if not tag or tag[1].lower() == "phối hợp" else lead).append(plain)
    return Owners(tuple(lead), tuple(coordinating))


def _without_bullets(text: str) -> str:
    """ "- Văn phòng - Thanh tra" is a list; a dash inside a name is not."""
    if not re.match(r"\s*[-–+•]", text):
        return text
    parts = re.split(r"(?:^|\s)[-–+•]\s*(?=\S)", text.strip())
    joined = ""
    for part in parts:
        joined += (";" if words.START.match(part) or not joined else " - ") + part
    return joined.strip(";")


def _comma_parts(text: str) -> list[str]:
    """Pieces between commas and "và", those joined again that belong to one group or name."""
    pieces = _pieces(text)
    joined: list[tuple[str, str]] = []
    for sign, piece in pieces:
        if joined and _belongs(joined[-1][1], sign, piece):
            before = joined.pop()
            glue = ", " if sign == "," else " và "
            joined.append((before[0], before[1] + glue + piece))
        else:
            joined.append((sign, piece))
    return [piece for _, piece in joined]


def _pieces(text: str) -> list[tuple[str, str]]:
    """(sign before, piece): split at commas and "và" outside parentheses."""
    pieces, sign, begin, depth = [], "", 0, 0
    for match in re.finditer(r"[()]|\s*,\s*|\s+(?:và|cùng(?: với)?)\s+", text):
        mark = match[0]
        if mark in "()":
            depth += 1 if mark == "(" else -1
            continue
        if depth > 0:
            continue
        pieces.append((sign, text[begin : match.start()].strip()))
        sign, begin = ("," if "," in mark else "và"), match.end()
    pieces.append((sign, text[begin:].strip()))
    return [(s, re.sub(r"^(?:và)\s+", "", p)) for s, p in pieces if p]


_PLACES = re.compile(r"các (?:xã|phường|huyện|quận|thị xã|tỉnh|thôn|khu phố)\s+[A-ZĐÀ-Ỹ][^;]*$")
# "Bà Lê Thị Bình, Trưởng phòng Nội vụ": a person and the post behind the name are one.
_PERSON = re.compile(r"(?:(?i:đồng chí|đ/c|ông|bà)\s+)[A-ZĐÀ-Ỹ][\wÀ-ỹ]*(?:\s+[A-ZĐÀ-Ỹ][\wÀ-ỹ]*){1,4}(?:\s*[,–-]\s*(?i:phó|trưởng|giám đốc|chủ tịch|chánh|hiệu trưởng|bí thư|quyền)\s[^,;:]{2,60})?$")  # fmt: skip
_POST = re.compile(r"(?:phó|trưởng|giám đốc|chủ tịch|chánh|hiệu trưởng|bí thư|quyền)\s", re.I)


def _belongs(before: str, sign: str, piece: str) -> bool:
    if sign == "," and _PERSON.fullmatch(before) and _POST.match(piece):
        return True
    if words.BARE_GROUP.fullmatch(before) and words.BARE_START.match(piece) and piece[:1].islower():
        return True
    if words.BARE_GROUP.fullmatch(before) and re.match(r"(?:ban|ngành|đoàn thể)\b", piece, re.I):
        return True
    if words.OPEN_END.search(before) and words.BARE_START.match(piece) and piece[:1].islower():
        return True
    if words.ENDS_WITH_LEVEL.search(before) and words.STARTS_WITH_LEVEL.match(
        piece.lower() if piece.isupper() else piece
    ):
        return True
    if (
        _PLACES.search(before)
        and re.match(r"[A-ZĐÀ-Ỹ]|(?:xã|phường)\s[A-ZĐÀ-Ỹ]", piece)
        and not words.START.match(piece[:1].upper() + piece[1:] if piece[:1].isupper() else "")
    ):
        return True  # "UBND các xã Bình An, Hòa Lợi và phường Long Hoa"
    if re.search(r"\btrường\b", before, re.IGNORECASE) and words.SCHOOLS.match(piece):
        return True
    if sign == "," and _inside_name(before, piece):
        return True
    if sign == "," or words.START.match(piece) is None:
        return sign == "và"
    return bool(_JOINED_OFFICE.search(before))


def _inside_name(before: str, piece: str) -> bool:
    """Is the comma between these two inside an office's name?"""
    pair = f"{before}, {piece}"
    return any(m.start() < len(before) < m.end() for m in words.COMMA_NAMES.finditer(pair))


def _tidy(name: str) -> str:
    name = re.sub(r"^(?:[-–+•*]\s*|(?:và|cùng với)\s+)", "", nfc(name))
    name = re.sub(
        r"^(?:Chủ trì|Phối hợp(?: với)?|Đơn vị chủ trì|Đơn vị phối hợp)\s*:?\s+", "", name
    )
    return name.strip(" .;,:/")


_LONGEST = 600  # letters of a list of addressees


def is_unit_list(text: str) -> bool:
    """Do these words only name units ("Các phòng Sở, các đơn vị giáo dục")?

    >>> is_unit_list("Văn phòng Sở:"), is_unit_list("Rà soát thủ tục"), is_unit_list("Sở Nội vụ chủ trì xây dựng kế hoạch")
    (True, False, False)
    """
    plain = text.strip(" :.;-")
    if not plain or len(plain) > _LONGEST or re.search(r"[.!?:]\s+\S|\d%", plain):
        return False
    names = split_units(plain)
    return bool(names) and all(_is_unit(name) for name in names)


def _is_unit(name: str) -> bool:
    start = words.START.match(name)
    if not start or len(name.split()) > 22:
        return False
    if _PERSON.match(name):
        return True
    if start[0].lower() in ("cả", "bản", "thông tin", "toàn", "bà", "ông") and not re.search(
        r"đơn vị|cơ quan|phòng|sở|trường|ban", name, re.IGNORECASE
    ):
        return False
    rest = name[start.end() :]
    if start[0].lower() in ("các", "những", "mỗi", "từng", "tất cả") and not _ANY_UNIT.search(rest):
        return False  # "các kiến nghị vượt thẩm quyền"
    return not _HAS_VERB.search(rest) and not _COUNTS.search(rest)


_COUNTS = re.compile(rf"\s(?:{words.VERBS})\s+\d")  # "Trung tâm Y tế tổ chức 02 lớp: …"
# A plural is one of units where one is named behind it.
_ANY_UNIT = re.compile(
    rf"(?<![\wÀ-ỹ])(?<!nhiệm )(?<!dịch )(?<!nghiệp )(?<!phục )(?<!công )(?:{words.STARTS}|{words.BARE})(?![\wÀ-ỹ])",
    re.IGNORECASE,
)


_HAS_VERB = re.compile(
    r"\s(?:có nhiệm vụ|chuẩn bị|tuyên truyền(?! viên)|tiến hành|chủ trì|phối hợp(?! (?:pbgdpl|PBGDPL|phổ biến))|tham mưu|xây dựng(?! nông|$)|thực hiện(?! dự án)|triển khai|hướng dẫn|rà soát|theo dõi|đôn đốc|báo cáo|căn cứ|có trách nhiệm|chịu trách nhiệm"
    r"|đẩy mạnh|tăng cường|hoàn thành|cập nhật|tập trung|chủ động|phải|được(?! (?:kiểm tra|thanh tra|giám sát|giao|phân công))|là|để|nhằm|nâng cao|đề xuất|ban hành|đảm bảo|bảo đảm|tiếp tục|đã|cần|sẽ|khi|nêu cao|bố trí|cân đối|tổng hợp|trình|gửi|cử|tham gia|vận động|phát động|niêm yết|cung cấp|lồng ghép|thẩm định|ban hành|phổ biến|có (?:văn bản|kế hoạch|báo cáo|giải pháp|biện pháp))(?![\wÀ-ỹ])",
)


ORDER = re.compile(
    r"^(?:Giao(?: cho)?|Phân công|Đề nghị|Yêu cầu|Trách nhiệm của|Nhiệm vụ của|Đối với)\s+", re.I
)


def leading_units(text: str) -> tuple[str, str] | None:
    """Units a sentence begins with, and what it says they do; None where it begins otherwise.

    >>> leading_units("Sở Nội vụ chủ trì, phối hợp với các sở, ngành rà soát")
    ('Sở Nội vụ', 'chủ trì, phối hợp với các sở, ngành rà soát')
    >>> leading_units("Văn phòng Sở: Theo dõi, đôn đốc")
    ('Văn phòng Sở', 'Theo dõi, đôn đốc')
    >>> leading_units("Rà soát thủ tục hành chính")
    """
    colon = re.match(r"([^:.]{3,160}?)\s*:\s+(\S.*)", text)
    if colon and is_unit_list(colon[1]):
        return colon[1], colon[2]
    for match in _VERB.finditer(text[:_LONGEST]):
        if match[0] == "xây dựng" and _ROLE_NEXT.match(text, match.end()):
            continue  # "Phòng Quản lý xây dựng chủ trì …"
        names = text[: match.start()].strip(" ,")
        if match[0] == "tổ chức" and _PLURAL_BEFORE.search(text[: match.start()]):
            continue  # "các cơ quan, tổ chức khác"
        if match[0] == "thông tin" and " " not in names:
            continue  # "Cổng thông tin điện tử đăng …"
        if match[0] == "được" and words.BARE_GROUP.fullmatch(names):
            continue  # "các đơn vị được giao nhiệm vụ"
        if match[0] == "phụ trách" and _RANK.fullmatch(names):
            continue  # "lãnh đạo phụ trách"
        if (
            names
            and words.START.match(names)
            and not _UNFINISHED.search(names)
            and is_unit_list(names)
        ):
            return names, text[match.start() :].strip()
    return None


# In a sentence verbs are small; a capital one belongs to a name ("Phòng Cải cách hành chính").
_VERB = re.compile(
    rf"(?<![\wÀ-ỹ])(?:{words.VERBS}|là|được|phải|cần|sẽ|có nhiệm vụ|đảm nhiệm|đảm nhận|phụ trách(?=\s*(?:[,;.]|$)))(?![\wÀ-ỹ])"
)
_PLURAL_BEFORE = re.compile(r"(?:(?:cơ quan|đơn vị|cá nhân|ngành)(?:,| và)|các)\s*$", re.IGNORECASE)
_RANK = re.compile(
    r"(?:lãnh đạo|phó|cán bộ|công chức|chuyên viên|người)(?:\s\S+){0,2}", re.IGNORECASE
)
_ROLE_NEXT = re.compile(r"\s+(?:chủ trì|có trách nhiệm|chịu trách nhiệm|phối hợp|tham mưu)\b")
_UNFINISHED = re.compile(
    r"(?:^|[,;]\s*|\svà\s+)(?:Phòng|phòng|Ban|Tổ|Trung tâm|Bộ phận|Chi cục|Cục|Công chức|công chức|Tổ chức|tổ chức)$|(?:\bvà|[-–,&])$"
)
_WITH = re.compile(
    rf"(?i:phối hợp(?:\s+chặt chẽ)?)\s+(?:(?i:với|cùng)\s+|(?=[A-ZĐÀ-Ỹ]|các\s))(?P<units>.+?)(?=\s*,?\s*(?:để|nhằm|trong việc|trong công tác|hoàn thành|trước ngày|và\s+(?:{words.VERBS})|(?<![\wÀ-ỹ])(?:{words.VERBS}))(?![\wÀ-ỹ])|[.;:()]|$)"
)


def partners_in(text: str) -> tuple[str, ...]:
    """Units a sentence says to work with.

    >>> partners_in("chủ trì, phối hợp với các phòng, đơn vị liên quan tham mưu xây dựng kế hoạch")
    ('các phòng, đơn vị liên quan',)
    """
    said = (m["units"] for m in _WITH.finditer(text) if len(m["units"]) < 250)
    found = (name for units in said if words.START.match(units) for name in split_units(units))
    return tuple(dict.fromkeys(found))
