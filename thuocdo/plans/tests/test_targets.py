"""Results of targets: the rule in every direction, corrections that keep what was, figures of others apart."""

import datetime as dt
import doctest
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.accounts.models import Account
from thuocdo.accounts.queries import actor_for
from thuocdo.audit.rules import Refused
from thuocdo.config import clock
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations.models import GroupMember, Unit
from thuocdo.plans.actions import close_plan, observe_many, observe_target, set_direction
from thuocdo.plans.actions.tracking import go_live
from thuocdo.plans.intake.results import read_pasted
from thuocdo.plans.models import Observation, Target
from thuocdo.plans.queries import at_risk, standings, target_view
from thuocdo.plans.rules import targets
from thuocdo.plans.rules.targets import Level, state_of
from thuocdo.plans.tests.conftest import AT, TODAY

END = dt.date(2023, 12, 31)
LATER = dt.datetime(2023, 7, 20, 2, tzinfo=dt.UTC)
values = st.decimals(-1000, 1000, places=2)
operators = st.sampled_from([">=", ">", "<=", "<", "="])
ways = st.sampled_from(["up", "down", "exact"])


def test_examples_hold():
    assert doctest.testmod(targets).failed == 0


@given(operators, ways, values, values, values)
def test_better_is_never_worse(operator, way, aim, value, other):
    """Of two results the better one is reached where the worse one is; the better is in the level's direction."""
    level = Level(operator, aim, way)
    worse, better = sorted((value, other), reverse=level.way == "down")
    if level.way == "exact":
        assert level.reached_by(value) == (value == aim)
    elif level.reached_by(worse):
        assert level.reached_by(better)


@given(operators, ways, values, st.none() | values, st.booleans(), st.integers(-400, 400))
def test_neither_green_nor_red_without_a_figure_and_red_only_at_the_end(
    operator, way, aim, value, survey, days
):
    today = END + dt.timedelta(days=days)
    state = state_of(Level(operator, aim, way, survey), value, today, END)
    if value is None:
        assert state == ("awaiting" if survey else "no_data")
    else:
        assert state in (("met", "at_risk") if days <= 0 else ("met", "not_met"))


@pytest.fixture
def live(focal, settled):
    return go_live(by=focal, at=AT, today=TODAY, plan=settled)


@pytest.fixture
def target(live):
    found = live.targets.select_related("plan").get()
    assert (found.operator, found.value, found.survey) == (">=", Decimal(60), False)
    return found


def see(focal, target, period="2023-Q1", value="55", **more):
    more = {"source": "Báo cáo số 12/BC-VP ngày 05/4/2023"} | more
    return observe_target(by=focal, at=LATER, target=target, period=period, value=value, **more)


def test_a_result_moves_the_target_and_a_correction_keeps_the_first(focal, target):
    first = see(focal, target, value="55,5")
    assert standings([target], LATER.date())[target.pk].state == "at_risk"
    assert standings([target], dt.date(2024, 1, 1))[target.pk].state == "not_met"
    see(focal, target, value="61")
    found = standings([target], LATER.date())[target.pk]
    assert (found.state, found.value, found.label) == ("met", "61", "Quý I/2023")
    first.refresh_from_db()
    assert (first.value, first.replaced_at) == (Decimal("55.5"), LATER)
    target.refresh_from_db()
    assert target.value == 60


def test_last_year_is_shown_and_not_judged(focal, target):
    see(focal, target, period="2022", value="99")
    found = standings([target], LATER.date())[target.pk]
    assert (found.state, found.seen, found.before.value) == ("no_data", None, Decimal(99))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"value": "nhiều"}, "value"),
        ({"source": " "}, "source"),
        ({"period": "2024"}, "period"),
        ({"period": "mai"}, "period"),
        ({"published_on": dt.date(2024, 1, 1)}, "published_on"),
    ],
)
def test_what_cannot_be_written_down(focal, target, more, field):
    with pytest.raises(Mistake) as said:
        see(focal, target, **more)
    assert said.value.field == field
    assert not Observation.objects.exists()


