"""A live plan changes by documents, ends, goes on in the next one; history stays."""

import datetime as dt

import pytest

from thuocdo.audit.rules import Refused
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.plans.actions import (
    amend_from_file,
    amend_rows,
    apply_amendment,
    close_plan,
    decide,
    decide_lines,
    event_happened,
    go_live,
    start_next_year,
    upload_plan,
)
from thuocdo.plans.models import AmendmentLine, Assignment, Plan, Task
from thuocdo.plans.queries import review
from thuocdo.plans.queries.amended import amendment_review
from thuocdo.plans.tests.conftest import AT, PLAN, TODAY

LATER = dt.datetime(2023, 2, 1, 2, tzinfo=dt.UTC)
ON = dt.date(2023, 2, 1)


@pytest.fixture
def live(focal, settled):
    return go_live(by=focal, at=AT, today=TODAY, plan=settled)


def task(number):
    return Task.objects.get(number=number, plan__state="live")


def schedule(due):
    return {
        "text": due,
        "kind": "deadline",
        "due": due,
        "start": None,
        "rule": None,
        "event": None,
        "then": None,
    }


def amend(focal, live, changes, **paper):
    paper = {"kind": "amendment", "number": "30/SGDĐT-VP", "issued_on": ON, "abstract": ""} | paper
    return amend_rows(by=focal, at=LATER, plan=live, changes=changes, **paper)


def accept_and_apply(focal, amendment):
    lines = dict.fromkeys(amendment.lines.values_list("pk", flat=True), True)
    decide_lines(by=focal, at=LATER, amendment=amendment, accepted=lines)
    return apply_amendment(by=focal, at=LATER, today=ON, amendment=amendment)


def test_a_new_due_day_keeps_the_first(focal, live):
    row = task("1")
    draft = amend(focal, live, [("task", row.pk, {"schedule": schedule("2023-04-30")})])
    assert row.assignments.get().due == dt.date(2023, 3, 31)
    accept_and_apply(focal, draft)
    work = row.assignments.get()
    assert (work.due, work.first_due) == (dt.date(2023, 4, 30), dt.date(2023, 3, 31))


def test_nothing_changes_before_every_line_is_decided(focal, live):
    draft = amend(focal, live, [("task", task("1").pk, {"dropped": True})])
    with pytest.raises(Refused, match="1 dòng chưa quyết định"):
        apply_amendment(by=focal, at=LATER, today=ON, amendment=draft)
    assert task("1").tracked


def test_a_refused_line_changes_nothing(focal, live):
    draft = amend(focal, live, [("task", task("1").pk, {"dropped": True})])
    line = draft.lines.get()
    decide_lines(by=focal, at=LATER, amendment=draft, accepted={line.pk: False})
    apply_amendment(by=focal, at=LATER, today=ON, amendment=draft)
    assert task("1").tracked


def test_daily_pieces_become_one_standing_duty_when_the_row_is_read_again(focal, live):
    """What was stored before decision 0008 leaves by the amendment that reads "hằng ngày" as it is read now."""
    row, none = task("3"), dict.fromkeys(("due", "start", "event", "then"))
    daily = none | {"text": "Hằng ngày", "kind": "recurring", "rule": "FREQ=DAILY"}
    accept_and_apply(focal, amend(focal, live, [("task", row.pk, {"schedule": daily})]))
    assert row.assignments.filter(kind="instance", state="open").count() > 300
    again = none | {"text": "Hằng ngày", "kind": "continuous", "rule": None}
    accept_and_apply(focal, amend(focal, live, [("task", row.pk, {"schedule": again})]))
    open_main = row.assignments.filter(state="open", of=None)
    assert [w.kind for w in open_main] == ["standing"]


def test_a_dropped_row_closes_its_work_with_the_document(focal, live):
    accept_and_apply(focal, amend(focal, live, [("task", task("3").pk, {"dropped": True})]))
    row = task("3")
    assert (row.tracked, row.dropped_on) == (False, ON)
    states = {(w.state, w.closed_reason) for w in row.assignments.all()}
    assert states == {("closed", "Điều chỉnh, bổ sung 30/SGDĐT-VP")}


