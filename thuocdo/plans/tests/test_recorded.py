"""Whatever plans write is in the log as it stands: nothing looks changed behind the application."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps

from thuocdo.audit.queries import broken, changed_behind
from thuocdo.plans.actions import (
    amend_rows,
    apply_amendment,
    close_plan,
    decide,
    decide_lines,
    event_happened,
    go_live,
    record_issue,
    start_next_year,
    upload_plan,
)
from thuocdo.plans.models import Assignment, Task
from thuocdo.plans.queries import review
from thuocdo.plans.tests.conftest import AT, PLAN, TODAY

LATER = dt.datetime(2023, 5, 2, 2, tzinfo=dt.UTC)
ON = dt.date(2023, 5, 2)
END = dt.datetime(2023, 12, 28, 2, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def nothing_behind(db):
    yield
    assert changed_behind() == []
    assert broken() == ""


def test_a_plan_with_rows_done_before_and_products(focal, settled):
    done = {"answer": "done", "on": "2023-03-20", "evidence": "45/QĐ-SGDĐT ngày 20/3/2023"}
    products = {"items": [{"label": "Quy chế"}, {"label": "Biên bản", "due": "2023-02-10"}]}
    said = {"past:task-0": done, "products:task-0": products}
    decide(by=focal, at=AT, plan=settled, decisions=said)
    go_live(by=focal, at=LATER, today=ON, plan=settled)
    finished = Assignment.objects.filter(task__number="1")
    assert {(w.state, w.done_on) for w in finished} == {("done", dt.date(2023, 3, 20))}


def test_a_plan_that_changes_and_ends(focal, settled):
    closed = changed_and_ended(focal, settled)
    assert set(closed.values()) == {LATER, END}  # by the amendment, with the plan


def changed_and_ended(focal, settled):
    """Since when each piece of work is closed."""
    plan = go_live(by=focal, at=AT, today=TODAY, plan=settled)
    event_happened(
        by=focal, at=LATER, task=Task.objects.get(number="4"), on=ON, due=dt.date(2023, 6, 1)
    )
    row = Task.objects.get(number="3")
    fields = {"lead": ["Thanh tra Sở"], "content": "Rà soát phòng họp"}
    draft = amend_rows(
        by=focal, at=LATER, plan=plan, kind="amendment", number="30/SGDĐT-VP", issued_on=ON,
        abstract="", changes=[("task", row.pk, fields)],
    )  # fmt: skip
    decide_lines(by=focal, at=LATER, amendment=draft, accepted={draft.lines.get().pk: True})
    apply_amendment(by=focal, at=LATER, today=ON, amendment=draft)
    start_next_year(by=focal, at=LATER, plan=plan)
    close_plan(by=focal, at=END, plan=plan, reason="Hết thời gian thực hiện")
    return dict(Assignment.objects.filter(state="closed").values_list("pk", "closed_at"))


def test_since_when_old_work_is_closed_is_read_from_the_log(focal, settled):
    closed = changed_and_ended(focal, settled)
    row = Assignment.objects.filter(state="closed").first()
    made = Assignment.objects.create(  # of a time before the log
        task=row.task, plan=row.plan, unit=row.unit, kind="standing", state="closed", created_at=AT
    )
    Assignment.objects.update(closed_at=None)
    step = import_module("thuocdo.plans.migrations.0011_the_instant_work_closed")
    step.fill(apps, None)
    found = dict(Assignment.objects.filter(state="closed").values_list("pk", "closed_at"))
    assert found == {**closed, made.pk: None}
    assert not Assignment.objects.exclude(state="closed").exclude(closed_at=None).exists()
    made.delete()


def test_a_plan_that_replaces_another(focal, settled, department):
    go_live(by=focal, at=AT, today=TODAY, plan=settled)
    old = "Kế hoạch số 02/KH-SGDĐT ngày 04/01/2022"
    new = "Kế hoạch số 07/KH-SGDĐT ngày 03/01/2023"
    text = PLAN.replace("07/KH", "09/KH").replace(old, new)
    plan = upload_plan(by=focal, at=AT, agency=department.pk, name="m.txt", data=text.encode())
    record_issue(by=focal, at=AT, plan=plan, number="09/KH-SGDĐT", issued_on=dt.date(2023, 1, 9))
    own = Assignment.objects.get(task__number="5", kind="dated")
    decide(by=focal, at=AT, plan=plan, decisions={f"carry:{own.pk}": {"to": "row"}})
    assert not review(plan, today=TODAY).settlement.open
    go_live(by=focal, at=AT, today=TODAY, plan=plan)
    assert Task.objects.filter(plan=plan, carried_from__number="5").exists()
    assert Assignment.objects.filter(task__plan=plan, carried_from__task__number="1").count() == 1
