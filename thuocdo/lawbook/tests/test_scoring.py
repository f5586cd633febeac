from decimal import Decimal

import pytest

from thuocdo.lawbook import reader
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.scoring.compute import score

HEAD = """\
edition: "1"
title: Bộ thử
since: 2025-01-01
nature: model
source: nd-09-2019
status: unconfirmed
units: { kinds: [department, commune] }
not_applicable: na
"""
INPUTS = """\
inputs:
  done: { name: Đã xong, kind: measure, unit: case, least: 0 }
  all: { name: Tất cả, kind: measure, unit: case, least: 0 }
  yes: { name: Có, kind: evidence, type: yes_no }
  when: { name: Khi nào, kind: evidence, type: choice, options: { on_time: Đúng hạn, late: Muộn, none: Không } }
"""
D = Decimal


def edition(
    parts, *, head="", inputs=INPUTS, case="{ name: c, inputs: {}, gives: { total: not_reported } }"
):
    text = f"{HEAD}{head}{inputs}parts:\n{parts}\ncases:\n  - {case}\n"
    return reader.read_text(text, "indices", "thử").body


def points(rule, figures, most=6, **more):
    form = edition(
        f'  - {{ code: "1", name: Một, max: {most}, zero_den: zero, score: {{ {rule} }} }}'
    )
    return score(form.law(), figures, **more).total.points


def faults(parts, **more):
    with pytest.raises(reader.Faulty) as caught:
        edition(parts, **more)
    return [(f.line, f.message) for f in caught.value.faults]


@pytest.mark.parametrize(
    ("rule", "figures", "gives"),
    [
        ("rule: ratio, num: done, den: all", (3, 4), "4.5"),
        ("rule: ratio, num: done, den: all", (0, 4), "0"),
        ("rule: capped_ratio, num: done, den: all, target: 80%", (2, 5), "3"),
        ("rule: capped_ratio, num: done, den: all, target: 0.8", (5, 5), "6"),
        (
            "rule: steps, of: done / all, rungs: [{above: 90%, points: 2}, {from: 70%, points: 1}]",
            (9, 10),
            "1",
        ),
        (
            "rule: steps, of: done / all, rungs: [{above: 90%, points: 2}, {from: 70%, points: 1}]",
            (91, 100),
            "2",
        ),
        (
            "rule: steps, of: done, rungs: [{below: 2, points: 3}, {to: 4, points: 1}], otherwise: 0.5",
            (1, 1),
            "3",
        ),
        (
            "rule: steps, of: done, rungs: [{below: 2, points: 3}, {to: 4, points: 1}], otherwise: 0.5",
            (4, 1),
            "1",
        ),
        (
            "rule: steps, of: done, rungs: [{below: 2, points: 3}, {to: 4, points: 1}], otherwise: 0.5",
            (5, 1),
            "0.5",
        ),
        ("rule: step_ratio, of: done / all, floor: 80%, full: 100%, between: share", (7, 10), "0"),
        (
            "rule: step_ratio, of: done / all, floor: 80%, full: 100%, between: share",
            (8, 10),
            "4.8",
        ),
        ("rule: step_ratio, of: done / all, floor: 80%, full: 100%, between: way", (9, 10), "3"),
        ("rule: step_ratio, of: done / all, floor: 80%, full: 90%, between: way", (9, 10), "6"),
        ("rule: count, of: done, each: 0.5", (3, 0), "1.5"),
        ("rule: count, of: done, each: 0.5", (30, 0), "6"),
        ("rule: deduct, of: done, each: 2, floor: 0", (2, 0), "2"),
        ("rule: deduct, of: done, each: 2, floor: 1", (9, 0), "1"),
        ("rule: deduct, of: done, each: 2, start: 0, floor: -3", (1, 0), "-2"),
        ("rule: bonus, of: done, each: 1, cap: 2", (5, 0), "2"),
        ("rule: survey_weighted, answers: { done: 100%, all: 20% }", (3, 1), "4.8"),
        ("rule: external, of: done, out_of: 100", (85, 0), "5.1"),
        ("rule: given, of: done", (2, 0), "2"),
        ("rule: formula, formula: max - all / done", (2, 1), "5.5"),
    ],
)
def test_every_way_to_score(rule, figures, gives):
    done, all_ = map(D, figures)
    assert points(rule, {"done": done, "all": all_}) == D(gives)


