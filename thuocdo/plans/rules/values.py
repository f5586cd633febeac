"""Figures of targets in Vietnamese prose: "tối thiểu 50%", "từ 80% trở lên", "không quá 2%", "trong nhóm 10".

A figure keeps the printed words (`text`). A bare "100%" has the operator "=": its direction is asked
of a person, not guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from thuocdo.plans.rules.reading import Operator

NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_OPERATORS: tuple[tuple[Operator, str], ...] = (
    (">=", r"≥|>=|=>|tối thiểu|ít nhất|không dưới|không thấp hơn|không ít hơn|không nhỏ hơn|lớn hơn hoặc bằng|trở lên|bằng hoặc cao hơn|bằng hoặc lớn hơn"),
    ("<=", r"≤|<=|=<|tối đa|không quá|không vượt quá|không vượt|không cao hơn|không lớn hơn|nhiều nhất|nhỏ hơn hoặc bằng|còn không quá"),
    (">", r">|trên|hơn|vượt|cao hơn|lớn hơn"),
    ("<", r"<|dưới|thấp hơn|ít hơn|nhỏ hơn"),
    ("=", r"=|bằng"),
)  # fmt: skip
_BY_WORD = {word: sign for sign, words in _OPERATORS for word in words.split("|")}
_WORDS = "|".join(
    re.escape(w) if len(w) < 3 else w
    for w in sorted((w for _, ws in _OPERATORS for w in ws.split("|") if w != "trở lên"), key=len, reverse=True)
)  # fmt: skip
_LINK = r"(?:\s*(?:(?:vào|đến)(?: cuối| hết)? năm \d{4}|đạt|tương ứng|là|khoảng|số|tỷ lệ|mức|ở mức|tổng số|có|từ|còn)\b)*"
_THINGS = (
    r"hồ sơ|TTHC|DVC|DVCTT|thủ tục hành chính|thủ tục|dịch vụ công trực tuyến|dịch vụ công|dịch vụ"
    r"|mô hình|sáng kiến|giải pháp|đề tài|đề án|cuộc kiểm tra|cuộc thanh tra|cuộc|hội nghị|hội thảo|hội thi|lớp tập huấn|lớp|buổi|chuyên đề|tin, bài|tin bài|bài viết|bài|tin|văn bản|báo cáo"
    r"|đơn vị|cơ quan|phòng|trường học|trường|cơ sở giáo dục|cơ sở dữ liệu|cơ sở|xã, phường|xã|phường|thôn|người dân|người|cán bộ|công chức|viên chức|học sinh|sinh viên|học viên|giảng viên|giáo viên|nhân viên y tế|nhân viên|đoàn viên|hội viên|tuyên truyền viên|câu hỏi|cơ sở y tế|trạm y tế|bệnh viện|khu phố|tổ dân phố|lượt người|lượt khách|lượt|hộ gia đình|hộ|doanh nghiệp|hợp tác xã|sản phẩm|nhiệm vụ|quy trình|bậc|lao động|dự án|km|ha|m2|kg|tấn|máy tính|thiết bị|vụ việc|vụ|trường hợp|ca|điểm cầu|suất|ấn phẩm|video|clip|phiếu|câu lạc bộ|tuyến|hạng mục|công trình|m³|m2|trạm|mẫu đo|mẫu"
    r"|căn hộ|căn nhà|căn(?! cứ)|vùng|khu vực|khu|cụm|tổ chức|tổ hợp tác|tổ|đội(?! ngũ)|chuỗi|kênh|nền tảng|phần mềm|hệ thống|cây|con(?! (?:số|người|đường|em|dấu))|chiếc|giường bệnh|bác sĩ"
)
_COUNTED = (
    r"[KMGT]?(?:bit|byte|b)(?:/s|ps)|kWh|MW|%\s*/\s*năm|%|phần trăm|‰|điểm phần trăm|điểm|ngày làm việc|(?:(?:ngày|tuần|tháng) )?tuổi|ngày|giờ làm việc|giờ|phút\s*/\s*(?:lượt|hồ sơ|người)|phút|tháng|lần\s*/\s*(?:năm|quý|tháng|tuần)|lần"
    rf"|(?:(?:{_THINGS}|đợt|bài giảng điện tử|bài giảng|tiết|lượt truy cập|giờ|phiên|kỳ)\s*/\s*(?:năm học|năm|quý|tháng|tuần|học kỳ|kỳ|đơn vị|công chức|trường|xã))"
    rf"|(?:(?:triệu|tỷ|tỉ|nghìn) )?(?:đồng|tấn|tạ|lít|cm|USD)(?:\s*/\s*(?:người|hộ|ha|lao động|năm|tháng))*|(?:(?:triệu|tỷ|nghìn) )?(?:{_THINGS})(?!\w)|triệu|tỷ"
)
_SPELT = {"một": "1", "hai": "2", "ba": "3", "bốn": "4"}
NEAR = 160  # letters in front of a figure that can belong to it
_RANGE = re.compile(
    rf"(?P<text>(?:từ\s+)?(?P<low>{NUMBER})\s*(?P<u1>%)?\s*(?:-|–|—|đến)\s*(?P<high>{NUMBER})\s*(?P<unit>%\s*/\s*năm|%|{_COUNTED})(?!\w))",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    rf"(?P<text>(?:(?P<op>{_WORDS}){_LINK}\s*|(?P<from>từ)\s+)?"
    rf"(?<![\d./,:\w-])(?P<value>{NUMBER}|(?:một|hai|ba|bốn)(?=\s+(?:{_COUNTED})\b))(?:/10(?=\s*điểm)|/100(?=\s*điểm))?(?![\d]|[.,]\d|/\d|/[A-ZĐ]|:\d)\s*(?P<unit>{_COUNTED})?(?![\w])(?P<suffix>\s*(?:trở lên|trở xuống))?)",
    re.IGNORECASE,
)
_REDUCED = re.compile(
    r"(?:giảm\s+(?:xuống\s+)?(?:chỉ\s+)?còn|xuống\s+còn|chỉ\s+còn|rút ngắn\s[^.;:]{0,80}?\scòn)\s*$",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"(?P<text>(?:(?:xếp|đứng|giữ|duy trì|đạt|vào|nằm|thuộc|trong|lọt)\s+)*"
    r"(?:(?:thứ\s+)?(?:hạng|bậc)|vị trí|thứ(?=\s*\d)|xếp\s+thứ|top|tốp|nhóm(?:\s+(?:các|những))?)\s*"
    r"(?:thứ\s*)?(?:từ\s*)?(?:(?:vị trí|thứ|hạng)\s*){0,2}(?P<value>\d{1,3})(?:\s*/\s*(?P<of>\d{1,3}))?"
    r"(?:\s*(?:-|–|đến)\s*(?P<last>\d{1,3}))?(?!\s*(?:%|[./,]\d))(?P<rest>\s*(?:tỉnh|địa phương|đơn vị|sở|cơ quan|huyện|thành phố)?[^.;]{0,40}?(?:dẫn đầu|đứng đầu|trở lên|cả nước))?)",
    re.IGNORECASE,
)
_PARTS_OF_NAMES = re.compile(
    r"(?:số|Điều|điều|khoản|điểm|mục|mức độ|cấp độ|công nghệ|phiên bản|version|ISO(?:/IEC)?|TCVN|Phụ lục|biểu|mẫu|bảng|Covid-|COVID-|lớp|khối|quý|Quý|tháng|Tháng|năm|Năm|ngày|Ngày|giai đoạn|thứ|lần thứ|nhóm|chỉ số|bước|kỳ|khóa|khoá|QĐ|Quyết định|Chương trình|Đề án)\s*$"
)

# "Xếp hạng DDCI: 1 - 5": the word stands in front, the places behind the colon.
_RANKED = re.compile(r"(?:xếp hạng|thứ hạng|vị trí)[^.;:\d]{0,60}:\s*(?P<text>(?P<value>\d{1,3})(?:\s*(?:-|–|đến)\s*(?P<last>\d{1,3}))?(?P<rest>))(?=\s*$|\s*[.;])", re.IGNORECASE)  # fmt: skip
_NUMBERED_EVENT = re.compile(r"\b(?:kỳ họp|khóa|khoá|phiên(?: họp)?|hội nghị|đại hội|lần|buổi|tuần|ngày)\s*$", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One printed figure and its place in the text. `value` is a decimal string."""

    operator: Operator | None
    value: str
    unit: str | None
    text: str
    begin: int
    end: int


