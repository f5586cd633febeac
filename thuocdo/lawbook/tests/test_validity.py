import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.validity import Validity, current, in_force, overlapping

START = dt.date(2025, 7, 1)
DAYS = st.integers(0, 40).map(lambda n: START + dt.timedelta(days=n))
VALIDITIES = st.builds(
    lambda since, last, open_start, open_end: Validity(
        None if open_start else START + dt.timedelta(days=min(since, last)),
        None if open_end else START + dt.timedelta(days=max(since, last)),
    ),
    st.integers(0, 40),
    st.integers(0, 40),
    st.booleans(),
    st.booleans(),
)


def test_both_ends_belong_to_it() -> None:
    june = Validity(dt.date(2025, 6, 1), dt.date(2025, 6, 30))
    assert [june.holds(dt.date(2025, m, d)) for m, d in ((5, 31), (6, 1), (6, 30), (7, 1))] == [
        False,
        True,
        True,
        False,
    ]


def test_an_end_before_the_beginning_is_refused() -> None:
    with pytest.raises(Mistake, match="30/06/2025"):
        Validity(dt.date(2025, 7, 1), dt.date(2025, 6, 30))


@settings(max_examples=2000, deadline=None)
@given(st.lists(VALIDITIES, max_size=4), DAYS)
def test_overlap_is_found_exactly_where_a_day_has_two(items: list[Validity], on: dt.date) -> None:
    days = [START + dt.timedelta(days=n) for n in range(-1, 42)]
    doubled = any(sum(i.holds(d) for i in items) > 1 for d in days)
    assert bool(overlapping(items)) == doubled
    found = in_force(items, on)
    best = current(items, on)
    assert (best in found) if found else best is None
    assert all((best.since or dt.date.min) >= (i.since or dt.date.min) for i in found if best)
