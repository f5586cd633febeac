"""The words of one DOCX paragraph: accepted changes in, deleted and hidden text out."""

from __future__ import annotations

from typing import Any

from thuocdo.documents.intake.encodings import mixed_in, of_font
from thuocdo.documents.intake.word_styles import FALSE, Styles, W, val

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
_T, _R, _RPR = f"{W}t", f"{W}r", f"{W}rPr"
_PPR, _PSTYLE = f"{W}pPr", f"{W}pStyle"
_MATH_T, _BOX = f"{_M}t", f"{W}txbxContent"
_RSTYLE, _VANISH, _BOLD, _FONTS = f"{W}rStyle", f"{W}vanish", f"{W}b", f"{W}rFonts"
_ASCII = f"{W}ascii"


def hidden_mark(p: Any) -> bool:
    """Whether the end of the paragraph was deleted, so that the next one continues it."""
    properties = p.find(_PPR)
    return properties is not None and properties.find(f"{W}rPr/{W}del") is not None


def style_of(p: Any) -> str:
    properties = p.find(_PPR)
    return "" if properties is None else val(properties.find(_PSTYLE)) or ""


_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}


class Words:
    """One paragraph: its `lines` cut at breaks typed by hand, the text `boxes` anchored in it, whether all is bold."""

    def __init__(self, p: Any, styles: Styles) -> None:
        self.styles = styles
        self.parts: list[str] = []
        self.boxes: list[Any] = []
        self.old = False  # typed in an old encoding, here Unicode
        self._base = styles.bold(style_of(p) or styles.default)
        self._weights: set[bool] = set()
        self._collect(p)
        printed = "".join(self.parts).split("\n")
        self.lines = [mixed_in(line) for line in printed]
        self.old = self.old or self.lines != printed
        self.bold = self._weights == {True}

    def _collect(self, element: Any) -> None:
        for child in element:
            tag = child.tag
            if tag in (_T, _MATH_T):
                self.parts.append(child.text or "")
            elif tag == _R:
                self._run(child)
            elif tag == _BOX:
                self.boxes.append(child)
            elif tag in _CHARACTERS:
                self.parts.append(_CHARACTERS[tag])
            elif tag not in _SKIP and isinstance(tag, str):
                self._collect(child)

    def _run(self, run: Any) -> None:
        properties = run.find(_RPR)
        said = {} if properties is None else {item.tag: item for item in properties}
        style = val(said.get(_RSTYLE)) or ""
        hidden, bold = _flag(said, _VANISH), _flag(said, _BOLD)
        if self.styles.hidden(style) if hidden is None else hidden:
            return
        start = len(self.parts)
        self._collect(run)
        text = "".join(self.parts[start:])
        if not text.strip():
            return
        if bold is None:
            bold = self.styles.says(style, "b") if style else None
        self._weights.add(self._base if bold is None else bold)
        if _FONTS in said:
            self.parts[start:] = [
                converted := of_font(text, said[_FONTS].get(_ASCII) or "", "tệp Word")
            ]
            self.old = self.old or converted != text


def _flag(said: dict[Any, Any], tag: str) -> bool | None:
    return val(said[tag]) not in FALSE if tag in said else None
