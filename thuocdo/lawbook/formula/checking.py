"""What can be known without figures: kinds, unknown names, cycles, inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from thuocdo.lawbook.formula.nodes import (
    COMPARISONS,
    Binary,
    Call,
    If,
    Kind,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Steps,
    Word,
    parts_of,
)
from thuocdo.lawbook.formula.printing import text_of
from thuocdo.lawbook.mistakes import Mistake

_KINDS: dict[Kind, str] = {"number": "số", "truth": "có/không", "word": "lựa chọn"}
_ARGUMENTS = {"abs": (1, 1), "known": (1, 1), "round": (2, 2), "first": (2, 99)}  # others: 1 to 999


def inputs(node: Node) -> tuple[str, ...]:
    """The names a formula needs, each once, in reading order.

    >>> from thuocdo.lawbook.formula.parsing import parse
    >>> inputs(parse("a / b + $1.2 * a"))
    ('a', 'b', '$1.2')
    """
    return tuple(dict.fromkeys(_names(node)))


def _names(node: Node) -> Iterator[str]:
    if isinstance(node, Name):
        yield node.name
    for part in parts_of(node):
        yield from _names(part)


def divides(node: Node) -> bool:
    """Can the formula meet a zero denominator?"""
    by_name = isinstance(node, Binary) and node.sign == "/" and bool(inputs(node.right))
    return by_name or any(map(divides, parts_of(node)))


def check(node: Node, names: Mapping[str, Kind], expected: Kind = "number") -> None:
    """Mistake: an unknown name, or a figure of one kind where another is needed.

    >>> from thuocdo.lawbook.formula.parsing import parse
    >>> check(parse("a + 1"), {"a": "truth"})
    Traceback (most recent call last):
    thuocdo.lawbook.mistakes.Mistake: “a” là có/không, ở đây cần số.
    """
    found = _kind(node, names)
    if found != expected:
        raise Mistake(f"“{text_of(node)}” là {_KINDS[found]}, ở đây cần {_KINDS[expected]}.")


def _kind(node: Node, names: Mapping[str, Kind]) -> Kind:
    match node:
        case Number():
            return "number"
        case Word():
            return "word"
        case Name(name):
            if name not in names:
                raise Mistake(f"Không có số liệu hay tiêu chí nào tên “{name}”.")
            return names[name]
        case Negative(of):
            check(of, names)
            return "number"
        case Not(of):
            check(of, names, "truth")
            return "truth"
        case Binary(sign, left, right):
            return _binary(sign, left, right, names)
        case If(condition, then, otherwise):
            check(condition, names, "truth")
            kind = _kind(then, names)
            check(otherwise, names, kind)
            return kind
        case Steps(of, bands, otherwise):
            for figure in (of, otherwise, *(n for b in bands for n in (b.bound, b.gives))):
                check(figure, names)
            return "number"
        case Call(function, arguments):
            return _call(function, arguments, names)


def _binary(sign: str, left: Node, right: Node, names: Mapping[str, Kind]) -> Kind:
    if sign in ("and", "or"):
        check(left, names, "truth")
        check(right, names, "truth")
        return "truth"
    if sign not in COMPARISONS:
        check(left, names)
        check(right, names)
        return "number"
    kind = _kind(left, names) if sign in ("=", "<>") else "number"
    check(left, names, kind)
    check(right, names, kind)
    return "truth"


def _call(function: str, arguments: Sequence[Node], names: Mapping[str, Kind]) -> Kind:
    least, most = _ARGUMENTS.get(function, (1, 999))
    if not least <= len(arguments) <= most:
        raise Mistake(f"Hàm {function} nhận {len(arguments)} giá trị; cần từ {least} đến {most}.")
    if function == "known":
        _kind(arguments[0], names)
        return "truth"
    if function == "round" and not isinstance(arguments[1], Number):
        raise Mistake("round cần số chữ số thập phân viết bằng số.")
    kind = _kind(arguments[0], names) if function == "first" else "number"
    for argument in arguments:
        check(argument, names, kind)
    return kind


def cycle(needs: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The first ring of names that need one another, in order; empty if there is none.

    >>> cycle({"a": ["b"], "b": ["c", "x"], "c": ["a"]})
    ('a', 'b', 'c', 'a')
    >>> cycle({"a": ["b"], "b": []})
    ()
    """
    done: set[str] = set()
    for start in needs:
        path = [start]
        open_ends = [iter(needs[start])]
        while open_ends:
            following = next(open_ends[-1], None)
            if following is None:
                done.add(path.pop())
                open_ends.pop()
            elif following in path:
                return (*path[path.index(following) :], following)
            elif following in needs and following not in done:
                path.append(following)
                open_ends.append(iter(needs[following]))
    return ()