def test_a_survey_needs_its_day_of_publication(focal, target):
    Target.objects.update(survey=True)
    target.refresh_from_db()
    assert standings([target], LATER.date())[target.pk].state == "awaiting"
    with pytest.raises(Mistake, match="công bố"):
        see(focal, target)
    see(focal, target, published_on=dt.date(2023, 5, 1))
    assert standings([target], LATER.date())[target.pk].state == "at_risk"


def test_a_survey_published_after_its_plan_ended_still_counts_there(focal, live, target):
    Target.objects.update(survey=True)
    target.refresh_from_db()
    after = dt.datetime(2024, 4, 20, 2, tzinfo=dt.UTC)
    close_plan(by=focal, at=dt.datetime(2024, 1, 10, 2, tzinfo=dt.UTC), plan=live, reason="Hết năm")
    assert standings([target], after.date())[target.pk].state == "awaiting"
    lines = read_pasted(live, f"1\t{target.name}\t63,5\t%\t")
    said = {"source": "VCCI", "published_on": dt.date(2024, 4, 18)}
    observe_many(by=focal, at=after, lines=lines, period="2023", **said)
    target = Target.objects.select_related("plan").get(pk=target.pk)
    assert standings([target], after.date())[target.pk].state == "met"
    assert target_view(focal, target.pk, after.date()).may


def test_equals_is_asked_once(focal, target):
    Target.objects.update(operator="=")
    target.refresh_from_db()
    see(focal, target, value="70")
    assert standings([target], LATER.date())[target.pk].state == "undirected"
    with pytest.raises(Mistake):
        set_direction(by=focal, at=LATER, target=target, direction="")
    target = set_direction(by=focal, at=LATER, target=target, direction="up")
    assert standings([target], LATER.date())[target.pk].state == "met"
    Target.objects.update(operator=">=")
    with pytest.raises(Refused, match="đã có chiều"):
        set_direction(by=focal, at=LATER, target=target, direction="down")


def test_the_office_and_whoever_answers_for_it_write_and_nobody_else(focal, target, someone, unit):
    rooms = {o.unit_id for o in target.owners.all()}
    stranger = unit("Thanh tra")
    assert stranger not in rooms
    by = actor_for(someone("officer", unit=Unit.objects.get(pk=stranger)), LATER)
    with pytest.raises(Refused, match="đơn vị chịu trách nhiệm"):
        see(by, target)
    target.owners.create(role="lead", position=9, printed="Thanh tra", unit_id=stranger)
    assert see(by, target).unit_id == stranger


def test_pasted_lines_are_understood_or_named(focal, live, target):
    code = target.code or target.name
    lines = read_pasted(live, f"{code}\t62,5\nKhông có\t3\n{code};70\n{target.name}; x\n\n")
    assert [bool(line.fault) for line in lines] == [False, True, True, True]
    with pytest.raises(Mistake, match="Không có"):
        observe_many(by=focal, at=LATER, lines=lines, period="2023-Q1", source="Báo cáo")
    assert not Observation.objects.exists()
    done = observe_many(by=focal, at=LATER, lines=lines[:1], period="2023-Q1", source="Báo cáo")
    assert [seen.value for seen in done] == [Decimal("62.5")]


def test_the_farthest_from_its_level_comes_first(focal, live, target):
    twin = Target.objects.create(
        plan=live, position=9, code="9", name="Tỷ lệ trễ hạn", folded="ty le", operator="<=",
        value=2, unit="%", text="≤ 2%", origin="table",
    )  # fmt: skip
    see(focal, target, value="59")
    see(focal, Target.objects.select_related("plan").get(pk=twin.pk), value="8")
    found = at_risk(focal, LATER.date())
    assert [row.target.pk for row in found] == [twin.pk, target.pk]
    assert (found[0].up, found[1].up) == (False, True)


