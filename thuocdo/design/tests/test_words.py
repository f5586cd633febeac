"""The runnable examples of the pure parts, and what they do not show."""

import datetime as dt
import doctest
from decimal import Decimal

import pytest

from thuocdo.design import parts, words


@pytest.mark.parametrize("module", [words, parts], ids=lambda m: m.__name__)
def test_examples_hold(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed


def test_an_instant_after_five_in_the_evening_utc_is_the_next_legal_day():
    assert words.day(dt.datetime(2026, 12, 31, 17, 30, tzinfo=dt.UTC)) == "01/01/2027"


def test_halves_round_up_as_officials_do():
    assert words.number(Decimal("2.345"), 2) == "2,35"
    assert words.number(Decimal("1000000"), 0) == "1.000.000"


def test_a_bar_never_runs_past_its_end():
    shares = [parts.Share(str(n), n, parts.TONES[n % 6]) for n in (1, 999, 3, 0, 7, 100_000)]
    drawn = parts.slices(shares)
    assert drawn[-1].start + drawn[-1].width == pytest.approx(100, abs=0.05)
    assert all(s.width > 0 for s in drawn)


def test_nothing_to_show_is_an_empty_bar():
    assert parts.slices([parts.Share("a", 0, "t1")]) == []
