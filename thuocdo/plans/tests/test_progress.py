"""From the first word to a confirmed day: each step by somebody else, nothing lost, nothing without an owner."""

import datetime as dt
import random
from functools import partial
from itertools import pairwise

import pytest

from thuocdo.accounts.models import Account, Position
from thuocdo.accounts.queries import actor_for
from thuocdo.audit.models import Entry
from thuocdo.audit.rules import Actor, Refused, system
from thuocdo.design.words import working_days_left
from thuocdo.documents.queries import evidence_of
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations.actions import abolish_unit
from thuocdo.organisations.queries import calendar_for
from thuocdo.plans.actions import progress
from thuocdo.plans.actions.tracking import go_live
from thuocdo.plans.models import Assignment, Explanation, Extension, Handover, Plan, Update
from thuocdo.plans.queries.one_work import work_view
from thuocdo.plans.queries.waiting import waiting_for
from thuocdo.plans.rules import progress as rules
from thuocdo.plans.tests.conftest import AT, TODAY


def day(n):
    return AT + dt.timedelta(days=n)


@pytest.fixture
def live(focal, settled):
    return go_live(by=focal, at=AT, today=TODAY, plan=settled)


@pytest.fixture
def people(unit, someone):
    """An officer and a head of a room, the director, another focal officer, the user of a shared account."""

    def person(name, role, where, title="Chuyên viên"):
        account = someone(role, unit=None, name=name, username=name)
        account.person.role_grants.all().delete()
        Position.objects.create(
            person=account.person,
            unit_id=where,
            title=title,
            roles=[role],
            since=dt.date(2020, 1, 1),
        )
        return actor_for(account, AT)

    room = unit("Phòng Giáo dục Trung học")
    shared = Account.objects.create(username="dungchung", shared=True, unit_id=room, must_change_password=False, created_at=AT)  # fmt: skip
    return {
        "officer": person("an", "officer", room),
        "head": person("binh", "head", room, "Trưởng phòng"),
        "leader": person("chi", "leader", unit("Sở Giáo dục"), "Phó Giám đốc"),
        "office_head": person("dung", "head", unit("Văn phòng"), "Chánh Văn phòng"),
        "shared": actor_for(shared, AT, declared={"name": "Lê Thị Kế Toán", "position": "Kế toán"}),
    }


@pytest.fixture
def piece(live, unit):
    """Dated work of the room: row 5, due 31/12/2023."""
    return Assignment.objects.get(task__number="5", of=None)


@pytest.fixture
def office_piece(live):
    """Work of the office itself: row 1, due 31/3/2023, with a product."""
    return Assignment.objects.get(task__number="1", of=None)


def reported(by, work, n=10, **more):
    more = {
        "text": "Đã tổng kết.",
        "done_on": (AT + dt.timedelta(days=n)).date(),
        "product": True,
        **more,
    }
    work.refresh_from_db()
    return progress.report_done(by=by, at=day(n), assignment=work, version=work.version, **more)


def confirmed(by, work, n=11):
    work.refresh_from_db()
    return progress.confirm_done(by=by, at=day(n), assignment=work, version=work.version)


def returned(by, work, n=12, text="Thiếu số liệu."):
    work.refresh_from_db()
    return progress.return_work(by=by, at=day(n), assignment=work, version=work.version, text=text)


def test_progress_is_a_sentence_with_evidence_and_a_sign_of_life(people, piece):
    update = progress.update_progress(
        by=people["officer"], at=day(5), assignment=piece, text="  Đã khảo sát 4/10 phòng. ",
        reference="1234/SGDĐT-VP ngày 09/01/2023", product=True,
    )  # fmt: skip
    piece.refresh_from_db()
    assert (update.text, update.name, update.position) == (
        "Đã khảo sát 4/10 phòng.",
        "an",
        "Chuyên viên",
    )
    assert (piece.heard_on, piece.product_done, piece.version) == (dt.date(2023, 1, 10), True, 1)
    assert piece.state == "open"
    (proof,) = evidence_of([f"update:{update.pk}"])[f"update:{update.pk}"]
    assert "1234/SGDĐT-VP" in proof.name
    last = Entry.objects.last()
    assert last.verb == "plans.update_progress"
    assert f"plan:{piece.task.plan_id}" in last.touched


