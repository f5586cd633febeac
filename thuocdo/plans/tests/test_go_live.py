"""From an uploaded file to tracked work: whole or not at all, nothing without an owner."""

import datetime as dt
from decimal import Decimal

import pytest

from thuocdo.audit.models import Entry
from thuocdo.audit.rules import Actor, Refused
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations.models import Alias
from thuocdo.organisations.queries import members
from thuocdo.plans.actions import decide, discard_review, go_live, record_issue, upload_plan
from thuocdo.plans.models import Assignment, Decision, Plan, RowOwner, Target, Task
from thuocdo.plans.queries import review
from thuocdo.plans.rules.decisions import name_key
from thuocdo.plans.tests.conftest import AT, PLAN, TODAY

STRANGE = name_key("Bộ phận lạ chưa ai biết")


def live(focal, plan):
    return go_live(by=focal, at=AT, today=TODAY, plan=plan)


def work(number):
    return Assignment.objects.filter(task__number=number)


def test_upload_only_opens_a_review(plan):
    assert plan.state == Plan.State.REVIEW
    assert plan.title.startswith("Thí điểm phòng họp")
    assert (plan.number, plan.issued_on) == ("07/KH-SGDĐT", dt.date(2023, 1, 3))
    assert not Task.objects.exists()
    assert not Target.objects.exists()


def test_what_is_no_plan_is_refused_and_leaves_no_plan(focal, department):
    with pytest.raises(Mistake, match="không phải kế hoạch"):
        upload_plan(
            by=focal, at=AT, agency=department.pk, name="thu.txt", data="Kính gửi các bạn.".encode()
        )
    assert not Plan.objects.exists()


def test_only_the_office_takes_a_plan_in(department):
    with pytest.raises(Refused):
        upload_plan(
            by=Actor("Khách"), at=AT, agency=department.pk, name="k.txt", data=PLAN.encode()
        )


def test_an_unknown_lead_blocks_and_a_vague_coordinator_does_not(focal, plan):
    open_questions = review(plan, today=TODAY).settlement.open
    assert [q.key for q in open_questions] == [STRANGE]
    with pytest.raises(Refused, match="Còn 1 điểm"):
        live(focal, plan)
    assert not Task.objects.exists()


def test_every_tracked_row_has_work_and_each_schedule_its_shape(focal, settled, unit):
    plan = live(focal, settled)
    assert plan.state == Plan.State.LIVE
    tracked = Task.objects.filter(tracked=True)
    assert tracked.count() == 5
    assert all(task.assignments.exists() for task in tracked)
    dated = work("1").get()
    assert (dated.unit_id, dated.due, dated.first_due) == (
        unit("Văn phòng"),
        dt.date(2023, 3, 31),
        dt.date(2023, 3, 31),
    )
    standing = work("2").filter(kind="standing")
    group = RowOwner.objects.get(task__number="2", role="lead").group_id
    assert {w.unit_id for w in standing} == members(group, TODAY)
    assert {c.due for c in standing.first().checkpoints.all()} == {
        dt.date(2023, 3, 15),
        dt.date(2023, 6, 15),
        dt.date(2023, 9, 15),
    }
    year = work("3").get(of=None)
    assert (year.due, year.checkpoints.count()) == (dt.date(2023, 12, 31), 3)
    assert work("4").get().kind == "event"
    assert work("5").get(of=None).unit_id == unit("Phòng Giáo dục Trung học")


def test_a_prose_target_belongs_to_the_focal_unit(focal, settled, unit):
    live(focal, settled)
    target = Target.objects.get()
    assert (target.operator, target.value, target.unit) == (">=", Decimal(60), "%")
    assert [o.unit_id for o in target.owners.all()] == [unit("Văn phòng")]


def test_a_settled_name_is_remembered_for_the_next_plan(focal, settled, department):
    live(focal, settled)
    assert Alias.objects.filter(printed="Bộ phận lạ chưa ai biết").exists()
    again = upload_plan(
        by=focal,
        at=AT,
        agency=department.pk,
        name="nua.txt",
        data=PLAN.replace("07/KH", "08/KH").encode(),
    )
    assert not review(again, today=TODAY).settlement.open


