"""What a document changed of a row is typed as an office writes it and is told on the row's own page."""

import pytest
from django.urls import reverse

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.plans.actions import go_live
from thuocdo.plans.models import Task
from thuocdo.plans.tests.conftest import AT, TODAY
from thuocdo.plans.web.changes import _time

WINDOW = {
    "text": "Cả năm",
    "kind": "window",
    "start": "2023-01-01",
    "due": "2023-12-31",
    "rule": None,
}


@pytest.fixture
def live(focal, settled):
    return go_live(by=focal, at=AT, today=TODAY, plan=settled)


@pytest.mark.parametrize(
    ("typed", "kind", "start", "due", "rule"),
    [
        ("31/10/2023", "window", "2023-01-01", "2023-10-31", None),
        ("Quý IV/2023", "deadline", None, "2023-12-31", None),
        ("trước ngày 15/12", "deadline", None, "2023-12-15", None),
        ("15/12", "deadline", None, "2023-12-15", None),
        ("Hằng quý", "recurring", None, None, "FREQ=MONTHLY;INTERVAL=3"),
        ("Thường xuyên", "continuous", None, None, None),
    ],
)  # fmt: skip
def test_a_new_time_is_read_as_a_plan_says_it(typed, kind, start, due, rule):
    read = _time(typed, WINDOW, 2023)
    assert (read["kind"], read["start"], read["due"], read["rule"]) == (kind, start, due, rule)
    assert read["text"] == typed


def test_words_that_say_no_time_are_not_taken():
    with pytest.raises(Mistake, match="Không hiểu thời hạn “sớm nhất có thể”"):
        _time("sớm nhất có thể", WINDOW, 2023)
    with pytest.raises(Mistake, match="không phải ngày có thật"):
        _time("31/02/2023", WINDOW, 2023)
    with pytest.raises(Mistake, match="trước ngày bắt đầu 01/01/2023"):
        _time("15/12/2022", WINDOW, 2023)


def test_the_row_tells_what_the_document_changed(reader, live):
    row = Task.objects.get(number="3")
    reader.open(reverse("plans:amend", args=[live.pk]))
    fields = {
        f"task-{row.pk}__due": "Quý III/2023",
        "number": "30/SGDĐT-VP",
        "issued_on": "04/01/2023",
    }
    reader.press("Xem thay đổi", **fields)
    reader.press("Nhận tất cả")
    reader.press("Áp dụng")
    words = reader.open(reverse("plans:task", args=[row.pk]))
    assert "Điều chỉnh, bổ sung 30/SGDĐT-VP ngày 04/01/2023" in words
    assert "Cả năm 2023 → Quý III/2023" in words
    assert "Điều chỉnh, đính chính" not in reader.open(
        reverse("plans:task", args=[Task.objects.get(number="1").pk])
    )


def test_an_event_that_cannot_be_keeps_what_was_typed_and_its_paper_is_shown(reader, live):
    row = Task.objects.get(number="4")
    reader.open(reverse("plans:task", args=[row.pk]))
    typed = {"on": "04/01/2023", "due": "02/01/2023", "reference": "1234/SNV-CCHC ngày 03/01/2023"}
    assert "Thời hạn phải sau ngày phát sinh" in reader.press("Giao việc theo sự kiện", **typed)
    assert reader.status == 422
    assert reader.page.xpath("//input[@name='on']")[0].value == "04/01/2023"
    reader.press("Giao việc theo sự kiện", due="20/01/2023")
    assert "1234/SNV-CCHC" in reader.open(reverse("plans:task", args=[row.pk]))