def test_an_empty_sentence_is_no_update(people, piece):
    with pytest.raises(Mistake, match="một câu"):
        progress.update_progress(by=people["officer"], at=day(5), assignment=piece, text=" \n ")
    assert not Update.objects.exists()


def test_nobody_speaks_for_another_unit(people, piece, office_piece):
    with pytest.raises(Refused):
        progress.update_progress(by=people["officer"], at=day(5), assignment=office_piece, text="x")
    with pytest.raises(Refused):
        progress.update_progress(by=Actor("Khách"), at=day(5), assignment=piece, text="x")


def test_officer_head_office_and_the_stated_day_counts(people, focal, piece):
    reported(people["officer"], piece, 10)
    piece.refresh_from_db()
    assert (piece.state, piece.stage, piece.done_on) == ("open", "head", None)
    confirmed(people["head"], piece, 12)
    piece.refresh_from_db()
    assert (piece.state, piece.stage) == ("open", "office")
    confirmed(focal, piece, 30)
    piece.refresh_from_db()
    assert (piece.state, piece.stage, piece.done_on) == ("done", "", day(10).date())
    kinds = list(piece.updates.values_list("kind", flat=True))
    assert kinds == ["reported", "approved", "confirmed"]


def test_nobody_confirms_their_own_work(people, focal, office_piece, piece):
    reported(focal, office_piece)
    for own in (focal,):
        with pytest.raises(Refused):
            confirmed(own, office_piece)
    confirmed(people["office_head"], office_piece)
    with pytest.raises(Refused):
        confirmed(people["office_head"], office_piece)
    assert Assignment.objects.get(pk=office_piece.pk).stage == "leader"
    confirmed(people["leader"], office_piece)
    assert Assignment.objects.get(pk=office_piece.pk).state == "done"
    reported(people["head"], piece)
    assert Assignment.objects.get(pk=piece.pk).stage == "office"
    with pytest.raises(Refused):
        confirmed(people["head"], piece)


def test_who_wears_two_hats_still_never_agrees_with_themselves(people, focal, office_piece):
    from dataclasses import replace

    from thuocdo.audit.rules import Grant

    both = replace(focal, grants=(*focal.grants, Grant("leader", None), Grant("head", None)))
    reported(both, office_piece)
    assert Assignment.objects.get(pk=office_piece.pk).stage == "leader"
    with pytest.raises(Refused, match="chính mình"):
        confirmed(both, office_piece)


def test_a_shared_account_speaks_for_its_unit_under_a_declared_name(people, focal, piece):
    update = reported(people["shared"], piece)
    assert (update.name, update.position, update.person) == ("Lê Thị Kế Toán", "Kế toán", None)
    assert update.subject() == f"account:{people['shared'].account}"
    assert Assignment.objects.get(pk=piece.pk).stage == "office"
    confirmed(focal, piece)


def test_a_day_ahead_is_refused(people, piece):
    with pytest.raises(Mistake, match="sau hôm nay"):
        reported(people["officer"], piece, 10, done_on=day(11).date())
    assert not Update.objects.exists()


def test_a_day_of_another_year_is_a_slip_unless_the_row_itself_was_due_then(people, piece):
    with pytest.raises(Mistake, match="trước năm 2023"):
        reported(people["officer"], piece, done_on=dt.date(2022, 12, 31))
    Assignment.objects.filter(pk=piece.pk).update(first_due=dt.date(2022, 12, 15))
    reported(people["officer"], piece, done_on=dt.date(2022, 12, 31))


