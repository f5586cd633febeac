from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.lawbook.formula import (
    Undefined,
    check,
    compute,
    cycle,
    explain,
    inputs,
    parse,
    say,
    text_of,
)
from thuocdo.lawbook.formula.nodes import (
    Band,
    Binary,
    Call,
    If,
    Name,
    Negative,
    Not,
    Number,
    Steps,
    Word,
)
from thuocdo.lawbook.formula.words import figure
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.mistakes import Mistake

names = st.sampled_from(["a", "b", "x.lowest", "$1", "$2.10a"])
numbers = st.builds(Number, st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False))
plain = st.one_of(numbers, st.builds(Name, names))


def larger(inner):
    """Formulas of numbers: every node there is."""
    truths = st.builds(Binary, st.sampled_from(["=", "<>", "<", "<=", ">", ">="]), inner, inner)
    truths = st.one_of(
        truths,
        st.builds(Not, truths),
        st.builds(Binary, st.sampled_from(["and", "or"]), truths, truths),
        st.builds(lambda w: Binary("=", Name("a_word"), Word(w)), st.sampled_from(["late", "đủ"])),
    )
    bands = st.builds(Band, st.sampled_from([">", ">=", "<"]), inner, inner)
    return st.one_of(
        st.builds(Negative, inner),
        st.builds(Binary, st.sampled_from("+-*/"), inner, inner),
        st.builds(If, truths, inner, inner),
        st.builds(Steps, inner, st.lists(bands, min_size=1, max_size=3).map(tuple), inner),
        st.builds(
            Call,
            st.sampled_from(["min", "max", "sum", "mean"]),
            st.lists(inner, min_size=1, max_size=3).map(tuple),
        ),
    )


formulas = st.recursive(plain, larger, max_leaves=12)
figures = st.one_of(
    st.decimals(min_value=-1000, max_value=1000, places=2),
    st.sampled_from([*Missing, Undefined.ZERO_DENOMINATOR]),
)
values = st.fixed_dictionaries(
    dict.fromkeys(["a", "b", "x.lowest", "$1", "$2.10a"], figures)
    | {"a_word": st.sampled_from(["late", "đủ"])}
)


@given(formulas)
def test_a_formula_reads_back_from_its_text(node):
    assert parse(text_of(node)) == node


@given(formulas, values)
def test_the_steps_lead_to_the_value(node, given_values):
    step = explain(node, given_values)
    found = compute(node, given_values)
    assert step.value == found
    assert step.again() == found


@given(formulas, values)
def test_a_formula_needs_no_more_than_its_inputs(node, given_values):
    needed = {name: given_values[name] for name in inputs(node)}
    assert compute(node, needed) == compute(node, given_values)


@given(st.text(max_size=40))
def test_any_text_is_a_formula_or_a_mistake(text):
    try:
        node = parse(text)
    except Mistake:
        return
    assert parse(text_of(node)) == node
    assert say(node, {})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 4 - 3", "3"),
        ("-2 * -3", "6"),
        ("80% * 5", "4"),
        ("round(2.5, 0)", "3"),
        ("round(0.125, 2)", "0.13"),
        ("min(3, 1, 2) + max(3, 1, 2)", "4"),
        ("mean(1, 2, 6) + sum(1, 2) + abs(-1)", "7"),
        ("if(1 < 2 and not 2 < 1, 5, 6)", "5"),
        ("if(1 > 2 or 2 >= 3, 5, 6)", "6"),
        ("if(1 <> 2, 1, 0) + if(2 <= 2, 1, 0)", "2"),
        ("steps(90%; > 90%: 2; >= 70%: 1; else: 0)", "1"),
        ("steps(3; < 3: 2; <= 3: 1; else: 0)", "1"),
        ("steps(0.1; > 90%: 2; else: 0.5)", "0.5"),
        ("steps(2; = 2: 7; else: 0)", "7"),
        ("steps(1; > 3: 5; > 2: 4; > 0: 3; else: 0)", "3"),
        ("if(not 1 = 2 and 1 = 2, 5, 6)", "6"),
        ("if(1 = 1 or 1 = 1 and 1 = 2, 5, 6)", "5"),
        ("if(2 < 2 - 2, 5, 6)", "6"),
        ("-2 + 3 * 2 - 1", "3"),
        ("12 / 3 / 2", "2"),
        ("round(-2.5, 0)", "-3"),
        ("abs(1 - 3)", "2"),
    ],
)
def test_arithmetic(text, value):
    assert compute(parse(text), {}) == Decimal(value)


