"""The day a demonstration was built for is the day it is opened on."""

import datetime as dt
import os

import pytest

from thuocdo.config import clock
from thuocdo.config.commands.demo import _turn_clock
from thuocdo.demo.mark import Mark


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    monkeypatch.setenv("THUOCDO_TODAY", "2026-11-27")


def test_the_day_asked_for_is_kept_and_holds_when_it_is_opened(tmp_path, monkeypatch):
    day = dt.date(2026, 11, 27)
    monkeypatch.setattr(clock, "today", lambda: day)
    mark = Mark(tmp_path)
    _turn_clock(mark, [])
    mark.built = True
    mark.write()
    monkeypatch.delenv("THUOCDO_TODAY")
    _turn_clock(Mark.of(tmp_path), [])
    assert os.environ["THUOCDO_TODAY"] == day.isoformat()


def test_a_demonstration_opened_on_another_day_keeps_its_own(tmp_path):
    mark = Mark(tmp_path, built=True, today="2026-05-01")
    _turn_clock(mark, [])
    assert mark.today == "2026-05-01"