def test_the_product_is_checked_off(people, piece):
    with pytest.raises(Mistake, match="Báo cáo"):
        reported(people["officer"], piece, product=False)
    progress.update_progress(by=people["officer"], at=day(5), assignment=piece, text="Có báo cáo.", product=True)  # fmt: skip
    reported(people["officer"], piece, product=False)


def test_a_return_says_why_and_the_work_goes_on(people, focal, piece):
    reported(people["officer"], piece)
    with pytest.raises(Mistake):
        returned(people["head"], piece, text=" ")
    returned(people["head"], piece)
    piece.refresh_from_db()
    assert (piece.stage, piece.claimed_on, piece.state) == ("", None, "open")
    reported(people["head"], piece, 20)
    confirmed(focal, piece, 21)
    returned(focal, piece, 22, text="Xác nhận nhầm nhiệm vụ.")
    piece.refresh_from_db()
    assert (piece.state, piece.done_on) == ("open", None)


def test_what_waits_five_working_days_goes_up(people, focal, piece):
    reported(people["officer"], piece, 4)  # Monday 9/1/2023
    with pytest.raises(Refused, match="trưởng đơn vị"):
        confirmed(focal, piece, 10)  # Sunday: four working days have passed
    done = confirmed(focal, piece, 11)
    assert done.state == "done"


def test_a_stale_page_is_told_and_changes_nothing(people, piece):
    piece.refresh_from_db()
    seen = piece.version
    progress.update_progress(by=people["head"], at=day(3), assignment=piece, text="Đang làm.")
    with pytest.raises(Refused, match=r"vừa có thay đổi.*binh"):
        progress.report_done(
            by=people["officer"], at=day(3), assignment=piece, version=seen, text="Xong.",
            done_on=TODAY, product=True,
        )  # fmt: skip
    # two who only add a word are both heard
    progress.update_progress(
        by=people["officer"], at=day(3), assignment=piece, text="Đã gửi phiếu."
    )
    assert piece.updates.count() == 2


def test_bulk_confirmation_does_what_it_may_and_says_the_rest(people, focal, live, unit):
    rows = Assignment.objects.filter(task__number="2", of=None)
    work = list(rows.exclude(unit=unit("Văn phòng")).order_by("pk")[:3])
    by = system("thử")
    for each in work[:2]:
        progress.report_done(by=by, at=day(9), assignment=each, version=0, text="Xong.", done_on=TODAY, product=True)  # fmt: skip
    fresh = list(Assignment.objects.filter(pk__in=[w.pk for w in work]).order_by("pk"))
    pairs = [(fresh[0], fresh[0].version), (fresh[1], 99), (fresh[2], fresh[2].version)]
    entries = Entry.objects.count()
    said = progress.confirm_many(by=focal, at=day(11), work=pairs)
    assert [w.pk for w in said.done] == [fresh[0].pk]
    assert len(said.refused) == 2
    assert Entry.objects.count() == entries + 1


def test_obstacles_are_answered_by_whom_they_were_put_to(people, focal, piece):
    progress.tell_obstacle(by=people["officer"], at=day(3), assignment=piece, text="Thiếu kinh phí.", to_leader=True)  # fmt: skip
    piece.refresh_from_db()
    assert (piece.obstacle, piece.obstacle_since) == ("leader", day(3).date())
    with pytest.raises(Refused, match="lãnh đạo"):
        progress.answer_obstacle(by=focal, at=day(4), assignment=piece, text="Chờ.")
    progress.answer_obstacle(
        by=people["leader"], at=day(4), assignment=piece, text="Bổ sung 50 triệu."
    )
    piece.refresh_from_db()
    assert (piece.obstacle, piece.obstacle_since) == ("", None)
    with pytest.raises(Refused):
        progress.answer_obstacle(by=focal, at=day(4), assignment=piece, text="Chờ.")


