"""Head and foot of a plan (Decree 30/2020, annex I): number, symbol, place, date, title, signer, recipients."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from thuocdo.lawbook.text import fold
from thuocdo.plans.rules.citations import SYMBOL, citations, legal_bases
from thuocdo.plans.rules.moments import years_in
from thuocdo.plans.rules.outline import Outline, kind_word
from thuocdo.plans.rules.paper import Line
from thuocdo.plans.rules.reading import Citation, Document, Signer

_NUMBER = re.compile(rf"Số\s*:?\s*(?P<number>\d+)?[\s.…_]*/\s*(?P<symbol>(?:\d{{4}}/)?{SYMBOL})")
_PLACE = re.compile(
    r"(?P<place>[A-ZĐÀ-Ỹ][\wÀ-ỹ. ]{1,30}?)\s*,\s*ngày[\s.…_]*(?P<day>\d{0,2})[\s.…_]*tháng[\s.…_]*(?P<month>\d{0,2})[\s.…_]*năm[\s.…_]*(?P<year>\d{4}|20)"
)
_ISSUER_LINE = re.compile(r"^(?:UBND|ỦY BAN|UỶ BAN|SỞ|PHÒNG|TRƯỜNG|BAN|CHI CỤC|CỤC|TRUNG TÂM|THÀNH PHỐ|TỈNH|HUYỆN|QUẬN|XÃ|PHƯỜNG|THỊ TRẤN|THỊ XÃ|CÔNG AN|HỘI|TỔ|ĐOÀN|CỤM|VIỆN|HỌC VIỆN|ĐẠI HỌC|BỘ|THANH TRA|VĂN PHÒNG|TỔNG CỤC|BỆNH VIỆN|ĐẢNG)\b")  # fmt: skip
_ON_BEHALF = re.compile(r"(?P<mark>KT|TM|TL|TUQ|Q)\s?\.\s?(?P<who>.*)")
_POSITION = re.compile(r"(?:QUYỀN |PHÓ |P\.)?(?:TỔNG )?(?:GIÁM ĐỐC|CHỦ TỊCH|HIỆU TRƯỞNG|TRƯỞNG [A-ZĐÀ-Ỹ ]+|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|THỨ TRƯỞNG|BỘ TRƯỞNG|VỤ TRƯỞNG|CHÁNH [A-ZĐÀ-Ỹ ]+|BÍ THƯ|THỦ TRƯỞNG|ỦY VIÊN[A-ZĐÀ-Ỹ ]*|VIỆN TRƯỞNG)")  # fmt: skip
_NAME = re.compile(r"(?:(?:PGS|GS|TS|ThS|Ths|BSCK\s?(?:II?|[12])|BS|CK(?:II?|[12])|DS|KS|CN|LS|NGƯT|TTƯT|TTND)[.,]?\s*)*(?P<name>[A-ZĐÀ-Ỹ][\wÀ-ỹ]*(?:\s+[A-ZĐÀ-Ỹ][\wÀ-ỹ]*){1,4})\.?")  # fmt: skip
_KINDS = (("KẾ HOẠCH", "plan"), ("CHƯƠNG TRÌNH", "programme"), ("ĐỀ ÁN", "project"), ("QUYẾT ĐỊNH", "decision"))  # fmt: skip


def read_document(lines: Sequence[Line], parts: Outline, year: int | None) -> Document:
    """The head and foot. What is not printed is None."""
    top = [line.text for line in (*parts.head, *parts.preamble, *lines[:6])]
    number, symbol = _number(top)
    place, date = _place_and_date(top)
    title = _title(parts)
    preamble = " ".join(line.text for line in _after_title(parts, title))
    body = " ".join(node.line.text for node in parts.body)
    foot = parts.cover if parts.cover and not _signer(parts.foot) else parts.foot
    basis = " ".join(line.text for line in parts.cover) or preamble
    return Document(
        kind=_kind(lines),
        number=number,
        symbol=symbol,
        issuer=_issuer(parts, title, preamble, [line.text for line in lines]),
        place=place,
        date=date,
        title=title,
        years=_years(title, preamble, date, year),
        signer=_signer(foot),
        recipients=_recipients(foot),
        legal_bases=tuple(legal_bases(_bases(parts, preamble))),
        replaces=_replaces(f"{basis} {body}"),
    )


def _bases(parts: Outline, preamble: str) -> str:
    """What the plan rests on; for one a decision promulgates, the decision's own bases."""
    before = itertools.takewhile(lambda x: not x.text.startswith("Điều 1"), parts.cover)
    return " ".join(x.text for x in before if x.text.startswith("Căn cứ")) or preamble


