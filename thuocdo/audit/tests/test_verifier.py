"""The chain in other hands: export, the standalone verifier, heads written outside; the proof in small."""

import datetime as dt
import importlib.util
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from thuocdo.audit.actions import record, write_head
from thuocdo.audit.models import Entry, Head
from thuocdo.audit.output import chain
from thuocdo.audit.queries import broken, head
from thuocdo.audit.rules import system

ROOT = Path(__file__).parents[3]
AT = dt.datetime(2026, 3, 1, 2, 0, tzinfo=dt.UTC)


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


tool = load(ROOT / "docs" / "security" / "verify_audit.py")
proof = load(ROOT / "proofs" / "audit_chain.py")


@pytest.fixture
def entries(db, settings, tmp_path):
    settings.HOME = tmp_path
    for number in range(12):
        at = AT + dt.timedelta(hours=number, microseconds=number % 2)
        record(by=system("x"), at=at, verb="test.do", touched=[f"plan:{number}"])
    write_head(at=AT)
    return [json.loads(line) for line in chain()]


def test_an_exported_chain_holds_and_its_head_is_ours(entries):
    number, value, fault = tool.verify(entries, tool.heads(heads_of()))
    assert (number, value) == head()
    assert fault == ""


def heads_of():
    from thuocdo.audit.queries.log import heads_file

    return heads_file()


def test_every_single_forgery_is_found(entries):
    forged = list(proof.attacks(entries, random.Random(1)))
    assert len(forged) == 12 * 14 + 11 * 2
    assert [what for what, chained in forged if not tool.verify(chained, {})[2]] == []


def test_a_cut_tail_shows_against_the_heads(entries):
    assert tool.verify(entries[:-1], {})[2] == ""
    assert "cut" in tool.verify(entries[:-1], tool.heads(heads_of()))[2]


def test_a_chain_rewritten_whole_shows_against_the_heads(entries):
    forged = proof.rewritten(entries, tool, random.Random(1), 12)
    assert "rewritten" in tool.verify(forged, tool.heads(heads_of()))[2]


def test_the_house_sees_a_cut_itself(entries):
    assert broken() == ""
    Head.objects.update(number=13)
    assert broken().startswith("Nhật ký bị cắt")


def test_the_command_line_says_what_it_found(entries, tmp_path, capsys):
    file = tmp_path / "chain.jsonl"
    file.write_text("\n".join(chain()), "utf-8")
    assert tool.main([str(file), str(heads_of())]) == 0
    assert "holds: 12 entries" in capsys.readouterr().out
    file.write_text("\n".join([*list(chain())[:4], *list(chain())[5:]]), "utf-8")
    assert tool.main([str(file)]) == 1
    assert "entry 5 was removed" in capsys.readouterr().out
    file.write_text("no chain", "utf-8")
    assert tool.main([str(file)]) == 2


def test_the_verifier_stays_small_and_needs_nothing():
    text = (ROOT / "docs" / "security" / "verify_audit.py").read_text("utf-8")
    assert len(text.splitlines()) <= 100
    imported = {line.split()[1] for line in text.splitlines() if line.startswith("import ")}
    assert imported <= set(sys.stdlib_module_names)


def test_the_proof_in_small():
    """On a real database file: every forgery found, and no byte of an erased person left."""
    command = [sys.executable, "-m", "proofs.audit_chain", "--entries", "30", "--histories", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 missed" in done.stdout
    assert Entry._meta.db_table == "audit_entry"  # the name the verifier reads