def test_evidence():
    assert points("rule: yes_no, of: yes", {"yes": True}) == 6
    assert points("rule: yes_no, of: yes", {"yes": False}) == 0
    late = "rule: timely, of: when, late: 0.5"
    assert [points(late, {"when": w}) for w in ("on_time", "late", "none")] == [6, D("0.5"), 0]


@pytest.mark.parametrize(
    ("direction", "outside", "figure", "gives"),
    [
        ("up", "cut", 5, "5.5"),
        ("down", "cut", 5, "5.5"),
        ("up", "cut", 12, "10"),
        ("up", "extend", 12, "11.8"),
        ("down", "cut", 12, "1"),
        ("down", "extend", 2, "8.2"),
        ("up", "cut", 0, "1"),
    ],
)
def test_between_bounds(direction, outside, figure, gives):
    bounds = "{ low: 0, high: 10, since: 2025-01-01, source: nd-09-2019, status: unconfirmed }"
    rule = f"rule: linear, of: done, direction: {direction}, outside: {outside}, bounds: [{bounds}]"
    assert points(rule, {"done": D(figure)}) == D(gives)


def test_bounds_are_those_of_the_day():
    import datetime as dt

    tail = "source: nd-09-2019, status: unconfirmed"
    bounds = f"[{{ low: 0, high: 10, since: 2025-01-01, until: 2025-12-31, {tail} }}, {{ low: 0, high: 20, since: 2026-01-01, {tail} }}]"
    form = edition(
        f'  - {{ code: "1", name: Một, score: {{ rule: linear, of: done, direction: up, outside: cut, bounds: {bounds} }} }}'
    )
    by_day = [
        score(form.law(on=dt.date(y, 6, 1)), {"done": D(10)}).total.points for y in (2025, 2026)
    ]
    assert by_day == [10, D("5.5")]
    with pytest.raises(Mistake, match="chưa có mốc"):
        form.law(on=dt.date(2024, 1, 1))


TREE = """\
  - code: "1"
    name: Nhóm
    max: 10
    parts:
      - { code: "1.1", name: Một, max: 6, POLICY, score: { rule: ratio, num: done, den: all } }
      - { code: "1.2", name: Hai, max: 4, score: { rule: yes_no, of: yes } }
  - { code: "2", name: Ba, max: 10, score: { rule: timely, of: when, late: 5 } }"""


@pytest.mark.parametrize(
    ("policy", "one", "group", "group_of", "total", "total_of"),
    [
        ("full", 6, 10, 10, 15, 20),
        ("zero", 0, 4, 10, 9, 20),
        ("na", Missing.NOT_APPLICABLE, 4, 4, 9, 14),
        ("redistribute", Missing.NOT_APPLICABLE, 10, 10, 15, 20),
        ("drop_and_rescale", Missing.NOT_APPLICABLE, 4, 4, D(9) * 20 / 14, 20),
    ],
)
@pytest.mark.parametrize("reason", ["zero_den", "not_applicable"])
def test_what_counts_where_nothing_can_be_scored(
    reason, policy, one, group, group_of, total, total_of
):
    other = "not_applicable" if reason == "zero_den" else "zero_den"
    both = f"{reason}: {policy}, {other}: zero"
    form = edition(TREE.replace("POLICY", both))
    figure = D(0) if reason == "zero_den" else Missing.NOT_APPLICABLE
    found = score(form.law(), {"done": D(0), "all": figure, "yes": True, "when": "late"})
    by_code = {code: (p.points, p.out_of) for code, p in found.points.items()}
    assert by_code["1.1"] == (one, 6)
    assert by_code["1"] == (group, group_of)
    assert (by_code["total"][0] - total).copy_abs() < D("1e-20")
    assert by_code["total"][1] == total_of


def test_a_group_of_which_nothing_is_left_is_left_out_too():
    form = edition(TREE.replace("POLICY", "zero_den: na, not_applicable: na"))
    gone = dict.fromkeys(("done", "all", "yes"), Missing.NOT_APPLICABLE)
    found = score(form.law(), {**gone, "when": "on_time"})
    assert found.points["1"].points is Missing.NOT_APPLICABLE
    assert (found.total.points, found.total.out_of) == (10, 10)


