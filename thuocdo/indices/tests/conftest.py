"""A department that records published results."""

import datetime as dt

import pytest

from thuocdo.accounts.models import Account
from thuocdo.accounts.queries import actor_for
from thuocdo.config import clock
from thuocdo.organisations.models import Agency, Unit, UnitName

AT = dt.datetime(2026, 3, 5, 2, tzinfo=dt.UTC)
NAMES = "ci01_entry,ci02_land,ci03_transparency,ci04_time,ci05_informal,ci06_bias,ci07_proactivity,ci08_support,ci09_labor,ci10_legal"
HEAD = f"year,province_code,{NAMES},pci_published,rank_published,band_published"


def row(year, code, points=5, published="", place="", band=""):
    return f"{year},{code},{','.join([str(points)] * 10)},{published},{place},{band}"


def table(*rows, head=HEAD):
    return "\n".join([head, *rows])


def text(answer, status=200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def agency(db):
    unit = Unit.objects.create(code="so", kind="agency")
    UnitName.objects.create(unit=unit, name="Sở Tài chính", folded="so tai chinh")
    Agency.objects.create(unit=unit, symbol="STC", place="Hải Phòng")
    return unit


@pytest.fixture
def focal(agency, someone):
    return actor_for(someone("focal", unit=agency, name="Phạm Thị Đầu Mối"), AT)


@pytest.fixture
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def office(client, focal, now):
    client.force_login(Account.objects.get(pk=focal.account))
    return client
