"""A report tells of the plans of its programme that were in force in its period, and of all where none bears its name."""

import datetime as dt
import random

import pytest

from thuocdo.lawbook.text import fold
from thuocdo.plans.models import Assignment, Plan, Target, Task
from thuocdo.reporting.queries.papers import paper_of
from thuocdo.reporting.queries.reports import report_view
from thuocdo.reporting.tests.conftest import AT
from thuocdo.reporting.tests.test_reports import TODAY, duty, head, of, opened_round, sent, whole_of  # noqa: F401

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 2, 20)
START, END = dt.date(2025, 12, 15), dt.date(2026, 3, 14)  # of the round
LATE = dt.date(2026, 4, 20)  # a report written long after its period
PCI = "Nâng cao chỉ số Năng lực cạnh tranh"
DAY = dt.timedelta(days=1)
KEYS = ("work_due", "work_done_in_time", "work_done_late", "work_open", "work_overdue")


def at(day):
    return dt.datetime.combine(day, dt.time(9), dt.UTC)


def plan_of(agency, title, since=START - DAY, replaces=None):
    return Plan.objects.create(
        agency=agency, title=title, folded=fold(title), state=Plan.State.LIVE, first_year=2026, last_year=2026,
        reading={}, created_at=AT, live_at=at(since), replaces=replaces,
    )  # fmt: skip


def work_of(plan, unit, due=DUE, **fields):
    content = f"Việc của {plan.title}"
    task = Task.objects.create(plan=plan, position=plan.tasks.count() + 1, content=content, folded=fold(content))  # fmt: skip
    return Assignment.objects.create(
        task=task, plan=plan, unit=unit, kind="dated", due=due, first_due=due, created_at=AT, **fields
    )  # fmt: skip


def end(plan, on, state=Plan.State.CLOSED):
    """As `close_plan` does it."""
    Plan.objects.filter(pk=plan.pk).update(state=state, closed_at=at(on))
    Assignment.objects.filter(plan=plan, state="open").update(state="closed", closed_at=at(on))


def replace(plan, new, on):
    """As `supersede` does it: what is open goes on in the new plan with its due day."""
    for old in Assignment.objects.filter(plan=plan, state="open"):
        work_of(new, old.unit, old.due, carried_from=old)
    end(plan, on, Plan.State.SUPERSEDED)
    Plan.objects.filter(pk=new.pk).update(replaces=plan)


def told(report, today=TODAY):
    view = report_view(report, today)
    found = {row.key: row.counted for row in view.figures}
    return [int(found[key].value) if found[key] else None for key in KEYS], view


def test_without_a_plan_of_its_name_all_plans_are_counted(opened_round, agency, units):  # noqa: F811
    work_of(plan_of(agency, "Cải cách hành chính năm 2026"), units[0])
    work_of(plan_of(agency, "Chuyển đổi số năm 2026"), units[0])
    counted, view = told(of(opened_round, units[0]))
    assert counted[0] == 2
    assert len(view.counted) == 2


def test_only_the_plans_of_the_programme_are_counted_and_named(opened_round, agency, units):  # noqa: F811
    work_of(plan_of(agency, "Cải cách hành chính năm 2026"), units[0])
    work_of(plan_of(agency, f"{PCI} năm 2026"), units[0])
    before = plan_of(agency, f"{PCI} năm 2025", since=START - 300 * DAY)
    end(before, START - DAY)
    plan_of(agency, f"{PCI} năm 2027", since=END + DAY)
    counted, view = told(of(opened_round, units[0]))
    assert counted[0] == 1
    assert [plan.name for plan in view.counted] == [f"Kế hoạch {PCI} năm 2026"]


def test_a_report_written_after_its_plan_closed_counts_what_stood_then(opened_round, agency, units):  # noqa: F811
    plan = plan_of(agency, f"{PCI} năm 2026")
    work_of(plan, units[0])
    work_of(plan, units[0], state="done", done_on=DUE)
    work_of(plan, units[0], state="done", done_on=END + DAY)  # done when the period was over
    end(plan, END + 5 * DAY)
    counted, view = told(of(opened_round, units[0]), LATE)
    assert counted == [3, 1, 0, 0, 2]
    assert [p.until for p in view.counted] == [None]


def test_a_plan_closed_in_the_period_is_counted_until_its_last_day(opened_round, agency, units):  # noqa: F811
    plan = plan_of(agency, f"{PCI} năm 2026")
    work_of(plan, units[0], DUE - DAY)
    work_of(plan, units[0], DUE + DAY)  # never fell due under it
    work_of(plan, units[0], DUE + DAY, state="done", done_on=DUE)
    end(plan, DUE)
    counted, view = told(of(opened_round, units[0]), LATE)
    assert counted == [2, 1, 0, 0, 1]
    assert [p.until for p in view.counted] == [DUE]


def test_work_dropped_by_an_amendment_is_not_owed(opened_round, agency, units):  # noqa: F811
    plan = plan_of(agency, f"{PCI} năm 2026")
    work_of(plan, units[0], state="closed", closed_at=at(DUE - DAY))
    work_of(plan, units[0], state="closed", closed_at=at(END + DAY))  # still owed at the cut-off
    work_of(plan, units[0], state="closed")  # before the day was kept
    counted, _view = told(of(opened_round, units[0]), LATE)
    assert counted == [1, 0, 0, 0, 1]