def test_not_reported_leaves_the_total_open():
    form = edition(TREE.replace("POLICY", "zero_den: zero"))
    found = score(form.law(), {"done": D(1), "all": D(2), "yes": True})
    assert found.points["1"].points == 7
    assert found.total.points is Missing.NOT_REPORTED


def test_a_criterion_only_for_some_units():
    form = edition(
        '  - { code: "1", name: Một, max: 6, only: [department], not_applicable: full, score: { rule: yes_no, of: yes } }'
    )
    assert score(form.law(), {"yes": False}, "department").total.points == 0
    assert score(form.law(), {"yes": False}, "commune").total.points == 6


BONUS = """\
  - { code: "1", name: Một, max: 6, score: { rule: count, of: done, each: 1 } }
  - { code: T, name: Thưởng, max: 5, outside: true, score: { rule: bonus, of: all, each: 1, cap: 5 } }"""


@pytest.mark.parametrize(
    ("rule", "gives"),
    [("over_max: true", 9), ("over_max: false", 6), ("over_max: true, cap: 2", 7)],
)
def test_bonus_over_the_maximum_is_a_setting_of_the_edition(rule, gives):
    head = f"max: 6\nbonus: {{ {rule}, source: nd-09-2019, status: unconfirmed }}\n"
    form = edition(BONUS, head=head)
    assert score(form.law(), {"done": D(5), "all": D(4)}).total.points == min(gives, 9)


def test_rounding_at_the_total_or_at_every_part():
    parts = "\n".join(
        f'  - {{ code: "{n}", name: Số {n}, max: 1, zero_den: zero, score: {{ rule: ratio, num: done, den: all }} }}'
        for n in (1, 2)
    )
    totals = [
        score(
            edition(parts, head=f"rounding: {{ places: 1, at: {at} }}\n").law(),
            {"done": D(1), "all": D(4)},
        ).total.points
        for at in ("total", "every")
    ]
    assert totals == [D("0.5"), D("0.6")]


def test_a_rounded_formula_is_written_as_one():
    from thuocdo.lawbook.formula import text_of

    law = edition(ONE, head="rounding: { places: 1, at: every }\n").law()
    assert text_of(law.formulas["$1"]) == "round(if(yes, max, 0), 1)"
    at_total = edition(ONE, head="rounding: { places: 1, at: total }\n").law()
    assert text_of(at_total.formulas["$1"]) == "if(yes, max, 0)"


def test_a_setting_may_be_a_word_a_formula_asks_for():
    head = (
        "settings:\n  mode:\n    name: Cách\n    default: soft\n    options:\n"
        f"      soft: {{ value: \"'soft'\", name: Mềm, {SOURCED} }}\n"
        f"      hard: {{ value: \"'hard'\", name: Cứng, {SOURCED} }}\n"
    )
    form = edition(
        '  - { code: "1", name: Một, max: 6, score: { rule: formula, formula: "if(mode = \'soft\', 1, 2)" } }',
        head=head,
        case="{ name: c, inputs: {}, gives: { total: 1 } }",
    )
    assert score(form.law(), {}).total.points == 1
    assert score(form.law({"mode": "hard"}), {}).total.points == 2


def test_settings_choose_a_reading():
    head = (
        "settings:\n  target:\n    name: Mục tiêu\n    default: high\n    options:\n"
        "      high: { value: 100%, name: Cao, source: nd-09-2019, status: unconfirmed }\n"
        "      low: { value: 50%, name: Thấp, source: nd-09-2019, status: unconfirmed }\n"
        "  empty:\n    name: Mẫu bằng 0\n    default: full\n    options:\n"
        "      full: { value: full, name: Tối đa, source: nd-09-2019, status: unconfirmed }\n"
        "      zero: { value: zero, name: Không điểm, source: nd-09-2019, status: unconfirmed }\n"
    )
    form = edition(
        '  - { code: "1", name: Một, max: 6, zero_den: empty, score: { rule: capped_ratio, num: done, den: all, target: target } }',
        head=head,
    )
    half = {"done": D(1), "all": D(2)}
    none = {"done": D(0), "all": D(0)}
    assert score(form.law(), half).total.points == 3
    assert score(form.law({"target": "low"}), half).total.points == 6
    assert score(form.law(), none).total.points == 6
    assert score(form.law({"empty": "zero"}), none).total.points == 0
    with pytest.raises(Mistake, match="không có phương án “x”; chỉ có: high, low"):
        form.law({"target": "x"})
    with pytest.raises(Mistake, match="không có lựa chọn “y”"):
        form.law({"y": "x"})


