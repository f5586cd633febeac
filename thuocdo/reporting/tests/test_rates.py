"""Who sends reports: the numbers by unit, level, commune, form and period, and the reports behind each of them."""

import datetime as dt
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thuocdo.lawbook.periods import quarter
from thuocdo.organisations.models import Unit, UnitName, UnitParent
from thuocdo.reporting import actions
from thuocdo.reporting.models import Report
from thuocdo.reporting.queries import rounds
from thuocdo.reporting.tests.conftest import AT
from thuocdo.reporting.tests.test_reports import ALL, duty, head, of, opened_round, sent  # noqa: F401
from thuocdo.reporting.tests.test_tracking import commune  # noqa: F401

pytestmark = pytest.mark.django_db
PAGE = "/bao-cao/tinh-hinh/"
LATE = dt.datetime(2026, 3, 20, 2, tzinfo=dt.UTC)


@pytest.fixture
def told(opened_round, units, head, duty, focal):  # noqa: F811
    """Quarter I: the first unit in time with an estimate, the second late, the third not; quarter II: nobody yet."""
    sent(of(opened_round, units[0]), head(units[0]), figures={**ALL, "petitions": "ước 3"})
    report = of(opened_round, units[1])
    by = head(units[1])
    report = actions.save_report(by=by, at=AT, report=report, figures=ALL, texts={"results": "x", "next": "y"}, version=0)  # fmt: skip
    report = actions.approve_report(by=by, at=AT, report=report, version=report.version)
    actions.send_report(by=by, at=LATE, report=report, version=report.version)
    actions.open_round(by=focal, at=AT, duty=duty, period=quarter(2026, 2))
    return opened_round


def lines(office, query=""):
    answer = office.get(PAGE + query)
    assert answer.status_code == 200
    return {line.name: [n.value for n in line.numbers] for line in answer.context["lines"]}, answer


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        ("don-vi", {"Trường số 1": [2, 1, 1, 0, 1], "Trường số 2": [2, 1, 0, 1, 1], "Trường số 3": [2, 0, 0, 0, 2]}),
        ("nhom", {"Các trường THCS": [6, 2, 1, 1, 4]}),
        ("cap-tren", {"Phường Đông": [4, 2, 1, 1, 2], "Sở Giáo dục và Đào tạo": [2, 0, 0, 0, 2]}),
        ("ky", {"Quý I/2026": [3, 2, 1, 1, 1], "Quý II/2026": [3, 0, 0, 0, 3]}),
    ],
)  # fmt: skip
def test_numbers_on_each_side(told, office, commune, side, expected):  # noqa: F811
    found, _answer = lines(office, f"?theo={side}")
    assert found == expected


@pytest.mark.parametrize("side", ["don-vi", "nhom", "cap-tren", "mau", "ky"])
def test_every_number_opens_as_many_reports(told, office, commune, side):  # noqa: F811
    _found, answer = lines(office, f"?theo={side}")
    numbers = [*answer.context["sum"], *(n for line in answer.context["lines"] for n in line.numbers)]  # fmt: skip
    opened = [n for n in numbers if n.url]
    assert len(opened) >= 8
    for number in opened:
        assert office.get(PAGE + number.url).context["page"].count == number.value


def test_the_address_narrows_and_says_so(told, office, units, commune):  # noqa: F811
    found, _answer = lines(office, f"?ky=2026-Q1&cap-tren={commune[0].pk}")
    assert found == {"Trường số 1": [1, 1, 1, 0, 0], "Trường số 2": [1, 1, 0, 1, 0]}
    page = office.get(f"{PAGE}?theo=bao-cao&tinh-trang=chua&ky=2026-Q1").content.decode()
    assert "Trường số 3" in page
    assert "Trường số 1" not in page
    assert lines(office, "?theo=ky&nam=")[0].keys() == {"Quý I/2026", "Quý II/2026"}
    assert office.get(f"{PAGE}?theo=mau").context["page"].applied == []


@pytest.mark.parametrize("bent", ["?nam=xx", "?nhom=999999", "?cap-tren=a", "?trang=99", "?don-vi=x", "?theo=bao-cao&sau=zz"])  # fmt: skip
def test_a_bent_address_is_said_and_breaks_nothing(told, office, bent):
    assert office.get(PAGE + bent).status_code == 200
    assert office.get(f"{PAGE}?theo=la").status_code == 404


def test_the_files_say_what_the_page_says(told, office):
    def sheet(query):
        data = b"".join(office.get(f"{PAGE}{query}&tai=xlsx").streaming_content)
        rows = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
        return [list(row) for row in rows]

    heads, *rows = sheet("?theo=don-vi")
    assert heads == ["Đơn vị", "Cần gửi", "Đã gửi", "Đúng hạn", "Đủ số liệu", "Chưa gửi"]
    assert {row[0]: row[1:] for row in rows} == lines(office, "?theo=don-vi")[0]
    assert len(sheet("?theo=bao-cao&tinh-trang=chua")) == 1 + 4


def test_the_round_says_the_same_numbers(told):
    found = rounds.rates(told, LATE.date()).tally
    assert (found.expected, found.received, found.in_time, found.complete) == (3, 2, 1, 1)


@pytest.mark.parametrize("due", [None, dt.date(2026, 3, 15)])
def test_rule_round_and_database_agree_who_owes(told, office, units, due):
    """A round without a day still asks a unit that ended; an end that is decided but still ahead counts alike."""
    told.due = due
    told.save()
    Unit.objects.filter(pk=units[2].pk).update(until=dt.date(2026, 3, 10))
    _found, answer = lines(office, "?ky=2026-Q1&theo=ky")
    expected = answer.context["sum"][0]
    assert rounds.rates(told, dt.date(2026, 3, 8)).tally.expected == expected.value
    assert office.get(PAGE + expected.url).context["page"].count == expected.value


def test_only_who_oversees_the_agency_sees_it(told, client, someone, units, agency, day):
    client.force_login(someone("officer", unit=units[0]))
    assert client.get(PAGE).status_code == 404
    client.force_login(someone("leader", unit=agency))
    assert client.get(PAGE).status_code == 200


def test_queries_do_not_grow_with_units(told, office, agency):
    def counted():
        found = []
        for side in ("don-vi", "nhom", "cap-tren", "mau", "ky", "bao-cao"):
            with CaptureQueriesContext(
                connection,
            ) as caught:
                office.get(f"{PAGE}?theo={side}")
            found.append(len(caught))
        return found

    counted()
    few = counted()
    for number in range(10, 40):
        unit = Unit.objects.create(code=f"t-{number}", kind="school")
        UnitName.objects.create(unit=unit, name=f"Trường {number}", folded=f"truong {number}")
        UnitParent.objects.create(unit=unit, parent=agency)
        Report.objects.create(round=told, unit=unit)
    assert counted() == few
    assert max(few) < 40
