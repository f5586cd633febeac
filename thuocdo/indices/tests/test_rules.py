from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.indices.rules.computing import Ready, compute
from thuocdo.indices.rules.differences import differences
from thuocdo.indices.rules.editions import by_name, for_year, unchanged
from thuocdo.indices.rules.explaining import explanation, plain, recompute, value_of
from thuocdo.indices.rules.rounds import compute_round, ranks
from thuocdo.lawbook import reader
from thuocdo.lawbook.formula import Undefined
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.rulebook import Edition

BOOK = reader.shipped()
D = Decimal
TEXT = """\
edition: "1"
title: Bộ thử
since: 2025-01-01
nature: model
source: nd-09-2019
status: unconfirmed
units: { kinds: [department] }
not_applicable: redistribute
zero_den: drop_and_rescale
bonus: { over_max: true, source: nd-09-2019, status: unconfirmed }
between:
  share: { name: Tỷ lệ, unit: share, formula: done / all }
inputs:
  done: { name: Đã xong, kind: measure, unit: case, least: 0 }
  all: { name: Tất cả, kind: measure, unit: case, least: 0 }
  yes: { name: Có văn bản, kind: evidence, type: yes_no }
  days: { name: Số ngày, kind: observation, unit: day }
parts:
  - code: "1"
    name: Nhóm
    max: 10
    parts:
      - { code: "1.1", name: Một, max: 6, score: { rule: capped_ratio, num: share, den: 1, target: 80% } }
      - { code: "1.2", name: Hai, max: 4, score: { rule: yes_no, of: yes } }
  - { code: "2", name: Ba, max: 10, score: { rule: linear, of: days, direction: down, outside: cut, bounds: round, bottom: 0, top: 10 } }
  - { code: "3", name: Xem, score: { rule: shown, of: done } }
  - { code: T, name: Thưởng, max: 2, outside: true, score: { rule: bonus, of: done, each: 0.1 } }
cases:
  - { name: c, inputs: {}, gives: { total: not_reported } }
"""


def trial(text=TEXT) -> Edition:
    return reader.read_text(text, "indices", "thử")


amounts = st.one_of(st.decimals(0, 50, places=1), st.sampled_from(list(Missing)))
units = st.fixed_dictionaries(
    {
        "done": amounts,
        "all": amounts,
        "yes": st.one_of(st.booleans(), st.sampled_from(list(Missing))),
        "days": amounts,
    }
)
READY = Ready.of(trial())


@given(st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), units, min_size=1))
def test_every_explanation_computes_again_from_itself_alone(figures):
    import json

    for scored in compute_round(READY, figures).values():
        for code in scored.result.points:
            sent = json.loads(json.dumps(explanation(scored, BOOK.sources, code)))
            assert recompute(sent) == scored.points(code)


@given(st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), units, min_size=1))
def test_words_kept_from_one_unit_are_not_given_to_another(figures):
    """READY has explained many units; one made for a single explanation says the same."""
    for unit, scored in compute_round(READY, figures).items():
        fresh = compute_round(Ready.of(READY.edition), figures)[unit]
        assert explanation(scored, BOOK.sources) == explanation(fresh, BOOK.sources)


@given(st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), units, min_size=1))
def test_a_total_is_the_sum_of_what_counts(figures):
    for scored in compute_round(READY, figures).values():
        points = scored.result.points
        if all(points[c].how == "scored" for c in ("1.1", "1.2", "2", "T")):
            parts = points["1"].points + points["2"].points + points["T"].points
            assert abs(scored.total - parts) < D("1e-20")  # the last digit depends on the order


def test_a_changed_explanation_is_found():
    figures = {"done": D(4), "all": D(8), "yes": True, "days": D(3)}
    told = explanation(
        compute_round(READY, {"a": figures, "b": {**figures, "days": D(9)}})["a"], BOOK.sources
    )
    assert recompute(told) == told_points(told)
    told["parts"][0]["parts"][1]["values"]["yes"] = False
    with pytest.raises(Mistake, match="không khớp"):
        recompute(told)


def told_points(told):
    return value_of(told["points"])