def test_another_lead_gets_the_work_and_the_old_one_is_released(focal, live, unit):
    change = {"lead": ["Thanh tra Sở"]}
    accept_and_apply(focal, amend(focal, live, [("task", task("1").pk, change)]))
    work = {(w.unit_id, w.state) for w in task("1").assignments.all()}
    assert work == {(unit("Văn phòng"), "closed"), (unit("Thanh tra"), "open")}


def test_an_unknown_lead_must_be_settled_first(focal, live):
    draft = amend(focal, live, [("task", task("1").pk, {"lead": ["Ban gì đó rất lạ"]})])
    with pytest.raises(Refused, match="1 tên đơn vị"):
        accept_and_apply(focal, draft)


def test_an_amendment_has_a_number_and_a_correction_may_do_without(focal, live):
    change = [("task", task("1").pk, {"content": "Ban hành quy chế họp không giấy"})]
    with pytest.raises(Mistake, match="Ghi số"):
        amend(focal, live, change, number="")
    accept_and_apply(focal, amend(focal, live, change, kind="correction", number=""))
    assert task("1").content == "Ban hành quy chế họp không giấy"


def test_the_plan_read_again_comes_back_as_its_differences(focal, live):
    again = (
        PLAN.replace("Tháng 3/2023\tQuy chế", "Tháng 4/2023\tQuy chế")
        .replace(
            "3\tRà soát thiết bị phòng họp\tPhòng Kế hoạch - Tài chính\t\tCả năm 2023\tBáo cáo\n",
            "",
        )
        .replace(
            "5\tTổng kết",
            "5\tĐánh giá mức độ sử dụng\tVăn phòng Sở\t\tTháng 9/2023\tBáo cáo\n6\tTổng kết",
        )
    )
    draft = amend_from_file(
        by=focal,
        at=LATER,
        plan=live,
        kind="amendment",
        number="31/KH-SGDĐT",
        issued_on=ON,
        name="sua.txt",
        data=again.encode(),
    )
    lines = [(x.kind, (x.task.number if x.task else x.after["number"])) for x in draft.lines.all()]
    assert ("changed", "1") in lines
    assert ("added", "5") in lines
    assert ("dropped", "3") in lines
    assert ("changed", "5") in lines  # renumbered, the same words
    assert len(lines) == 4
    accept_and_apply(focal, draft)
    assert Task.objects.filter(plan=live, tracked=True).count() == 5
    added = Task.objects.get(content="Đánh giá mức độ sử dụng")
    assert added.assignments.get().due == dt.date(2023, 9, 30)


def test_the_same_plan_again_changes_nothing(focal, live):
    with pytest.raises(Mistake, match="không khác"):
        amend_from_file(
            by=focal,
            at=LATER,
            plan=live,
            kind="amendment",
            number="31/KH-SGDĐT",
            issued_on=ON,
            name="k.txt",
            data=PLAN.encode(),
        )


def test_who_is_touched_is_said_before_applying(focal, live, unit):
    draft = amend(focal, live, [("task", task("1").pk, {"lead": ["Thanh tra Sở"]})])
    row = amendment_review(draft, today=ON).rows[0]
    assert set(row.units) == {unit("Văn phòng"), unit("Thanh tra")}


def test_a_replacing_plan_closes_the_old_one_and_carries_what_is_open(focal, live, department):
    text = (
        PLAN.replace("07/KH", "09/KH")
        .replace(
            "Kế hoạch số 02/KH-SGDĐT ngày 04/01/2022", "Kế hoạch số 07/KH-SGDĐT ngày 03/01/2023"
        )
        .replace(
            "3\tRà soát thiết bị phòng họp\tPhòng Kế hoạch - Tài chính\t\tCả năm 2023\tBáo cáo\n",
            "",
        )
        .replace("Bộ phận lạ chưa ai biết", "Văn phòng Sở")
    )
    new = upload_plan(by=focal, at=LATER, agency=department.pk, name="moi.txt", data=text.encode())
    assert review(new, today=ON).replaced == live
    go_live(by=focal, at=LATER, today=ON, plan=new)
    old = Plan.objects.get(pk=live.pk)
    assert old.state == Plan.State.SUPERSEDED
    ended = set(Assignment.objects.filter(task__plan=old).values_list("closed_at", flat=True))
    assert ended == {old.closed_at}
    assert not Assignment.objects.filter(task__plan=old, state="open").exists()
    carried = Task.objects.get(plan=new, carried_from__number="3")
    assert carried.assignments.get(of=None).first_due == dt.date(2023, 12, 31)
    same = Assignment.objects.get(task__plan=new, task__number="1")
    assert same.carried_from.task.plan == old
    assert not Task.objects.filter(plan=new, tracked=True, assignments=None).exists()


