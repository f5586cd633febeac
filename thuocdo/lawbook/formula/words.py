"""A formula said in Vietnamese, as an official would read it aloud."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from thuocdo.lawbook.formula.computing import Value
from thuocdo.lawbook.formula.nodes import (
    COMPARISONS,
    MINUS,
    NOT,
    STRENGTH,
    Binary,
    Call,
    If,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Steps,
    Word,
)
from thuocdo.lawbook.formula.printing import strength

_SIGNS = {
    "-": "−",
    "*": "×",
    "/": "÷",
    "=": "là",
    "<>": "không phải",
    "<": "dưới",
    "<=": "không quá",
    ">": "trên",
    ">=": "từ",
    "and": "và",
    "or": "hoặc",
}
_CALLS = {
    "sum": "tổng",
    "mean": "trung bình cộng",
    "min": "số nhỏ nhất trong",
    "max": "số lớn nhất trong",
    "abs": "trị tuyệt đối của",
    "first": "số liệu đầu tiên có trong",
    "known": "có số liệu",
}


def figure(value: Value) -> str:
    """A value as people here write it.

    >>> figure(Decimal("1234.50"))
    '1.234,5'
    """
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Decimal):
        plain = value.normalize() if value else Decimal(0)
        return f"{plain:,f}".translate(str.maketrans(",.", ".,"))
    return value if isinstance(value, str) else value.label.lower()


def say(node: Node, names: Mapping[str, str]) -> str:
    """The formula in words; `names` gives what each name is called.

    >>> from thuocdo.lawbook.formula.parsing import parse
    >>> say(parse("min(max, max * a / b / 80%)"), {"max": "điểm tối đa", "a": "số đúng hạn", "b": "tổng số"})
    'điểm tối đa × số đúng hạn ÷ tổng số ÷ 0,8, không quá điểm tối đa'
    """
    match node:
        case Number(value):
            return figure(value)
        case Word(value):
            return f"“{names.get(value, value)}”"
        case Name(name):
            return names.get(name, name.replace("$", "điểm "))
        case Negative(of):
            return f"−{_inside(of, MINUS, names)}"
        case Not(of):
            return f"không {_inside(of, NOT, names)}"
        case Binary(sign, left, right):
            own = STRENGTH[sign]
            sides = (
                _inside(left, own + (sign in COMPARISONS), names),
                _inside(right, own + 1, names),
            )
            return f"{sides[0]} {_SIGNS.get(sign, sign)} {sides[1]}"
        case If(condition, then, otherwise):
            return f"{say(then, names)} nếu {say(condition, names)}, nếu không thì {say(otherwise, names)}"
        case Steps():
            return _steps(node, names)
        case Call():
            return _call(node, names)


def _steps(node: Steps, names: Mapping[str, str]) -> str:
    rungs = [
        f"{_SIGNS.get(b.sign, b.sign)} {say(b.bound, names)} được {say(b.gives, names)}"
        for b in node.bands
    ]
    last = f"còn lại {say(node.otherwise, names)}"
    return f"{say(node.of, names)}: {'; '.join([*rungs, last])}"


def _call(node: Call, names: Mapping[str, str]) -> str:
    told = [say(argument, names) for argument in node.arguments]
    match node.function, told:
        case "min", [limit, of]:
            return f"{of}, không quá {limit}"
        case "max", [limit, of]:
            return f"{of}, không dưới {limit}"
        case "round", [of, places]:
            return f"{of}, làm tròn {places} chữ số thập phân"
        case "known", [of]:
            return f"có số liệu {of}"
    return f"{_CALLS[node.function]} ({'; '.join(told)})"


def _inside(node: Node, least: int, names: Mapping[str, str]) -> str:
    loose = isinstance(node, If | Steps) or (
        isinstance(node, Call)
        and node.function in ("min", "max", "round")
        and len(node.arguments) == 2
    )
    brackets = loose or strength(node) < least
    return f"({say(node, names)})" if brackets else say(node, names)
