"""A round scored by columns gives, to the last digit and the last reason, what each unit gets alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.lawbook import reader
from thuocdo.lawbook.formula import compute, parse
from thuocdo.lawbook.formula.columns import over
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.scoring.columns import score_all
from thuocdo.lawbook.scoring.compute import names_asked, score
from thuocdo.lawbook.scoring.law import Law
from thuocdo.lawbook.scoring.parts import Input

EDITIONS = [e for e in reader.shipped().editions.values() if e.kind == "indices"]


def figures(asked: Input | None) -> st.SearchStrategy[object]:
    """Any answer the input takes: zeros and ends of the range often, sometimes none."""
    missing = st.sampled_from(list(Missing))
    if asked is None or asked.type == "number":
        least = asked.least if asked and asked.least is not None else Decimal(0)
        most = asked.most if asked and asked.most is not None else least + 100
        ends = st.sampled_from([least, most])
        return ends | st.decimals(least, most, places=2) | missing
    return (st.booleans() if asked.type == "yes_no" else st.sampled_from(list(asked.options))) | (
        missing
    )


def rounds(law: Law) -> st.SearchStrategy[list[dict[str, object]]]:
    each = {name: figures(law.form.inputs.get(name)) for name in names_asked(law)}
    unit = st.fixed_dictionaries({}, optional=each)  # a figure may also be left away
    return st.lists(unit, max_size=4)


def said(points: object) -> list[str]:
    return [str(point) for point in points.values()]  # type: ignore[attr-defined]


def alone(law: Law, units: list[dict[str, object]], kind: str) -> list[object] | str:
    try:
        return [score(law, own, kind) for own in units]  # type: ignore[arg-type]
    except Mistake as mistake:
        return str(mistake)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda e: e.path)
@given(data=st.data())
@settings(max_examples=6)
def test_columns_give_what_each_unit_gets_alone(edition, data):
    law = edition.body.law()
    units = data.draw(rounds(law))
    kind = data.draw(st.sampled_from(law.form.units.kinds))
    expected = alone(law, units, kind)
    if isinstance(expected, str):
        with pytest.raises(Mistake):
            score_all(law, units, kind)
        return
    found = score_all(law, units, kind)
    assert [said(one.points) for one in found] == [said(one.points) for one in expected]
    assert [{**one.values} for one in found] == [{**one.values} for one in expected]


WHOLE = """
edition: "1"
title: Thử
since: 2026-01-01
nature: model
source: thuoc-do-model
status: unconfirmed
not_applicable: drop_and_rescale
zero_den: redistribute
units: { kinds: [department, commune] }
bonus: { over_max: false, cap: 1, source: thuoc-do-model, status: unconfirmed }
inputs:
  a: { name: A, kind: measure, unit: case, least: 0 }
  b: { name: B, kind: measure, unit: case, least: 0 }
  c: { name: C, kind: evidence, type: yes_no }
  d: { name: D, kind: evidence, type: choice, options: { on_time: Đúng, late: Muộn, none: Không } }
between:
  half: { name: Nửa, unit: case, formula: a / b }
parts:
  - code: "1"
    name: Một
    parts:
      - { code: "1.1", name: Tỷ lệ, max: 6, score: { rule: ratio, num: a, den: b } }
      - { code: "1.2", name: Bậc, max: 4, zero_den: zero, score: { rule: steps, of: half,
          rungs: [ { above: 90%, points: max }, { from: 50%, points: 2 } ], otherwise: 0.5 } }
      - { code: "1.3", name: Có, max: 2, zero_den: full, score: { rule: formula,
          formula: "if(c or not c, max * min(1, half), 0)" } }
  - code: "2"
    name: Hai
    combine: mean
    max: 5
    parts:
      - { code: "2.1", name: Hạn, max: 5, score: { rule: timely, of: d, late: 0.5 } }
      - { code: "2.2", name: Xã, max: 5, only: [commune], score: { rule: formula,
          formula: "round(mean(abs(-a), b), 1) + first(a, b) - sum(a, b) + if(known(a), 1, 0)" } }
  - { code: "3", name: Thưởng, max: 3, outside: true, zero_den: zero,
      score: { rule: formula, formula: "max(a, b) / max(b, 1) / 100" } }
cases:
  - { name: Trống, inputs: {}, gives: { total: not_reported } }
"""


@given(data=st.data())
def test_every_word_of_the_grammar_and_every_policy_by_columns(data):
    law = reader.read_text(WHOLE, "indices", "thu").body.law()
    units = data.draw(rounds(law))
    kind = data.draw(st.sampled_from(["department", "commune"]))
    found = score_all(law, units, kind)
    expected = alone(law, units, kind)
    assert [said(one.points) for one in found] == [said(one.points) for one in expected]  # type: ignore[attr-defined]


def test_units_alike_share_a_formula_and_each_keeps_its_reasons():
    """Two units lose a whole group, one a part of it, one nothing, one has not reported."""
    law = reader.read_text(WHOLE, "indices", "thu").body.law()
    gone = dict.fromkeys("abcd", Missing.NOT_APPLICABLE)
    full = {"a": Decimal(3), "b": Decimal(4), "c": True, "d": "late"}
    units = [
        *(gone, full, {**full, "b": Decimal(0)}, gone),
        *({**full, "d": Missing.NOT_APPLICABLE}, {"c": True}, {**full, "a": Decimal(4)}, full),
    ]
    for kind in ("department", "commune"):
        found = score_all(law, units, kind)
        assert [said(one.points) for one in found] == [
            said(score(law, own, kind).points) for own in units
        ]
        assert found[0].points["1"].points is Missing.NOT_APPLICABLE
        assert [len(one.points) for one in found] == [9] * len(units)
        assert len(found[0].values) == len({**found[0].values})


@pytest.mark.parametrize(
    ("figure", "says"),
    [
        ({"a": Decimal(-1)}, "ngoài khoảng"),
        ({"a": Decimal("NaN")}, "ngoài khoảng"),
        ({"a": Decimal("Infinity")}, "ngoài khoảng"),
        ({"a": "ba"}, "không nhận giá trị"),
        ({"c": Decimal(1)}, "không nhận giá trị"),
        ({"d": "soon"}, "chỉ nhận"),
        ({"e": Decimal(1)}, "không dùng số liệu"),
    ],
)
def test_a_figure_that_does_not_fit_is_named_in_a_round_too(figure, says):
    law = reader.read_text(WHOLE, "indices", "thu").body.law()
    whole = {"a": Decimal(1), "b": Decimal(2), "c": True, "d": "late"}
    with pytest.raises(Mistake, match=says):
        score_all(law, [whole, {**whole, **figure}])


def test_a_round_without_units_is_empty():
    assert score_all(EDITIONS[0].body.law(), []) == []


@pytest.mark.parametrize(
    "text", ["min(a) + 1", "max(a) - 1", "first(a)", "min(a, 2) * max(a, 2, 3)"]
)
def test_a_function_of_one_column_and_of_several(text):
    node, column = parse(text), [Decimal(1), Decimal(5)]
    assert list(over(node, {"a": column}, 2)) == [compute(node, {"a": figure}) for figure in column]