def decimal_text(printed: str) -> str:
    """
    >>> decimal_text("97,65"), decimal_text("1.500"), decimal_text("02"), decimal_text("4.0"), decimal_text("hai")
    ('97.65', '1500', '2', '4.0', '2')
    """
    printed = _SPELT.get(printed.lower(), printed)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", printed):
        printed = printed.replace(".", "")
    whole, _, part = printed.replace(",", ".").partition(".")
    return f"{int(whole)}.{part}" if part else str(int(whole))


def figures(text: str) -> list[Figure]:
    """All figures of a sentence in order. A count without words of measure is none.

    >>> [(f.operator, f.value, f.unit, f.text) for f in figures("đạt tối thiểu 30% trở lên")]
    [('>=', '30', '%', 'tối thiểu 30% trở lên')]
    >>> [(f.operator, f.value) for f in figures("tỷ lệ trễ hạn không quá 2%, đạt 100%")]
    [('<=', '2'), ('=', '100')]
    >>> figures("theo ISO 9001:2015 và Nghị quyết số 76/NQ-CP năm 2023")
    []
    >>> [(f.operator, f.value, f.unit) for f in figures("xếp hạng trong nhóm 10 tỉnh dẫn đầu")]
    [('<=', '10', 'hạng')]
    """
    found: list[Figure] = []
    for read in (_ranks, _ranges, _singles):
        free = [
            figure
            for figure in read(text)
            if not any(f.begin < figure.end and figure.begin < f.end for f in found)
        ]
        found += free
    excepted = [m.span() for m in _EXCEPTED.finditer(text)]
    levels = [f for f in found if not any(begin <= f.begin < end for begin, end in excepted) and not _describes(f, found, text)]  # fmt: skip
    return sorted(levels, key=lambda f: (f.begin, f.operator != ">="))


