"""A line is drawn where something is known, against its level, under words that can be read."""

from decimal import Decimal

from thuocdo.design.chart import draw

D = Decimal


def years(*numbers):
    return [(year, str(year)) for year in numbers]


def line(*values, since=2020):
    return ("was", [(since + n, str(since + n), v and D(v)) for n, v in enumerate(values)])


def test_a_line_is_broken_where_nothing_is_known():
    drawn = draw(years(2020, 2021, 2022, 2023), [line(1, None, 3, 4)], [(2021.5, "x")])
    assert [len(one.paths) for one in drawn.lines] == [1]
    assert [m.words for m in drawn.lines[0].marks] == ["2020: 1", "2022: 3", "2023: 4"]
    assert drawn.ticks[1][0] < drawn.breaks[0][0] < drawn.ticks[2][0]
    flat = draw(years(2020, 2021), [line(5, 5)])
    assert flat.levels[0][0] > flat.levels[-1][0]


def test_one_value_or_one_moment_is_no_line():
    assert draw(years(2020), [line(1)]) is None
    assert draw(years(2020, 2021), [line(1, None)]) is None
    assert draw(years(2020), [line(1), line(2)]) is None


def test_the_level_stands_inside_the_picture_even_where_no_value_comes_near():
    drawn = draw(years(2020, 2021), [line(41, 44)], aim=(D(80), "≥ 80%"))
    height, words = drawn.aim
    assert words == "≥ 80%"
    assert drawn.top <= height < min(m.y for m in drawn.lines[0].marks)


def test_words_along_the_foot_never_run_into_each_other():
    many = [(n, f"{n % 12 + 1:02}/2026") for n in range(40)]
    drawn = draw(many, [line(*range(1, 41), since=0)])
    assert len(drawn.lines[0].marks) == 40
    assert 4 <= len(drawn.ticks) <= 8
    assert len(draw(years(*range(2012, 2024)), [line(*range(1, 13), since=2012)]).ticks) == 12
