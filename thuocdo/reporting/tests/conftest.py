"""A department with three schools' worth of rooms, a focal officer and people who answer."""

import datetime as dt

import pytest

from thuocdo.accounts.models import Account
from thuocdo.accounts.queries import actor_for
from thuocdo.config import clock
from thuocdo.organisations.models import Agency, ChangePart, Unit, UnitChange, UnitName, UnitParent
from thuocdo.reporting.actions import make_collection, open_collection
from thuocdo.reporting.models import Reply
from thuocdo.reporting.tests.factories import school_sheet

AT = dt.datetime(2026, 3, 5, 2, tzinfo=dt.UTC)
DUE = dt.date(2026, 3, 20)
DATE = dt.date(2026, 3, 7)  # a day on which units end


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def agency(db):
    unit = Unit.objects.create(code="so", kind="department")
    UnitName.objects.create(unit=unit, name="Sở Giáo dục và Đào tạo", folded="so giao duc")
    Agency.objects.create(unit=unit, symbol="SGDĐT", place="Hải Phòng")
    return unit


@pytest.fixture
def units(agency):
    def room(number):
        unit = Unit.objects.create(code=f"truong-{number}", kind="room", order=number)
        UnitName.objects.create(unit=unit, name=f"Trường số {number}", folded=f"truong {number}")
        UnitParent.objects.create(unit=unit, parent=agency)
        return unit

    return [room(number) for number in (1, 2, 3)]


@pytest.fixture
def focal(agency, someone):
    return actor_for(someone("focal", unit=agency, name="Phạm Thị Đầu Mối"), AT)


@pytest.fixture
def answerer(someone):
    def of(unit, *roles):
        return actor_for(someone(*(roles or ("officer",)), unit=unit, name="Lê Văn Trường"), AT)

    return of


@pytest.fixture
def draft(agency, focal):
    return make_collection(
        by=focal,
        at=AT,
        agency=agency.pk,
        title="Học phí quý I",
        name="bieu.xlsx",
        data=school_sheet(),
    )


@pytest.fixture
def opened(draft, focal, units):
    return open_collection(
        by=focal, at=AT, collection=draft, units=[u.pk for u in units], due=DUE, version=0
    )


@pytest.fixture
def day(monkeypatch):
    """The clock stands `n` days after AT: `day(3)`; at AT where nothing is said."""

    def at(n):
        monkeypatch.setattr(clock, "now", lambda: AT + dt.timedelta(days=n))
        return AT + dt.timedelta(days=n)

    at(0)
    return at


@pytest.fixture
def office(client, focal, day):
    """A browser at which the focal officer sits."""
    client.force_login(Account.objects.get(pk=focal.account))
    return client


@pytest.fixture
def replies(opened):
    return list(Reply.objects.select_related("collection__file", "unit").order_by("id"))


def end(unit, heir=None, on=DATE):
    """The unit ends the day before `on`; `heir` stands for it since."""
    Unit.objects.filter(pk=unit.pk).update(until=on - dt.timedelta(days=1))
    change = UnitChange.objects.create(kind="merge" if heir else "abolish", date=on)
    ChangePart.objects.create(change=change, unit=unit, side="from")
    if heir:
        ChangePart.objects.create(change=change, unit=heir, side="to")
