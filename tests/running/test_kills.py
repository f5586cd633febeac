"""Nothing is half done and nothing lost, whenever the power goes: three kills of each kind here, many in the proofs."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("proof", "size"),
    [("import_kills", []), ("digest_kills", ["700"]), ("work_kills", [])],
    ids=["a plan comes in", "letters are prepared", "updates and bulk acts"],
)
def test_a_kill_leaves_nothing_half_done(proof: str, size: list[str]):
    run = subprocess.run(
        [sys.executable, "-m", f"proofs.{proof}", *size, "3", "7"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "3 kills" in run.stdout
