"""A printed name brought to the forms in which it may be recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from thuocdo.lawbook.text import fold, nfc
from thuocdo.organisations.rules.abbreviations import WORDS

_SMALL = frozenset({"va", "cac", "nhung"})  # "Khảo thí và KĐCLGD", "Các phòng …": said or not
_HEADS = frozenset({"phong", "truong"})  # "Kế hoạch - Tài chính" for "Phòng Kế hoạch - Tài chính"
_APART = re.compile(r"[^0-9a-z]+")
# The head of a unit stands for it: "Trưởng các phòng Sở", "Chánh Văn phòng". Marks matter here
# ("trưởng" leads, "trường" is a school), so this looks at the text before folding.
_LEADERS = re.compile(
    r"^(?:thủ trưởng|trưởng|chánh|lãnh đạo|ban giám hiệu)\s+(?=\S)", re.IGNORECASE
)


def key(printed: str) -> str:
    """The form under which another name is remembered: folded, without punctuation and small words.

    >>> key("Phòng Khảo thí & KĐCLGD"), key("các Phòng GD&ĐT quận, huyện")
    ('phong khao thi kdclgd', 'phong gd dt quan huyen')
    """
    return " ".join(w for w in _APART.split(fold(printed)) if w and w not in _SMALL)


def spelled(text: str) -> str:
    """A key with its abbreviations written out.

    >>> spelled(key("Phòng GDTX-CN&ĐH"))
    'phong giao duc thuong xuyen chuyen nghiep dai hoc'
    """
    return " ".join(WORDS.get(word, word) for word in text.split())


def initials(text: str) -> str:
    """First letters of a key's words without its head: "phong to chuc can bo" → "tccb"; "" if under 3."""
    words = text.split()
    words = words[1:] if words and words[0] in _HEADS else words
    return "".join(word[0] for word in words) if len(words) >= 3 else ""


def led(printed: str) -> str:
    """The unit named behind its head's title.

    >>> led("Trưởng các phòng cơ quan Sở"), led("Trường THPT Trần Phú")
    ('các phòng cơ quan Sở', 'Trường THPT Trần Phú')
    """
    return _LEADERS.sub("", nfc(printed))


def tails(agency_names: Iterable[str], place: str) -> list[str]:
    """What a name may end with without meaning another unit: the agency it is a part of, the place.

    >>> tails(["Sở Giáo dục và Đào tạo"], "Hải Phòng")[:3]
    ['co quan so giao duc dao tao', 'thuoc so giao duc dao tao', 'so giao duc dao tao']
    """
    full = [spelled(key(name)) for name in agency_names]
    heads = [name.split()[0] for name in full if name]
    own = sorted({*full, *heads}, key=lambda text: (-len(text), text))
    found = [tail for name in own for tail in (f"co quan {name}", f"thuoc {name}", name)]
    return [*found, "co quan", *([key(place)] if place else [])]


def forms(text: str, endings: Iterable[str], *, headless: bool = True) -> Iterator[str]:
    """A key, then shorter forms of it: without its ending, without "phòng" in front. Longest first.

    >>> list(forms("phong ke hoach tai chinh so", ["so"]))
    ['phong ke hoach tai chinh so', 'ke hoach tai chinh so', 'phong ke hoach tai chinh', 'ke hoach tai chinh']
    """
    bare = next((text.removesuffix(f" {e}") for e in endings if _ends(text, e)), text)
    for form in dict.fromkeys((text, bare)):
        yield form
        head, _, rest = form.partition(" ")
        if headless and rest and head in _HEADS and bare != head:  # "các phòng Sở" is not "Sở"
            yield rest


def _ends(text: str, ending: str) -> bool:
    """Whether the ending stands apart: "trực thuộc Sở" does not end in "thuộc Sở"."""
    return text.endswith(f" {ending}") and not text.endswith(f" truc {ending}")


_SORTS = frozenset(["so", "bo", "phong", "ban", "truong", "trung", "uy", "cuc", "chi", "vien"])


def akin(one: str, other: str) -> bool:
    """Whether two keys may name the same sort of body: a room is never a department.

    >>> akin("phong giao duc dao tao", "so giao duc dao tao"), akin("phong tai chinh", "tai chinh")
    (False, True)
    """
    first, second = one.partition(" ")[0], other.partition(" ")[0]
    return first == second or not (first in _SORTS and second in _SORTS)


_MANY = "don vi|phong|ban|co quan|to chuc|ca nhan|dia phuong|bo phan|nganh|so|cap|doan the"
_GENERAL = re.compile(
    rf"^(?:(?:{_MANY}) )+(?:(?:chuc nang|chuyen mon|truc thuoc) )?(?:co )?lien quan(?: khac)?$"
    rf"|^(?:(?:{_MANY})(?: |$))+(?:khac)?$"
    r"|^toan nganh$"
)


def is_general(printed: str) -> bool:
    """Words that name nobody: "các phòng, đơn vị liên quan".

    >>> is_general("Các cơ quan, tổ chức có liên quan"), is_general("Các đơn vị liên")
    (True, False)
    """
    return _GENERAL.match(spelled(key(led(printed)))) is not None


def slug(name: str, taken: Iterable[str] = ()) -> str:
    """A code for a new unit, unlike those taken.

    >>> slug("Phòng Kế hoạch - Tài chính"), slug("Văn phòng", ["van-phong"])
    ('phong-ke-hoach-tai-chinh', 'van-phong-2')
    """
    plain = "-".join(w for w in _APART.split(fold(name)) if w)[:50].strip("-") or "don-vi"
    used, number = set(taken), 2
    code = plain
    while code in used:
        code, number = f"{plain}-{number}", number + 1
    return code
