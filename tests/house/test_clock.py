"""One clock: `config/clock.py` alone asks what time it is. Everything else is told."""

import ast

import pytest

from tests.house.source import calls, code, name, told, tree

CLOCK = "thuocdo/config/clock.py"
ASKING = {"now", "utcnow", "today", "localtime", "localdate", "time_ns", "gmtime"}
ASKED = {
    "datetime",
    "date",
    "timezone",
    "dt",
    "time",
}  # datetime.now(), dt.date.today(), time.time_ns()
FIELDS = {"auto_now", "auto_now_add"}


def asks(call: ast.Call) -> bool:
    """Whether the call asks the machine for the time.

    Our own `clock.now()` and a conversion such as `timezone.localtime(at)` are no such question.
    """
    function = call.func
    if not isinstance(function, ast.Attribute):
        return False
    owner = function.value
    owner_name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    if owner_name == "time" and function.attr == "time":
        return True
    converts = function.attr in {"localtime", "localdate"} and bool(call.args)
    return function.attr in ASKING and owner_name in ASKED and not converts


def test_nobody_asks_the_time():
    faults = [
        f"{name(f)}:{call.lineno}"
        for f in code()
        if name(f) != CLOCK
        for call in calls(f)
        if asks(call) or FIELDS & {k.arg for k in call.keywords}
    ]
    assert not faults, told(
        faults, "Take `at` or `today` as an argument; a view has request.at, a command clock.now()."
    )


def test_nobody_takes_the_function_itself():
    faults = [
        f"{name(f)}:{node.lineno}"
        for f in code(migrations=True)
        if name(f) != CLOCK
        for node in ast.walk(tree(f))
        if isinstance(node, ast.keyword)
        and node.arg in {"default", "default_factory"}
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in ASKING
    ]
    assert not faults, told(
        faults, "A column's moment comes from the action's `at`, not a default."
    )


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("datetime.now()", True),
        ("dt.datetime.now(dt.UTC)", True),
        ("dt.date.today()", True),
        ("time.time()", True),
        ("timezone.now()", True),
        ("timezone.localtime(at)", False),
        ("clock.now()", False),
        ("time.monotonic()", False),
    ],
)
def test_a_question_is_recognised(line, found):
    (call,) = [n for n in ast.walk(ast.parse(line)) if isinstance(n, ast.Call)]
    assert asks(call) is found
