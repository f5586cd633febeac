"""Rules of RFC 5545 stand in the data; on the screen stand the words officers use."""

import re

import pytest
from django.urls import reverse

from thuocdo.plans.actions import decide
from thuocdo.plans.tests.conftest import AT
from thuocdo.plans.web.rhythm import rule_words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "Hằng ngày"),
        ("FREQ=WEEKLY;BYDAY=MO,FR", "Hằng tuần, thứ Hai, thứ Sáu"),
        ("FREQ=MONTHLY;BYMONTHDAY=25", "Hằng tháng, ngày 25"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "Hằng tháng, ngày 30"),
        ("FREQ=MONTHLY;BYMONTHDAY=3,7", "FREQ=MONTHLY;BYMONTHDAY=3,7"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "Hằng tháng, ngày cuối tháng"),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", "Hằng năm, cuối tháng 6, 12"),
        ("FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=15", "Hằng năm, ngày 15 tháng 3, 6"),
        (
            "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=10,15;BYSETPOS=-3,-2",
            "Hằng năm, ngày 15/6, 10/12",
        ),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20", "Hằng quý, ngày 20 tháng cuối quý"),
        ("FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5", "Hằng quý, ngày 5 tháng đầu quý"),
        ("FREQ=HOURLY", "FREQ=HOURLY"),
    ],
)
def test_a_rule_is_shown_in_words(rule, words):
    assert rule_words(rule) == words


def test_the_review_says_how_it_understands_each_time(reader, settled, focal):
    rule = {"kind": "recurring", "start": None, "due": None, "event": None, "then": None}
    said = rule | {"rule": "FREQ=WEEKLY;BYDAY=MO"}
    decide(by=focal, at=AT, plan=settled, decisions={"schedule:task-2": said})
    reader.open(reverse("plans:review", args=[settled.pk]) + "?phan=nhiem-vu")
    shown = " ".join(reader.page.xpath("//main")[0].text_content().split())
    assert re.search(
        r"\(Hằng tuần, thứ Hai, \d{2} lần\)", shown
    )  # how many times the unit will be asked
    assert "FREQ" not in shown
    reader.open(reverse("plans:review_row", args=[settled.pk, "task-2"]))
    assert "Hằng tuần, thứ Hai" in reader.page.xpath("//select[@name='rule']")[0].text_content()