def test_a_group_may_report_through_one_focal_unit(focal, settled, unit):
    group = RowOwner.Mode.FOCAL
    key = next(t.key for t in review(settled, today=TODAY).settlement.tasks if t.row.number == "2")
    decide(by=focal, at=AT, plan=settled, decisions={f"mode:{key}": {"mode": "focal"}})
    live(focal, settled)
    assert [w.unit_id for w in work("2").filter(of=None)] == [unit("Văn phòng")]
    assert RowOwner.objects.get(task__number="2", role="lead").mode == group


def test_a_row_due_already_must_be_answered(focal, settled):
    late = dt.date(2023, 5, 2)
    found = review(settled, today=late)
    past = [q for q in found.settlement.open if q.code == "past"]
    assert len(past) == 1
    said = {
        past[0].key: {
            "answer": "done",
            "on": "2023-03-20",
            "evidence": "45/QĐ-SGDĐT ngày 20/3/2023",
        }
    }
    decide(by=focal, at=AT, plan=settled, decisions=said)
    go_live(by=focal, at=AT, today=late, plan=settled)
    done = work("1").get()
    assert (done.state, done.done_on) == ("done", dt.date(2023, 3, 20))


def test_products_become_checkpoints(focal, settled):
    items = [{"label": "Quy chế"}, {"label": "Biên bản", "due": "2023-02-10"}]
    decide(by=focal, at=AT, plan=settled, decisions={"products:task-0": {"items": items}})
    live(focal, settled)
    marks = work("1").filter(kind="checkpoint").order_by("due")
    assert [(m.label, m.due) for m in marks] == [
        ("Biên bản", dt.date(2023, 2, 10)),
        ("Quy chế", dt.date(2023, 3, 31)),
    ]


def test_two_reviewers_never_overwrite_each_other_unseen(focal, plan, unit):
    first = {STRANGE: {"kind": "unit", "id": unit("Văn phòng")}}
    second = {STRANGE: {"kind": "unit", "id": unit("Thanh tra")}}
    decide(by=focal, at=AT, plan=plan, decisions=first, seen={STRANGE: 0})
    with pytest.raises(Mistake, match="vừa trả lời"):
        decide(by=focal, at=AT, plan=plan, decisions=second, seen={STRANGE: 0})
    assert Decision.objects.get(key=STRANGE).value == first[STRANGE]
    decide(by=focal, at=AT, plan=plan, decisions=second, seen={STRANGE: 1})
    assert Decision.objects.get(key=STRANGE).value == second[STRANGE]


def test_unknown_decisions_are_refused(focal, plan):
    for key, value in [("khac:1", {}), ("focal", {"unit": 1, "more": 2}), ("focal", "x")]:
        with pytest.raises(Mistake):
            decide(by=focal, at=AT, plan=plan, decisions={key: value})
    assert not Decision.objects.exists()


def test_going_live_twice_is_refused(focal, settled):
    live(focal, settled)
    before = Assignment.objects.count()
    with pytest.raises(Refused):
        live(focal, settled)
    with pytest.raises(Refused):
        decide(by=focal, at=AT, plan=settled, decisions={"focal": {"unit": 1}})
    assert Assignment.objects.count() == before


def test_a_failure_while_writing_leaves_nothing(focal, settled, monkeypatch):
    from thuocdo.plans.actions import tracking

    def broken(*_args, **_kwargs):
        raise RuntimeError("điện tắt")

    monkeypatch.setattr(tracking, "supersede", broken)
    entries = Entry.objects.count()
    with pytest.raises(RuntimeError):
        live(focal, settled)
    assert not Task.objects.exists()
    assert Plan.objects.get().state == Plan.State.REVIEW
    assert Entry.objects.count() == entries


def test_number_and_date_are_recorded_once(focal, settled, department):
    record_issue(
        by=focal,
        at=AT,
        plan=settled,
        number="12/KH-SGDĐT",
        issued_on=dt.date(2023, 1, 5),
        signer="Trần Văn Mẫu",
    )
    other = upload_plan(by=focal, at=AT, agency=department.pk, name="k.txt", data=PLAN.encode())
    with pytest.raises(Mistake, match="đã có"):
        record_issue(
            by=focal, at=AT, plan=other, number="12/KH-SGDĐT", issued_on=dt.date(2023, 1, 5)
        )


def test_a_review_may_be_taken_back(focal, settled):
    discard_review(by=focal, at=AT, plan=settled)
    assert not Plan.objects.exists()
    assert not Decision.objects.exists()