@pytest.mark.parametrize("reason", [*Missing, Undefined.ZERO_DENOMINATOR])
@pytest.mark.parametrize(
    "text",
    [
        *("a + 1", "0 * a", "-a", "min(a, 1)", "sum(1, a)", "round(a, 1)", "if(a > 1, 1, 2)"),
        *("steps(a; > 1: 1; else: 0)", "steps(1; > a: 1; else: 0)", "steps(1; > 2: 1; else: a)"),
    ],
)
def test_a_missing_figure_is_never_a_number(text, reason):
    assert compute(parse(text), {"a": reason}) is reason


def test_only_known_and_first_look_at_a_missing_figure():
    given_values = {"a": Missing.REFUSED, "b": Decimal(2)}
    assert compute(parse("first(a, b)"), given_values) == 2
    assert compute(parse("if(known(a), 1, 3)"), given_values) == 3
    assert compute(parse("if(known(b), 1, a)"), given_values) == 1
    assert compute(parse("first(a, a)"), given_values) is Missing.REFUSED


def test_only_what_decides_must_be_known():
    missing = {"a": Missing.REFUSED}
    assert compute(parse("if(1 = 2, a, 3)"), missing) == 3
    assert compute(parse("if(1 = 1, 3, a)"), missing) == 3
    assert compute(parse("if(1 = 1, a, 3)"), missing) is Missing.REFUSED
    assert compute(parse("steps(3; > 2: 1; > a: 2; else: a)"), missing) == 1
    unknown = explain(parse("if(a > 1, 2, 3)"), missing)
    assert [step.formula for step in unknown.used] == ["a > 1"]
    ladder = explain(parse("steps(b; > 2: 1; else: 0)"), {"b": Decimal(3)})
    assert [step.formula for step in ladder.used] == ["b"]
    taken = explain(parse("if(1 = 1, 3 + b, b)"), {"b": Decimal(1)}).used
    assert [step.formula for step in taken] == ["1 = 1", "3 + b"]


def test_what_is_still_to_come_is_told_first():
    given_values = {"a": Missing.NOT_APPLICABLE, "b": Missing.NOT_REPORTED}
    assert compute(parse("a + b"), given_values) is Missing.NOT_REPORTED
    assert compute(parse("a / 0"), given_values) is Missing.NOT_APPLICABLE
    assert compute(parse("1 / 0"), {}) is Undefined.ZERO_DENOMINATOR


def test_a_choice_takes_one_branch():
    assert compute(parse("if(1 = 1, 2, 1 / 0)"), {}) == 2
    assert compute(parse("steps(5; > 1: 2; > 0: 1 / 0; else: 1 / 0)"), {}) == 2
    taken = explain(parse("if(1 = 2, 3, 4 + a)"), {"a": Decimal(1)}).used
    assert [step.formula for step in taken] == ["1 = 2", "4 + a"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "thiếu một vế"),
        ("1 +", "thiếu một vế"),
        ("1 2", "thừa “2” ở vị trí 3"),
        ("(1", "thiếu “\\)”"),
        ("a & b", "“&” ở vị trí 3"),
        ("1 < 2 < 3", "so sánh nối tiếp"),
        ("sin(1)", "không có hàm “sin”"),
        ("if(1 = 1, 2)", "if cần"),
        ("steps(a; > 1: 2)", "thiếu “;”"),
        ("steps(a; 2)", "thiếu “else”"),
        ("else + 1", "từ của công thức"),
        ("__import__('os')", "không có hàm|không hiểu"),
        ("(" * 60 + "1" + ")" * 60, "lồng nhau quá 60 tầng"),
        ("1" * 4001, "dài hơn 4000"),
        ("(1", "trước “chỗ hết”"),
        ("(1 2)", "thiếu “\\)” trước “2”"),
        ("a b", "thừa “b” ở vị trí 3"),
        ("+ 1", "không chờ “\\+” ở vị trí 1"),
        ("steps(1; > 1 2; else: 0)", "thiếu “:” trước “2”"),
        ("steps(1; else 0)", "thiếu “:” trước “0”"),
        ("min(1", "thiếu “\\)”"),
        *((f"{word}, 1", "từ của công thức") for word in ("and", "or", "if", "steps", "else")),
        ("not", "thiếu một vế ở cuối"),
    ],
)
def test_what_is_no_formula_is_refused_with_its_place(text, says):
    with pytest.raises(Mistake, match=says):
        parse(text)