# "trừ thủ tục có thời hạn trên 30 ngày": what is said there is let off, up to where the sentence goes on.
_EXCEPTED = re.compile(rf"(?<!\w)(?:(?<!phòng )(?<!loại )(?<!khấu )(?<!diệt )(?<!bài )(?<!giải )(?<!giảm )trừ|không (?:kể|tính|bao gồm))\s(?:[^;.)]|\.(?=\d))*?(?=[;)]|\.(?!\d)|,?\s+(?:đạt|phấn đấu|bảo đảm|đảm bảo)\s|(?:,?\s+là|,)\s+(?:(?:{_WORDS})\s+)?\d[\d.,]*\s?%|$)", re.IGNORECASE)  # fmt: skip
_REACHED = re.compile(r"(?:^|[:,;(]|(?<!\w)(?:đạt|đạt được|là|còn|lên|xuống|thành|mức|bằng|tăng|giảm|thêm|trong|sau|có|từ|và|phải|được))\s*$", re.IGNORECASE)  # fmt: skip
_PIECE = re.compile(rf"[;:]|\.\s|,?\s+và\s+(?=(?:(?:{_WORDS})\s+)?\d)|,\s+(?=tỷ lệ|tỉ lệ|mức|số|thời gian|chi phí|giá trị|(?:(?:{_WORDS})\s+)?\d)", re.IGNORECASE)  # fmt: skip


def _describes(figure: Figure, found: list[Figure], text: str) -> bool:
    """An age, a time or a sum right behind a noun tells which things are meant ("người trên 15 tuổi") where
    a share of them is the level; an age always."""
    if _PER.match(figure.text) and any(_behind(figure, f, text) for f in found):
        return True  # "32 giường bệnh trên 10.000 dân"
    age = (figure.unit or "").endswith("tuổi") and not _LIFE.search(text[: figure.begin])
    cuts = [0, *(m.end() for m in _PIECE.finditer(text)), len(text)]
    begin = max(cut for cut in cuts if cut <= figure.begin)
    end = min(cut for cut in cuts if cut >= figure.end)
    shares = [f for f in found if f.unit == "%" and begin <= f.begin < end]
    counted = figure.unit is not None and figure.unit not in _RATES and "/" not in figure.unit
    if (
        counted
        and any(f.end <= figure.begin for f in shares)
        and _SUCH.search(text[: figure.begin])
    ):
        return True  # "70% số xã có từ 3 công chức trở lên"
    if not (age or figure.unit in _DESCRIBING) or _REACHED.search(text[: figure.begin]):
        return False
    return age or bool(shares)


_PER = re.compile(r"trên (?:10{2,}|10{0,2}(?:\.0{3})+)(?!\d)", re.IGNORECASE)
_LIFE = re.compile(r"tuổi\s+(?:thọ|bình quân|trung bình|đời)", re.IGNORECASE)


def _behind(figure: Figure, other: Figure, text: str) -> bool:
    """Right behind the other, or counting the population: else it is a figure of its own ("5 lớp cho trên 100 người")."""
    between = text[other.end : figure.begin]
    dwellers = (
        re.match(r"\s*(?:người )?dân(?!\w)", text[figure.end :]) or figure.unit == "người dân"
    )
    return other.end <= figure.begin and (not between.strip() or bool(dwellers))


