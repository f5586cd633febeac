"""Runs that were cut short, on another day, or with other people's plans."""

import datetime as dt

from django.apps import apps

from thuocdo.demo.build import Sheet, steps
from thuocdo.demo.papers.paper import paper
from thuocdo.demo.papers.word import docx
from thuocdo.demo.staff import posts
from thuocdo.demo.telling import accounts, plans
from thuocdo.plans.models import Amendment, Plan, Update

NOW = dt.datetime(2026, 11, 21, 3, tzinfo=dt.UTC)


def build(now=NOW, files=()):
    for _words, do in steps(now, files):
        do()


def count():
    return {model.__name__: model.objects.count() for model in apps.get_models() if model.__module__.startswith("thuocdo") and ".tests." not in model.__module__}  # fmt: skip


def test_a_run_that_was_cut_goes_on(db):
    everything = list(steps(NOW, []))
    for _words, do in everything[:3]:
        do()
    build()
    whole = count()
    build()
    assert count() == whole
    assert Plan.objects.filter(state=Plan.State.LIVE, source="plan").count() == 2


def test_on_new_years_day_the_story_is_squeezed_into_the_past(db):
    build(dt.datetime(2027, 1, 1, 2, tzinfo=dt.UTC))
    assert Plan.objects.filter(state=Plan.State.LIVE).count() == 2
    assert not Amendment.objects.exists()


def test_in_march_of_a_leap_year_the_story_has_only_begun(db):
    now = dt.datetime(2028, 2, 29, 3, tzinfo=dt.UTC)
    build(now)
    told = Update.objects.order_by("at")
    assert told.first().at.year == 2028
    assert told.last().at < now
    assert not Update.objects.filter(done_on__gt=now.date()).exists()


def test_a_plan_handed_in_keeps_open_what_needs_a_person(db):
    build(files=[Sheet("kế hoạch.docx", docx(paper("cchc", 2026)))])
    plan = Plan.objects.get()
    assert plan.state == Plan.State.REVIEW
    [line] = plans(NOW.date())
    assert line["open"] > 0
    assert line["address"] == f"/ke-hoach/{plan.pk}/ra-soat/"


def test_a_plan_of_2023_meets_the_department_of_2023(db):
    build(dt.datetime(2023, 1, 31, 2, tzinfo=dt.UTC), [Sheet("cũ.docx", docx(paper("pci", 2023)))])
    assert {line["login"] for line in accounts(dt.datetime(2023, 1, 31, 2, tzinfo=dt.UTC))} == {
        p.login for p in posts() if p.login
    }
