"""What a change closes and opens; and that no sequence of changes ever tears the tree."""

import datetime as dt
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.validity import holds
from thuocdo.organisations.rules import changes as ch
from thuocdo.organisations.rules.state import (
    Belongs,
    Effects,
    Life,
    Named,
    State,
    Under,
    faults,
)

DAY0 = dt.date(2025, 1, 1)
JULY = dt.date(2025, 7, 1)
BEFORE = dt.date(2025, 6, 30)
LATER = dt.date(2026, 1, 1)


def department() -> State:
    """1 Sở over rooms 2, 3, 4; 5 under 4; rooms 2 and 3 in group 9."""
    names = {1: "Sở", 2: "Văn phòng", 3: "Tổ chức", 4: "Thanh tra", 5: "Tổ"}
    return State(
        tuple(Life(u, "room") for u in names),
        tuple(Named(u, name, row=u) for u, name in names.items()),
        tuple(Under(u, p, row=u) for u, p in {2: 1, 3: 1, 4: 1, 5: 4}.items()),
        (Belongs(2, 9, row=1), Belongs(3, 9, row=2)),
    )


def after(change, on=JULY, state=None) -> State:
    state = state or department()
    return state.after(ch.decide(state, change, on))


def new(code="moi", name="Phòng mới", parent=1):
    return ch.New(code, "room", name, parent=parent)


def test_a_new_name_begins_where_the_old_one_ends():
    state = after(ch.Rename(2, "Văn phòng Sở", "VP"))
    assert (state.name(2, BEFORE), state.name(2, JULY)) == ("Văn phòng", "Văn phòng Sở")


def test_a_merger_into_a_new_unit_hands_over_children_and_groups():
    state = after(ch.Merge((2, 4), new()))
    assert {2, 4}.isdisjoint(state.alive(JULY))
    assert {2, 4} <= set(state.alive(BEFORE))
    assert state.children("moi", JULY) == [5]
    assert [m.unit for m in state.members if m.group == 9 and holds(m, JULY)] == [3, "moi"]
    assert [m.unit for m in state.members if m.group == 9 and holds(m, BEFORE)] == [2, 3]


def test_a_merger_into_a_unit_that_goes_on_leaves_it_its_name_and_place():
    state = after(ch.Merge((2, 3), 3))
    assert state.alive(JULY).keys() == {1, 3, 4, 5}
    assert (state.name(3, JULY), state.parent(3, JULY)) == ("Tổ chức", 1)


def test_a_split_ends_the_unit_unless_it_goes_on():
    parts = (new("a", "Phòng A"), new("b", "Phòng B"))
    divided = after(ch.Split(2, parts))
    assert divided.alive(JULY).keys() == {1, 3, 4, 5, "a", "b"}
    detached = after(ch.Split(2, parts[:1], goes_on=True))
    assert detached.alive(JULY).keys() == {1, 2, 3, 4, 5, "a"}
    grouped = [m.unit for m in divided.members if holds(m, JULY)]
    assert sorted(map(str, grouped)) == ["3", "a", "b"]


def test_children_of_a_divided_unit_need_an_heir():
    parts = (new("a", "A"), new("b", "B"))
    with pytest.raises(Mistake, match="còn 1 đơn vị cấp dưới"):
        after(ch.Split(4, parts))
    assert after(ch.Split(4, parts, heir="b")).parent(5, JULY) == "b"


def test_a_unit_with_children_is_not_abolished_over_their_heads():
    with pytest.raises(Mistake, match="còn 1 đơn vị cấp dưới"):
        after(ch.Abolish(4))
    assert after(ch.Abolish(4, heir=2)).parent(5, JULY) == 2


