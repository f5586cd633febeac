"""Invented plans of other agencies, their reading written by hand before the reader saw them.

No tables, owners per point, other column orders, a school, a commune, a province; rows of the
`.yaml` beside each text: targets (code, operator, value, unit, beginning of the name), tasks
(number, parent, beginning, lead, coordinating, kind, start, due, rule), duties, reports.
"""

from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from thuocdo.documents.intake import read
from thuocdo.plans.intake import read_plan

HERE = Path(__file__).parent / "papers"
NAMES = sorted(path.stem for path in HERE.glob("*.txt"))


@cache
def wanted(name):
    return YAML(typ="safe").load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def printed(name):
    return read_plan(read(HERE / f"{name}.txt").blocks, name=name).to_json()


def pair(rows, found):
    """Rows that were not found, and what was found beside them."""
    rest = list(found)
    missing = []
    for row in rows:
        match = next((f for f in rest if agrees(row, f)), None)
        if match is None:
            missing.append(row)
        else:
            rest.remove(match)
    return missing, rest


def agrees(row, found):
    """Equal cell by cell; a text ending in "…" only begins so."""
    return len(row) == len(found) and all(
        f.startswith(w[:-1]) if isinstance(w, str) and w.endswith("…") else w == f
        for w, f in zip(row, found, strict=True)
    )


def opening(rows, *places):
    return [[f"{c}…" if i in places else c for i, c in enumerate(row)] for row in rows]


@pytest.mark.parametrize("name", NAMES)
def test_head(name):
    document = printed(name)["document"]
    assert {k: document[k] for k in wanted(name)["document"]} == wanted(name)["document"]


@pytest.mark.parametrize("name", NAMES)
def test_targets(name):
    found = [[t["code"], t["operator"], t["value"], t["unit"], t["name"]] for t in printed(name)["targets"]]  # fmt: skip
    assert pair(opening(wanted(name)["targets"], 4), found) == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_tasks(name):
    found = [
        [t["number"], t["parent"], t["content"], t["lead"], t["coordinating"]]
        + [t["schedule"][key] for key in ("kind", "start", "due", "rule")]
        for t in printed(name)["tasks"]
    ]
    assert pair(opening(wanted(name)["tasks"], 2), found) == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_duties_and_reports(name):
    duties = [[d["unit"], d["content"]] for d in printed(name)["responsibilities"]]
    assert pair(opening(wanted(name)["responsibilities"], 1), duties) == ([], [])
    keys = ("frequency", "months", "before_day", "from", "to")
    reports = [[r[key] for key in keys] for r in printed(name)["reporting"]]
    assert pair(wanted(name)["reporting"], reports) == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_named_faults_are_found(name):
    codes = {f["code"] for f in printed(name)["findings"]}
    assert set(wanted(name).get("findings", [])) <= codes