def test_an_obstacle_the_office_leaves_lying_goes_up_and_never_comes_down(people, focal, piece, department):  # fmt: skip
    calendar = calendar_for(department.pk)

    def waits(by, n):
        return [r.work.pk for r in waiting_for(by, day(n).date(), calendar).obstacles]

    tell = partial(progress.tell_obstacle, by=people["officer"], assignment=piece)
    tell(at=day(4), text="Thiếu kinh phí.")  # Monday 9/1/2023
    assert (waits(focal, 5), waits(people["leader"], 10), waits(people["leader"], 11)) == ([piece.pk], [], [piece.pk])  # fmt: skip
    tell(at=day(12), text="Cần quyết định.", to_leader=True)
    tell(at=day(13), text="Vẫn chưa có.")
    piece.refresh_from_db()
    assert piece.obstacle == "leader"


def asked(by, work, n, wanted):
    work.refresh_from_db()
    return progress.ask_extension(by=by, at=day(n), assignment=work, version=work.version, wanted=wanted, text="Chờ Bộ.")  # fmt: skip


def test_an_extension_keeps_the_first_day_and_is_counted(people, focal, piece):
    first = piece.due
    extension = asked(people["officer"], piece, 20, dt.date(2024, 1, 31))
    with pytest.raises(Refused, match="chưa được trả lời"):
        asked(people["officer"], piece, 21, dt.date(2024, 2, 28))
    with pytest.raises(Refused):
        progress.decide_extension(by=people["officer"], at=day(22), extension=extension, granted=True, text="Được.")  # fmt: skip
    progress.decide_extension(
        by=focal, at=day(22), extension=extension, granted=True, text="Đồng ý."
    )
    piece.refresh_from_db()
    assert (piece.due, piece.first_due, piece.extended) == (dt.date(2024, 1, 31), first, 1)
    again = asked(people["officer"], piece, 30, dt.date(2024, 3, 31))
    progress.decide_extension(by=focal, at=day(31), extension=again, granted=False, text="Không.")
    piece.refresh_from_db()
    assert (piece.due, piece.first_due, piece.extended) == (dt.date(2024, 1, 31), first, 1)
    with pytest.raises(Refused):
        progress.decide_extension(by=focal, at=day(31), extension=again, granted=True, text="Thôi.")


def test_an_extension_is_asked_before_the_day_and_for_a_later_one(
    people, focal, office_piece, piece
):
    with pytest.raises(Mistake, match="phải sau"):
        asked(people["officer"], piece, 20, piece.due)
    with pytest.raises(Mistake, match="đã qua"):
        asked(focal, office_piece, 86, dt.date(2023, 6, 30))
    assert asked(focal, office_piece, 85, dt.date(2023, 6, 30))  # the due day itself: 31/3/2023
    with pytest.raises(Refused, match="chính mình"):
        progress.decide_extension(by=focal, at=day(86), extension=Extension.objects.get(), granted=True, text="Tự.")  # fmt: skip


def test_an_explanation_is_asked_and_answered_on_record(people, focal, piece):
    said = progress.ask_explanation(by=focal, at=day(9), assignment=piece, text="Vì sao chậm?", due=day(12).date())  # fmt: skip
    with pytest.raises(Refused):
        progress.ask_explanation(
            by=focal, at=day(9), assignment=piece, text="Nữa?", due=day(12).date()
        )
    with pytest.raises(Refused):
        progress.explain(by=focal, at=day(10), explanation=said, text="Vì bận.")
    progress.explain(by=people["head"], at=day(10), explanation=said, text="Chờ hướng dẫn của Bộ.")
    assert Explanation.objects.get().answered.text == "Chờ hướng dẫn của Bộ."
    with pytest.raises(Refused):
        progress.explain(by=people["head"], at=day(10), explanation=said, text="Thêm.")


