"""The demonstration is whole after one run, and a second run adds nothing."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import transaction

from thuocdo.audit.models import Entry
from thuocdo.audit.rules import system
from thuocdo.demo.build import steps
from thuocdo.demo.collecting import GIVEN, OF_ROOMS, TITLE
from thuocdo.demo.staff import posts
from thuocdo.demo.telling import accounts, plans
from thuocdo.indices.models import IndexRound
from thuocdo.indices.queries import explained
from thuocdo.indices.rules.explaining import recompute
from thuocdo.indices.rules.results import stored
from thuocdo.plans.models import (
    Amendment,
    Assignment,
    Extension,
    Observation,
    PhoneLink,
    Plan,
    Reminder,
    ReminderLetter,
    RowOwner,
    Target,
    Task,
    Update,
)  # fmt: skip
from thuocdo.plans.queries import at_risk, board
from thuocdo.plans.queries.orphans import owed_by_ended_units
from thuocdo.reporting.models import Collection, FigureTie, Reply, Round
from thuocdo.reporting.queries import counts
from thuocdo.reporting.queries.reports import period_of
from thuocdo.reporting.queries.rounds import contradictions, given

pytestmark = pytest.mark.xdist_group("demo-build")  # built once, by one worker
NOW = dt.datetime(2026, 11, 21, 3, tzinfo=dt.UTC)


def build(now=NOW, files=()):
    for _words, do in steps(now, files):
        do()


def count():
    return {model.__name__: model.objects.count() for model in apps.get_models() if model.__module__.startswith("thuocdo") and ".tests." not in model.__module__}  # fmt: skip


@pytest.fixture(scope="module")
def whole(django_db_setup, django_db_blocker):
    """Built once for the tests that only look; undone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        build()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def built(whole, db):
    pass


def test_two_plans_live_one_amendment_one_review(built):
    live = Plan.objects.filter(state=Plan.State.LIVE, source=Plan.Source.PLAN)
    assert [(p.number, p.title[:8]) for p in live.order_by("number")] == [
        ("15/KH-SGDĐT", "Nâng cao"),
        ("28/KH-SGDĐT", "Công tác"),
    ]
    assert Plan.objects.filter(state=Plan.State.REVIEW).count() == 1
    [draft] = Amendment.objects.filter(state=Amendment.State.DRAFT)
    assert not draft.lines.filter(target__code="9").exists()  # a misprint settled long ago
    kinds = sorted(draft.lines.filter(accepted=None).values_list("kind", flat=True))
    assert kinds == ["added", *["changed"] * 4, "dropped"]  # rows 14, 20 and its figure, 37; 41; 40
    assert all(p.live_at < NOW and p.signed_file_id for p in live)


def test_every_tracked_row_has_somebody_who_answers(built):
    for task in Task.objects.filter(tracked=True):
        assert Assignment.objects.filter(task=task).exists(), task.content
    for target in Target.objects.filter(tracked=True, plan__state=Plan.State.LIVE):
        assert RowOwner.objects.filter(target=target).exists() or target.task_id or target.plan.focal_unit_id  # fmt: skip


def test_a_second_run_adds_nothing(built):
    before = count()
    build()
    assert count() == before


def test_the_log_tells_the_story_in_order(built):
    moments = list(Entry.objects.order_by("number").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert max(moments) <= NOW


def test_rooms_are_scored_under_the_model_set_and_each_point_computes_again(built):
    one = IndexRound.objects.get()
    assert (one.edition, one.state) == ("indices/par-room/2026", "closed")
    rows = list(one.results.select_related("round"))
    assert len(rows) >= 5
    assert all(row.score and row.band and not row.doubts for row in rows)
    assert len({row.score for row in rows}) >= 5
    assert stored(recompute(explained(rows[0]))) == rows[0].computed


def test_the_year_shows_every_state_and_leaves_nothing_unowned(built):
    counts = board(system("thử"), NOW.date(), None).counts
    assert min(counts.numbers) > 0
    assert counts.on_time_share > 70
    said = set(Update.objects.values_list("kind", flat=True))
    assert said >= set(Update.Kind) - {Update.Kind.DIRECTION}
    assert not owed_by_ended_units(NOW.date())
    assert Extension.objects.filter(answered=None).exists()
    assert {p.source for p in Plan.objects.all()} == {"plan", "committee", "meeting"}
    assert at_risk(system("thử"), NOW.date())
    assert not Observation.objects.filter(target__survey=True).exists()


def test_a_collection_is_under_way(built):
    one = Collection.objects.get(title=TITLE)
    seen = counts(one)
    assert 0 < seen.missing < seen.asked
    assert seen.estimates
    assert Reply.objects.filter(state="nil").exists()
    assert Reply.objects.filter(by_link=True).exists()
    assert Reply.objects.filter(state="waiting").exclude(copied_at=None).exists()


def test_figures_of_reports_are_taken_from_the_collection_of_their_period(built):
    ties = FigureTie.objects.all()
    assert {(t.cell, t.figure) for t in ties} == {(f"0!{cell}", key) for cell, key in GIVEN.items()}
    rounds = Round.objects.filter(form__startswith="report_forms/pci/", state="closed")
    assert len(rounds) == 3
    for one in rounds:
        label = period_of(one.period).label
        asked = Collection.objects.get(title=f"{OF_ROOMS} {label[0].lower()}{label[1:]}")
        answers = {r.unit_id: r.figures for r in asked.replies.filter(state="sent")}
        reports = one.reports.filter(whole=False, state="sent", unit__in=answers)
        assert len(reports) > 2
        for report in reports:
            assert all(
                report.figures[key] == answers[report.unit_id][f"0!{cell}"]
                for cell, key in GIVEN.items()
            )
        assert not contradictions(one, given(one, NOW.date()), NOW.date())


def test_nobody_agrees_with_their_own_word(built):
    for work in Assignment.objects.filter(state="done").prefetch_related("updates"):
        told = [u for u in work.updates.all() if u.kind in ("reported", "approved", "confirmed")]
        last = max((n for n, u in enumerate(told) if u.kind == "reported"), default=0)
        speakers = [(u.person, u.account) for u in told[last:]]
        assert not told or len(speakers) == len(set(speakers)) >= 2


def test_all_that_is_printed_is_there(built):
    told = accounts(NOW)
    assert [line["login"] for line in told] == [p.login for p in posts() if p.login]
    assert all(line["name"] and line["position"] and line["try"] for line in told)
    assert [line["state"] for line in plans(NOW.date())] == [
        "Đang thực hiện", "Đang thực hiện", "Đang rà soát", "Điều chỉnh, bổ sung",
    ]  # fmt: skip


def test_a_document_dated_otherwise_in_another_plan_is_pointed_out(built):
    told = [
        f["message"].split(";")[0]
        for plan in Plan.objects.order_by("id")
        for f in plan.reading["findings"]
        if f["code"] == "conflicting-references"
    ]
    assert told == [
        "Văn bản số 4118/UBND-KSTTHC được ghi ngày 24/11/2025",
        "Văn bản số 4118/UBND-KSTTHC được ghi ngày 14/10/2025",
    ]


def test_units_are_reminded_and_one_answers_from_a_phone(built):
    assert Reminder.objects.filter(copied_at__isnull=False).exists()
    assert PhoneLink.objects.filter(used_at__isnull=False).count() == 1
    assert Update.objects.filter(link__isnull=False, person=None, account=None).count() == 1
    assert ReminderLetter.objects.get().content["signature"]
