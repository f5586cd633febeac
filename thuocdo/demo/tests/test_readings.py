"""The demo plans as the reader finds them, against what a person wrote down before (`readings/*.yaml`).

Both were written without looking at the reader: a second, unseen examination in the form of real plans.
"""

import calendar
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from thuocdo.demo.papers.paper import CODES, paper
from thuocdo.demo.papers.printed import pdf
from thuocdo.demo.papers.word import docx
from thuocdo.documents import intake
from thuocdo.plans.intake import read_plan

YEAR = 2026
READINGS = Path(__file__).parent / "readings"
PRESS = {"docx": docx, "pdf": pdf}
both = pytest.mark.parametrize("code", CODES)
each = pytest.mark.parametrize(("code", "kind"), [(c, k) for c in CODES for k in PRESS])


@cache
def expected(code):
    text = (READINGS / f"{code}.yaml").read_text("utf-8")
    text = re.sub(r"\{Y(-1)?\}", lambda m: str(YEAR - bool(m[1])), text).replace("{M}", "01")
    return YAML(typ="safe").load(text.replace("02-end", f"02-{calendar.monthrange(YEAR, 2)[1]}"))


@cache
def found(code, kind):
    read = intake.read(PRESS[kind](paper(code, YEAR)), f"{code}.{kind}")
    return read_plan(read.blocks, name=f"{code}.{kind}").to_json()


def rows(text, width):
    lines = [[cell.strip() for cell in line.split("|")] for line in text.splitlines()]
    return [tuple((line + [""] * width)[:width]) for line in lines]


def units(text):
    return [name for name in text.split("; ") if name]


def flat(text):
    return " ".join((text or "").split())


def printed_rows(code, annex):
    """Number and content of every row of an annex that is no title row, as the paper has them."""
    width = len(paper(code, YEAR).annexes[annex].columns)
    return [row for row in paper(code, YEAR).annexes[annex].rows if len(row) == width]


@each
def test_head_and_foot(code, kind):
    want, document = expected(code)["document"], found(code, kind)["document"]
    for key in ("symbol", "number", "place", "date", "title", "signer"):
        assert document[key] == want[key], key
    assert [str(y) for y in document["years"]] == want["years"]
    assert len(document["recipients"]) == want["recipients"]
    assert {b["number"]: b["date"] for b in document["legal_bases"]} == want["legal_bases"]
    assert {b["number"]: b["date"] for b in document["replaces"]} == want["replaces"]


def figure(target):
    value = target["value"]
    return (target["operator"] or "", Decimal(value) if value else None, target["unit"] or "")


def wanted_figure(operator, value, unit):
    return (operator, Decimal(value) if value else None, unit)


@each
def test_targets_of_the_tables(code, kind):
    targets = [t for t in found(code, kind)["targets"] if t["origin"] == "table"]
    want = rows(expected(code)["table_targets"], 5)
    assert [(t["code"], *figure(t), t["responsible"]) for t in targets] == [
        (number, *wanted_figure(*fig), units(who)) for number, *fig, who in want
    ]
    if want:
        assert [flat(t["name"]) for t in targets] == [flat(r[1]) for r in printed_rows(code, 0)]


@each
def test_targets_of_the_prose(code, kind):
    targets = [t for t in found(code, kind)["targets"] if t["origin"] == "prose"]
    want = rows(expected(code)["prose_targets"], 4)
    assert [(t["code"], *figure(t)) for t in targets] == [
        (number, *wanted_figure(*fig)) for number, *fig in want
    ]


@each
def test_targets_inside_tasks(code, kind):
    targets = [t for t in found(code, kind)["targets"] if t["origin"] == "task"]
    assert [(t["task"], *figure(t)) for t in targets] == [
        (number, *wanted_figure(*fig)) for number, *fig in rows(expected(code)["task_targets"], 4)
    ]


