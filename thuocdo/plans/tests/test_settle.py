"""A settlement without questions is ready to be written: every tracked row has owners and work."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.documents.rules.blocks import Source
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.schedule import Checkpoints
from thuocdo.plans.rules.decisions import check, name_key
from thuocdo.plans.rules.reading import Document, Finding, PlanReading, Schedule, Target, Task
from thuocdo.plans.rules.settle import Clause, Party, World, settle

TODAY, HORIZON = dt.date(2023, 1, 20), dt.date(2023, 12, 31)
AGENCY, OFFICE, INSPECTORS, FINANCE = 1, 2, 3, 4
ROOMS, PARTNER = 10, 20
NAMES = {
    "van phong": Party("Văn phòng", "unit", OFFICE),
    "thanh tra so": Party("Thanh tra Sở", "unit", INSPECTORS),
    "cac phong so": Party("Các phòng Sở", "group", ROOMS),
    "so giao duc va dao tao": Party("Sở Giáo dục và Đào tạo", "unit", AGENCY),
    "so noi vu": Party("Sở Nội vụ", "partner", PARTNER),
    "cac don vi lien quan": Party("các đơn vị liên quan", "general"),
}
PRINTED = [*(p.printed for p in NAMES.values()), "Bộ phận lạ"]


def world(**changes):
    usual = {
        "agency": AGENCY,
        "names": NAMES,
        "members": {ROOMS: (OFFICE, INSPECTORS, FINANCE)},
        "today": TODAY,
        "horizon": HORIZON,
        "focal": OFFICE,
        "reporting": Checkpoints.yearly((3, 15), (6, 15), (9, 15), (12, 5)),
    }
    return World(**{**usual, **changes})


def task(lead, schedule=None, **changes):
    usual = {"number": "1", "parent": None, "group": None, "content": "Rà soát", "coordinating": (),
             "product": None, "note": None, "source": Source(None, 1, "Rà soát")}  # fmt: skip
    return Task(lead=tuple(lead), schedule=schedule or Schedule(), **{**usual, **changes})


def target(responsible, name="Hồ sơ trực tuyến", **changes):
    usual = {"code": "1.1", "group": None, "operator": ">=", "value": "60", "unit": "%", "text": "≥ 60%",
             "origin": "table", "task": None, "source": Source(None, 2, name)}  # fmt: skip
    return Target(name=name, responsible=tuple(responsible), **{**usual, **changes})


def reading(tasks=(), targets=(), findings=(), title="Cải cách hành chính năm 2023"):
    paper = Document("Kế hoạch", None, None, None, None, None, title, (2023,), None, (), (), ())
    return PlanReading(paper, tuple(targets), tuple(tasks), findings=tuple(findings))


DAYS = st.none() | st.dates(dt.date(2022, 6, 1), dt.date(2024, 3, 1))
SCHEDULES = st.builds(
    Schedule,
    text=st.sampled_from(["Quý I/2023", "trước ngày 15/3/2023"]),
    kind=st.sampled_from(["deadline", "window", "recurring", "continuous", "on_event", "none"]),
    start=DAYS,
    due=DAYS,
    rule=st.sampled_from(
        [None, "FREQ=MONTHLY", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", "FREQ=HOURLY"]
    ),
    event=st.sampled_from([None, "Khi có yêu cầu"]),
    then=st.sampled_from([None, "continuous"]),
)
OWNERS = st.lists(st.sampled_from(PRINTED), max_size=3)
TASKS = st.lists(
    st.builds(
        task,
        OWNERS,
        SCHEDULES,
        number=st.sampled_from(["1", "2", "a", None]),
        parent=st.sampled_from([None, "1", "9"]),
    ),
    max_size=8,
)
TARGETS = st.lists(
    st.builds(
        target,
        OWNERS,
        task=st.sampled_from([None, "1", "2"]),
        origin=st.sampled_from(["table", "prose", "task"]),
    ),
    max_size=5,
)
FINDINGS = st.lists(
    st.builds(
        Finding,
        st.just("value-suspect"),
        st.sampled_from(["error", "warning", "info"]),
        st.just("?"),
        st.just(Source(None, 1, "")),
    ),
    max_size=3,
)
READINGS = st.builds(
    reading, TASKS, TARGETS, FINDINGS, st.sampled_from(["Chỉ số PCI 2023", "CCHC"])
)
WORLDS = st.builds(
    world,
    focal=st.sampled_from([None, OFFICE]),
    today=st.dates(dt.date(2022, 7, 1), dt.date(2024, 2, 1)),
    members=st.sampled_from([{ROOMS: (OFFICE, INSPECTORS, FINANCE)}, {ROOMS: ()}]),
)
ANSWERS = {
    "name": [{"kind": "nobody"}, {"kind": "unit", "id": FINANCE}, {"kind": "group", "id": ROOMS}, {"kind": "partner", "id": PARTNER}],
    "lead": [{"units": [FINANCE]}, {"units": [OFFICE, FINANCE]}],
    "focal": [{"unit": INSPECTORS}],
    "schedule": [{"kind": "none"}, {"kind": "recurring", "rule": "FREQ=MONTHLY;INTERVAL=3"}],
    "past": [{"answer": "done", "on": "2022-12-20"}, {"answer": "late"}, {"answer": "new_date", "due": "2024-05-31"}],
    "finding": [{"answer": "keep"}, {"answer": "changed", "note": "65%"}],
}  # fmt: skip


def answered(draw, found, seen, decisions):
    for _round in range(6):
        settlement = settle(found, decisions, seen)
        if not settlement.open:
            return settlement
        for question in settlement.open:
            answer = draw(st.sampled_from(ANSWERS[question.code]))
            check(question.key, answer)
            decisions[question.key] = answer
    raise AssertionError([q.text for q in settle(found, decisions, seen).open])


@given(READINGS, WORLDS, st.data())
def test_answering_every_question_always_ends_ready(found, seen, data):
    settlement = answered(data.draw, found, seen, {})
    for row in settlement.tasks:
        assert row.tracked == bool(row.row.lead)
        if row.tracked:
            assert row.owners
            assert {w.unit for w in row.work} == set(row.owners)
    for row in settlement.targets:
        assert row.owners
        assert AGENCY not in row.owners or not row.responsible


@given(READINGS, WORLDS)
def test_the_same_questions_every_time(found, seen):
    assert settle(found, {}, seen) == settle(found, {}, seen)


@given(READINGS, WORLDS, st.data())
def test_an_answer_opens_no_question_of_its_own_kind_again(found, seen, data):
    decisions = {}
    answered(data.draw, found, seen, decisions)
    assert not {q.key for q in settle(found, decisions, seen).questions} & set(decisions)


def codes(found, decisions=None, **changes):
    return [q.code for q in settle(found, decisions or {}, world(**changes)).open]


def test_a_vague_coordinator_never_blocks_and_a_vague_lead_does():
    vague = "các đơn vị liên quan"
    assert codes(reading([task(["Văn phòng"], coordinating=(vague, "Bộ phận lạ"))])) == []
    assert codes(reading([task(["Văn phòng", vague])])) == ["name"]
    assert codes(reading([task([vague])])) == ["name"]
    nobody = {name_key(vague): {"kind": "nobody"}}
    assert codes(reading([task(["Văn phòng", vague])]), nobody) == []
    assert codes(reading([task([vague])]), nobody) == ["lead"]


@pytest.mark.parametrize("lead", ["Sở Giáo dục và Đào tạo", "Sở Nội vụ"])
def test_a_row_of_the_agency_itself_or_of_a_partner_wants_a_unit_that_follows(lead):
    found = reading([task([lead])])
    assert codes(found) == ["lead"]
    assert codes(found, {"lead:task-0": {"units": [OFFICE]}}) == []


def test_a_group_for_information_never_leaves_a_row_unowned():
    found = reading([task(["Các phòng Sở"])])
    told = {f"mode:group-{ROOMS}": {"mode": "information"}}
    assert codes(found, told) == ["lead"]
    assert codes(reading([task(["Các phòng Sở", "Văn phòng"])]), told) == []


def test_an_empty_group_owns_nothing():
    assert codes(reading([task(["Các phòng Sở"])]), members={ROOMS: ()}) == ["lead"]


def test_a_mode_for_one_row_beats_the_mode_for_all():
    found = reading([task(["Các phòng Sở"]), task(["Các phòng Sở"], number="2")])
    modes = {
        f"mode:group-{ROOMS}": {"mode": "focal"},
        "mode:task-1": {"mode": "focal", "unit": FINANCE},
    }
    owners = [row.owners for row in settle(found, modes, world()).tasks]
    assert owners == [(OFFICE,), (FINANCE,)]


def test_survey_targets_are_followed_by_one_focal_unit_and_others_by_every_unit():
    surveyed = target(["Các phòng Sở"], "Tỷ lệ DN hài lòng")
    counted = target(["Các phòng Sở"], "Điểm thi trung bình")
    found = reading(targets=[surveyed, counted], title="Nâng cao chỉ số PCI")
    owners = [row.owners for row in settle(found, {}, world()).targets]
    assert owners == [(OFFICE,), (OFFICE, INSPECTORS, FINANCE)]
    assert codes(found, focal=None) == ["focal"]


def test_a_child_row_knows_its_parent_however_numbers_repeat():
    rows = [task([], number="1"), task(["Văn phòng"], number="1a", parent="1"),
            task([], number="1", group="II"), task(["Văn phòng"], number="1a", parent="1", group="II")]  # fmt: skip
    assert [t.parent for t in settle(reading(rows), {}, world()).tasks] == [
        None,
        "task-0",
        None,
        "task-2",
    ]


def test_a_clause_becomes_a_task_only_by_decision():
    clause = Clause("Tăng cường kiểm tra công vụ", Source(2, 40, "Tăng cường"))
    assert not settle(reading(), {}, world(), [clause]).tasks
    left = {"clause:40": {"answer": "no"}}
    assert not settle(reading(), left, world(), [clause]).tasks
    taken = {"clause:40": {"units": [INSPECTORS], "due": "2023-06-30"}}
    (row,) = settle(reading(), taken, world(), [clause]).tasks
    assert (row.owners, row.schedule.due) == ((INSPECTORS,), dt.date(2023, 6, 30))


def test_a_row_kept_as_printed_asks_nothing():
    kept = {
        "track:task-0": {"tracked": False, "why": "Đã xong năm trước"},
        "track:target-0": {"tracked": False, "why": "Không đo được"},
    }
    found = reading([task(["Bộ phận lạ"])], [target(["Bộ phận lạ"])])
    assert codes(found, kept) == []
    assert not any(row.tracked for row in settle(found, kept, world()).tasks)


def test_a_new_day_that_has_passed_too_is_asked_again():
    found = reading(
        [task(["Văn phòng"], Schedule("Tháng 12/2022", "deadline", due=dt.date(2022, 12, 31)))]
    )
    assert codes(found) == ["past"]
    assert codes(found, {"past:task-0": {"answer": "new_date", "due": "2023-01-10"}}) == ["past"]
    assert codes(found, {"past:task-0": {"answer": "new_date", "due": "2023-02-10"}}) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("khac:1", {}),
        ("focal", {"unit": 0}),
        ("focal", {"unit": "2"}),
        ("focal", {"unit": True}),
        ("name:", {"kind": "nobody"}),
        ("name:van phong", {"kind": "unit"}),
        ("name:van phong", {"kind": "nobody", "id": 3}),
        ("mode:group-x", {"mode": "every"}),
        ("mode:task-1", {"mode": "unit"}),
        ("lead:task-1", {"units": []}),
        ("lead:dong-1", {"units": [2]}),
        ("schedule:task-1", {"kind": "deadline"}),
        ("schedule:task-1", {"kind": "recurring", "rule": "FREQ=HOURLY"}),
        ("schedule:task-1", {"kind": "recurring"}),
        ("schedule:task-1", {"kind": "window", "start": "2023-05-01", "due": "2023-04-01"}),
        ("schedule:task-1", {"kind": "deadline", "due": "2023-02-30"}),
        ("value:target-1", {"value": "60%"}),
        ("value:target-1", {"operator": "≥"}),
        ("track:task-1", {"tracked": False}),
        ("track:task-1", {"tracked": False, "why": " "}),
        ("past:task-1", {"answer": "done"}),
        ("past:task-1", {"answer": "new_date", "due": "31/12/2023"}),
        ("checkpoints", {"pairs": [[2, 30]]}),
        ("checkpoints", {"pairs": [[13, 1]]}),
        ("products:task-1", {"items": [{"label": ""}]}),
        ("finding:1", {"answer": "bỏ qua"}),
        ("clause:40", {"answer": "no", "units": [2]}),
        ("clause:40", {}),
        ("past:task-1", {}),
        ("replaces", {}),
        ("carry:7", {"to": "task-x"}),
        ("replaces", {"plan": "07/KH"}),
    ],
)
def test_what_could_not_be_carried_out_is_refused(key, value):
    with pytest.raises(Mistake):
        check(key, value)
