"""Text → nodes, by descent. Every refusal names the place in the text."""

from __future__ import annotations

import re
from decimal import Decimal

from thuocdo.lawbook.formula.nodes import (
    COMPARISONS,
    MINUS,
    NOT,
    STRENGTH,
    Band,
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
from thuocdo.lawbook.mistakes import Mistake

LONGEST = 4_000  # characters of one formula
DEEPEST = 60  # brackets and signs inside one another
FUNCTIONS = ("min", "max", "sum", "mean", "round", "abs", "first", "known")
_RESERVED = {"and", "or", "not", "if", "steps", "else"}
_TOKEN = re.compile(
    r"""(?P<number>\d+(?:\.\d+)?%?)
      | (?P<name>\$[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*|[a-z_][a-z0-9_]*(?:\.[a-z0-9_]+)*)
      | (?P<word>'[^'\n]*')
      | (?P<sign><=|>=|<>|[-+*/=<>(),;:])
      | (?P<space>\s+)""",
    re.VERBOSE,
)


def parse(text: str) -> Node:
    """The formula a text writes. Mistake: where it is none.

    >>> parse("2 * a")
    Binary(sign='*', left=Number(value=Decimal('2')), right=Name(name='a'))
    >>> parse("2 * ")
    Traceback (most recent call last):
    thuocdo.lawbook.mistakes.Mistake: Công thức “2 *”: thiếu một vế ở cuối.
    """
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text.strip()
        if len(self.text) > LONGEST:
            raise Mistake(
                f"Công thức dài hơn {LONGEST} ký tự. Chia thành nhiều giá trị trung gian."
            )
        self.tokens: list[tuple[str, str, int]] = []
        at = 0
        while at < len(self.text):
            found = _TOKEN.match(self.text, at)
            if found is None:
                raise self.refuse(f"không hiểu ký tự “{self.text[at]}” ở vị trí {at + 1}")
            if found.lastgroup != "space":
                self.tokens.append((str(found.lastgroup), found[0], at + 1))
            at = found.end()
        self.at = self.depth = 0

    def refuse(self, why: str) -> Mistake:
        return Mistake(f"Công thức “{self.text}”: {why}.")

    def whole(self) -> Node:
        node = self.expression(1)
        if self.at < len(self.tokens):
            _, found, place = self.tokens[self.at]
            raise self.refuse(f"thừa “{found}” ở vị trí {place}")
        return node

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self, expected: str) -> None:
        if self.peek() != expected:
            raise self.refuse(f"thiếu “{expected}” trước “{self.peek() or 'chỗ hết'}”")
        self.at += 1

    def expression(self, weakest: int) -> Node:
        """Signs that bind at least as strongly as `weakest`; a comparison is not chained."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.refuse(f"lồng nhau quá {DEEPEST} tầng")
        left = self.operand()
        while (strength := STRENGTH.get(sign := self.peek(), 0)) >= weakest:
            self.at += 1
            left = Binary(sign, left, self.expression(strength + 1))
            if sign in COMPARISONS and self.peek() in COMPARISONS:
                raise self.refuse(f"so sánh nối tiếp bằng “{self.peek()}”; nối bằng and")
        self.depth -= 1
        return left

    def operand(self) -> Node:
        if self.at == len(self.tokens):
            raise self.refuse("thiếu một vế ở cuối")
        kind, found, place = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            figure = Decimal(found.rstrip("%"))
            return Number(figure.scaleb(-2) if found.endswith("%") else figure)
        if kind == "word":
            return Word(found[1:-1])
        if found == "(":
            node = self.expression(1)
            self.take(")")
            return node
        if found == "-":
            return Negative(self.expression(MINUS))
        if found == "not":
            return Not(self.expression(NOT))
        if kind == "name":
            return self.named(found)
        raise self.refuse(f"không chờ “{found}” ở vị trí {place}")

    def named(self, found: str) -> Node:
        if self.peek() != "(":
            if found in _RESERVED:
                raise self.refuse(f"“{found}” là từ của công thức, không đặt làm tên")
            return Name(found)
        self.at += 1
        if found == "steps":
            return self.steps()
        arguments = [self.expression(1)]
        while self.peek() == ",":
            self.at += 1
            arguments.append(self.expression(1))
        self.take(")")
        if found == "if":
            if len(arguments) != 3:
                raise self.refuse("if cần điều kiện, giá trị khi đúng, giá trị khi sai")
            return If(*arguments)
        if found not in FUNCTIONS:
            raise self.refuse(f"không có hàm “{found}”; chỉ có {', '.join(FUNCTIONS)}, if, steps")
        return Call(found, tuple(arguments))

    def steps(self) -> Node:
        of, bands = self.expression(1), []
        self.take(";")
        while self.peek() in COMPARISONS:
            sign = self.peek()
            self.at += 1
            bound = self.expression(STRENGTH["+"])
            self.take(":")
            bands.append(Band(sign, bound, self.expression(1)))
            self.take(";")
        self.take("else")
        self.take(":")
        otherwise = self.expression(1)
        self.take(")")
        return Steps(of, tuple(bands), otherwise)
