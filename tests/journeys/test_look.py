"""Every part of every page, seen by axe, at two widths and in two schemes, and used by keyboard alone."""

import datetime as dt

import pytest

from thuocdo.accounts.models import Account, Person, RoleGrant

PAGES = ["", "bieu-mau/", "danh-sach/", "danh-sach/2/", "ra-soat/", "xac-nhan/", "khung-ngoai/"]


@pytest.fixture
def admin(site):
    person = Person.objects.create(full_name="Trần Thu Hà", folded="tran thu ha")
    RoleGrant.objects.create(person=person, role="admin", since=dt.date(2020, 1, 1))
    return Account.objects.create(
        username="ha", person=person, must_change_password=False, created_at=dt.datetime.now(dt.UTC)
    )


@pytest.mark.parametrize("place", PAGES)
def test_parts_can_be_used_by_everybody(place, site, page, enter, admin, check_axe, look):
    enter(admin)
    page.goto(f"{site.url}/thiet-ke/{place}")
    check_axe()
    look("thiet-ke-" + (place.strip("/").replace("/", "-") or "tong-quan"))