def test_carried_work_may_end_instead(focal, live, department):
    text = PLAN.replace("07/KH", "09/KH").replace(
        "Kế hoạch số 02/KH-SGDĐT ngày 04/01/2022", "Kế hoạch số 07/KH-SGDĐT ngày 03/01/2023"
    )
    new = upload_plan(by=focal, at=LATER, agency=department.pk, name="moi.txt", data=text.encode())
    row = Assignment.objects.get(task__plan=live, task__number="1")
    decide(by=focal, at=LATER, plan=new, decisions={f"carry:{row.pk}": {"to": "close"}})
    go_live(by=focal, at=LATER, today=ON, plan=new)
    assert Assignment.objects.get(task__plan=new, task__number="1").carried_from is None


def test_an_event_gives_dated_work_and_may_come_again(focal, live):
    row = task("4")
    event_happened(by=focal, at=LATER, task=row, on=ON, due=dt.date(2023, 2, 20))
    event_happened(by=focal, at=LATER, task=row, on=ON, due=dt.date(2023, 6, 20))
    assert row.assignments.filter(kind="dated").count() == 2
    assert row.assignments.filter(kind="event", state="open").count() == 1
    with pytest.raises(Mistake, match="sau ngày phát sinh"):
        event_happened(by=focal, at=LATER, task=row, on=ON, due=dt.date(2023, 1, 20))


def test_next_year_starts_from_this_years_rows(focal, live):
    draft = start_next_year(by=focal, at=LATER, plan=live)
    found = review(draft, today=ON)
    first = next(t for t in found.settlement.tasks if t.row.number == "1")
    assert first.schedule.due == dt.date(2024, 3, 31)
    assert first.schedule.text == "Tháng 3/2024"
    assert not found.settlement.open
    with pytest.raises(Refused, match="đã có"):
        start_next_year(by=focal, at=LATER, plan=live)


def test_next_year_keeps_what_the_review_settled_beside_the_paper(focal, settled, unit):
    said = {
        "checkpoints": {"pairs": [[5, 20], [11, 20]]},
        "products:task-0": {"items": [{"label": "Quy chế", "due": "2023-02-28"}]},
        "lead:task-2": {"units": [unit("Thanh tra")]},
    }
    decide(by=focal, at=AT, plan=settled, decisions=said)
    live = go_live(by=focal, at=AT, today=TODAY, plan=settled)
    accept_and_apply(focal, amend(focal, live, [("task", task("2").pk, {"dropped": True})]))
    draft = start_next_year(by=focal, at=LATER, plan=live)
    kept = dict(draft.decisions.values_list("key", "value"))
    assert kept == {
        "checkpoints": said["checkpoints"],
        "products:task-0": {"items": [{"label": "Quy chế", "due": "2024-02-28"}]},
        "lead:task-1": said["lead:task-2"],  # the row before it was dropped
    }
    target = review(draft, today=ON).settlement.targets[0]
    assert target.row.text == live.targets.get().text


def test_a_row_of_an_amendment_takes_no_answer_of_the_whole_plan(focal, settled):
    """It was not reviewed: the plan's reporting days stay those of the plan."""
    days = {"pairs": [[5, 20], [11, 20]]}
    decide(by=focal, at=AT, plan=settled, decisions={"checkpoints": days})
    live = go_live(by=focal, at=AT, today=TODAY, plan=settled)
    Task.objects.create(plan=live, position=99, content="Việc bổ sung", tracked=True)
    draft = start_next_year(by=focal, at=LATER, plan=live)
    assert draft.decisions.get().key == "checkpoints"


def test_a_closed_plan_keeps_its_rows(focal, live):
    with pytest.raises(Mistake, match="lý do"):
        close_plan(by=focal, at=LATER, plan=live, reason=" ")
    close_plan(by=focal, at=LATER, plan=live, reason="Hết thời gian thực hiện")
    assert not Assignment.objects.filter(state="open").exists()
    assert Task.objects.count() == 5
    assert AmendmentLine.objects.count() == 0


