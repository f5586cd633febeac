"""The words of one DOCX paragraph: accepted changes in, deleted and hidden text out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from thuocdo.documents.intake.encodings import from_tcvn3, old_encoding

if TYPE_CHECKING:
    from thuocdo.documents.intake.word_styles import Styles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIP = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}pPr",
    f"{W}instrText",
    f"{W}delText",
    f"{_MC}Fallback",
    f"{W}rPr",
    f"{W}footnoteReference",
}
_FALSE = ("0", "false", "off")


def val(element: Any) -> str | None:
    return None if element is None else element.get(f"{W}val")


def flag(properties: Any, tag: str) -> bool | None:
    """An on/off property: present without a value means on."""
    found = None if properties is None else properties.find(f"{W}{tag}")
    return None if found is None else val(found) not in _FALSE


def hidden_mark(p: Any) -> bool:
    """Whether the end of the paragraph was deleted, so that the next one continues it."""
    return p.find(f"{W}pPr/{W}rPr/{W}del") is not None


def style_of(p: Any) -> str:
    return val(p.find(f"{W}pPr/{W}pStyle")) or ""


def lines_of(p: Any, styles: Styles) -> tuple[list[str], list[Any]]:
    """The paragraph's text cut at breaks typed by hand, and the text boxes anchored in it."""
    parts: list[str] = []
    boxes: list[Any] = []
    _collect(p, parts, boxes, styles)
    return "".join(parts).split("\n"), boxes


def _collect(element: Any, parts: list[str], boxes: list[Any], styles: Styles) -> None:
    for child in element:
        tag = child.tag
        if tag == f"{W}t" or tag == f"{_M}t":
            parts.append(child.text or "")
        elif tag == f"{W}r":
            _run(child, parts, boxes, styles)
        elif tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag in _CHARACTERS:
            parts.append(_CHARACTERS[tag])
        elif tag not in _SKIP and isinstance(tag, str):
            _collect(child, parts, boxes, styles)


_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}


def _run(run: Any, parts: list[str], boxes: list[Any], styles: Styles) -> None:
    properties = run.find(f"{W}rPr")
    if properties is not None:
        hidden = flag(properties, "vanish")
        if hidden or (hidden is None and styles.hidden(val(properties.find(f"{W}rStyle")) or "")):
            return
    start = len(parts)
    _collect(run, parts, boxes, styles)
    if (
        properties is not None
        and len(parts) > start
        and (fonts := properties.find(f"{W}rFonts")) is not None
    ):
        font = (fonts.get(f"{W}ascii") or "").lower()
        if font.startswith(".vn"):
            parts[start:] = [_from_vn_font("".join(parts[start:]), font)]
        elif font.startswith("vni-") and any(ord(c) > 127 for c in "".join(parts[start:])):
            raise old_encoding("tệp Word", "VNI")


def _from_vn_font(text: str, font: str) -> str:
    """TCVN3 text; the capital fonts (.VnTimeH) draw small letters as capitals."""
    converted = from_tcvn3(text.replace("\u2013", "\x96"))
    return (converted.upper() if font.endswith("h") else converted).replace("\x96", "\u2013")


def bold_of(p: Any, styles: Styles) -> bool:
    """Whether every word of the paragraph is bold, by its runs or by its styles."""
    base = styles.bold(style_of(p) or styles.default)
    seen = False
    for run in p.iter(f"{W}r"):
        text = "".join(t.text or "" for t in run.findall(f"{W}t"))
        if not text.strip():
            continue
        seen = True
        properties = run.find(f"{W}rPr")
        said = flag(properties, "b")
        if said is None and properties is not None:
            said = styles.says(val(properties.find(f"{W}rStyle")) or "", "b")
        if not (base if said is None else said):
            return False
    return seen
