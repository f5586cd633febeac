"""Files and functions stay small enough to read."""

import ast
from statistics import median, quantiles

from tests.house.source import code, name, told, tree

FILE, FUNCTION = 500, 60
FILE_MEDIAN, FUNCTION_MEDIAN, FUNCTION_P95 = 100, 8, 35  # what to aim at


def functions(tests: bool = True) -> list[tuple[str, int]]:
    return [
        (f"{name(f)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for f in code(tests=tests)
        for node in ast.walk(tree(f))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def lines(tests: bool = True) -> list[tuple[str, int]]:
    return [(name(f), len(f.read_text(encoding="utf-8").splitlines())) for f in code(tests=tests)]


def test_files():
    faults = [f"{where} {length} lines" for where, length in lines() if length > FILE]
    assert not faults, told(
        faults, f"Over {FILE} lines: make a folder whose files are named by the notion."
    )


def test_functions():
    faults = [f"{where} {length} lines" for where, length in functions() if length > FUNCTION]
    assert not faults, told(faults, f"Over {FUNCTION} lines: a function inside has no name yet.")


def test_the_typical_is_small():
    whole = [n for _, n in lines(tests=False) if n > 1]
    parts = [n for _, n in functions(tests=False)]
    p95 = quantiles(parts, n=20)[-1]
    print(f"files: median {median(whole)}; functions: median {median(parts)}, p95 {p95:.0f}")
    assert median(whole) <= FILE_MEDIAN
    assert median(parts) <= FUNCTION_MEDIAN
    assert p95 <= FUNCTION_P95
