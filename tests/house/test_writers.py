"""Actions are the only code that writes, and every action has one shape."""

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, calls, code, drawer, name, told

# Permitted writers besides actions (house.md, "An action has one shape"). Each says why.
PERMITTED = {
    "thuocdo/config/timed.py": "the tick's own marks",
    "thuocdo/demo/bulk.py": "benchmark sizes; refused where a real account exists",
}
ALWAYS = {
    "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "acreate", "asave",
}  # fmt: skip
SQL = ("insert into", "update ", "delete from", "truncate", "drop table", "alter table")
THE_RECORDER = {"audit"}  # its actions are what the other actions' last statement calls


def writes(call: ast.Call) -> bool:
    """Whether the call writes rows: manager and queryset verbs, `x.save()`, `x.delete()`, SQL by hand."""
    function = call.func
    if not isinstance(function, ast.Attribute):
        return False
    owner = ast.unparse(function.value)
    query = any(word in owner for word in ("objects", "filter(", "exclude(", "_set", "queryset"))
    if function.attr in ALWAYS:
        return query or function.attr.startswith(("bulk", "get_or", "update_or"))
    if function.attr == "update":
        return query
    if function.attr == "delete":
        return not call.args and not call.keywords
    if function.attr == "save":
        return not call.args and "wb" not in owner and "form" not in owner.split("_")
    return function.attr in {"execute", "executemany"} and any(
        isinstance(a, ast.Constant) and str(a.value).strip().lower().startswith(SQL)
        for a in call.args
    )


def may_write(file: Path) -> bool:
    return drawer(file) == "actions" or name(file) in PERMITTED


def test_only_actions_write():
    faults = [
        f"{name(f)}:{call.lineno} {ast.unparse(call)[:80]}"
        for f in code()
        if not may_write(f)
        for call in calls(f)
        if writes(call)
    ]
    assert not faults, told(
        faults, "Writing is an action's: move it to the room's actions and call that."
    )


def test_no_signals():
    faults = [
        f"{name(f)}:{call.lineno}"
        for f in code()
        for call in calls(f)
        if ast.unparse(call.func).endswith(("post_save.connect", "pre_save.connect", "receiver"))
    ]
    assert not faults, told(
        faults, "No model signals: subscribe to the audit entry (audit.events.subscribe)."
    )


def actions() -> list[tuple[str, object]]:
    found = []
    for folder in sorted(PACKAGE.glob("*/actions*")):
        if folder.parent.name in THE_RECORDER or folder.name not in {"actions", "actions.py"}:
            continue
        module = import_module(f"thuocdo.{folder.parent.name}.actions")
        public = getattr(module, "__all__", [n for n in vars(module) if not n.startswith("_")])
        for word in public:
            thing = getattr(module, word)
            if inspect.isfunction(thing) and thing.__module__.startswith(module.__name__):
                found.append((f"{module.__name__}.{word}", thing))
    return found


def test_every_action_is_told_who_and_when():
    found = actions()
    faults = []
    for word, action in found:
        parameters = inspect.signature(action).parameters
        kinds = {p.kind for p in parameters.values()}
        if kinds != {inspect.Parameter.KEYWORD_ONLY} or not {"by", "at"} <= parameters.keys():
            faults.append(word)
    assert found, "the rooms have actions"
    assert not faults, told(
        faults, "An action takes keyword-only arguments, `by` and `at` among them."
    )


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Plan.objects.create(name=x)", True),
        ("plan.save(update_fields=['name'])", True),
        ("plan.tasks.filter(due=x).update(due=y)", True),
        ("plan.delete()", True),
        ("Task.objects.bulk_create(rows)", True),
        ("cursor.execute('UPDATE plans_task SET due = 1')", True),
        ("cursor.execute('SELECT 1')", False),
        ("counts.update(rows)", False),
        ("document.save(path)", False),
        ("digest.update(b'x')", False),
        ("Plan.objects.filter(name=x)", False),
    ],
)
def test_a_write_is_recognised(line, found):
    (call,) = [n for n in ast.walk(ast.parse(line)) if isinstance(n, ast.Call)][:1]
    assert writes(call) is found