def test_weights():
    for combine, gives in (("mean", 3), ("weighted_mean", D("2.5")), ("weighted", 10)):
        form = edition(
            '  - { code: "1", name: Một, weight: 3, score: { rule: given, of: done } }\n'
            '  - { code: "2", name: Hai, weight: 1, score: { rule: given, of: all } }',
            head=f"combine: {combine}\n",
        )
        assert score(form.law(), {"done": D(2), "all": D(4)}).total.points == gives


def test_weights_that_do_not_give_the_maximum_are_named():
    parts = (
        '  - { code: "1", name: Một, max: 10, weight: 0.6, score: { rule: given, of: done } }\n'
        '  - { code: "2", name: Hai, max: 10, weight: WEIGHT, score: { rule: given, of: all } }'
    )
    head = "combine: weighted\nmax: 10\n"
    edition(parts.replace("WEIGHT", "0.4"), head=head)
    assert [words for _, words in faults(parts.replace("WEIGHT", "0.5"), head=head)] == [
        "Trọng số × điểm tối đa của “Bộ thử” cộng lại là 11, không phải 10."
    ]
    assert "2 thiếu trọng số" in faults(parts.replace("weight: WEIGHT, ", ""), head=head)[0][1]
    assert "2 thiếu trọng số" in faults(parts.replace("WEIGHT", "-1"), head=head)[0][1]


def test_points_of_another_part_and_values_between():
    form = edition(
        '  - { code: "1", name: Một, max: 6, score: { rule: given, of: "$2 * share" } }\n'
        '  - { code: "2", name: Hai, max: 4, score: { rule: count, of: done, each: 1 } }',
        head="zero_den: zero\nbetween:\n  share: { name: Tỷ lệ, unit: share, formula: done / all }\n",
    )
    assert score(form.law(), {"done": D(2), "all": D(4)}).points["1"].points == 1


@pytest.mark.parametrize(
    ("figures", "says"),
    [
        ({"nothing": D(1)}, "không dùng số liệu “nothing”"),
        ({"done": D(-1)}, "là -1, ngoài khoảng 0–…"),
        ({"done": D("NaN")}, "ngoài khoảng"),
        ({"done": True}, "không nhận giá trị có"),
        ({"yes": D(1)}, "không nhận giá trị 1"),
        ({"when": "soon"}, "chỉ nhận: on_time, late, none"),
    ],
)
def test_figures_that_do_not_fit_are_refused(figures, says):
    form = edition(TREE.replace("POLICY", "zero_den: zero"))
    with pytest.raises(Mistake, match=says):
        score(form.law(), figures)


def test_points_beyond_the_maximum_are_flagged_not_cut():
    form = edition(TREE.replace("POLICY", "zero_den: zero"))
    found = score(form.law(), {"done": D(8), "all": D(4), "yes": True, "when": "late"})
    assert found.points["1.1"].points == 12
    assert list(found.doubts) == ["1.1 được 12 điểm, ngoài khoảng 0–6. Xem lại số liệu."]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("max: 10\n    parts", "max: 11\n    parts", 17, "cộng lại là 10, không phải 11"),
        ("rule: ratio", "rule: ratoi", 19, "Không có “ratoi”; chỉ nhận"),
        ("num: done", "num: dome", 19, "tên “dome”"),
        ("num: done", "num: done +", 19, "thiếu một vế"),
        ("num: done", "number: done", 19, "Không có khóa nào tên “number”"),
        ("POLICY, ", "", 19, "có thể chia cho 0: nêu zero_den"),
        ("POLICY", "zero_den: maybe", 19, "zero_den chỉ nhận full"),
        ('code: "1.2"', 'code: "1.1"', 20, "Mã “1.1” dùng hai lần"),
        ("of: yes", "of: done", 20, "“done” là số, ở đây cần có/không"),
        ("name: Hai, max: 4", "name: Hai", 20, "thiếu điểm tối đa"),
        ("late: 5", "late: $2", 21, "chạy vòng: \\$2 → \\$2"),
    ],
)
def test_faults_are_told_with_their_line(old, new, line, says):
    import re

    text = TREE.replace(old, new).replace("POLICY", "zero_den: zero")
    found = faults(text)
    assert any(at == line and re.search(says, words) for at, words in found), found