def marks(row, **where):
    """Labels or days of the open reporting days and products of a row."""
    open_ones = row.assignments.filter(kind="checkpoint", state="open", **where)
    return sorted(w.label or f"{w.due:%d/%m}" for w in open_ones)


def test_reporting_days_and_products_set_at_review_outlive_an_amendment(focal, settled, unit):
    said = {
        "checkpoints": {"pairs": [[5, 20], [11, 20]]},
        "products:task-0": {"items": [{"label": "Quy chế", "due": None}, {"label": "Biên bản", "due": None}]},
    }  # fmt: skip
    decide(by=focal, at=AT, plan=settled, decisions=said)
    live = go_live(by=focal, at=AT, today=TODAY, plan=settled)
    assert marks(task("3")) == ["20/05", "20/11"]
    changes = [("task", task(n).pk, {"lead": ["Thanh tra Sở"]}) for n in ("1", "3")]
    accept_and_apply(focal, amend(focal, live, changes))
    assert marks(task("1"), unit=unit("Thanh tra")) == ["Biên bản", "Quy chế"]
    assert marks(task("3"), unit=unit("Thanh tra")) == ["20/05", "20/11"]


def test_a_product_that_was_handed_in_is_not_asked_again(focal, settled):
    items = [{"label": "Quy chế", "due": None}, {"label": "Biên bản", "due": None}]
    decide(by=focal, at=AT, plan=settled, decisions={"products:task-0": {"items": items}})
    live = go_live(by=focal, at=AT, today=TODAY, plan=settled)
    Assignment.objects.filter(task=task("1"), label="Quy chế").update(state="done", done_on=ON)
    change = [("task", task("1").pk, {"schedule": schedule("2023-04-30")})]
    accept_and_apply(focal, amend(focal, live, change))
    assert marks(task("1")) == ["Biên bản"]


def test_an_answer_to_one_row_does_not_answer_a_row_added_behind_it(focal, live):
    """Both are the room's, on the same reporting days; the answer to the first came early."""
    row = task("3")
    early = row.assignments.filter(kind="checkpoint").order_by("due").first()
    Assignment.objects.filter(pk=early.pk).update(state="done", done_on=ON)
    line = "3\tRà soát thiết bị phòng họp\tPhòng Kế hoạch - Tài chính\t\tCả năm 2023\tBáo cáo\n"
    added = line.replace("3\tRà soát thiết bị phòng họp", "4\tKiểm kê tài sản cố định")
    changed = line.replace("Cả năm 2023", "Từ tháng 1/2023 đến tháng 12/2023")
    draft = amend_from_file(
        by=focal, at=LATER, plan=live, kind="amendment", number="31/KH-SGDĐT", issued_on=ON,
        name="sua.txt", data=PLAN.replace(line, changed + added).encode(),
    )  # fmt: skip
    accept_and_apply(focal, draft)
    day = f"{early.due:%d/%m}"
    assert day not in marks(row)
    assert day in marks(Task.objects.get(plan=live, content__startswith="Kiểm kê"))


def test_the_level_of_a_target_is_said_as_it_stands_now(focal, live):
    target = live.targets.get()
    draft = amend(focal, live, [("target", target.pk, {"value": "75.5"})])
    answering = target.owners.exclude(unit=None).values_list("unit", flat=True)
    assert amendment_review(draft, today=ON).rows[0].units == tuple(answering) != ()
    accept_and_apply(focal, draft)
    target.refresh_from_db()
    assert (target.text, str(target.value.normalize())) == ("≥ 75,5 %", "75.5")


def test_a_level_read_again_is_said_as_the_new_paper_prints_it(focal, live):
    draft = amend_from_file(
        by=focal, at=LATER, plan=live, kind="amendment", number="31/KH-SGDĐT", issued_on=ON,
        name="sua.txt", data=PLAN.replace("Tối thiểu 60%", "Tối thiểu 75%").encode(),
    )  # fmt: skip
    accept_and_apply(focal, draft)
    assert "75%" in live.targets.get().text
