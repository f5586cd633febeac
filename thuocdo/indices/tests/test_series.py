"""Series over mergers: what was counted is conserved, what was not counted is never averaged."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.indices.rules.computing import Ready
from thuocdo.indices.rules.series import (
    Known,
    Measure,
    Passage,
    Succession,
    Year,
    added,
    figures_of,
    groups,
    series,
    shaped,
)
from thuocdo.indices.tests.test_rules import trial
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.reader import shipped

D = Decimal
READY = Ready.of(shipped().editions["indices/qd-766/portal-2026"])
DONE = Measure("figure", "published_on_time")
FIRST = Measure("part", "1.1")


def known(done=None, whole=None, score=None):
    figures = {"published_on_time": done, "published": whole}
    kept = {k: str(v) for k, v in figures.items() if v is not None}
    return Known("x", kept, {"1.1": "3"}, score)


def year(number, **units):
    return Year(number, "indices/qd-766/portal-2026", READY, units)


DAY = dt.date(2025, 7, 1)
MERGED = Succession((Passage(DAY, "a", ("c",)), Passage(DAY, "b", ("c",))), {"c": DAY})


def test_counts_are_added_and_ratios_come_from_their_parts():
    one = year(2024, a=known(8, 10), b=known(1, 10), d=known(5, 5))
    assert shaped(one, DONE, MERGED)["c"].value == 9
    ratio = shaped(one, FIRST, MERGED)["c"]
    assert (ratio.how, ratio.value) == (
        "parts",
        D("2.7"),
    )  # 6 × 9 ÷ 20, not the mean of 4,8 and 0,6
    assert shaped(one, DONE, MERGED)["d"].how == "same"


def test_scores_ranks_and_surveys_are_never_averaged():
    one = year(2024, a=known(8, 10, D(80)), b=known(1, 10, D(60)))
    assert shaped(one, Measure("score"), MERGED)["c"].how == "not_comparable"
    pci = Ready.of(shipped().editions["indices/pci/2022"])
    same = Year(2024, "indices/pci/2022", pci, {"a": known(), "b": known()})
    for measure in (
        Measure("figure", "ci01_entry"),
        Measure("part", "1"),
        Measure("part", "total"),
    ):
        assert shaped(same, measure, MERGED)["c"].how == "not_comparable"


def test_a_missing_count_leaves_the_sum_missing():
    one = year(2024, a=known(8, 10), b=known(None, 10))
    assert shaped(one, DONE, MERGED)["c"].value is Missing.NOT_REPORTED
    assert added([D(1), Missing.NOT_APPLICABLE]) == 1
    assert added([D(1), Missing.REFUSED]) is Missing.REFUSED
    assert added([Missing.NOT_APPLICABLE]) is Missing.NOT_APPLICABLE


def test_half_of_a_merged_unit_is_not_the_whole():
    into = Succession((Passage(DAY, "b", ("a",)),))
    one = year(2024, a=known(8, 10, D(80)))
    assert shaped(one, DONE, into)["a"].value is Missing.NOT_REPORTED
    assert shaped(one, Measure("score"), into)["a"].how == "not_comparable"
    assert shaped(year(2025, a=known(8, 10)), DONE, into)["a"].how == "same"
    assert shaped(year(2024, b=known(8, 10)), DONE, into)["a"].value is Missing.NOT_REPORTED


def test_years_after_the_merger_stand_as_they_are():
    years = [year(2024, a=known(8, 10), b=known(1, 10)), year(2025, c=known(12, 20))]
    rows = series(years, "c", DONE, MERGED)
    assert [(r.year, r.was, r.now.value, r.now.of) for r in rows] == [
        (2024, None, 9, ("a", "b")),
        (2025, 12, 12, ("c",)),
    ]
    assert rows[1].other_shape
    old = series(years, "a", DONE, MERGED)
    assert [(r.year, r.was, r.now.how) for r in old] == [(2024, 8, "absent")]


def test_a_unit_that_was_divided_belongs_to_none_of_its_heirs():
    split = Succession((Passage(dt.date(2025, 7, 1), "a", ("a", "b")),))
    one = year(2024, a=known(8, 10))
    assert {u: s.how for u, s in shaped(one, DONE, split).items()} == {
        "a": "not_comparable",
        "b": "not_comparable",
    }
    assert shaped(year(2025, a=known(3, 4)), DONE, split)["a"].value == 3


def test_an_edition_that_changed_after_use_gives_no_sum():
    one = Year(2024, "x", None, {"a": known(8, 10), "b": known(1, 10)})
    assert shaped(one, DONE, MERGED)["c"].how == "not_comparable"


def test_figures_a_part_rests_on():
    assert figures_of(READY.law, "1.1") == ["published_on_time", "published"]
    assert set(figures_of(READY.law, "1")) > {"published_on_time", "published"}
    assert figures_of(Ready.of(trial()).law, "khác") == []


def test_hai_phong_takes_over_from_hai_duong():
    from thuocdo.indices.queries.series import succession

    with_lists = [
        Passage(form.since, gone, (code,))
        for form in shipped().unit_lists.values()
        for code, ended in form.formed_of.items()
        for gone in ended
    ]
    assert succession
    known_ = Succession(tuple(sorted(with_lists, key=lambda p: p.on)))
    assert known_.heirs("P19", dt.date(2024, 12, 31)) == ("P20",)
    assert known_.heirs("P64", dt.date(2007, 12, 31)) == ("P01",)
    before = shipped().unit_lists["provinces-2009"].units
    heirs = {known_.heirs(code, dt.date(2024, 12, 31)) for code in before}
    assert heirs == {(code,) for code in shipped().unit_lists["provinces-2025"].units}


DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2029, 12, 31))


@st.composite
def histories(draw):
    """Units that merge, hand over, split, end without heir, in any order; and counts of each in one year."""
    alive = [f"u{number}" for number in range(draw(st.integers(2, 7)))]
    first, passages, births = list(alive), [], {}
    for step, day in enumerate(sorted(draw(st.lists(DAYS, max_size=6)))):
        if len(alive) < 2:
            break
        gone = draw(st.sampled_from(alive))
        kind = draw(st.sampled_from(["merge", "rename", "split", "part", "end"]))
        others = [unit for unit in alive if unit != gone]
        new = [f"n{step}a", f"n{step}b"]
        heirs = {
            "merge": (draw(st.sampled_from(others)),),
            "rename": (new[0],),
            "split": tuple(new),
            "part": (gone, new[0]),
            "end": (),
        }[kind]
        passages.append(Passage(day, gone, heirs))
        births |= {heir: day for heir in heirs if heir in new}
        alive = list(dict.fromkeys([*others, *heirs]))
    when = draw(st.integers(2009, 2030))
    lived = [u for u in first if not any(p.unit == u and p.on.year <= when for p in passages)]
    counts = {u: draw(st.integers(0, 10**6)) for u in lived}
    return Succession(tuple(passages), births), when, counts


@given(histories())
def test_totals_are_conserved_over_any_mergers(history):
    succession, when, counts = history
    one = year(when, **{u: known(n, n) for u, n in counts.items()})
    made = shaped(one, DONE, succession)
    comparable = {u: s for u, s in made.items() if isinstance(s.value, Decimal)}
    used = [unit for s in comparable.values() for unit in s.of]
    assert len(used) == len(set(used))
    left = sum(n for u, n in counts.items() if u not in used)
    assert sum((s.value for s in comparable.values()), D(0)) + left == sum(counts.values())
    by_unit, divided = groups(one, succession)
    assert set(comparable) <= by_unit.keys() - divided
    silent = {u for u, of in by_unit.items() if not set(of) <= counts.keys()}
    assert set(comparable) == by_unit.keys() - divided - silent


@given(histories())
def test_a_ratio_over_mergers_is_the_ratio_of_the_sums(history):
    succession, when, counts = history
    one = year(when, **{u: known(n, 2 * n + 1) for u, n in counts.items()})
    for found in shaped(one, FIRST, succession).values():
        if found.how == "parts":
            if not set(found.of) <= counts.keys():
                assert found.value is Missing.NOT_REPORTED
                continue
            done = sum(counts[u] for u in found.of)
            whole = sum(2 * counts[u] + 1 for u in found.of)
            assert found.value == pytest.approx(D(6 * done) / D(whole), abs=D("0.006"))