ONE = '  - { code: "1", name: Một, max: 6, score: { rule: yes_no, of: yes } }'
SOURCED = "source: nd-09-2019, status: unconfirmed"
CHOSEN = (
    "settings:\n  NAME:\n    name: Chọn\n    default: DEFAULT\n    options:\n"
    f"      a: {{ value: 1, name: A, {SOURCED} }}\n      b: {{ value: 2, name: B, {SOURCED} }}\n"
)
BANDS = f"bands: {{ ENTERED, {SOURCED} }}\n"


@pytest.mark.parametrize(
    ("head", "line", "says"),
    [
        (CHOSEN.replace("NAME", "pick").replace("DEFAULT", "c"), 12, "“c” không phải một phương án"),
        (CHOSEN.replace("NAME", "done").replace("DEFAULT", "a"), None, "Tên “done” dùng cho hai thứ"),
        ("between:\n  done: { name: X, unit: case, formula: all }\n", 10, "Tên “done” dùng cho hai"),
        ("between:\n  x: { name: X, unit: case, formula: al }\n", 10, "tên “al”"),
        ("between:\n  x: { name: X, unit: case, formula: yes }\n", 10, "“yes” là có/không"),
        (BANDS.replace("ENTERED", "entered: true, rungs: [{ name: A, least: 1 }]"), 9, "Xếp loại"),
        (BANDS.replace("ENTERED", "entered: false"), 9, "Xếp loại"),
        (BANDS.replace("ENTERED", "rungs: [{ name: A, least: 1 }, { name: B, least: 2 }]"), 9, "giảm dần"),
        (BANDS.replace("ENTERED", "rungs: [{ name: A, least: 2 }, { name: B, least: 2 }]"), 9, "giảm dần"),
        ("max: 7\n", 9, "cộng lại là 6, không phải 7"),
        ("table: { unit_column: unit, out: { s: '9' } }\n", 9, "Không có tiêu chí “9”"),
    ],
)  # fmt: skip
def test_faults_of_an_edition_s_head(head, line, says):
    found = faults(ONE, head=head)
    assert any(says in words and line in (at, None) for at, words in found), found
    assert len(found) == 1


def test_a_sound_head_passes():
    good = CHOSEN.replace("NAME", "pick").replace("DEFAULT", "b")
    rungs = BANDS.replace("ENTERED", "rungs: [{ name: A, least: 2 }, { name: B, least: 1 }]")
    edition(ONE, head=good + rungs + "table: { unit_column: unit, out: { s: '1', r: rank } }\n")
    edition(ONE, head=BANDS.replace("ENTERED", "entered: true"))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("unit: case, least: 0 }\n  all", "least: 0 }\n  all", "phải có đơn vị tính"),
        ("least: 0 }\n  all", "least: 2, most: 2 }\n  all", "least phải nhỏ hơn most"),
        ("type: yes_no }", "type: yes_no, options: { a: A } }", "options đi cùng type: choice"),
        ("type: choice, options: { on_time: Đúng hạn, late: Muộn, none: Không }", "type: choice", "options đi"),
    ],
)  # fmt: skip
def test_faults_of_an_input(old, new, says):
    found = faults(ONE, inputs=INPUTS.replace(old, new))
    assert [says in words for _, words in found] == [True]
    assert found[0][0] in (10, 12, 13)


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ('  - { code: "1", name: Một, max: 6 }', "phải có hoặc tiêu chí con"),
        (ONE.replace("max: 6", "max: 6, only: [ministry]"), "không có trong units.kinds"),
        (ONE + '\n  - { code: T, name: T, max: 1, outside: true, score: { rule: yes_no, of: yes } }', "phải nêu bonus"),
        (ONE.replace("rule: yes_no, of: yes", "rule: steps, of: done, rungs: [{ from: 1, to: 2, points: 1 }]"), "đúng một mốc"),
        (ONE.replace("rule: yes_no, of: yes", "rule: steps, of: done, rungs: [{ points: 1 }]"), "đúng một mốc"),
        (ONE.replace("rule: yes_no, of: yes", f"rule: linear, of: done, direction: up, outside: cut, bounds: [{{ low: 1, high: 1, since: 2025-01-01, {SOURCED} }}]"), "Mốc thấp phải nhỏ hơn mốc cao"),
        (ONE.replace("rule: yes_no, of: yes", f"rule: linear, of: done, direction: up, outside: cut, bounds: [{{ low: 0, high: 1, since: 2026-01-01, {SOURCED} }}]"), "chưa có mốc chuẩn hóa"),
        (ONE.replace("rule: yes_no, of: yes", "rule: given, of: $2") + '\n  - { code: "2", name: Hai, max: 1, score: { rule: given, of: $1 } }', "chạy vòng"),
    ],
)  # fmt: skip
def test_faults_of_a_part(parts, says):
    found = faults(parts)
    assert any(says in words for _, words in found), found
    assert {at for at, _ in found} <= {15, 16}