@each
def test_tasks_with_owners(code, kind):
    tasks = found(code, kind)["tasks"]
    want = rows(expected(code)["tasks"], 8)
    assert [
        (t["number"] or "", t["parent"] or "", t["lead"], t["coordinating"]) for t in tasks
    ] == [(number, parent, units(lead), units(with_)) for number, parent, lead, with_, *_ in want]


def rows_of_the_annex(code):
    """(group, content, product) of every row, in the order of the paper."""
    annex, group = paper(code, YEAR).annexes[-1], ""
    for row in annex.rows:
        if len(row) < len(annex.columns):
            group = re.sub(r"^[IVX]+\. ", "", row[-1])
        else:
            product = row[-1] if annex.columns[-1] == "Sản phẩm" else ""
            yield group, re.sub(r"^[a-c]\) ", "", flat(row[1])), flat(product)


def points_of_the_body(code):
    """The same of a plan without tables: the lettered points of the body."""
    group = ""
    for paragraph in paper(code, YEAR).body:
        words = "".join(run.text for run in paragraph.runs)
        if paragraph.kind == "section":
            group = re.sub(r"^[IVX]+\. ", "", words)
        elif re.match(r"[a-e]\) ", words):
            yield group, words[3:], ""


@each
def test_tasks_in_full_words_under_their_group(code, kind):
    printed = rows_of_the_annex if paper(code, YEAR).annexes else points_of_the_body
    tasks = found(code, kind)["tasks"]
    assert [(t["group"], flat(t["content"]), flat(t["product"])) for t in tasks] == list(
        printed(code)
    )


@each
def test_schedules(code, kind):
    said = [t["schedule"] for t in found(code, kind)["tasks"]]
    for task, (number, *_, when, start, due, more) in zip(
        said, rows(expected(code)["tasks"], 8), strict=True
    ):
        assert (task["kind"], task["start"] or "", task["due"] or "") == (when, start, due), number
        extra = {"on_event": "event", "recurring": "rule"}.get(when, "then")
        assert set((more or "").split(";")) <= set((task[extra] or "").split(";")), number
        if not more:
            assert not task["then"], number


@each
def test_reporting_clauses(code, kind):
    said = found(code, kind)["reporting"]
    want = rows(expected(code)["reporting"], 5)
    assert {(r["frequency"], tuple(r["months"]), r["before_day"], *map(tuple, (r["from"], r["to"]))) for r in said} == {
        (often, tuple(map(int, months.split())), int(day) if day else None, tuple(units(who)), tuple(units(to)))
        for often, months, day, who, to in want
    }  # fmt: skip


@each
def test_duties_of_the_units(code, kind):
    said = [r["unit"] for r in found(code, kind)["responsibilities"]]
    want = expected(code)["responsibilities"]
    assert {unit: said.count(unit) for unit in want} == want


@each
def test_planted_faults_are_found_at_their_place(code, kind):
    findings = found(code, kind)["findings"]
    for codes, place in rows(expected(code)["planted"], 2):
        hits = [f for f in findings if f["code"] in codes.split("/")]
        assert any(flat(place) in flat(f["source"]["quote"] + f["message"]) for f in hits), (
            codes, place, [(f["code"], f["source"]["quote"]) for f in hits],
        )  # fmt: skip


@each
def test_nothing_sound_is_called_wrong(code, kind):
    planted = {c for codes, _ in rows(expected(code)["planted"], 2) for c in codes.split("/")}
    loud = [f for f in found(code, kind)["findings"] if f["severity"] != "info"]
    assert not [(f["code"], f["message"]) for f in loud if f["code"] not in planted]


@both
def test_word_and_pdf_give_equal_readings(code):
    def bare(thing):
        if isinstance(thing, dict):
            return {k: bare(v) for k, v in thing.items() if k != "source"}
        return [bare(v) for v in thing] if isinstance(thing, list) else thing

    assert bare(found(code, "docx")) == bare(found(code, "pdf"))
