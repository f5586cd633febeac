"""Forms of periodic reports: what is shipped, and what a form may not say."""

import datetime as dt

import pytest

from thuocdo.lawbook import reader
from thuocdo.lawbook.faults import Faulty
from thuocdo.lawbook.periods import month, quarter, year

PCI = reader.shipped().edition("report_forms/pci/2022").body
TEXT = (reader.SHIPPED / "report_forms/pci/2022.yaml").read_text("utf-8")


def test_every_duty_of_the_plans_has_its_form():
    names = {e.path.split("/")[1] for e in reader.shipped().report_forms()}
    assert names == {"pci", "cchc", "obstacles", "tthc-control", "par-self-assessment", "sipas", "law-enforcement"}  # fmt: skip


def test_there_is_no_report_of_the_fourth_quarter():
    assert PCI.line_for(quarter(2026, 4), "unit") is None
    assert PCI.line_for(month(2026, 3), "unit") is None
    line = PCI.line_for(year(2026), "unit")
    assert line
    assert line.named(year(2026)) == dt.date(2026, 12, 5)


def test_a_recipient_ends_and_another_takes_its_place():
    def names(day):
        return [r.name for r in PCI.recipients_on(day)]

    assert names(dt.date(2025, 6, 30))[1:] == ["Sở Kế hoạch và Đầu tư"]
    assert names(dt.date(2025, 7, 1))[1:] == ["Sở Tài chính"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{period}\n", "quý\n", "phải có chỗ cho kỳ báo cáo"),
        ("right: [work_due]", "right: [work]", "“work” không phải số liệu"),
        ("key: dialogues,", "key: petitions,", "có 2 lần"),
        ("day: 2023-03-15 }", "day: 2023-03-16 }", "thời hạn của kỳ 2023-Q1 là 15/03/2023"),
        ("numbers: [1, 2, 3], day: 15", "numbers: [1, 2, 3], day: 40", "“day” không hợp lệ: 40"),
        ("by: agency, cumulative", "gather: weighted, cumulative", "weight"),
    ],
)
def test_a_fault_is_named(old, new, words):
    assert old in TEXT
    with pytest.raises(Faulty) as told:
        reader.read_text(TEXT.replace(old, new, 1), "report_forms", "pci/2022")
    assert words in str(told.value)
