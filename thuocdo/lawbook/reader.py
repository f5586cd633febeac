"""Reads editions of the rulebook. The only file of the lawbook that opens files.

Every fault is told with file and line, all of them at once. Text typed by an agency goes through the
same checks as a shipped file (`read_text`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.composer import Composer
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent

from thuocdo.lawbook.editions.form import Place
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.rulebook import FORMS, Edition, Rulebook
from thuocdo.lawbook.text import nfc

SHIPPED = Path(__file__).parent.parent / "rulebook"
LARGEST = 1_000_000  # characters of one edition: no law is longer, a typed text may be
DEEPEST = 12  # tables inside tables of one edition


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong, at a line counted from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Faulty(Mistake):
    """Text that is no valid edition: all its faults in one message."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)), field="text")
        self.faults = faults


class _Stop(Exception):
    """The file cannot be read any further."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


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
        own = Rulebook({**base.editions, edition.path: edition})
        faults = sorted(_against(edition, node, own, name))
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
            raise _Stop(1, f"Không có loại quy định nào tên “{path.split('/')[0]}”.")
        node = _tree(text)
    except _Stop as stop:
        return None, None, [Fault(file, stop.line, stop.message)]
    try:
        body = form.model_validate(node)
    except ValidationError as error:
        rows = error.errors(include_url=False)
        faults = {Fault(file, _line(node, e["loc"]), _in_words(e, node)) for e in rows}
        return None, node, sorted(faults)
    checksum = hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()
    doubts = (Fault(file, _line(node, at), words) for at, words in body.problems())
    return Edition(path, body, checksum), node, sorted(doubts)


class _Composer(Composer):
    """Refuses references (a few of them, nested, grow without end) and depth no edition has."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        line = self.parser.peek_event().start_mark.line + 1
        if self.parser.check_event(AliasEvent):
            raise _Stop(line, "Không dùng tham chiếu (*) trong YAML.")
        if self.depth == DEEPEST:
            raise _Stop(line, f"Lồng nhau quá {DEEPEST} tầng.")
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _Constructor(RoundTripConstructor):
    """Tells the line of a day that does not exist."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            line = node.start_mark.line + 1
            raise _Stop(line, f"Ngày {node.value} không có thật.") from None


# ruamel finds a tag's constructor by a table of functions, not by name.
_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_timestamp)


def _tree(text: str) -> Any:
    """YAML 1.2 with its lines."""
    if len(text) > LARGEST:
        raise _Stop(1, f"Dài hơn {LARGEST} ký tự. Chia thành nhiều tệp.")
    yaml = YAML(typ="rt", pure=True)
    yaml.Composer, yaml.Constructor = _Composer, _Constructor
    try:
        tree = yaml.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _Stop(mark.line + 1 if mark else 1, f"Sai cú pháp YAML: {error.problem}.") from None
    except (YAMLError, ValueError, TypeError) as error:
        raise _Stop(1, f"Sai cú pháp YAML: {error}.") from None
    if not isinstance(tree, CommentedMap):
        raise _Stop(1, "Không có nội dung. Mỗi tệp là một bảng khóa và giá trị.")
    return tree


def _against(edition: Edition, node: Any, rulebook: Rulebook, file: str) -> Iterator[Fault]:
    """What only the whole rulebook shows: keys that must exist elsewhere, and the worked cases."""
    known: dict[str, tuple[Mapping[str, Any], str]] = {
        "source": (rulebook.sources, "Không có văn bản “{}” trong sources.yaml."),
        "unit": (rulebook.units, "Không có đơn vị tính “{}” trong units.yaml."),
    }
    for place, key, value in _leaves(node, ()):
        if key in known and value not in known[key][0]:
            yield Fault(file, _line(node, place), known[key][1].format(value))
    try:
        for place, words in edition.body.failures(rulebook):
            yield Fault(file, _line(node, place), words)
    except Mistake as mistake:
        yield Fault(file, _line(node, ("cases",)), str(mistake))


def _leaves(node: Any, place: Place) -> Iterator[tuple[Place, str, Any]]:
    """(place, its last key, value) of every plain value below a node."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in pairs:
        if isinstance(value, dict | list):
            yield from _leaves(value, (*place, key))
        else:
            yield (*place, key), str(key), value


def _line(node: Any, place: Sequence[Any]) -> int:
    return _found(node, place)[0]


def _found(node: Any, place: Sequence[Any]) -> tuple[int, str]:
    """(line, name) of a place, or of the nearest thing around it that is there."""
    line, name = int(node.lc.line) + 1, ""
    for key in place:
        if not isinstance(node, CommentedMap | CommentedSeq):
            break
        keys = list(node) if isinstance(node, CommentedMap) else list(range(len(node)))
        if key not in keys:  # pydantic also names what it tried, and gives dates as text
            key = next((k for k in keys if str(k) == str(key)), None)
        if key is None:
            continue
        line = (node.lc.key(key) if isinstance(node, CommentedMap) else node.lc.item(key))[0] + 1
        name = name if isinstance(key, int) else str(key)
        node = node[key]
    return line, name


_WORDS = {
    "missing": "Thiếu “{key}”.",
    "extra_forbidden": "Không có khóa nào tên “{key}”. Kiểm tra lại chính tả.",
    "unexpected_keyword_argument": "Không có khóa nào tên “{key}”. Kiểm tra lại chính tả.",
    "string_type": '“{key}” phải là chữ; số thì đặt trong ngoặc kép, như "1.10".',
    "string_too_short": "“{key}” đang để trống.",
    "string_pattern_mismatch": "“{key}” chỉ gồm chữ thường không dấu, số và gạch nối.",
    "literal_error": "“{key}” là “{value}”; chỉ nhận: {expected}.",
    "too_short": "“{key}” đang để trống.",
    "int_parsing": "“{key}” phải là số nguyên.",
    "int_type": "“{key}” phải là số nguyên.",
    "bool_parsing": "“{key}” phải là true hoặc false.",
    "date_type": "“{key}” phải là ngày, viết như 2023-01-20.",
    "date_parsing": "“{key}” phải là ngày có thật, viết như 2023-01-20.",
    "date_from_datetime_parsing": "“{key}” phải là ngày có thật, viết như 2023-01-20.",
    "list_type": "“{key}” phải là danh sách.",
    "dict_type": "“{key}” phải là bảng khóa và giá trị.",
}


def _in_words(error: Mapping[str, Any], node: Any) -> str:
    key = _found(node, error["loc"])[1]
    if error["type"] == "missing":
        key = str(error["loc"][-1])
    about = {name: str(said).replace(" or ", ", ") for name, said in error.get("ctx", {}).items()}
    shape = _WORDS.get(error["type"], "Giá trị của “{key}” không hợp lệ: {value}.")
    return nfc(shape.format(key=key, value=error["input"], **about))
