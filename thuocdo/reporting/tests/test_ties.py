"""A figure of a report taken from what the unit answered in a collection."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thuocdo.audit.models import Entry
from thuocdo.audit.rules import Refused
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.periods import parse, quarter
from thuocdo.organisations.models import Unit, UnitName, UnitParent
from thuocdo.reporting import actions
from thuocdo.reporting.models import Collection, FigureTie, Reply
from thuocdo.reporting.queries.reports import report_view
from thuocdo.reporting.rules.figures import Figure
from thuocdo.reporting.rules.ties import asked_within, named_apart
from thuocdo.reporting.tests.conftest import AT
from thuocdo.reporting.tests.factories import school_sheet
from thuocdo.reporting.tests.test_reports import (  # noqa: F401
    ALL,
    TEXTS,
    TODAY,
    duty,
    head,
    of,
    opened_round,
    sent,
    whole_of,
)

pytestmark = pytest.mark.django_db
CELL, PCI = "0!C6", "report_forms/pci"
DUE = dt.date(2026, 3, 12)  # within the first quarter's report
NEEDED = {"0!C6": "2", "0!D6": "1", "0!C7": "3", "0!D7": "1", "0!C8": "1", "0!D8": "0"}


def asked_of(agency, focal, units, due=DUE, title="Số cuộc đối thoại"):
    made = actions.make_collection(by=focal, at=AT, agency=agency.pk, title=title, name="bieu.xlsx", data=school_sheet())  # fmt: skip
    return actions.open_collection(by=focal, at=AT, collection=made, units=[u.pk for u in units], due=due, version=0)  # fmt: skip


def answered(collection, unit, by, value):
    reply = Reply.objects.select_related("collection__file").get(collection=collection, unit=unit)
    return actions.answer(by=by, at=AT, reply=reply, typed={**NEEDED, CELL: value}, version=reply.version)  # fmt: skip


def tie(focal, collection, figure="dialogues", cell=CELL):
    return actions.tie_figure(by=focal, at=AT, collection=collection, cell=cell, form=PCI, figure=figure)  # fmt: skip


def row(report, key="dialogues"):
    return next(r for r in report_view(report, TODAY).figures if r.key == key)


@pytest.fixture
def collection(opened_round, agency, focal, units):  # noqa: F811
    return asked_of(agency, focal, units)


def below(unit, number):
    child = Unit.objects.create(code=f"to-{number}", kind="room", order=10 + number)
    UnitName.objects.create(unit=child, name=f"Tổ {number}", folded=f"to {number}")
    UnitParent.objects.create(unit=child, parent=unit)
    return child


def test_a_report_begins_with_what_its_unit_answered(collection, opened_round, units, focal, head):  # noqa: F811  # fmt: skip
    tie(focal, collection)
    answered(collection, units[0], head(units[0]), "ước 12")
    answered(collection, units[1], head(units[1]), "7")
    assert row(of(opened_round, units[0])).figure == Figure("12", estimate=True)
    assert row(of(opened_round, units[1])).figure == Figure("7")
    silent = row(of(opened_round, units[2]))
    assert (silent.figure, silent.tied.words) == (None, "đơn vị chưa gửi")
    kept = actions.save_report(by=head(units[1]), at=AT, report=of(opened_round, units[1]), figures={**ALL, "dialogues": "7"}, texts=TEXTS, version=0)  # fmt: skip
    answered(collection, units[1], head(units[1]), "9")
    changed = row(kept)
    assert (changed.value, changed.counted_words, changed.differs) == ("7", "9", True)


def test_nothing_to_report_is_no_zero_and_what_went_back_is_no_answer(collection, opened_round, units, focal, head):  # noqa: F811  # fmt: skip
    tie(focal, collection)
    first, second = (Reply.objects.select_related("collection__file").get(unit=u) for u in units[:2])  # fmt: skip
    actions.answer_nil(by=head(units[0]), at=AT, reply=first, version=0)
    nil = row(of(opened_round, units[0]))
    assert nil.figure is None
    assert "Không phát sinh" in nil.tied.words
    sent = answered(collection, units[1], head(units[1]), "7")
    actions.return_reply(by=focal, at=AT, reply=sent, reason="Thiếu", version=sent.version)
    assert row(of(opened_round, units[1])).figure is None
    assert second.pk == row(of(opened_round, units[1])).tied.asked[0].reply


def test_a_unit_not_asked_has_the_sum_of_those_below_it(opened_round, agency, units, focal, answerer):  # noqa: F811  # fmt: skip
    children = [below(units[0], n) for n in (1, 2)]
    collection = asked_of(agency, focal, children)
    tie(focal, collection)
    answered(collection, children[0], answerer(children[0], "officer"), "4")
    partly = row(of(opened_round, units[0]))
    assert partly.figure == Figure("4", estimate=True)
    assert partly.tied.words == "1/2 đơn vị trực thuộc đã gửi"
    answered(collection, children[1], answerer(children[1], "officer"), "5")
    assert row(of(opened_round, units[0])).figure == Figure("9")
    stranger = row(of(opened_round, units[1]))
    assert (stranger.figure, stranger.tied.words) == (None, "đơn vị không có tên trong đợt thu thập")  # fmt: skip


def test_a_later_period_takes_its_own_collection_of_the_same_title(collection, duty, agency, units, focal, head):  # noqa: F811  # fmt: skip
    tie(focal, collection)
    answered(collection, units[0], head(units[0]), "7")
    one = actions.open_round(by=focal, at=AT, duty=duty, period=quarter(2026, 2))
    none = row(of(one, units[0]))
    assert (none.figure, none.tied.words) == (None, "kỳ này chưa có đợt thu thập")
    later = asked_of(agency, focal, units, due=dt.date(2026, 6, 10))
    answered(later, units[0], head(units[0]), "8")
    assert row(of(one, units[0])).figure == Figure("8")
    asked_of(agency, focal, units, due=dt.date(2026, 6, 12))
    two = row(of(one, units[0]))
    assert (two.figure, [a.shown for a in two.tied.asked]) == (None, ["8", ""])


def test_a_title_that_names_its_period_is_of_that_period_and_of_no_other(duty, agency, units, focal, head):  # noqa: F811  # fmt: skip
    first = asked_of(agency, focal, units, title="Đối thoại doanh nghiệp quý I/2026")
    tie(focal, first)
    answered(first, units[0], head(units[0]), "7")
    second = asked_of(agency, focal, units, due=dt.date(2026, 6, 10), title="Đối thoại doanh nghiệp, quý II năm 2026")  # fmt: skip
    answered(second, units[0], head(units[0]), "8")
    one = actions.open_round(by=focal, at=AT, duty=duty, period=quarter(2026, 2))
    assert row(of(one, units[0])).figure == Figure("8")
    year = actions.open_round(by=focal, at=AT, duty=duty, period=parse("2026"))
    assert row(of(year, units[0])).tied.words == "kỳ này chưa có đợt thu thập"
    whole = asked_of(agency, focal, units, due=dt.date(2026, 12, 1), title="Đối thoại doanh nghiệp năm 2026")  # fmt: skip
    answered(whole, units[0], head(units[0]), "15")
    assert row(of(year, units[0])).figure == Figure("15")


def test_a_later_collection_shows_that_reports_take_its_cell(duty, agency, units, focal, office):  # noqa: F811  # fmt: skip
    first = asked_of(agency, focal, units, title="Đối thoại doanh nghiệp quý I/2026")
    tie(focal, first)
    later = asked_of(agency, focal, units, due=dt.date(2026, 6, 10), title="Đối thoại doanh nghiệp quý II/2026")  # fmt: skip
    other = asked_of(agency, focal, units, title="Kiến nghị của doanh nghiệp quý I/2026")
    words = "Báo cáo lấy số liệu từ ô này"
    page = "/thu-thap/{}/?phan=tong-hop&o=0!{}"
    assert words in office.get(page.format(later.pk, "C6")).content.decode()
    assert words not in office.get(page.format(later.pk, "C7")).content.decode()
    assert words not in office.get(page.format(other.pk, "C6")).content.decode()
    made = FigureTie.objects.get()
    office.post(f"/thu-thap/{later.pk}/vao-bao-cao/{made.pk}/bo/", {"o": CELL})
    assert not FigureTie.objects.exists()


def test_a_sheet_drawn_anew_gives_the_cell_of_the_same_words_or_none(collection, duty, agency, units, focal, head):  # noqa: F811  # fmt: skip
    tie(focal, collection)
    later = asked_of(agency, focal, units, due=dt.date(2026, 6, 10))
    moved = {"0!C6": "Khác hẳn", "0!C8": "Tiểu học · Số trường: Tổng số"}
    later.inputs = [{**cell, "label": moved.get(f"0!{cell['ref']}", cell["label"])} for cell in later.inputs]  # fmt: skip
    later.save()
    assert collection.inputs[0]["label"] == moved["0!C8"]
    answered(later, units[0], head(units[0]), "7")
    one = actions.open_round(by=focal, at=AT, duty=duty, period=quarter(2026, 2))
    found = row(of(one, units[0]))
    assert (found.figure, found.tied.asked[0].cell) == (Figure(NEEDED["0!C8"]), "0!C8")
    later.inputs = [cell for cell in later.inputs if cell["ref"] != "C8"]
    later.save()
    gone = row(of(one, units[0]))
    assert (gone.figure, gone.tied.words) == (None, "biểu của kỳ này không có ô “Tiểu học · Số trường: Tổng số”")  # fmt: skip


def test_a_unit_and_one_below_it_do_not_count_twice(opened_round, agency, units, focal, answerer):  # noqa: F811  # fmt: skip
    child = below(units[0], 1)
    grandchild = below(child, 2)
    collection = asked_of(agency, focal, [child, grandchild])
    tie(focal, collection)
    answered(collection, child, answerer(child, "officer"), "4")
    answered(collection, grandchild, answerer(grandchild, "officer"), "3")
    assert row(of(opened_round, units[0])).figure == Figure("4")


def test_an_estimate_confirmed_at_the_same_number_still_differs(collection, opened_round, units, focal, head):  # noqa: F811  # fmt: skip
    tie(focal, collection)
    by = head(units[0])
    answered(collection, units[0], by, "ước 12")
    kept = actions.save_report(by=by, at=AT, report=of(opened_round, units[0]), figures={**ALL, "dialogues": "ước 12"}, texts=TEXTS, version=0)  # fmt: skip
    assert not row(kept).differs
    answered(collection, units[0], by, "12")
    assert row(kept).differs


def test_a_draft_kept_before_the_answer_came_is_still_filled(collection, opened_round, units, focal, head):  # noqa: F811  # fmt: skip
    tie(focal, collection)
    by = head(units[0])
    kept = actions.save_report(by=by, at=AT, report=of(opened_round, units[0]), figures={}, texts=TEXTS, version=0)  # fmt: skip
    answered(collection, units[0], by, "12")
    assert row(kept).figure == Figure("12")


def test_an_answer_corrected_after_the_report_was_sent_is_told_to_both(collection, opened_round, units, focal, head, office, client, someone):  # noqa: F811  # fmt: skip
    tie(focal, collection)
    by = head(units[0])
    answered(collection, units[0], by, "7")
    report = sent(of(opened_round, units[0]), by, figures={**ALL, "dialogues": "7"})
    page = f"/bao-cao/ky/{opened_round.pk}/?phan=tong-hop"
    assert "Số liệu chưa khớp" not in office.get(page).content.decode()
    answered(collection, units[0], by, "9")
    shown = office.get(page).content.decode()
    assert "trong báo cáo là 7, theo đợt thu thập “Số cuộc đối thoại” là 9." in shown
    client.force_login(someone("officer", unit=units[0]))
    shown = client.get(f"/bao-cao/{report.pk}/").content.decode()
    assert "đợt thu thập: 9" in shown
    report.refresh_from_db()
    assert report.figures["dialogues"] == ["7", False]


def test_the_agencys_own_report_is_held_against_the_collection_not_filled_from_it(collection, opened_round, units, focal, head):  # noqa: F811  # fmt: skip
    tie(focal, collection)
    for unit, value in zip(units, ("4", "5", "6"), strict=True):
        answered(collection, unit, head(unit), value)
    whole = row(whole_of(opened_round))
    assert (whole.figure, whole.counted) == (None, Figure("15"))


def test_two_periods_of_titles():
    def told(title):
        return named_apart(title)[1:]

    assert told("Số liệu 6 tháng cuối năm 2026") == ("half", 2)
    assert told("Số liệu 6 tháng đầu năm") == ("half", 1)
    assert told("Số liệu 9 tháng đầu năm 2026") == ("nine_months", 1)
    assert told("Số liệu tháng 11/2026") == ("month", 11)
    assert told("Số liệu quý 4-2026") == ("quarter", 4)
    assert told("Khảo sát lớp 10 năm học 2026-2027") == (None, 0)
    assert told("Quý thầy cô nghỉ hưu") == (None, 0)


def test_a_collection_belongs_to_one_of_two_periods_that_follow():
    first = asked_within(dt.date(2025, 12, 15), dt.date(2026, 3, 14), dt.date(2026, 3, 15))
    second = asked_within(dt.date(2026, 3, 15), dt.date(2026, 6, 14), dt.date(2026, 6, 15))
    assert first[1] + dt.timedelta(days=1) == second[0]
    assert asked_within(dt.date(2026, 1, 1), dt.date(2026, 3, 31), None)[1] == dt.date(2026, 3, 31)


def test_only_the_office_ties_and_only_what_fits(collection, units, head, focal):  # noqa: F811
    with pytest.raises(Refused):
        tie(head(units[0]), collection)
    for figure, cell in (("work_due", CELL), ("dialogues", "0!E6"), ("khong-co", CELL), ("dialogues", "0!Z9")):  # fmt: skip
        with pytest.raises(Mistake):
            tie(focal, collection, figure, cell)
    assert not FigureTie.objects.exists()
    draft = Collection.objects.create(agency=collection.agency, title="Nháp", file=collection.file, inputs=collection.inputs, created_at=AT)  # fmt: skip
    with pytest.raises(Refused):
        tie(focal, draft)
    before = Entry.objects.count()
    tie(focal, collection)
    made = tie(focal, collection, cell="0!C7")  # said anew: the last holds
    assert FigureTie.objects.get().cell == "0!C7"
    actions.untie_figure(by=focal, at=AT, tie=made)
    with pytest.raises(Refused):
        actions.untie_figure(by=focal, at=AT, tie=made)
    assert Entry.objects.count() == before + 3


def test_the_office_ties_on_the_page_and_the_figure_opens_to_the_collection(collection, opened_round, units, head, office, client, someone):  # noqa: F811  # fmt: skip
    answered(collection, units[0], head(units[0]), "12")
    cell = f"/thu-thap/{collection.pk}/?phan=tong-hop&o=0!C6"
    assert f'value="{PCI}:dialogues"' in office.get(cell).content.decode()
    said = {"o": CELL, "so": f"{PCI}:dialogues"}
    answer = office.post(f"/thu-thap/{collection.pk}/vao-bao-cao/", said, follow=True)
    assert "lấy số liệu từ ô này" in answer.content.decode()
    assert f'value="{PCI}:dialogues"' not in office.get(cell).content.decode()
    report = of(opened_round, units[0])
    page = office.get(f"/bao-cao/{report.pk}/so-lieu/dialogues/").content.decode()
    assert f'href="/thu-thap/{collection.pk}/?phan=tong-hop&amp;o=0%21C6"' in page
    client.force_login(someone("officer", unit=units[0]))
    page = client.get(f"/bao-cao/{report.pk}/").content.decode()
    assert 'value="12"' in page
    assert "đợt thu thập: 12" in page
    page = client.get(f"/bao-cao/{report.pk}/so-lieu/dialogues/").content.decode()
    assert f'href="/thu-thap/tra-loi/{Reply.objects.get(unit=units[0]).pk}/"' in page
    assert client.post(f"/thu-thap/{collection.pk}/vao-bao-cao/", said).status_code == 403
    client.force_login(someone("officer", unit=units[1]))
    page = client.get(f"/bao-cao/{of(opened_round, units[1]).pk}/").content.decode()
    assert "đợt thu thập: đơn vị chưa gửi" in page


def test_the_same_queries_however_many_units_below(opened_round, agency, units, focal, collection):  # noqa: F811  # fmt: skip
    def counted():
        with CaptureQueriesContext(connection) as seen:
            row(of(opened_round, units[0]))
        return len(seen)

    tie(focal, asked_of(agency, focal, [below(units[0], 50), below(units[0], 51)], title="Khác"))
    collection = FigureTie.objects.get().collection
    few = counted()
    for number in range(20):
        Reply.objects.create(collection=collection, unit=below(units[0], number))
    assert row(of(opened_round, units[0])).tied.words == "0/22 đơn vị trực thuộc đã gửi"
    assert counted() == few


def test_the_office_sees_what_differs_with_the_same_queries_however_many_reports(collection, opened_round, units, focal, head, office):  # noqa: F811  # fmt: skip
    tie(focal, collection)
    page = f"/bao-cao/ky/{opened_round.pk}/?phan=tong-hop"

    def counted():
        with CaptureQueriesContext(connection) as seen:
            assert office.get(page).status_code == 200
        return len(seen)

    numbers = []
    for unit in units:
        answered(collection, unit, head(unit), "9")
        sent(of(opened_round, unit), head(unit))
        numbers.append(counted())
    assert numbers[1] == numbers[2]