def test_a_leader_is_shown_the_targets_of_the_units_they_answer_for(focal, live, target, unit):
    see(focal, target, value="55")
    room, other = unit("Phòng Giáo dục Trung học"), unit("Thanh tra Sở")
    target.owners.all().delete()
    owner = target.owners.create(role="answers", position=0, printed="Phòng", unit_id=room)

    def risks(*units):
        return [row.target.pk for row in at_risk(focal, LATER.date(), frozenset(units))]

    assert (risks(room, other), risks(other), risks()) == ([target.pk], [], [])
    group = GroupMember.objects.filter(unit=other).order_by("group").first().group_id
    owner.unit_id, owner.group_id = None, group
    owner.save()
    assert risks(other) == [target.pk]  # it answers in a group


@pytest.fixture
def browser(client, focal, live, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)
    client.force_login(Account.objects.get(username="daumoi"))
    return client


def test_a_result_is_written_and_corrected_on_the_page(browser, target):
    address = f"/chi-tieu/{target.pk}/"
    assert "Chưa có số liệu" in browser.get(address).content.decode()
    said = {"period": "2023-H1", "value": "abc", "source": "Báo cáo"}
    answer = browser.post(f"{address}ghi/", said)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["value"])
    assert browser.post(f"{address}ghi/", {**said, "value": "58,5"}).status_code == 302
    page = browser.get(address).content.decode()
    assert "Có nguy cơ không đạt" in page
    assert "6 tháng đầu năm 2023" in page
    assert browser.post(f"{address}ghi/", {**said, "value": "65"}).status_code == 302
    page = browser.get(address).content.decode()
    assert "đã thay lúc" in page
    assert "58,5" in page
    assert "Đạt" in browser.get(f"/ke-hoach/{target.plan_id}/?phan=chi-tieu").content.decode()


def test_results_are_drawn_over_time_against_the_level_corrections_and_kinds_of_period_apart(
    browser, focal, target
):
    address = f"/chi-tieu/{target.pk}/"
    see(focal, target, "2023-Q1", "40")
    assert browser.get(address).context["chart"] is None  # one result is no line
    see(focal, target, "2023-Q1", "50")
    see(focal, target, "2022", "33")
    see(focal, target, "2021", "30")
    chart = browser.get(address).context["chart"]
    assert [[m.words for m in line.marks] for line in chart.lines] == [
        ["Năm 2021: 30", "Năm 2022: 33"],
        ["Quý I/2023: 50"],
    ]
    assert chart.aim[1] == f"Mức chỉ tiêu: {target.text}"
    page = browser.get(address).content.decode()
    assert "<polyline" in page
    assert "33% · Năm 2022" in page  # of the time before the plan


def test_many_are_pasted_checked_first(browser, target):
    address = f"/ke-hoach/{target.plan_id}/ket-qua/"
    said = {
        "period": "2023-Q1",
        "source": "Báo cáo",
        "text": f"{target.name}\t66\nLạ\t3",
        "act": "save",
    }
    answer = browser.post(address, said)
    assert (answer.status_code, Observation.objects.count()) == (422, 0)
    said["text"] = f"{target.name}\t66"
    assert browser.post(address, {**said, "act": "check"}).status_code == 200
    assert not Observation.objects.exists()
    assert browser.post(address, said).status_code == 302
    assert Observation.objects.get().value == 66


def test_the_direction_is_chosen_on_the_page(browser, target):
    Target.objects.update(operator="=")
    assert "Hiểu thế nào là đạt" in browser.get(f"/chi-tieu/{target.pk}/").content.decode()
    assert browser.post(f"/chi-tieu/{target.pk}/chieu/", {"direction": "exact"}).status_code == 302
    assert Target.objects.get(pk=target.pk).direction == "exact"


def test_the_same_queries_however_many_results(browser, focal, target):
    address = f"/chi-tieu/{target.pk}/"

    def asked():
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(address).status_code == 200
        return len(seen)

    see(focal, target)
    asked()
    few = asked()
    for number in range(30):
        see(focal, target, value=str(number), period=f"2023-Q{number % 3 + 1}")
    assert asked() == few
