import datetime as dt

import pytest

from thuocdo.audit.rules import system
from thuocdo.organisations.actions import load_shipped

AT = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)


@pytest.fixture
def by():
    return system("kiểm thử")


@pytest.fixture
def at():
    return AT


@pytest.fixture
def agency(db, by, at):
    """The shipped department of Hải Phòng."""
    return load_shipped(by=by, at=at)