def test_what_an_explanation_says():
    figures = {"done": D(4), "all": D(8), "yes": True, "days": D(3)}
    told = explanation(
        compute_round(READY, {"a": figures, "b": {**figures, "days": D(9)}})["a"], BOOK.sources
    )
    part = told["parts"][0]["parts"][0]
    assert told["checksum"] == READY.edition.checksum
    assert (told["engine"], told["edition"], told["status"]) == (
        "1",
        "indices/thử",
        "Chưa đối chiếu văn bản gốc",
    )
    assert part["words"] == "điểm tối đa × Tỷ lệ ÷ 1 ÷ 0,8, không quá điểm tối đa"
    assert part["values"] == {"max": "6", "share": "0.5"}
    assert part["between"][0]["figures"][0] == {
        "key": "done",
        "name": "Đã xong",
        "kind": "chỉ tiêu đo",
        "unit": "case",
        "value": "4",
    }
    assert part["source"]["citation"].startswith("Nghị định số 09/2019/NĐ-CP")
    assert told["parts"][1]["values"] == {"days": "3", "days.lowest": "3", "days.highest": "9"}


def test_why_a_criterion_was_left_out():
    figures = {"done": D(0), "all": D(0), "yes": Missing.NOT_APPLICABLE, "days": D(3)}
    scored = compute_round(READY, {"a": figures, "b": {**figures, "days": D(9)}})["a"]
    one, two = explanation(scored, BOOK.sources, "1")["parts"]
    assert (one["because"], one["how"]) == ("Mẫu số bằng 0", "drop_and_rescale")
    assert (two["because"], two["how"]) == ("Không áp dụng", "redistribute")
    assert one["instead_of"] == "min(max, max * share / 1 / 0.80)"


@pytest.mark.parametrize("value", [D("1.50"), True, "late", *Missing, Undefined.ZERO_DENOMINATOR])
def test_values_survive_being_sent(value):
    assert value_of(plain(value)) == value


def test_ties_share_a_place_and_the_next_is_skipped():
    found = ranks({"a": D(7), "b": D(9), "c": D(7), "d": Missing.REFUSED, "e": D(1)})
    assert {u: (r.place, r.of, r.tied) for u, r in found.items()} == {
        "a": (2, 4, 2),
        "b": (1, 4, 1),
        "c": (2, 4, 2),
        "e": (4, 4, 1),
    }


def test_two_editions_on_the_same_figures():
    old, new = (by_name(BOOK.index("pci"), name) for name in ("2013", "2022"))
    figures = {name: D(2) for name in old.body.inputs} | {"ci07_proactivity": D(8)}
    totals = [compute(Ready.of(e), figures).total for e in (old, new)]
    assert totals == [D(23), D(29)]


def test_a_readable_difference():
    old, new = (by_name(BOOK.index("pci"), name) for name in ("2013", "2022"))
    lines = differences(old, new)
    assert ("7", "điểm tối đa", "5", "15") in lines
    assert not [line for line in lines if line.where == "1"]
    assert differences(old, old) == []
    gone = trial(
        TEXT.replace('  - { code: "3", name: Xem, score: { rule: shown, of: done } }\n', "")
    )
    assert ("3", "tiêu chí", "Xem", "") in differences(trial(), gone)
    other = trial(
        TEXT.replace("target: 80%", "target: 90%").replace(
            "zero_den: drop_and_rescale", "zero_den: full"
        )
    )
    told = {(line.where, line.what): (line.old, line.new) for line in differences(trial(), other)}
    assert told["1.1", "cách chấm"][1].endswith("÷ 0,9, không quá điểm tối đa")
    assert told["bộ", "khi mẫu số bằng 0"][1] == "tính điểm tối đa"


def test_a_used_edition_that_changed_is_named():
    edition = trial()
    unchanged(edition, edition.checksum)
    other = trial(TEXT.replace("target: 80%", "target: 90%"))
    with pytest.raises(Mistake, match="đã đổi sau khi dùng"):
        unchanged(other, edition.checksum)


def test_the_edition_of_a_year():
    editions = BOOK.index("papi")
    assert [for_year(editions, y).path[-4:] for y in (2011, 2017, 2018, 2020, 2024)] == [
        "2011",
        "2011",
        "2018",
        "2019",
        "2021",
    ]
    with pytest.raises(Mistake, match=r"Không có chỉ số “pcl”; hiện có: .*papi"):
        BOOK.index("pcl")