def test_a_mean_is_taken_of_what_is_there_and_nothing_is_made_up_for():
    parts = (
        '  - code: "1"\n    name: Nhóm\n    combine: mean\n    max: 4\n    zero_den: drop_and_rescale\n    parts:\n'
        '      - { code: "1.1", name: Một, max: 4, score: { rule: ratio, num: done, den: all } }\n'
        '      - { code: "1.2", name: Hai, max: 4, score: { rule: yes_no, of: yes } }\n'
        '  - { code: "2", name: Ba, max: 6, score: { rule: timely, of: when, late: 3 } }'
    )
    found = score(edition(parts).law(), {"done": D(0), "all": D(0), "yes": True, "when": "late"})
    assert (found.points["1"].points, found.points["1"].dropped) == (4, 0)
    assert (found.total.points, found.total.out_of) == (7, 10)


def test_what_is_dropped_twice_down_is_made_up_for_at_the_total():
    form = edition(TREE.replace("POLICY", "zero_den: drop_and_rescale, not_applicable: na"))
    found = score(form.law(), {"done": D(0), "all": D(0), "yes": True, "when": "late"})
    assert (found.points["1"].dropped, found.points["1"].out_of) == (6, 4)
    assert (found.total.dropped, found.total.out_of) == (0, 20)
    assert found.points["1.1"].left_out
    assert not found.points["1.2"].left_out
    full = score(form.law(), {"done": D(1), "all": D(1), "yes": True, "when": "late"})
    assert (full.points["1"].dropped, full.total.points) == (0, 15)


def test_a_part_only_shown_gives_no_points_and_has_no_share_in_the_maximum():
    parts = ONE + "\n  - { code: X, name: Xem, score: { rule: shown, of: done } }"
    found = score(edition(parts, head="max: 6\n").law(), {"yes": True, "done": D(9)})
    assert (found.points["X"].how, found.points["X"].points) == ("shown", 9)
    assert (found.total.points, found.total.out_of) == (6, 6)
    assert list(found.doubts) == []


def test_doubts_are_beyond_the_ends_not_at_them():
    form = edition(ONE.replace("rule: yes_no, of: yes", "rule: given, of: done - all"))
    for done, all_, times in ((6, 0, 0), (0, 0, 0), (7, 0, 1), (0, 1, 1)):
        assert len(list(score(form.law(), {"done": D(done), "all": D(all_)}).doubts)) == times


def test_a_ring_between_values_is_named():
    head = (
        "zero_den: zero\nbetween:\n  one: { name: Một, unit: case, formula: two + 1 }\n"
        "  two: { name: Hai, unit: case, formula: one + 1 }\n"
    )
    found = faults('  - { code: "1", name: Một, score: { rule: given, of: one } }', head=head)
    assert "chạy vòng: one → two → one" in found[0][1]


def test_what_does_not_apply_must_be_stated():
    text = (
        f"{HEAD.replace('not_applicable: na', '')}{INPUTS}parts:\n"
        '  - { code: "1", name: Một, max: 1, score: { rule: yes_no, of: yes } }\n'
        "cases:\n  - { name: c, inputs: {}, gives: { total: not_reported } }\n"
    )
    with pytest.raises(reader.Faulty, match="phải nêu not_applicable"):
        reader.read_text(text, "indices", "thử")


def test_a_wrong_case_says_what_is_found():
    found = faults(
        '  - { code: "1", name: Một, max: 6, score: { rule: yes_no, of: yes } }',
        case="{ name: Có văn bản, inputs: { yes: true }, gives: { total: 5 } }",
    )
    assert "“Có văn bản”: total được 6, không phải 5." in found[0][1]
