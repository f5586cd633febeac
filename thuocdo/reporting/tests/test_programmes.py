"""A report tells of the plans of its programme, and of every live plan where none bears its name."""

import datetime as dt

import pytest

from thuocdo.lawbook.text import fold
from thuocdo.plans.models import Assignment, Plan, Task
from thuocdo.reporting.queries.reports import report_view
from thuocdo.reporting.tests.conftest import AT
from thuocdo.reporting.tests.test_reports import TODAY, duty, of, opened_round  # noqa: F401

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 2, 20)


def plan_of(agency, unit, title):
    """A live plan with one piece of the unit's work due in the period."""
    plan = Plan.objects.create(
        agency=agency, title=title, folded=fold(title), state=Plan.State.LIVE, first_year=2026, last_year=2026,
        reading={}, created_at=AT,
    )  # fmt: skip
    content = f"Việc của {title}"
    task = Task.objects.create(plan=plan, position=1, content=content, folded=fold(content))
    Assignment.objects.create(
        task=task, plan=plan, unit=unit, kind="instance", due=DUE, first_due=DUE, created_at=AT
    )
    return plan


def due_in(report):
    view = report_view(report, TODAY)
    return next(row.counted for row in view.figures if row.key == "work_due"), view


def test_without_a_plan_of_its_name_all_live_plans_are_counted(opened_round, agency, units):  # noqa: F811
    plan_of(agency, units[0], "Cải cách hành chính năm 2026")
    plan_of(agency, units[0], "Chuyển đổi số năm 2026")
    counted, view = due_in(of(opened_round, units[0]))
    assert counted.value == "2"
    assert len(view.counted) == 2


def test_only_the_plans_of_the_programme_are_counted_and_named(opened_round, agency, units):  # noqa: F811
    plan_of(agency, units[0], "Cải cách hành chính năm 2026")
    plan_of(agency, units[0], "Nâng cao chỉ số Năng lực cạnh tranh năm 2026")
    closed = plan_of(agency, units[0], "Năng lực cạnh tranh năm 2025")
    Plan.objects.filter(pk=closed.pk).update(state=Plan.State.CLOSED)
    counted, view = due_in(of(opened_round, units[0]))
    assert counted.value == "1"
    [name] = view.counted
    assert "Năng lực cạnh tranh năm 2026" in name
