"""What changed between two readings: nothing in the same one, and every change in another."""

import copy
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from thuocdo.plans.rules.diff import FIELDS, diff, pair

WORDS = ["Ban hành quy chế họp", "Rà soát thiết bị phòng họp", "Tập huấn phần mềm", "Báo cáo quý I", "Báo cáo quý II"]  # fmt: skip
ROW = st.fixed_dictionaries(
    {
        "number": st.sampled_from([None, "1", "2", "3", "4a"]),
        "parent": st.sampled_from([None, "1"]),
        "group": st.sampled_from([None, "Cải cách thể chế", "Tài chính công"]),
        "content": st.sampled_from(WORDS) | st.text("abcđ ê", min_size=1, max_size=30),
        "lead": st.lists(st.sampled_from(["Văn phòng", "Thanh tra Sở"]), max_size=2),
        "coordinating": st.just([]),
        "schedule": st.sampled_from([{"text": "Quý I", "kind": "none"}, {"text": "Cả năm", "kind": "window"}]),
        "product": st.sampled_from([None, "Báo cáo"]),
    }
)  # fmt: skip
ROWS = st.lists(ROW, max_size=12)


def fields(row):
    return {name: row[name] for name in FIELDS["task"]}


def applied(old, new, lines):
    """The old list with the lines carried out, in the order of the new one."""
    places = pair(old, new, "number", "content")
    result = [None] * len(new)
    for n, o in places.items():
        result[n] = fields(copy.deepcopy(old[o]))
    for line in lines:
        if line.kind == "added":
            result[line.new] = dict(line.after)
        elif line.kind == "changed":
            result[line.new] |= line.after
    return result


def plain(row):
    return {k: " ".join(v.split()).casefold() if isinstance(v, str) else v for k, v in row.items()}


@given(ROWS)
def test_the_same_rows_differ_in_nothing(rows):
    assert diff("task", rows, copy.deepcopy(rows)) == []


@given(ROWS, ROWS)
def test_carrying_out_the_lines_gives_the_new_rows(old, new):
    lines = diff("task", old, new)
    assert [plain(r) for r in applied(old, new, lines)] == [plain(fields(r)) for r in new]
    kept = set(pair(old, new, "number", "content").values())
    assert {x.old for x in lines if x.kind == "dropped"} == set(range(len(old))) - kept


def numbered(count):
    """Rows that no reader takes for one another: each speaks of a thing of its own."""
    things = ["xe", "máy", "đèn", "cây", "bàn", "ghế", "tủ", "cửa", "sổ", "mái", "nhà"]
    return [
        {"number": str(n + 1), "parent": None, "group": None, "content": f"{a} {b} " * 6,
         "lead": ["Văn phòng"], "coordinating": [], "schedule": {"text": f"Tháng {n + 1}", "kind": "none"}, "product": None}
        for n, (a, b) in enumerate(pairwise(things[:count + 1]))
    ]  # fmt: skip


@given(st.integers(2, 9), st.data())
def test_every_edit_is_found(count, data):
    old = numbered(count)
    new = copy.deepcopy(old)
    gone, changed = data.draw(
        st.lists(st.integers(0, count - 1), min_size=2, max_size=2, unique=True)
    )
    new[changed]["schedule"] = {"text": "Tháng 12", "kind": "none"}
    del new[gone]
    place = data.draw(st.integers(0, len(new)))
    added = {**numbered(1)[0], "content": "Tuyên truyền bảo hiểm y tế học sinh", "number": "9b"}
    new.insert(place, added)
    for n, row in enumerate(new, start=1):
        row["number"] = str(n)
    lines = diff("task", old, new)
    assert [x.after["content"] for x in lines if x.kind == "added"] == [added["content"]]
    assert [x.old for x in lines if x.kind == "dropped"] == [gone]
    edits = {x.old: x.after for x in lines if x.kind == "changed" and "schedule" in x.after}
    assert edits == {changed: edits[changed]}
    assert edits[changed]["schedule"]["text"] == "Tháng 12"


def test_a_group_counts_its_rows_anew():
    one = {"number": "1", "group": "Cải cách thể chế", "content": "Kiểm tra văn bản của các phòng"}
    two = {"number": "1", "group": "Tài chính công", "content": "Kiểm tra văn bản của các trường"}
    assert pair([one, two], [two, one], "number", "content") == {0: 1, 1: 0}


def test_ten_thousand_rows_are_paired():
    rows = [{"number": str(n), "content": f"Nhiệm vụ số {n}: rà soát {n * 7919 % 10007}"} for n in range(10_000)]  # fmt: skip
    shifted = [{**row, "number": str(n)} for n, row in enumerate(rows[1:])]
    assert pair(rows, shifted, "number", "content") == {n: n + 1 for n in range(9_999)}