def _kind(lines: Sequence[Line]) -> str:
    for line in lines[:40]:
        for word, kind in _KINDS:
            if line.text.startswith(word):
                return kind
    return "plan" if any("kế hoạch" in line.text.lower() for line in lines[:15]) else "unknown"


def _number(top: Sequence[str]) -> tuple[str | None, str | None]:
    for text in top:
        if text.isupper() and "KẾ HOẠCH" in text:
            continue
        match = _NUMBER.search(text) if re.match(r".{0,80}?Số\s*:?\s*[\d./…\s_]*/", text) else None
        if match and len(text) < 220:
            return match["number"], match["symbol"].replace("–", "-")
    return None, None


def _place_and_date(top: Sequence[str]) -> tuple[str | None, str | None]:
    for printed in top:
        text = _NUMBER.sub(" ", printed)  # number and place share a line in some scans
        match = _PLACE.search(text)
        if match and len(text) < 260:
            place = re.sub(r"^(?:.*\s)?(?:VIỆT NAM|Hạnh phúc)\s+", "", match["place"]).strip()
            return place, _partial(match)
    return None, None


def _partial(match: re.Match[str]) -> str | None:
    if len(match["year"]) < 4:
        return None
    if not match["month"]:
        return match["year"]
    month = f"{match['year']}-{int(match['month']):02}"
    return f"{month}-{int(match['day']):02}" if match["day"] else month


def _title(parts: Outline) -> str | None:
    """The lines under "KẾ HOẠCH" before the first sentence of the preamble."""
    kind = kind_word(parts.head[-1].text) if parts.head else None
    if kind is None:
        return _title_of_sheet(parts)
    opening = kind.string[kind.end() :].strip(" :.-")
    found = [opening] if opening else []
    for line in parts.preamble:
        if found and not _goes_on(found, line):
            break
        if re.match(r"[-_–—*\s]{3,}$|(?:Căn cứ|Kính gửi)\b", line.text):
            break
        if not found and (len(line.text) > 500 or _STOPPED.search(line.text)):
            break
        found.append(line.text)
    return " ".join(found).strip(" .") or None


def _title_of_sheet(parts: Outline) -> str | None:
    """A sheet has no word "KẾ HOẠCH" of its own: the capitals above its table that name no agency."""
    for line in parts.preamble[:6] if not parts.head else ():
        text = line.text
        if text.isupper() and len(text.split()) > 3 and not _ISSUER_LINE.match(text):
            return text
    return None


def _goes_on(found: list[str], line: Line) -> bool:
    text = line.text
    if _is_sentence(text) or text.startswith("("):
        return False
    return text[:1].islower() or text.isupper() == found[0].isupper() or line.bold


_STOPPED = re.compile(r"(?:như sau|cụ thể|sau đây)\s*:?\.?$|[.;:,]$")


def _is_sentence(text: str) -> bool:
    opens = re.match(r"(?:Căn cứ|Thực hiện|Nhằm|Để|Trên cơ sở|Triển khai|Theo|Tiếp tục|Xét|Năm|Từ|Ngày)\b", text)  # fmt: skip
    ends = re.search(r"(?:như sau|cụ thể|sau đây)\s*:?\.?$|[.;:]$", text)
    return len(text) > 300 or bool(ends and (opens or len(text) > 150)) or bool(opens and len(text) > 160)  # fmt: skip