@pytest.mark.parametrize(("on", "issued"), [(DUE, None), (END + DAY, None), (END + DAY, START)])
def test_work_that_went_on_in_the_next_plan_is_counted_once(
    opened_round,  # noqa: F811
    agency,
    units,
    on,
    issued,
):
    old = plan_of(agency, f"{PCI} năm 2025")
    work_of(old, units[0], DUE - DAY)
    work_of(old, units[0], DUE, state="done", done_on=DUE - DAY)
    new = plan_of(agency, "Cải thiện môi trường kinh doanh", since=on)
    Plan.objects.filter(pk=new.pk).update(issued_on=issued)
    replace(old, new, on)
    counted, view = told(of(opened_round, units[0]), LATE)
    assert counted == [2, 1, 0, 0, 1]
    assert view.counted[0].until == (DUE if on <= END else None)
    assert len(view.counted) == (1 if on > END and not issued else 2)


def test_what_the_next_periods_plan_holds_as_done_counts(opened_round, agency, units):  # noqa: F811
    old = plan_of(agency, f"{PCI} năm 2025")
    work_of(old, units[0])
    new = plan_of(agency, f"{PCI} năm 2026", since=END + DAY)
    replace(old, new, END + DAY)
    Assignment.objects.filter(plan=new).update(state="done", done_on=DUE)
    counted, _view = told(of(opened_round, units[0]), LATE)
    assert counted == [1, 1, 0, 0, 0]


def test_draft_and_sent_paper_name_the_plan(opened_round, agency, units, head):  # noqa: F811
    plan_of(agency, "Chuyển đổi số năm 2026")
    report = of(opened_round, units[0])
    assert paper_of(report, TODAY).opening[0].startswith("Trường số 1 báo cáo")
    plan_of(agency, f"{PCI} năm 2026")
    begun = f"Thực hiện Kế hoạch {PCI} năm 2026, Trường số 1 báo cáo"
    assert paper_of(report, TODAY).opening[0].startswith(begun)
    assert paper_of(sent(report, head(units[0])), TODAY).opening[0].startswith(begun)


def test_nothing_is_counted_where_no_plan_was_in_force(opened_round, agency, units):  # noqa: F811
    work_of(plan_of(agency, f"{PCI} năm 2027", since=END + DAY), units[0])
    counted, view = told(of(opened_round, units[0]), LATE)
    assert counted == [None] * 5
    assert not view.counted
    assert view.uncounted


def test_targets_are_those_of_the_plans_that_stood_at_the_end(opened_round, agency):  # noqa: F811
    old, new = plan_of(agency, f"{PCI} năm 2025"), plan_of(agency, f"{PCI} năm 2026")
    for plan, number in ((old, 3), (new, 2)):
        Target.objects.bulk_create(Target(plan=plan, position=n, name="x", folded="x") for n in range(number))  # fmt: skip
    end(old, DUE)
    view = report_view(whole_of(opened_round), LATE)
    assert next(row.counted.value for row in view.figures if row.key == "targets") == "2"
    assert [p.name for p in view.counted] == [f"Kế hoạch {PCI} năm 2026"]
    end(new, DUE)  # nothing stood at the end: what ended in the period
    view = report_view(whole_of(opened_round), LATE)
    assert next(row.counted.value for row in view.figures if row.key == "targets") == "5"


@pytest.mark.parametrize("seed", range(20))
def test_on_random_histories_the_count_is_that_of_the_last_day(opened_round, agency, units, seed):  # noqa: F811
    """Days are lived one by one; what stands at the end of the period's last day is what the report counts later."""
    dice = random.Random(seed)
    days = [START + n * DAY for n in range((LATE - START).days)]
    plans = [plan_of(agency, f"{PCI} {n}") for n in range(2)]
    for plan in plans:
        for _ in range(12):
            work_of(plan, units[0], dice.choice(days))
    expected = None
    for day in days:
        for work in Assignment.objects.filter(state="open"):
            if dice.random() < 0.01:
                Assignment.objects.filter(pk=work.pk).update(state="done", done_on=day)
            elif dice.random() < 0.002:  # an amendment
                Assignment.objects.filter(pk=work.pk).update(state="closed", closed_at=at(day))
        live = list(Plan.objects.filter(state="live"))
        if live and dice.random() < 0.02:
            plan = dice.choice(live)
            if dice.random() < 0.7:
                replace(plan, plan_of(agency, f"{PCI} {day}", since=day), day)
            else:
                end(plan, day)
        if day == END:
            expected = standing(units[0])
    counted, _view = told(of(opened_round, units[0]), LATE)
    assert counted == expected
    assert sum(counted[1:]) == counted[0]


def standing(unit):
    """What a person counts on the last day itself, from the rows as they are now."""
    found = dict.fromkeys(KEYS, 0)
    rows = Assignment.objects.filter(unit=unit, due__gte=START, due__lte=END)
    for work in rows.select_related("plan"):
        ended = work.plan.closed_at
        fallen = work.closed_at and work.closed_at == ended and work.due <= ended.date()
        if work.state == "done":
            key = "work_done_in_time" if work.done_on <= work.due else "work_done_late"
        elif work.state == "open" or (fallen and not work.carried_to.exists()):
            key = "work_open" if work.due == END else "work_overdue"
        else:
            continue
        found[key] += 1
        found["work_due"] += 1
    return list(found.values())
