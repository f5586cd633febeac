"""The house as text: its files, its syntax trees, its rooms."""

import ast
import functools
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "thuocdo"


@functools.cache
def files(suffix: str = "") -> list[Path]:
    """Files of the repository, tracked or about to be; where there is no git, what stands in the folder."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        found = [ROOT / name for name in listed]
    except (OSError, subprocess.CalledProcessError):
        found = [f for f in ROOT.rglob("*") if not any(p.startswith(".") for p in f.parts[1:])]
    return sorted(f for f in found if f.is_file() and f.name.endswith(suffix))


@functools.cache
def code(*, tests: bool = False, migrations: bool = False) -> list[Path]:
    """Python files of the package."""
    return [
        f
        for f in files(".py")
        if PACKAGE in f.parents
        and (tests or "tests" not in f.parts)
        and (migrations or "migrations" not in f.parts)
    ]


@functools.cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def calls(file: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(file)) if isinstance(node, ast.Call))


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def room(file: Path) -> str:
    """The room a file of the package stands in; "" for the package's own files."""
    parts = file.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def drawer(file: Path) -> str:
    """The drawer a file stands in: "rules" for rules.py and for rules/overdue.py."""
    parts = file.relative_to(PACKAGE).parts
    return parts[1].removesuffix(".py") if len(parts) > 1 else ""


def told(faults: list[str], law: str) -> str:
    """The message of a broken law: what to do instead, then the places."""
    return "\n".join([law, *faults])
