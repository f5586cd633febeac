"""Floors, chains, pure rules, doors: `.importlinter`, run as a test. There is no ignore list."""

import configparser
import contextlib
import graphlib
import io
import re

import grimp
from importlinter import configuration
from importlinter.application import use_cases

from tests.house.source import PACKAGE, ROOT

CONTRACTS = configparser.ConfigParser()
CONTRACTS.read(ROOT / ".importlinter", encoding="utf-8")


def rooms() -> set[str]:
    """Packages that are rooms: not the wiring, not the law as data."""
    return {f.parent.name for f in PACKAGE.glob("*/__init__.py")} - {"config", "rulebook"}


def test_imports_go_down_only_through_doors(monkeypatch):
    monkeypatch.chdir(ROOT)
    configuration.configure()
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        kept = use_cases.lint_imports(config_filename=str(ROOT / ".importlinter"), cache_dir=None)
    assert kept, (
        "Imports go down only, between rooms only through doors. Move the code to the floor where both "
        f"may see it, or ask the other room's queries.\n{said.getvalue()}"
    )


def test_no_files_need_each_other():
    graph = grimp.build_graph("thuocdo", cache_dir=None)
    needs = {m: graph.find_modules_directly_imported_by(m) for m in graph.modules}
    ring: list[str] = []
    try:
        graphlib.TopologicalSorter(needs).prepare()
    except graphlib.CycleError as found:
        ring = found.args[1]
    assert not ring, f"A circle: what both need belongs in a file below them. {' → '.join(ring)}"


def test_no_contract_ignores_anything():
    ignoring = [s for s in CONTRACTS.sections() if "ignore_imports" in CONTRACTS[s]]
    assert not ignoring, f"An ignored import is a broken floor: move the code instead. {ignoring}"


def test_every_room_stands_on_a_floor():
    floors = CONTRACTS["importlinter:contract:floors"]["layers"]
    placed = set(re.findall(r"thuocdo\.(\w+)", floors))
    assert rooms() <= placed, f"Give the room its floor in .importlinter: {rooms() - placed}"


def test_every_room_with_drawers_keeps_their_order():
    chained = CONTRACTS["importlinter:contract:chain"]["containers"]
    kept = set(re.findall(r"thuocdo\.(\w+)", chained))
    bare = {"lawbook", "design", "demo", "analytics"}
    assert rooms() - bare <= kept, f"Add the room to the chain contract: {rooms() - bare - kept}"


def test_a_forced_door_is_found():
    from tests.house.doors import Doors

    rule = {k: CONTRACTS["importlinter:contract:doors"][k].split() for k in ("doors", "also")}
    more = {"open_rooms": ["lawbook", "design"], "open_to": ["config", "demo"]}
    contract = Doors("doors", {}, {**rule, **more})
    assert not contract.lawful("thuocdo.plans.actions", "thuocdo.accounts.models")
    assert not contract.lawful("thuocdo.plans.web.views", "thuocdo.documents.web.forms")
    assert contract.lawful("thuocdo.plans.intake", "thuocdo.documents.intake")
    assert contract.lawful("thuocdo.plans.actions", "thuocdo.plans.models")
    assert contract.lawful("thuocdo.config.timed", "thuocdo.audit.models")