def _after_title(parts: Outline, title: str | None) -> list[Line]:
    """The sentences of the preamble; a bracket "(Kèm theo Quyết định …)" is no basis."""
    return [
        line
        for line in parts.preamble
        if (not title or line.text not in title) and not line.text.startswith("(")
    ]


def _issuer(parts: Outline, title: str | None, preamble: str, texts: Sequence[str]) -> str | None:
    """The agency: from the head; a scan without head names it in the annex, the preamble or the title."""
    head = _head_lines(parts)
    if head:
        return head
    everything = " ".join(texts)
    for pattern, text in (
        (r"[Kk]èm theo Kế hoạch[^()]*?\bcủa\s+([^()]+?)\)", everything),
        (r"(?:;|,|\.|^)\s*((?:Sở|UBND|Ủy ban|Uỷ ban|Phòng|Trường|Ban|Chi cục|Trung tâm)[^.;,]{2,70}?)\s+(?:ban hành|xây dựng)\b[^.;]*[Kk]ế hoạch", preamble),
        (r"Trên đây là Kế hoạch.*?\bcủa\s+((?:Sở|UBND|Ủy ban|Phòng|Trường|Ban|Chi cục|Trung tâm)[^.,;]{2,60})\s*[.,;]", everything),
        (r"(?i:của)\s+((?:Sở|SỞ|UBND|Ủy ban|ỦY BAN|Phòng|PHÒNG|Trường|TRƯỜNG|Ban|BAN)\s[^.,;]{2,70})$", title or ""),
    ):  # fmt: skip
        match = re.search(pattern, text)
        if match:
            return match[1].strip()
    return None


def _head_lines(parts: Outline) -> str | None:
    """Capitals at the top left; the last of them is the agency, the one above it the authority."""
    names: list[str] = []
    for line in parts.head[:-1][:12]:
        if _NUMBER.search(line.text) and names:
            break
        text = re.split(r"\s{2,}|\s*CỘNG H[ÒO]A|\s*ĐẢNG CỘNG|\s*[ĐD][ộỘ][cC] [lL]ập", line.text)[
            0
        ].strip(" -–_*")
        fits = _ISSUER_LINE.match(text) or (names and len(text) < 60)
        if text.isupper() and fits and not re.search(r"ĐỘC LẬP|CỘNG H", text):
            if names and not _ISSUER_LINE.match(text):
                names[-1] = f"{names[-1]} {text}"  # a long name on two lines
            else:
                names.append(text)
    if not names:
        return None
    if len(names) > 1 and re.match(r"(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|XÃ|PHƯỜNG|THỊ TRẤN|THỊ XÃ|VÀ)\b", names[-1]):  # fmt: skip
        return f"{names[-2]} {names[-1]}"
    return names[-1]


def _years(title: str | None, preamble: str, date: str | None, year: int | None) -> tuple[int, ...]:
    issued = int(date[:4]) if date else 0
    for text in (title or "", *re.findall(r"[Kk]ế hoạch[^.;]*?như sau", preamble)):
        found = _named_years(text)
        if (
            found and max(found) < issued
        ):  # "sau kiểm tra … năm 2025": what was, not what is planned
            continue
        horizon = re.search(r"(?<!hướng )đến (?:hết )?năm (\d{4})", text)
        if horizon and date and found == (int(horizon[1]),) and int(date[:4]) < found[0]:
            return tuple(range(int(date[:4]), found[0] + 1))
        if found:
            return found
    if year:
        return (year,)
    return (int(date[:4]),) if date else ()


