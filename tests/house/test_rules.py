"""Rules and the kernel are pure: values in, values out."""

import ast

from tests.house.source import code, drawer, name, room, told, tree

READER = "thuocdo/lawbook/reader"  # loads the editions, once
WORDS = "thuocdo.design.words"  # how figures and days are written; held to the same purity
OUTSIDE = {"open", "input", "print"}
MODULES = {"os", "sys", "socket", "subprocess", "random", "secrets", "time", "logging", "urllib"}


def pure():
    return [
        f
        for f in code()
        if (
            room(f) == "lawbook"
            or drawer(f) == "rules"
            or name(f) == f"{WORDS.replace('.', '/')}.py"
        )
        and not name(f).startswith(READER)
    ]


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_rules_know_rules_only():
    faults = [
        f"{name(f)}:{node.lineno} {module}"
        for f in pure()
        for node in ast.walk(tree(f))
        for module in imported(node)
        if module.startswith("thuocdo.")
        and module.split(".")[1] != "lawbook"
        and module != WORDS
        and "rules" not in module.split(".")[2:3]
    ]
    assert not faults, told(
        faults, "Rules import lawbook, other rules and design.words only. Pass the value in."
    )


def test_rules_touch_nothing_outside():
    faults = [
        f"{name(f)}:{node.lineno} {word}"
        for f in pure()
        for node in ast.walk(tree(f))
        for word in touched(node)
    ]
    assert not faults, told(
        faults, "Rules read no file, clock, network or chance. Let intake or the action do it."
    )


def touched(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OUTSIDE:
        return [node.func.id]
    return [m for m in imported(node) if m.split(".")[0] in MODULES]