def test_the_longest_and_the_deepest_formula_are_read():
    assert compute(parse("(" * 59 + "1" + ")" * 59), {}) == 1
    assert compute(parse(" + ".join(["(1)"] * 70)), {}) == 70  # beside one another is not deep
    assert parse("1" * 4000) == Number(Decimal("1" * 4000))
    assert parse("  a  ") == Name("a")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("b + c", "tên “c”"),
        ("b + yes", "“yes” là có/không"),
        ("if(b, 1, 2)", "ở đây cần có/không"),
        ("if(yes, 1, choice)", "“choice” là lựa chọn"),
        ("choice < 'x'", "ở đây cần số"),
        ("b = 'late'", "ở đây cần số"),
        ("abs(1, 2)", "nhận 2 giá trị"),
        ("round(b, b)", "bằng số"),
        ("not yes", "ở đây cần số"),
        ("-choice", "ở đây cần số"),
        ("first(b, yes)", "ở đây cần số"),
        ("steps(b; > 1: choice; else: 0)", "ở đây cần số"),
        ("if(b = 'late', 1, 0)", "“'late'” là lựa chọn, ở đây cần số"),
        ("if('late' = b, 1, 0)", "“b” là số, ở đây cần lựa chọn"),
        ("if(b < choice, 1, 0)", "“choice” là lựa chọn, ở đây cần số"),
        ("if(choice < b, 1, 0)", "“choice” là lựa chọn, ở đây cần số"),
        ("if(yes and b, 1, 0)", "“b” là số, ở đây cần có/không"),
        ("if(b or yes, 1, 0)", "“b” là số, ở đây cần có/không"),
        ("if(not b, 1, 0)", "“b” là số, ở đây cần có/không"),
        ("choice * b", "“choice” là lựa chọn"),
        ("b * choice", "“choice” là lựa chọn"),
        ("if(yes, choice, choice)", "là lựa chọn, ở đây cần số"),
        ("steps(choice; > 1: 1; else: 0)", "“choice” là lựa chọn"),
        ("steps(b; > choice: 1; else: 0)", "“choice” là lựa chọn"),
        ("steps(b; > 1: 1; else: choice)", "“choice” là lựa chọn"),
        ("known(b)", "là có/không, ở đây cần số"),
        ("if(known(c), 1, 0)", "tên “c”"),
        ("known(b, b)", "nhận 2 giá trị; cần từ 1 đến 1"),
        ("round(b)", "nhận 1 giá trị; cần từ 2 đến 2"),
        ("first(b)", "nhận 1 giá trị; cần từ 2 đến 99"),
        ("min(b, yes)", "“yes” là có/không"),
        ("first(choice, choice)", "là lựa chọn, ở đây cần số"),
    ],
)
def test_kinds_are_checked_before_any_figure(text, says):
    with pytest.raises(Mistake, match=says):
        check(parse(text), {"b": "number", "yes": "truth", "choice": "word"})


def test_sound_formulas_pass():
    kinds = {"b": "number", "yes": "truth", "choice": "word"}
    for text in (
        *("if(yes and choice = 'x', b, -b)", "if(known(choice), 1, 0)", "first(b, 1) / b"),
        *("if(yes = (1 < 2) or choice <> 'x', 1, 0)", "round(b, 1) + abs(b)", "min(1) + mean(b)"),
        *("if(first(choice, 'x') = 'x', 1, 0)", "steps(b; >= 1: b; else: -1)"),
    ):
        check(parse(text), kinds)


