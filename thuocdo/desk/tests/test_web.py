"""The first page and the search page: what each person is told, with how many queries."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thuocdo.accounts import actions
from thuocdo.audit.rules import system
from thuocdo.config import clock
from thuocdo.desk import queries
from thuocdo.organisations.actions import load_shipped
from thuocdo.organisations.models import Unit

BY = system("tests")
SINCE = dt.date(2020, 1, 1)


@pytest.fixture
def agency(db):
    return load_shipped(by=BY, at=clock.now())


@pytest.fixture
def enter(client, agency):
    def person(name, *posts):
        at = clock.now()
        row = actions.create_person(by=BY, at=at, name=name)
        for code, title, roles in posts:
            actions.give_position(
                by=BY, at=at, person=row.pk, unit=Unit.objects.get(code=code).pk, title=title,
                roles=roles, since=SINCE,
            )  # fmt: skip
        account = actions.create_account(
            by=BY, at=at, username=f"u{row.pk}", password="Xa-lo-2026-x", person=row.pk,
            must_change=False,
        )  # fmt: skip
        client.force_login(account)
        return account

    return person


def test_the_frame_names_agency_person_and_position(client, enter):
    enter("Đặng Thị Hồng Nhung", ("van-phong-so", "Chuyên viên", ["officer"]))
    page = client.get("/").content.decode()
    for words in ("Sở Giáo dục và Đào tạo Hải Phòng", "Đặng Thị Hồng Nhung", "Chuyên viên"):
        assert words in page
    assert 'aria-current="page"' in page


def test_the_one_next_step_depends_on_the_role(client, enter):
    enter("Trần Thu Hà", ("van-phong-so", "Chuyên viên", ["focal"]))
    assert "Chưa có kế hoạch nào" in client.get("/").content.decode()
    enter("Lê Ngọc Ánh", ("van-phong-so", "Chuyên viên", ["officer"]))
    assert "Chưa có việc nào đến tay đơn vị" in client.get("/").content.decode()


def test_capacities_are_offered_and_the_present_one_marked(client, enter):
    enter(
        "Phạm Văn Bình",
        ("van-phong-so", "Chánh Văn phòng", ["head"]),
        ("thanh-tra-so", "Thanh tra viên", ["officer"]),
    )
    shown = client.get("/tu-cach/").content.decode()
    assert "Chánh Văn phòng" in shown
    assert "Thanh tra viên" in shown
    assert shown.count('aria-current="true"') == 1
    key = shown.split('value="position:')[2].split('"')[0]
    client.post("/tai-khoan/tu-cach/", {"position": f"position:{key}", "next": "/"})
    assert "Thanh tra viên" in client.get("/").content.decode()


def test_units_are_found_with_or_without_marks(agency, client, enter):
    enter("Trần Thu Hà", ("van-phong-so", "Chuyên viên", ["officer"]))
    for text in ("to chuc can bo", "Tổ chức cán bộ", "TCCB"):
        assert "Phòng Tổ chức cán bộ" in client.get("/tim-kiem/", {"q": text}).content.decode()
    nothing = client.get("/tim-kiem/", {"q": "zzzz\0"}).content.decode()
    assert "Không tìm thấy" in nothing


def test_a_search_shows_no_more_than_its_limit(agency):
    found = queries.find(BY, "so", clock.today(), limit=3)
    assert {kind: len(hits) for kind, hits in found.items()} == {"Tổ chức": 3}


def test_an_officer_s_page_costs_few_queries(client, enter):
    enter("Trần Thu Hà", ("van-phong-so", "Chuyên viên", ["officer"]))
    client.get("/")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        client.get("/")
    assert len(seen) <= 12, [q["sql"][:90] for q in seen]


def test_the_style_page_is_the_administrator_s(client, enter):
    enter("Trần Thu Hà", ("van-phong-so", "Chuyên viên", ["focal"]))
    assert client.get("/thiet-ke/").status_code == 403