def _named_years(text: str) -> tuple[int, ...]:
    plain = re.sub(r"\d+/\S*|ngày\s+\d+\s+tháng\s+\d+\s+năm\s+\d+|(?:định hướng|tầm nhìn|hướng)\s+(?:đến|tới)[^.;]*", " ", text)  # fmt: skip
    ranged = re.search(
        r"(?<!\d)((?:19|20)\d{2})\s*(?:-|–|—|đến(?: năm)?)\s*((?:19|20)\d{2})", plain
    )
    single = re.search(r"năm\s+((?:19|20)\d{2})(?!\s*[-–]\s*\d)", plain, re.IGNORECASE)
    apart = not ranged or "giai đoạn" in plain[: ranged.start()].lower()
    inside = single and ranged and single.start() <= ranged.start() <= single.end()
    if single and apart and not inside:
        return (int(single[1]),)
    if ranged and int(ranged[1]) <= int(ranged[2]) <= int(ranged[1]) + 30:
        return tuple(range(int(ranged[1]), int(ranged[2]) + 1))
    return tuple(sorted(set(years_in(plain))))


def _signer(foot: Sequence[Line]) -> Signer | None:
    mark, position, name = [], None, None
    texts = [t for line in foot for part in _beside(line.text) for t in re.split(r"\s{3,}|\n|^Nơi nhận\s*:?\s*", part)]  # fmt: skip
    for text in texts:
        for part in _signing_parts(text):
            behalf, office = _ON_BEHALF.fullmatch(part), _POSITION.fullmatch(part)
            if behalf and name is None:
                mark.append(f"{behalf['mark']}. {behalf['who'].strip()}")
            elif office and name is None:
                position = part
            elif (mark or position) and name is None:
                match = _NAME.fullmatch(part)
                name = match["name"] if match and not part.isupper() else _capital_name(part)
    return Signer(name, position, " ".join(mark) or None) if mark or position else None


def _beside(text: str) -> list[str]:
    """ "- HĐND tỉnh; PHÓ CHỦ TỊCH": a line of the recipients so long that it touches the signature beside it."""
    office = re.search(rf"(?<=;)\s+(?={_POSITION.pattern}$)", text)
    return [text[: office.start()], text[office.end() :]] if office else [text]


def _capital_name(text: str) -> str | None:
    words = text.split()
    return text if 2 <= len(words) <= 5 and text.isupper() and not re.search(r"[\d:.,]", text) else None  # fmt: skip


def _signing_parts(text: str) -> list[str]:
    """ "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC" on one line is two parts."""
    if not (text.isupper() and re.search(r"(?:KT|TM|TL|TUQ)\s?\.", text)):
        return [text.strip()]
    cut = re.sub(r"\s+(?=(?:KT|TL|TUQ)\s?\.\s?)", "\n", text)
    cut = re.sub(r"(?<=\S)\s+(?=PHÓ\s|P\.\s?)", "\n", cut)
    cut = re.sub(r"(?<=NHÂN DÂN)\s+(?=CHỦ TỊCH)", "\n", cut)
    return [part.strip() for part in cut.split("\n")]


def _recipients(foot: Sequence[Line]) -> tuple[str, ...]:
    found, open_list = [], False
    for line in foot:
        if fold(line.text).replace(" ", "").startswith("noinhan"):
            open_list = True
            rest = line.text.split(":", 1)[1] if ":" in line.text else ""
            rest = "" if rest.isupper() else rest
            found += [p for p in re.split(r"\s*[;]\s*-?\s*|\s+-\s+", rest.strip(" -")) if p]
        elif open_list and line.kind in ("dash", "plus"):
            found.append(_beside(line.body)[0])
        elif open_list and line.text.isupper():
            continue  # the signature stands beside the list
        elif open_list and not re.match(r"(?:Như trên|Lưu)", line.text):
            break
        elif open_list:
            found.append(line.text)
    return tuple(text.strip(" ;.,") for text in found if re.search(r"\w", text))


def _replaces(text: str) -> tuple[Citation, ...]:
    found = []
    for match in re.finditer(r"thay thế(?:\s+cho)?\s+", text):
        cited = next(citations(text[match.end() : match.end() + 200]), None)
        if cited and cited.begin < 3:
            found.append(Citation(cited.citation.number, cited.citation.date))
    return tuple(found)