def test_a_ring_is_named():
    assert cycle({"a": ["b"], "b": ["c"], "c": ["b"]}) == ("b", "c", "b")
    assert cycle({"a": ["a"]}) == ("a", "a")
    assert cycle({"a": ["b", "c"], "b": ["c"], "c": []}) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a / (b - 1)", "tử ÷ (mẫu − 1)"),
        ("steps(a; > 90%: 2; else: 0)", "tử: trên 0,9 được 2; còn lại 0"),
        ("if(a = 1, 2, 0)", "2 nếu tử là 1, nếu không thì 0"),
        ("min(2, a) + 1", "(tử, không quá 2) + 1"),
        ("max(0, a)", "tử, không dưới 0"),
        ("round(a, 2)", "tử, làm tròn 2 chữ số thập phân"),
        ("mean($1, b)", "trung bình cộng (điểm 1; mẫu)"),
        ("-a", "−tử"),
        ("-(a + 1)", "−(tử + 1)"),
        ("a - (b - 1) - 1", "tử − (mẫu − 1) − 1"),
        ("a * b / 2", "tử × mẫu ÷ 2"),
        ("if(a >= 1 and b <= 2, 1, 0)", "1 nếu tử từ 1 và mẫu không quá 2, nếu không thì 0"),
        ("if(a < 1 or b > 2, 1, 0)", "1 nếu tử dưới 1 hoặc mẫu trên 2, nếu không thì 0"),
        ("if(not a <> 'late', 1, 0)", "1 nếu không tử không phải “muộn”, nếu không thì 0"),
        ("if((a = 1) = (b = 1), 1, 0)", "1 nếu (tử là 1) là (mẫu là 1), nếu không thì 0"),
        ("if(known(a), 1, 0)", "1 nếu có số liệu tử, nếu không thì 0"),
        ("sum(a, b) + abs(a)", "tổng (tử; mẫu) + trị tuyệt đối của (tử)"),
        ("min(a, b, 1)", "số nhỏ nhất trong (tử; mẫu; 1)"),
        ("max(a, b, 1)", "số lớn nhất trong (tử; mẫu; 1)"),
        ("2 * max(0, a)", "2 × (tử, không dưới 0)"),
        ("2 * round(a, 1)", "2 × (tử, làm tròn 1 chữ số thập phân)"),
        ("2 * if(a = 1, 1, 0)", "2 × (1 nếu tử là 1, nếu không thì 0)"),
        ("2 * steps(a; = 1: 1; else: 0)", "2 × (tử: là 1 được 1; còn lại 0)"),
        ("first(a, b)", "số liệu đầu tiên có trong (tử; mẫu)"),
        ("$9 + c", "điểm 9 + c"),
    ],
)
def test_said_in_vietnamese(text, words):
    assert say(parse(text), {"a": "tử", "b": "mẫu", "late": "muộn"}) == words


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (True, "có"),
        (False, "không"),
        (Decimal("0.00"), "0"),
        (Decimal("-1234567.50"), "-1.234.567,5"),
        (Decimal(100), "100"),
        ("late", "late"),
        (Missing.REFUSED, "từ chối cung cấp"),
        (Undefined.ZERO_DENOMINATOR, "mẫu số bằng 0"),
    ],
)
def test_a_value_as_people_write_it(value, written):
    assert figure(value) == written


@pytest.mark.parametrize(
    "text",
    [
        *("(a = b) = (a = 1)", "not (a = 1 or b = 1)", "(a = 1 or b = 1) and a = 2", "--a"),
        *("-(a * b)", "(-a) * b", "a / (b / 2)", "a - (b + 1)", "(a + b) * -2", "not not a = 1"),
        *("a = 1 or b = 1", "a = 1 or b = 1 and a = 2", "a = 1 and (b = 1 or a = 2)"),
        "steps(a; > (b): 1 + 2; = b + 1: -1; else: if(a = 'x', 1, 2))",
    ],
)
def test_brackets_stay_where_they_are_needed_and_only_there(text):
    once = text_of(parse(text))
    assert parse(once) == parse(text)
    assert once.count("(") <= text.count("(")
    assert text_of(parse(once)) == once


@pytest.mark.parametrize("sign", ["=", "<>", "<", "<=", ">", ">="])
def test_every_comparison_binds_weaker_than_sums_and_stronger_than_and(sign):
    text = f"if(a + 1 {sign} b * 2 and c, 1, 0)"
    assert text_of(parse(text)) == text
    bare = parse(f"if(((a + 1) {sign} (b * 2)) and c, 1, 0)")
    assert parse(text) == bare