_SUCH = re.compile(r"(?<!\w)(?:có|từ|gồm)\s*$", re.IGNORECASE)
_RATES = {"%", "%/năm", "‰", "hạng", "điểm"}
_DESCRIBING = {"ngày", "ngày làm việc", "giờ", "giờ làm việc", "phút", "tháng", "đồng", "nghìn đồng", "triệu đồng", "tỷ đồng", "tỉ đồng", None}  # fmt: skip


def _ranks(text: str) -> list[Figure]:
    """Ranks: the best is the smallest, so a rank is at most; two ends of a range share their words."""
    found = []
    for m in (*_RANK.finditer(text), *_RANKED.finditer(text)):
        among = re.match(r"\s*(?:tỉnh|địa phương|đơn vị|sở|cơ quan|huyện|thành phố|trường|xã)", text[m.end("value") :])  # fmt: skip
        if "nhóm" in m["text"].lower() and not (m["rest"] or among):
            continue
        if _NUMBERED_EVENT.search(text[: m.start("text")]):
            continue
        words = m["text"].strip()
        if m["last"]:
            found.append(
                Figure(
                    ">=", decimal_text(m["value"]), "hạng", words, m.start("text"), m.end("text")
                )
            )
        top = decimal_text(m["last"] or m["value"])
        found.append(Figure("<=", top, "hạng", words, m.start("text"), m.end("text")))
    return found


def _ranges(text: str) -> list[Figure]:
    found = []
    for m in _RANGE.finditer(text):
        if re.fullmatch(r"(?:19|20)\d{2}", m["low"]) or _PARTS_OF_NAMES.search(text[: m.start()]):
            continue
        low, high = decimal_text(m["low"]), decimal_text(m["high"])
        unit = m["unit"]
        found += [
            Figure(">=", low, unit, m["text"].strip(), m.start(), m.end()),
            Figure("<=", high, unit, m["text"].strip(), m.start(), m.end()),
        ]
    return found


def _singles(text: str) -> list[Figure]:
    return [figure for m in _FIGURE.finditer(text) if (figure := _single(m, text))]


def _single(m: re.Match[str], text: str) -> Figure | None:
    unit, before = m["unit"], text[max(0, m.start("text") - NEAR) : m.start("text")]
    reduced = _REDUCED.search(before)
    operator = _operator(m, bool(reduced), before)
    word_before = text[max(0, m.start("value") - NEAR) : m.start("value")]
    named = _PARTS_OF_NAMES.search(word_before) and not m["op"]
    if not m["op"] and (unit is None or m["value"].lower() in _SPELT):
        return None  # "một số đơn vị" counts nothing
    if not m["op"] and re.search(r"(?<!không )\bquá\s*$", word_before):
        if unit is None or not re.search(r"\bkhông (?:để|có|được)\b[^.;,]*$", word_before):
            return None  # "phải bổ sung quá 01 lần" tells which, not how many
        operator = "<="
    if named and unit != "%":
        return None
    if m["from"] and re.match(
        r"[^,;.\d]{0,30}\s(?:xuống|lên|thành|còn)\b|[^,;]{0,30}\sxuống\b", text[m.end("text") :]
    ):
        return None  # "từ 10 ngày xuống còn 7 ngày": how it is, not the aim
    value = decimal_text(m["value"])
    if unit is None and (re.fullmatch(r"(?:19|20)\d{2}", value) or not _stands_alone(text, m)):
        return None
    return Figure(operator, value, _unit(unit), m["text"].strip(), m.start("text"), m.end("text"))


def _stands_alone(text: str, m: re.Match[str]) -> bool:
    return not re.match(r"\s*(?:/|tháng|năm|giờ)", text[m.end() :])


def _unit(unit: str | None) -> str | None:
    if unit is None:
        return None
    return "%" if unit.lower() == "phần trăm" else re.sub(r"\s*/\s*", "/", unit)


def _operator(m: re.Match[str], reduced: bool, before: str) -> Operator:
    suffix = (m["suffix"] or "").strip().lower()
    if suffix == "trở lên":
        return ">="
    if m["from"] and re.match(r"\s*(?:đến|-)", m.string[m.end() :]):
        return ">="
    if suffix == "trở xuống" or reduced:
        return "<="
    word = (m["op"] or "").lower()
    sign = _BY_WORD.get(word, "=")
    if sign in "<>" and re.search(r"\bkhông (?:có|để|còn)\b[^.;]*$", before, re.IGNORECASE):
        return "<=" if sign == ">" else ">="  # "không có lĩnh vực nào có tỷ lệ trễ hạn trên 2%"
    return sign
