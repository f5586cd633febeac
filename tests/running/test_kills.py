"""A plan is there whole or not at all, whenever the power goes: three kills here, a hundred in the proof."""

import subprocess
import sys
from pathlib import Path


def test_a_kill_while_a_plan_comes_in_leaves_nothing_half_written():
    run = subprocess.run(
        [sys.executable, "-m", "proofs.import_kills", "3", "7"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "3 kills" in run.stdout


def test_a_kill_while_letters_are_prepared_gives_nobody_two():
    run = subprocess.run(
        [sys.executable, "-m", "proofs.digest_kills", "700", "3", "7"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "3 kills" in run.stdout


def test_a_kill_during_updates_and_bulk_acts_loses_nothing_acknowledged():
    run = subprocess.run(
        [sys.executable, "-m", "proofs.work_kills", "3", "7"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "3 kills" in run.stdout