def test_an_heir_from_below_takes_the_place_of_the_ended_unit():
    state = after(ch.Abolish(4, heir=5))
    assert (state.parent(5, BEFORE), state.parent(5, JULY)) == (4, 1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (ch.Transfer(1, 5), "cấp dưới của mình"),
        (ch.Transfer(4, 5), "cấp dưới của mình"),
        (ch.Transfer(2, 1), "đã thuộc"),
        (ch.Rename(2, "Văn phòng"), "trùng với tên"),
        (ch.Rename(2, " "), "Chưa có tên mới"),
        (ch.Rename(99, "X"), "không có trong hệ thống"),
        (ch.Merge((2,), new()), "ít nhất hai"),
        (ch.Merge((3,), 3), "ít nhất một"),
        (ch.Split(2, (new(),)), "ít nhất hai"),
        (ch.Split(2, (), goes_on=True), "ít nhất hai"),
        (ch.Abolish(2, heir=2), "kế thừa chính mình"),
        (ch.Create(ch.New("x", "room", "", parent=1)), "chưa có tên"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(change, words):
    with pytest.raises(Mistake, match=words):
        after(change)


def test_changes_are_recorded_in_the_order_of_time():
    state = after(ch.Rename(2, "Văn phòng Sở"))
    for on in (JULY, BEFORE):
        with pytest.raises(Mistake, match="theo thứ tự thời gian"):
            after(ch.Rename(2, "Văn phòng khác"), on, state)
    assert after(ch.Rename(2, "Văn phòng khác"), LATER, state).name(2, JULY) == "Văn phòng Sở"


def test_nothing_is_put_under_a_unit_that_is_known_to_end():
    state = after(ch.Abolish(3), LATER)
    with pytest.raises(Mistake, match="không còn hoạt động vào ngày 01/01/2026"):
        after(ch.Transfer(2, 3), JULY, state)
    with pytest.raises(Mistake, match="không hoạt động vào ngày 02/01/2026"):
        after(ch.Transfer(2, 3), LATER + dt.timedelta(days=1), state)


def test_a_late_change_cannot_close_a_circle_that_opens_later():
    state = after(ch.Transfer(4, 2), LATER)  # from 2026 on 4 stands under 2
    with pytest.raises(Mistake, match="01/01/2026"):
        after(ch.Transfer(2, 5), JULY, state)  # 5 stands under 4


def test_a_found_unit_is_there_since_ever_or_not_at_all():
    state = department()
    assert state.after(ch.found(state, new())).alive(dt.date.min).keys() == {1, 2, 3, 4, 5, "moi"}
    young = after(ch.Create(new("tre", "Trẻ")), JULY)
    with pytest.raises(Mistake, match="không còn hoạt động"):
        ch.found(young, new(parent="tre"))


def test_rows_that_are_not_sound_are_named():
    odd = State((Life(1, "room"), Life(2, "room", until=BEFORE)), (Named(2, "B"),), (Under(1, 2),))
    found = faults(odd, JULY)
    assert any("không có tên" in text for text in found)
    assert any("thuộc “B” là đơn vị không còn hoạt động" in text for text in found)
    twice = State((Life(1, "room"),), (Named(1, "A"), Named(1, "B", since=JULY)))
    assert faults(twice, DAY0) == ["“A” có hai tên vào ngày 01/07/2025"]


def test_successors_are_followed_over_several_changes():
    passed = [
        ch.Passed(1, (3,), DAY0),
        ch.Passed(2, (3,), DAY0),
        ch.Passed(3, (4, 5), JULY),
        ch.Passed(6, (), JULY),
    ]
    assert ch.successors(passed, 1, BEFORE) == (3,)
    assert ch.successors(passed, 1, JULY) == (4, 5)
    assert ch.successors(passed, 6, JULY) == ()
    assert ch.successors(passed, 7, JULY) == (7,)


# Random histories. A step is a draw of numbers that is turned into some change of the units then alive;
# refused steps change nothing. What must hold on every day is told by an oracle that knows nothing of
# how changes work: it looks at the rows of that day only.


def _step(state, draw, day, codes):
    alive = sorted(state.alive(day), key=str)
    if not alive:
        return ch.Create(ch.New(next(codes), "room", "Đơn vị mới"))
    pick = [alive[d % len(alive)] for d in draw]
    made = [ch.New(next(codes), "room", f"Đơn vị {d}", parent=pick[4]) for d in draw[:2]]
    options = [
        ch.Create(made[0]),
        ch.Rename(pick[0], f"Tên {draw[1]} {day:%d%m%y}"),
        ch.Transfer(pick[0], None if draw[1] % 5 == 0 else pick[1]),
        ch.Merge(tuple(pick[:3]), made[0] if draw[5] % 2 else pick[3]),
        ch.Split(pick[0], tuple(made), goes_on=draw[5] % 2 == 0, heir=made[0].code),
        ch.Abolish(pick[0], None if draw[1] % 2 else pick[1]),
    ]
    return options[draw[6] % len(options)]


def _is_a_tree(state, on):
    alive = {life.unit for life in state.lives if holds(life, on)}
    parent = {}
    for row in state.parents:
        if holds(row, on):
            if row.unit in parent or row.unit not in alive or row.parent not in alive:
                return False
            parent[row.unit] = row.parent
    for unit in alive:
        steps, here = 0, unit
        while here in parent and steps <= len(alive):
            here, steps = parent[here], steps + 1
        if steps > len(alive):
            return False
    named = [n.unit for n in state.names if holds(n, on)]
    grouped = {m.unit for m in state.members if holds(m, on)}
    return sorted(named, key=str) == sorted(alive, key=str) and grouped <= alive


def _born_and_gone(effects: Effects) -> int:
    born = sum(isinstance(row, Life) for row in effects.opens)
    return born - sum(isinstance(row, Life) for row in effects.closes)


draws = st.lists(
    st.tuples(st.lists(st.integers(0, 997), min_size=7, max_size=7), st.integers(0, 40)),
    max_size=14,
)


@settings(max_examples=150, deadline=None)
@given(draws)
def test_after_any_changes_the_tree_is_a_tree_on_every_day(steps):
    state, day, codes = department(), DAY0, map("u{}".format, count())
    days, size = [DAY0], {DAY0: 5}
    for draw, wait in steps:
        before = state
        day += dt.timedelta(days=wait)
        try:
            effects = ch.decide(state, _step(state, draw, day, codes), day)
        except Mistake:
            assert state == before
            continue
        past = {d: before.alive(d) for d in days if d < day}
        standing = len(before.alive(day))
        state = state.after(effects)
        assert len(state.alive(day)) == standing + _born_and_gone(effects)
        assert all(state.alive(d).keys() == alive.keys() for d, alive in past.items())
        size[day] = len(state.alive(day))
        days += [day, day - dt.timedelta(days=1)]
    assert all(_is_a_tree(state, on) for on in days)
    assert all(len(state.alive(on)) == n for on, n in size.items())
