"""The documented list of findings is the one the rules use."""

from pathlib import Path

import pytest

from thuocdo.plans.rules.findings import CODES

DOC = Path(__file__).parents[3] / "docs" / "plan-reading.md"


@pytest.mark.parametrize("code", CODES)
def test_code_is_documented(code):
    known = CODES[code]
    row = f"| `{code}` | {known.severity} | {known.title} | {known.meaning} |"
    assert row in DOC.read_text(encoding="utf-8")