def test_a_head_hands_over_inside_the_office_beyond(people, focal, piece, unit):
    def hand(by, n, **to):
        piece.refresh_from_db()
        return progress.hand_over(by=by, at=day(n), assignment=piece, version=piece.version, text="Chuyển công tác.", **to)  # fmt: skip

    hand(people["head"], 3, holder=people["officer"].position_id)
    assert Assignment.objects.get(pk=piece.pk).holder_id == people["officer"].position_id
    with pytest.raises(Refused, match="đầu mối"):
        hand(people["head"], 4, unit=unit("Thanh tra"))
    with pytest.raises(Mistake, match="chức vụ"):
        hand(focal, 4, unit=unit("Thanh tra"), holder=people["officer"].position_id)
    reported(people["officer"], piece, 5)
    handed = hand(focal, 6, unit=unit("Thanh tra"))
    piece.refresh_from_db()
    assert (piece.unit_id, piece.holder_id, piece.stage) == (unit("Thanh tra"), None, "")
    assert handed.from_unit_id == unit("Phòng Giáo dục Trung học")
    assert {m.unit_id for m in piece.checkpoints.filter(state="open")} <= {piece.unit_id}


def test_who_leaves_leaves_no_work_without_an_owner(people, focal, piece):
    """It stays the unit's, says so, and its head gives it to another; whoever left reaches it no more."""
    position = Position.objects.get(person=people["officer"].person)
    hand = partial(progress.hand_over, by=people["head"], at=day(20), assignment=piece)
    hand(version=0, text="Giao đồng chí An.", holder=position.pk)
    Position.objects.filter(pk=position.pk).update(until=day(40).date())
    piece.refresh_from_db()
    seen = work_view(people["head"], piece, day(50).date())
    assert "đã thôi chức vụ" in seen.holder
    assert "hand_over" in seen.may
    left = actor_for(Account.objects.get(username="an"), day(50))
    with pytest.raises(Refused):
        progress.update_progress(by=left, at=day(50), assignment=piece, text="Đang làm.")


def test_work_of_an_abolished_unit_finds_its_heir(people, focal, piece, unit):
    room = piece.unit_id
    builder = system("thử")
    abolish_unit(by=builder, at=day(30), unit=room, on=day(31).date())
    today = day(40).date()
    moved = progress.hand_on_from_ended_units(by=builder, at=day(40), today=today)
    assert moved
    assert not Assignment.objects.filter(unit=room, state="open", of=None).exists()
    piece.refresh_from_db()
    assert piece.unit_id == (Plan.objects.get().focal_unit_id or Plan.objects.get().agency_id)
    assert Handover.objects.filter(from_unit=room).count() == moved
    assert progress.hand_on_from_ended_units(by=builder, at=day(41), today=today) == 0


def test_what_an_abolished_unit_had_reported_still_waits_for_its_yes(people, focal, piece, live):
    """Reported in time and agreed by its head: the heir is not late with it, and nobody reports it again."""
    reported(people["officer"], piece, 20)
    confirmed(people["head"], piece, 21)
    other = Assignment.objects.exclude(pk=piece.pk).filter(unit=piece.unit_id, of=None).first()
    reported(people["officer"], other, 20)
    abolish_unit(by=system("thử"), at=day(30), unit=piece.unit_id, on=day(31).date())
    progress.hand_on_from_ended_units(by=system("thử"), at=day(40), today=day(40).date())
    piece.refresh_from_db()
    other.refresh_from_db()
    office = Plan.objects.get().focal_unit_id
    assert (piece.unit_id, piece.stage, piece.claimed_on) == (office, "leader", day(20).date())
    assert (other.stage, other.claimed_on) == ("head", day(20).date())  # the heir has a head
    done = confirmed(people["leader"], piece, 41)
    assert (done.state, done.done_on) == ("done", day(20).date())


