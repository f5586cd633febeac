"""Words that do not belong in the repository."""

import re
import sys

from tests.house.source import ROOT, code, files, name, room, told

BINARY = {".png", ".pdf", ".docx", ".xlsx", ".mo", ".woff2", ".ico"}
NO_ROOM = {"utils", "util", "base", "common", "core", "helpers", "helper", "lib", "misc"}
HERE = "tests/house/test_words.py"

MACHINE = re.compile(r"(?<![\w.])/(?:root|work|home/\w+|Users/\w+|opt/venv|tmp/\w+)/")
# Written apart, so that this file does not hold what it looks for.
REGISTRY = re.compile(
    "|".join("".join(w) for w in (("py", "pi[.]org"), ("npm", "js"), ("index", "-url"))), re.I
)
LATER = re.compile(r"\b(?:TODO|FIXME|HACK|XXX)\b")


def texts():
    for file in files():
        if file.suffix not in BINARY and name(file) != HERE:
            yield name(file), file.read_text(encoding="utf-8", errors="replace")


def places(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{where}:{number} {line.strip()[:100]}"
        for where, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_path_of_somebodys_machine():
    faults = places(MACHINE)
    assert not faults, told(
        faults, "A path of one machine: take it from an option or a temp folder."
    )


def test_no_address_of_a_package_registry():
    faults = places(REGISTRY)
    assert not faults, told(faults, "Where packages come from is each machine's own setting.")


def test_nothing_is_left_for_later():
    faults = places(LATER)
    assert not faults, told(faults, "Do it now, or write an issue and delete the line.")


def test_no_lock_file():
    assert not [f for f in files() if f.name == "uv.lock"], (
        "docs/decisions/0006: pins, no lock file."
    )
    assert "uv.lock" in (ROOT / ".gitignore").read_text()


def test_no_module_without_a_room():
    faults = [name(f) for f in code() if NO_ROOM & {f.stem, *f.relative_to(ROOT).parts[1:-1]}]
    assert not faults, told(faults, "If a function has no room, a word is missing: find the word.")


def test_every_room_tells_its_story():
    faults = [
        name(f)
        for f in code()
        if f.name == "__init__.py" and f.parent.parent.name == "thuocdo" and room(f) != "rulebook"
        if '"""' not in f.read_text(encoding="utf-8")
    ]
    assert not faults, told(
        faults, "A room's __init__.py says what it is, for whom, what it does not."
    )


def test_no_script_hides_a_module_of_python():
    """A script's folder comes first when it is run: proofs/numbers.py would be everybody's `numbers`."""
    scripts = [f for f in files(".py") if f.parent.name in {"proofs", "benchmarks", "security"}]
    faults = [name(f) for f in scripts if f.stem in sys.stdlib_module_names]
    assert not faults, told(faults, "Name the script after what it shows.")
