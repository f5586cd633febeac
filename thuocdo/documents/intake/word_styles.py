"""What a paragraph inherits from its style: bold, list number, hidden text."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALSE = ("0", "false", "off")


def val(element: Any) -> str | None:
    return None if element is None else element.get(f"{W}val")


def flag(properties: Any, tag: str) -> bool | None:
    """An on/off property: present without a value means on."""
    found = None if properties is None else properties.find(f"{W}{tag}")
    return None if found is None else val(found) not in FALSE


class Styles:
    """The styles of a document by id, each read once through its `basedOn` chain."""

    def __init__(self, root: Any) -> None:
        self.by_id: dict[str, Any] = {}
        self.default = ""
        self._bold: dict[str, bool] = {}
        self._vanish: dict[str, bool] = {}
        self._numbers: dict[str, tuple[str | None, int | None]] = {}
        for style in () if root is None else root.iter(f"{W}style"):
            name = style.get(f"{W}styleId") or ""
            self.by_id[name] = style
            if style.get(f"{W}default") in ("1", "true") and style.get(f"{W}type") == "paragraph":
                self.default = name

    def chain(self, name: str) -> list[Any]:
        """The style and what it is based on, nearest first; a loop ends it."""
        found: list[Any] = []
        while name in self.by_id and self.by_id[name] not in found:
            style = self.by_id[name]
            found.append(style)
            name = val(style.find(f"{W}basedOn")) or ""
        return found

    def says(self, name: str, tag: str) -> bool | None:
        """What the chain says of a run property; None where it says nothing."""
        for style in self.chain(name):
            said = flag(style.find(f"{W}rPr"), tag)
            if said is not None:
                return said
        return None

    def bold(self, name: str) -> bool:
        if name not in self._bold:
            self._bold[name] = bool(self.says(name, "b"))
        return self._bold[name]

    def hidden(self, name: str) -> bool:
        if name not in self._vanish:
            self._vanish[name] = bool(self.says(name, "vanish"))
        return self._vanish[name]

    def number_of(self, name: str) -> tuple[str | None, int | None]:
        """The list (numId) and level a paragraph style carries."""
        if name not in self._numbers:
            self._numbers[name] = self._number_of(name)
        return self._numbers[name]

    def _number_of(self, name: str) -> tuple[str | None, int | None]:
        number, level = None, None
        for style in self.chain(name):
            properties = style.find(f"{W}pPr/{W}numPr")
            if properties is None:
                continue
            number = number or val(properties.find(f"{W}numId"))
            if level is None and (text := val(properties.find(f"{W}ilvl"))) is not None:
                level = int(text)
        return number, level

    def borders(self, name: str) -> Any:
        for style in self.chain(name):
            found = style.find(f"{W}tblPr/{W}tblBorders")
            if found is not None:
                return found
        return None
