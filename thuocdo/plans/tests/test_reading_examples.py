"""Twelve tricky rows of the real plans, read by hand first: everything equal but quote and message."""

import os
from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from thuocdo.documents.intake import read
from thuocdo.plans.intake import read_plan

HERE = Path(__file__).parent / "papers"
PLANS = Path(os.environ.get("THUOCDO_PLANS", Path(__file__).parents[4] / "shared" / "plans"))
WORKED = YAML(typ="safe").load((HERE / "worked_rows.yaml").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not PLANS.is_dir(), reason="the real plans are not here")


@cache
def reading(name):
    return read_plan(read(PLANS / f"{name}.txt").blocks, name=name).to_json()


def plain(row):
    """A printed row as the worked ones are written: its block instead of its source."""
    kept = {k: v for k, v in row.items() if k not in ("source", "message")}
    return {"block": row["source"]["block"], **kept}


@pytest.mark.parametrize("title", WORKED)
def test_worked_rows_are_equal(title):
    printed = reading(title[3:])
    for kind, rows in WORKED[title].items():
        have = [plain(row) for row in printed[kind]]
        for row in rows:
            assert row in have, (kind, row, [h for h in have if h["block"] == row["block"]])


@pytest.mark.parametrize("title", WORKED)
def test_worked_rows_have_exactly_their_findings_and_targets(title):
    printed, worked = reading(title[3:]), WORKED[title]
    rows = {r["block"] for kind in ("targets", "tasks") for r in worked.get(kind, [])}
    found = [plain(f) for f in printed["findings"] if f["source"]["block"] in rows]
    wanted = [f for f in worked.get("findings", []) if f["block"] in rows]
    assert sorted(found, key=repr) == sorted(wanted, key=repr)
    blocks = {r["block"] for r in worked.get("targets", [])}
    have = [t for t in printed["targets"] if t["source"]["block"] in blocks]
    assert len(have) == len(worked.get("targets", []))
