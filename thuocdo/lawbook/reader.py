"""Reads editions of the rulebook. The only file of the lawbook that opens files.

Every fault is told with file and line, all of them at once. Text typed by an agency goes through the
same checks as a shipped file (`read_text`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from thuocdo.lawbook.faults import Fault, Faulty, in_words
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.rulebook import FORMS, Edition, Rulebook
from thuocdo.lawbook.tree import Unreadable, find, leaves, read_tree

__all__ = ["SHIPPED", "Fault", "Faulty", "check", "load", "read_text", "shipped"]

SHIPPED = Path(__file__).parent.parent / "rulebook"


@cache
def shipped() -> Rulebook:
    """The rulebook this release brings; read once."""
    return load(SHIPPED)


def load(root: Path) -> Rulebook:
    """All editions below a folder; Faulty if anything is wrong anywhere."""
    rulebook, faults = _read(root)
    if faults:
        raise Faulty(faults)
    return rulebook


def check(root: Path) -> list[Fault]:
    """Every fault below a folder, by file and line; empty if all is well. Mistake: no such folder."""
    return _read(root)[1]


def read_text(text: str, kind: str, name: str, rulebook: Rulebook | None = None) -> Edition:
    """An edition typed by an agency, checked as a shipped one, its cases run on top of `rulebook`.

    `kind` is one of `FORMS`, `name` stands in messages. Raises Faulty.
    """
    edition, node, faults = _read_one(text, f"{kind}/{name}", name)
    if edition and not faults:
        base = rulebook or shipped()
        faults = sorted(_against(edition, node, base.on_top(edition), name))
    if faults or edition is None:
        raise Faulty(faults)
    return edition


def _read(root: Path) -> tuple[Rulebook, list[Fault]]:
    if not root.is_dir():
        raise Mistake(f"Không có thư mục “{root}”. Kiểm tra lại đường dẫn.")
    editions: dict[str, Edition] = {}
    nodes: dict[str, Any] = {}
    faults: list[Fault] = []
    for file in sorted(root.rglob("*.yaml")):
        name = file.relative_to(root).as_posix()
        path = name.removesuffix(".yaml")
        try:
            text = file.read_text("utf-8")
        except UnicodeDecodeError:
            faults.append(Fault(name, 1, "Không phải văn bản UTF-8. Lưu lại tệp theo UTF-8."))
            continue
        edition, node, found = _read_one(text, path, name)
        faults += found
        if edition:
            editions[path], nodes[path] = edition, node
    rulebook = Rulebook(editions)
    if not editions and not faults:
        faults.append(Fault(root.name, 1, "Không có bộ quy định nào (*.yaml)."))
    if not faults:
        for path, edition in editions.items():
            faults += _against(edition, nodes[path], rulebook, f"{path}.yaml")
    return rulebook, sorted(faults)


def _read_one(text: str, path: str, file: str) -> tuple[Edition | None, Any, list[Fault]]:
    """The edition, its tree with lines, and the faults that show without other editions."""
    try:
        form = FORMS.get(path.split("/")[0])
        if form is None:
            raise Unreadable(1, f"Không có loại quy định nào tên “{path.split('/')[0]}”.")
        node = read_tree(text)
    except Unreadable as stop:
        return None, None, [Fault(file, stop.line, stop.message)]
    try:
        body = form.model_validate(node)
    except ValidationError as error:
        rows = error.errors(include_url=False)
        faults = {Fault(file, find(node, e["loc"])[0], in_words(e, node)) for e in rows}
        return None, node, sorted(faults)
    checksum = hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()
    doubts = (Fault(file, find(node, at)[0], words) for at, words in body.problems())
    return Edition(path, body, checksum), node, sorted(doubts)


def _against(edition: Edition, node: Any, rulebook: Rulebook, file: str) -> Iterator[Fault]:
    """What only the whole rulebook shows: keys that must exist elsewhere, and the worked cases."""
    known: dict[str, tuple[Mapping[str, Any], str]] = {
        "source": (rulebook.sources, "Không có văn bản “{}” trong sources.yaml."),
        "unit": (rulebook.units, "Không có đơn vị tính “{}” trong units.yaml."),
    }
    for place, key, value in leaves(node, ()):
        if key in known and value not in known[key][0]:
            yield Fault(file, find(node, place)[0], known[key][1].format(value))
    try:
        for place, words in edition.body.failures(rulebook):
            yield Fault(file, find(node, place)[0], words)
    except Mistake as mistake:
        yield Fault(file, find(node, ("cases",))[0], str(mistake))
