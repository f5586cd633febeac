"""YAML 1.2 as a tree whose every node knows its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.composer import Composer
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent

LARGEST = 1_000_000  # characters of one edition: no law is longer, a typed text may be
DEEPEST = 12  # tables inside tables of one edition
Place = tuple[Any, ...]


class Unreadable(Exception):
    """The file cannot be read any further."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


class _Composer(Composer):
    """Refuses references (a few of them, nested, grow without end) and depth no edition has."""

    levels = 0  # `depth` is ruamel's own

    def compose_node(self, parent: Any, index: Any) -> Any:
        line = self.parser.peek_event().start_mark.line + 1
        if self.parser.check_event(AliasEvent):
            raise Unreadable(line, "Không dùng tham chiếu (*) trong YAML.")
        if self.levels == DEEPEST:
            raise Unreadable(line, f"Lồng nhau quá {DEEPEST} tầng.")
        self.levels += 1
        node = super().compose_node(parent, index)
        self.levels -= 1
        return node


class _Constructor(RoundTripConstructor):
    """Tells the line of a day that does not exist."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            line = node.start_mark.line + 1
            raise Unreadable(line, f"Ngày {node.value} không có thật.") from None


# ruamel finds a tag's constructor by a table of functions, not by name.
_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_timestamp)


def read_tree(text: str) -> Any:
    """The tree of a text; Unreadable, with its line, where it is none.

    >>> read_tree("a: 1\\nb: [2, 3]")["b"]
    [2, 3]
    """
    if len(text) > LARGEST:
        raise Unreadable(1, f"Dài hơn {LARGEST} ký tự. Chia thành nhiều tệp.")
    yaml = YAML(typ="rt", pure=True)
    yaml.Composer, yaml.Constructor = _Composer, _Constructor
    try:
        tree = yaml.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable(
            mark.line + 1 if mark else 1, f"Sai cú pháp YAML: {error.problem}."
        ) from None
    except (YAMLError, ValueError, TypeError) as error:
        raise Unreadable(1, f"Sai cú pháp YAML: {error}.") from None
    if not isinstance(tree, CommentedMap):
        raise Unreadable(1, "Không có nội dung. Mỗi tệp là một bảng khóa và giá trị.")
    return tree


def leaves(node: Any, place: Place) -> Iterator[tuple[Place, str, Any]]:
    """(place, its last key, value) of every plain value below a node."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in pairs:
        if isinstance(value, dict | list):
            yield from leaves(value, (*place, key))
        else:
            yield (*place, key), str(key), value


def find(node: Any, place: Sequence[Any]) -> tuple[int, str]:
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
