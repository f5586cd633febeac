"""Documents that repeat the code are current, and their links lead somewhere."""

import configparser
import importlib.util
import re
import tomllib

import pytest

from tests.house.source import PACKAGE, ROOT, files, name, told

TOUR = ROOT / "docs" / "tour" / "README.md"
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


def fenced(heading: str) -> list[str]:
    """Lines of the first fenced block under a heading of the tour."""
    after = TOUR.read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1]
    return after.split("```\n", 2)[1].splitlines()


def test_the_tour_shows_the_floors_as_they_are():
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    layers = contracts["importlinter:contract:floors"]["layers"].strip().splitlines()
    floors = [re.sub(r"thuocdo\.|[()]", "", line) for line in layers]
    assert fenced("Floors") == floors, (
        "Change .importlinter and docs/tour together, with a decision."
    )


def test_the_tour_shows_every_room_and_which_are_reserved():
    lines = [line for line in fenced("The tree") if line.startswith("  ")]
    shown = {line.split()[0].rstrip("/"): "(reserved)" in line for line in lines}
    there = {f.parent.name for f in PACKAGE.glob("*/__init__.py")} | {"rulebook"}
    assert {room for room, reserved in shown.items() if not reserved} == there | {"locale"}


def test_links_lead_somewhere():
    faults = [
        f"{name(f)}: {link}"
        for f in files(".md")
        for link in LINK.findall(f.read_text(encoding="utf-8"))
        if not (f.parent / link).exists()
    ]
    assert not faults, told(faults, "A link leads nowhere.")


def test_every_decision_is_listed():
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\((\d{4}[\w-]+\.md)\)", (folder / "README.md").read_text("utf-8")))
    assert listed == {f.name for f in folder.glob("0*.md")}


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def bare(requirement: str) -> str:
    return re.sub(r"[._-]+", "-", re.split(r"[\[<>=!~;\s]", requirement, maxsplit=1)[0]).lower()


def test_every_dependency_has_its_reason():
    record = (ROOT / "docs/decisions/0005-dependencies.md").read_text(encoding="utf-8").lower()
    table = " ".join(row.split("|")[1] for row in record.splitlines() if row.startswith("| "))
    declared = {bare(d) for d in project()["project"]["dependencies"]}
    named = {bare(word) for word in re.findall(r"[a-z0-9][\w.-]*", table)}
    assert declared <= named, "Say in docs/decisions/0005 what the package is here for, or drop it."


def test_every_declared_package_is_pinned():
    whole = project()
    pinned = {bare(p) for p in whole["tool"]["uv"]["constraint-dependencies"]}
    declared = whole["project"]["dependencies"] + whole["dependency-groups"]["dev"]
    assert {bare(d) for d in declared} <= pinned, "Run: python docs/running/pin.py"


def test_every_locked_package_is_pinned_exactly():
    lock = ROOT / "uv.lock"
    if not lock.exists():
        pytest.skip("uv has made no lock in this checkout")
    spec = importlib.util.spec_from_file_location("pin", ROOT / "docs/running/pin.py")
    pin = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pin)
    locked = {line.strip(' ",\n') for line in pin.pins(lock.read_text(encoding="utf-8"))}
    pinned = set(project()["tool"]["uv"]["constraint-dependencies"])
    assert locked == pinned, "Run: python docs/running/pin.py"
