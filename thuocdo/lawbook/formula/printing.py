"""Nodes → text that reads back as the same nodes."""

from __future__ import annotations

from thuocdo.lawbook.formula.nodes import (
    COMPARISONS,
    MINUS,
    NOT,
    STRENGTH,
    WHOLE,
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


def strength(node: Node) -> int:
    """How strongly a node holds together: below its surroundings it needs brackets."""
    match node:
        case Binary(sign):
            return STRENGTH[sign]
        case Not():
            return NOT
        case Negative():
            return MINUS
    return WHOLE


def text_of(node: Node) -> str:
    """The formula as text.

    >>> from thuocdo.lawbook.formula.parsing import parse
    >>> text_of(parse("(a+b)*2 - (c - 1)"))
    '(a + b) * 2 - (c - 1)'
    """
    match node:
        case Number(value):
            return f"{value:f}"
        case Word(value):
            return f"'{value}'"
        case Name(name):
            return name
        case Negative(of):
            return f"-{_inside(of, MINUS)}"
        case Not(of):
            return f"not {_inside(of, NOT)}"
        case Binary(sign, left, right):
            own = STRENGTH[sign]
            return f"{_inside(left, own + (sign in COMPARISONS))} {sign} {_inside(right, own + 1)}"
        case If(condition, then, otherwise):
            return f"if({', '.join(map(text_of, (condition, then, otherwise)))})"
        case Steps(of, bands, otherwise):
            shown = [
                f"{b.sign} {_inside(b.bound, STRENGTH['+'])}: {text_of(b.gives)}; " for b in bands
            ]
            return f"steps({text_of(of)}; {''.join(shown)}else: {text_of(otherwise)})"
        case Call(function, arguments):
            return f"{function}({', '.join(map(text_of, arguments))})"


def _inside(node: Node, least: int) -> str:
    return f"({text_of(node)})" if strength(node) < least else text_of(node)
