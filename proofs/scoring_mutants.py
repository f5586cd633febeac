"""Mutants of the scoring rules: each changes one sign, figure, word, condition or statement of `lawbook/scoring` or
`lawbook/formula`; the unit tests of lawbook and indices must notice.

    python -m proofs.scoring_mutants [--only TEXT] [--sample 300] [--minutes 20] [--seed 766] [--jobs 2]

A mutant runs in a forked child. Not mutated: annotations, decorators, docstrings,
sentences for people. A child that needs over a minute of processor or 2 GB counts as killed. Survivors are printed with
their line; some of them are no change at all (another order of the same work), and are counted against us anyway.
"""

from __future__ import annotations

import argparse
import ast
import functools
import importlib.abc
import importlib.util
import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pydantic  # noqa: F401 (with the others, before the forks)
import pytest
import typer.testing  # noqa: F401
from hypothesis import settings

from thuocdo.lawbook import tree

HOME = Path(__file__).parents[1]
PLACES = ("thuocdo/lawbook/scoring", "thuocdo/lawbook/formula")
TESTS = [
    f"lawbook/tests/test_{name}.py"
    for name in ("scoring", "formula", "examples", "columns", "maximum")
]
TESTS += [f"indices/tests/test_{name}.py" for name in ("rules", "tables", "command")]
SECONDS, MEMORY = 60, 2**31  # of processor, of bytes
SWAPPED: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.BitOr: ast.BitAnd,
}  # fmt: skip


class Mutant(NamedTuple):
    """The change `what` at the node numbered `at` of a module."""

    module: str
    at: int
    line: int
    what: str

    def tree(self) -> ast.Module:
        whole = ast.parse(source(self.module))
        node = next(node for number, node in enumerate(places(whole)) if number == self.at)
        dict(changes(node))[self.what](node)
        return ast.fix_missing_locations(whole)


def source(module: str) -> str:
    return (HOME / f"{module.replace('.', '/')}.py").read_text("utf-8")


def places(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node that is run and is not there for people or for the type checker."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _idle(tree, child):
                yield child
                yield from places(child)


def _idle(around: ast.AST, node: ast.AST) -> bool:
    """A piece of a sentence, a list of names given out, a list of words for the type checker."""
    if isinstance(node, ast.Assign):
        target, value = node.targets[0], node.value
        of = value.value if isinstance(value, ast.Subscript) else None
        return ast.unparse(target) == "__all__" or (isinstance(of, ast.Name) and of.id == "Literal")
    return isinstance(around, ast.JoinedStr) and isinstance(node, ast.Constant)


def changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], None]]]:
    """What may be changed at a node, in a word, and the change."""

    def put(field: str, value: object) -> Callable[[Any], None]:
        return lambda one: setattr(one, field, value)

    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in SWAPPED:
        yield "comparison", put("ops", [SWAPPED[type(node.ops[0])]()])
    if isinstance(node, ast.BinOp | ast.BoolOp | ast.AugAssign) and type(node.op) in SWAPPED:
        yield (
            "arithmetic" if isinstance(node.op, ast.operator) else "and/or",
            put("op", SWAPPED[type(node.op)]()),
        )
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "condition", put("test", ast.UnaryOp(ast.Not(), node.test))
    if isinstance(node, ast.comprehension) and node.ifs:
        yield "filter", put("ifs", [])
    if isinstance(node, ast.Return) and node.value is not None:
        yield "return", put("value", ast.Constant(None))
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield "truth", put("value", not node.value)
        elif isinstance(node.value, int):
            yield "figure", put("value", node.value + 1)
        elif isinstance(node.value, str) and node.value and " " not in node.value:
            yield "word", put("value", f"{node.value}x")
    if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant):
        yield "statement", put("value", ast.Constant(None))


def mutants(module: str) -> Iterator[Mutant]:
    for at, node in enumerate(places(ast.parse(source(module)))):
        for what, _ in changes(node):
            held = node.target if isinstance(node, ast.comprehension) else node
            yield Mutant(module, at, getattr(held, "lineno", 0), what)


class Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Runs the mutant where its module is imported."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, path: object, target: object = None) -> Any:
        if name != self.mutant.module:
            return None
        return importlib.util.spec_from_loader(name, self)

    def exec_module(self, module: Any) -> None:
        exec(compile(self.mutant.tree(), self.mutant.module, "exec"), module.__dict__)


def child(mutant: Mutant) -> None:
    """Never returns: exit 0 where the tests notice nothing."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    sys.meta_path.insert(0, Instead(mutant))
    settings.register_profile(
        "mutants", max_examples=25, deadline=None, derandomize=True, database=None
    )
    settings.load_profile("mutants")
    without = [
        word for name in ("django", "xdist", "cacheprovider") for word in ("-p", f"no:{name}")
    ]
    plain = ["-x", "-q", "--noconftest", "-o", "addopts=", "--import-mode=importlib", *without]
    os._exit(pytest.main([*plain, *(f"thuocdo/{test}" for test in TESTS)]))


def killed(mutant: Mutant) -> bool:
    if (pid := os.fork()) == 0:
        child(mutant)
    noticed = os.waitpid(pid, 0)[1] != 0
    if not noticed and mutant.module:
        print(f"alive: {mutant.module}:{mutant.line} {mutant.what}", flush=True)
    return noticed


def late(end: float | None) -> bool:
    return end is not None and time.perf_counter() > end


def ready() -> None:
    """What no mutant changes is read once, before the forks."""
    os.chdir(HOME)
    tree.read_tree = functools.cache(tree.read_tree)
    for file in Path("thuocdo/rulebook").rglob("*.yaml"):
        tree.read_tree(file.read_text("utf-8"))


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--only", default="", help="modules whose name holds this")
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--sample", type=int, default=0, help="so many at random, not all")
    asked.add_argument("--minutes", type=float, default=0, help="begin none after so long")
    asked.add_argument("--seed", type=int, default=766)
    words = asked.parse_args()
    ready()
    files = [str(f)[:-3] for place in PLACES for f in sorted(Path(place).glob("[!_]*.py"))]
    every = [m for f in files if words.only in f for m in mutants(f.replace("/", "."))]
    if words.sample:
        every = random.Random(words.seed).sample(every, words.sample)
    if killed(Mutant("", 0, 0, "")):
        raise SystemExit("The tests fail without any mutant.")
    started = time.perf_counter()
    end = started + 60 * words.minutes if words.minutes else None
    with ThreadPoolExecutor(words.jobs) as pool:
        tried = pool.map(lambda m: None if late(end) else (m, killed(m)), every)
        found = [one for one in tried if one]
    every = [m for m, _ in found]
    alive = [m for m, dead in found if not dead]
    dead = Counter(m.module for m, one in found if one)
    for module, times in Counter(m.module for m in every).items():
        print(f"{module}: {dead[module]} of {times}")
    share = Decimal(100) * (len(every) - len(alive)) / max(1, len(every))
    seconds = time.perf_counter() - started
    print(f"{len(every) - len(alive)} of {len(every)} killed ({share:.1f} %), {seconds:.0f} s")
    return 0 if share >= 85 else 1


if __name__ == "__main__":
    sys.exit(main())
