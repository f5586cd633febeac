"""Numbers taken by two writers at once: contiguous, none twice. The long proof is `proofs.number_series`."""

import subprocess
import sys
from pathlib import Path


def test_two_writers_leave_no_gap():
    done = subprocess.run(
        [sys.executable, "-m", "proofs.number_series", "2", "25"],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "50 numbers, 50 entries, contiguous" in done.stdout
