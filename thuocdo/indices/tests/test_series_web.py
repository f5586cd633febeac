"""The page of a unit over the years, its files, its queries."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thuocdo.audit.rules import system
from thuocdo.config import clock
from thuocdo.indices import actions
from thuocdo.indices.tests.conftest import AT, row, table, text
from thuocdo.lawbook.reader import shipped
from thuocdo.organisations.actions import change_units
from thuocdo.organisations.models import Unit, UnitName
from thuocdo.organisations.rules.changes import Decision, Merge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def pci(focal):
    def record(*rows):
        actions.record_results(
            by=focal, at=AT, agency=focal.unit, index="pci", text=table(*rows), source="Báo cáo PCI"
        )

    return record


def test_a_merged_province_is_not_averaged(office, pci):
    pci(*(row(year, code, 6, "60", 1) for year in (2012, 2022) for code in ("P19", "P20")))
    page = text(office.get("/chi-so/pci/don-vi/P20/"))
    for words in (
        "Hải Phòng qua các năm",
        "Không so sánh được",
        "Hải Phòng, Hải Dương",
        "bộ mới",
        "<polyline",
    ):
        assert words in page
    page = text(office.get("/chi-so/pci/don-vi/P19/?so=s.ci01_entry"))
    assert "nay thuộc" in page
    assert "Gia nhập thị trường" in page


def test_the_same_as_files(office, pci):
    pci(row(2022, "P14", 7, "70", 1))
    lines = b"".join(office.get("/chi-so/pci/don-vi/P14/?tai=csv").streaming_content).decode()
    assert "2022;indices/pci/2022;70;1;1;70;same;P14" in lines
    told = json.loads(office.get("/chi-so/pci/don-vi/P14/chuoi.json?so=p.1").content)
    assert told["rows"][0]["as_it_was"] == "3.5"
    for address in ("P14/?so=khac", "P77/", "P77/chuoi.json"):
        assert office.get(f"/chi-so/pci/don-vi/{address}").status_code == 404


@pytest.mark.parametrize(
    ("so", "says"),
    [
        ("", ("PCI 2022–2024", "cộng điểm", "100 điểm là cao nhất")),
        ("p.3", ("Tính minh bạch", "điểm tối đa × Tính minh bạch ÷ 10", "5 điểm là cao nhất")),
        ("s.ci03_transparency", ("Tính minh bạch", "kết quả đã công bố", "trong khoảng 1–10")),
    ],
)
def test_what_is_followed_is_defined_with_its_source(office, pci, so, says):
    pci(row(2022, "P14", 7))
    page = text(office.get(f"/chi-so/pci/don-vi/P14/?so={so}"))
    assert all(words in page for words in (*says, "Báo cáo của Liên đoàn", "Chưa đối chiếu văn bản gốc"))  # fmt: skip
    assert ("Xếp hạng cả chỉ số" in page) == bool(so)
    told = json.loads(office.get(f"/chi-so/pci/don-vi/P14/chuoi.json?so={so}").content)
    assert (told["definition"]["what"], told["definition"]["method"]) == says[:2]
    assert told["definition"]["edition"] == "indices/pci/2022"


def test_counts_of_merged_units_are_added(office, focal, agency, monkeypatch):
    form = shipped().editions["indices/par-department/2026"].body
    names = list(form.inputs)
    units = []
    for code in ("x", "y"):
        units.append(Unit.objects.create(code=code, kind="agency"))
        UnitName.objects.create(unit=units[-1], name=f"Sở {code}", folded=f"so {code}")
    given = {"tasks_on_time": 8, "tasks_all": 10}
    head = ",".join(["year", form.table.unit_column, "name", *names])
    cells = ",".join(str(given.get(name, "")) for name in names)
    lines = [f"2026,{code},Sở {code},{cells}" for code in ("x", "y")]
    actions.record_results(
        by=focal, at=AT, agency=agency.pk, index="par-department", text="\n".join([head, *lines]), source="x"
    )  # fmt: skip
    later = dt.datetime(2027, 2, 1, tzinfo=dt.UTC)
    merge = Merge((units[0].pk,), units[1].pk)
    change_units(
        by=system("thử"), at=later, change=merge, on=dt.date(2027, 1, 15), decision=Decision("1/QĐ")
    )
    monkeypatch.setattr(clock, "now", lambda: later)
    page = text(office.get("/chi-so/par-department/don-vi/y/?so=s.tasks_all"))
    assert "cộng các đơn vị" in page
    assert "Sở y, Sở x" in page
    told = json.loads(
        office.get("/chi-so/par-department/don-vi/y/chuoi.json?so=s.tasks_all").content
    )
    assert told["rows"][0]["today"] == "20"


def test_the_same_queries_however_many_years_and_units(office, pci):
    pci(row(2022, "P20", 6))

    def asked():
        with CaptureQueriesContext(connection) as seen:
            text(office.get("/chi-so/pci/don-vi/P20/"))
        return len(seen)

    asked()
    few = asked()
    pci(*(row(y, f"P{n:02}", 6) for y in range(2013, 2023) for n in range(1, 40)))
    assert asked() == few
