"""Bytes of a text file to letters, old Vietnamese encodings included.

Unicode (TCVN 6909:2001) has been obligatory in state bodies since Directive 17/2001/CT-TTg of
2001; older files are still passed on. TCVN3 (ABC) is one byte per letter and is converted; VNI
is not, because letters typed in two bytes cannot be told from plain text with certainty.
"""

from __future__ import annotations

import re
import unicodedata

from thuocdo.lawbook.mistakes import Mistake

_TCVN3 = dict(
    zip(
        "\xb8\xb5\xb6\xb7\xb9\xa8\xbe\xbb\xbc\xbd\xc6\xa9\xca\xc7\xc8\xc9\xcb\xd0\xcc\xce\xcf\xd1"
        "\xaa\xd5\xd2\xd3\xd4\xd6\xdd\xd7\xd8\xdc\xde\xe3\xdf\xe1\xe2\xe4\xab\xe8\xe5\xe6\xe7\xe9"
        "\xac\xed\xea\xeb\xec\xee\xf3\xef\xf1\xf2\xf4\xad\xf8\xf5\xf6\xf7\xf9\xfd\xfa\xfb\xfc\xfe"
        "\xae\xa1\xa2\xa3\xa4\xa5\xa6\xa7",
        "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđĂÂÊÔƠƯĐ",
        strict=True,
    )
)
_TO_UNICODE = str.maketrans(_TCVN3)
_COMMON = re.compile(
    r"\b(?:của|và|các|được|thực hiện|kế hoạch|đơn vị|báo cáo|nhiệm vụ|trong|theo|về|quy định|tổ chức)\b",
    re.IGNORECASE,
)
_VNI_SIGNS = re.compile(r"cuûa|vaø|caùc|ñöôïc|thöïc|keá hoaïch|ñôn vò|nhieäm vuï", re.IGNORECASE)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text and the name of the old encoding it came in ("" for Unicode)."""
    text = _unicode(data, name)
    if text is not None and not tcvn3(text):
        if _VNI_SIGNS.search(text[:200_000]):
            raise old_encoding(name, "VNI")
        return text, ""
    narrow = text if text is not None else data.decode("latin-1")
    if _VNI_SIGNS.search(narrow[:200_000]):
        raise old_encoding(name, "VNI")
    if text is None and _COMMON.search(windows := _windows(data)):
        return windows, "Windows-1258"
    if tcvn3(narrow):
        return narrow.translate(_TO_UNICODE), "TCVN3"
    raise Mistake(
        f"“{name}” không dùng bảng mã Unicode nên không đọc được. Mở tệp, lưu lại với bảng mã UTF-8 rồi tải lên."
    )


def old_encoding(name: str, encoding: str) -> Mistake:
    return Mistake(
        f"“{name}” dùng bảng mã cũ {encoding}. Chuyển sang Unicode (UTF-8, phông Times New Roman) rồi tải lên."
    )


def tcvn3(text: str) -> bool:
    """Whether text typed for .Vn fonts shows as Western letters: "KÕ ho¹ch" is "Kế hoạch"."""
    sample = text[:200_000]
    if not re.search(r"[\xb5-\xb9\xa8-\xae]", sample):
        return False
    converted = len(_COMMON.findall(sample.translate(_TO_UNICODE)))
    return converted > 2 * len(_COMMON.findall(sample)) and converted >= 2


def from_tcvn3(text: str) -> str:
    """
    >>> from_tcvn3("KÕ ho¹ch c¶i c¸ch hµnh chÝnh")
    'Kế hoạch cải cách hành chính'
    """
    return text.translate(_TO_UNICODE)


_VNI_FONT = re.compile(r"(?:[A-Z]{6}\+)?VNI-", re.IGNORECASE)
_VN_FONT = re.compile(r"(?:[A-Z]{6}\+)?(\.vn[a-z0-9 ]+)", re.IGNORECASE)


def in_vn_font(font: str) -> bool:
    """Whether a font draws TCVN3: ".VnTime", in a PDF also "ABCDEF+.VnTimeH,Bold"."""
    return _VN_FONT.match(font) is not None


def is_old(font: str) -> bool:
    return in_vn_font(font) or _VNI_FONT.match(font) is not None


def of_font(text: str, font: str, file: str) -> str:
    """Text typed for an old font, as Unicode; VNI is refused. The capital fonts (.VnTimeH) draw capitals.

    >>> of_font("KÕ ho¹ch", ".VnTimeH", "tệp Word"), of_font("ho¹ch", "ABCDEF+.VnTime,Bold", "tệp PDF")
    ('KẾ HOẠCH', 'hoạch')
    >>> of_font("KÕ ho¹ch", ".Vn3DH", "tệp Word")
    'KẾ HOẠCH'
    """
    if found := _VN_FONT.match(font):
        converted = from_tcvn3(text)
        return converted.upper() if found[1].lower().endswith("h") else converted
    if _VNI_FONT.match(font) and re.search(r"[\xc0-\xff]", text):
        raise old_encoding(file, "VNI")
    return text


_OLD_LETTER = re.compile(r"[A-Za-z][\xa8-\xae\xb5-\xbe]|[\xa8-\xae\xb5-\xbe][A-Za-z]")
_NEW_LETTER = re.compile(r"[\u1e00-\u1eff\u01a0\u01a1\u01af\u01b0\u0102\u0103\u0110\u0111]")


def mixed_in(line: str) -> str:
    """A paragraph pasted from an old file into a new one, as Unicode; any other line as it is.

    Signs inside words ("ho¹ch") and no letter that only Unicode has tell it.

    >>> mixed_in("KÕ ho¹ch c¶i c¸ch hµnh chÝnh"), mixed_in("Điều 5 § 2 © Bộ Nội vụ")
    ('Kế hoạch cải cách hành chính', 'Điều 5 § 2 © Bộ Nội vụ')
    """
    old = len(_OLD_LETTER.findall(line)) > 1 and not _NEW_LETTER.search(line)
    return from_tcvn3(line) if old else line


MIXED = "Có đoạn dùng bảng mã cũ TCVN3 đã chuyển sang Unicode. Đối chiếu lại với bản gốc."


def _unicode(data: bytes, name: str) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Mistake(f"“{name}” bị hỏng ở giữa chừng. Lưu lại tệp rồi tải lên.") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _windows(data: bytes) -> str:
    return unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