def test_a_mark_gives_its_work_a_sign_of_life_and_falls_with_it(people, focal, live):
    year = Assignment.objects.get(task__number="3", of=None)
    first, *others = year.checkpoints.order_by("due")
    by = system("thử")
    progress.report_done(by=by, at=day(60), assignment=first, version=0, text="Đã báo cáo quý I.", done_on=day(60).date())  # fmt: skip
    year.refresh_from_db()
    assert year.heard_on == day(60).date()
    reported(by, year, 70)
    confirmed(focal, year, 71)
    first.refresh_from_db()
    assert (first.state, first.stage) == ("open", "office")
    assert {Assignment.objects.get(pk=o.pk).state for o in others} == {"closed"}


def test_random_histories_keep_the_first_day_and_never_lose_an_owner(people, focal, live):
    """Whatever people do, in whatever order: refused or done, the invariants stand."""
    chance = random.Random(20230105)
    units = {by.unit for by in [*people.values(), focal]}
    work = list(Assignment.objects.filter(of=None, unit__in=units))
    firsts = {w.pk: w.first_due for w in work}
    done = 0
    for n in range(300):
        each = chance.choice(work)
        done += _something(chance, [*people.values(), focal], each, n % 90)
    assert done > 25
    for each in Assignment.objects.filter(pk__in=firsts):
        assert each.first_due == firsts[each.pk]
        assert each.unit_id
        assert each.extended == each.extensions.filter(granted=True).count()
        assert each.version == each.updates.count()
        assert (each.state == "done") == (each.done_on is not None)
        said = [(u.kind, u.person, u.account) for u in each.updates.all()]
        for before, (kind, *who) in pairwise(said):
            assert kind not in {"approved", "confirmed"} or list(before[1:]) != who


def _something(chance, everybody, work, n):
    by = chance.choice(everybody)
    act = chance.choice([reported, confirmed, confirmed, returned, asked])
    try:
        act(by, work, n, *([dt.date(2024, 6, 30)] if act is asked else []))
    except Mistake:
        return 0
    if act is asked:
        last = Extension.objects.get(assignment=work, answered=None)
        progress.decide_extension(by=system("thử"), at=day(n), extension=last, granted=True, text="Được.")  # fmt: skip
    return 1


def test_a_year_without_a_calendar_still_counts_its_weekdays():
    from thuocdo.lawbook.calendar import WorkingCalendar
    from thuocdo.plans.rules.progress import PATIENCE, patience_before, raised, waited

    class NoYear:
        """A calendar of a year nobody has entered."""

        def working_days_between(self, *days):
            raise Mistake("Chưa có lịch.")

        add_working_days = working_day_until = working_days_between

    calendar: WorkingCalendar = NoYear()
    friday, monday = dt.date(2028, 3, 3), dt.date(2028, 3, 13)
    assert waited(friday, monday, calendar) == 6
    assert raised(friday, monday, calendar)
    assert waited(patience_before(monday, calendar), monday, calendar) == PATIENCE


def test_the_last_day_of_patience_agrees_with_the_days_waited_on_every_day(department):
    calendar = calendar_for(department.pk)
    for n in range(200):
        today = day(n).date()
        last = rules.patience_before(today, calendar)
        assert rules.raised(last, today, calendar)
        assert not rules.raised(last + dt.timedelta(days=1), today, calendar)


def test_over_days_off_late_is_late_and_ahead_is_ahead(people, piece):
    """Due on a Saturday: on the Sunday no working day has passed, on the Friday before none is left."""
    saturday = dt.date(2023, 3, 18)
    Assignment.objects.filter(pk=piece.pk).update(due=saturday, first_due=saturday)
    piece.refresh_from_db()
    seen = {n: work_view(people["officer"], piece, saturday + dt.timedelta(n)) for n in (-1, 0, 1)}
    words = [working_days_left(v.clock.left, v.clock.apart) for v in seen.values()]
    assert words == ["còn 0 ngày làm việc", "đến hạn hôm nay", "quá hạn"]
    assert [("ask_extension" in v.may) for v in seen.values()] == [True, True, False]
