"""The pages under Tổ chức, through the gate."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from thuocdo.audit.rules import Actor, Grant
from thuocdo.organisations import actions, queries
from thuocdo.organisations.actions import Meaning
from thuocdo.organisations.models import Alias, LocalEdition, Partner, Unit, UnitChange, UnitGroup

ADMIN = Actor("An", person=1, account=1, grants=(Grant("admin", None),))
OFFICER = Actor("Bình", person=2, account=2, grants=(Grant("officer", None),))
pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client, monkeypatch, someone):
    """The gate's own question "who is this" answered with a given actor."""
    account = someone()

    def as_(actor):
        client.force_login(account)
        session = client.session
        session["second_factor"] = True
        session.save()
        monkeypatch.setattr("thuocdo.accounts.queries.actor_for", lambda *a, **k: actor)
        return client

    return as_


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def unit(code):
    return Unit.objects.get(code=code)


READABLE = ["tree", "changes", "groups", "aliases", "partners"]
FORMS = ["create", "add_group", "add_alias", "add_partner"]


@pytest.mark.parametrize("name", READABLE)
def test_everybody_reads_and_only_some_are_offered_to_change(agency, sign_in, name):
    seen = text(sign_in(OFFICER).get(reverse(f"organisations:{name}")))
    managed = text(sign_in(ADMIN).get(reverse(f"organisations:{name}")))
    assert managed.count("/them/") + managed.count("thay-doi/") > seen.count("/them/")
    assert seen.count("/them/") == 0


@pytest.mark.parametrize("name", FORMS)
def test_forms_are_closed_to_an_officer(agency, sign_in, name):
    assert sign_in(OFFICER).get(reverse(f"organisations:{name}")).status_code == 403
    text(sign_in(ADMIN).get(reverse(f"organisations:{name}")))


def test_an_empty_house_offers_the_first_step_and_the_model(sign_in, db):
    client = sign_in(ADMIN)
    assert "Thêm cơ quan" in text(client.get("/to-chuc/"))
    assert "Quản trị sẽ lập" in text(sign_in(OFFICER).get("/to-chuc/"))
    sign_in(ADMIN).post("/to-chuc/nap-mau/")
    assert "Phòng Kế hoạch - Tài chính" in text(client.get("/to-chuc/"))


def test_the_tree_is_that_of_the_day_in_the_address(agency, sign_in):
    client = sign_in(OFFICER)
    assert "Thanh tra Sở" in text(client.get("/to-chuc/?ngay=10/01/2023"))
    assert "Thanh tra Sở" not in text(client.get("/to-chuc/?ngay=01/08/2025"))
    text(client.get("/to-chuc/?ngay=hôm qua"))
    found = text(client.get("/to-chuc/?q=khao+thi&ngay=01/08/2025"))
    assert "Tên vào thời gian khác" in found
    assert "Không có đơn vị nào có tên" in text(client.get("/to-chuc/?q=zzz"))


@pytest.mark.parametrize("name", READABLE)
def test_a_page_takes_the_same_queries_whatever_its_length(
    agency, sign_in, by, at, name, monkeypatch
):
    monkeypatch.setattr("thuocdo.config.clock.now", lambda: at)  # the frame asks anew each minute
    client, url = sign_in(ADMIN), reverse(f"organisations:{name}")
    text(client.get(url))
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    make, room = {"by": by, "at": at}, unit("giao-duc-trung-hoc").pk
    for n in range(1, 13):
        made = actions.create_unit(
            **make, name=f"Phòng {n}", kind="room", parent=agency.pk, on=None
        ).pk
        actions.add_group(**make, agency=agency.pk, name=f"Nhóm {n}", units=[room, made])
        means = Meaning(unit=made)
        actions.add_alias(**make, agency=agency.pk, printed=f"Tên {n}", means=means)
        actions.add_partner(**make, name=f"Sở {n}")
        actions.rename_unit(**make, unit=room, name=f"Tên mới {n}", on=dt.date(2026, n, 1))
    with CaptureQueriesContext(connection) as many:
        text(client.get(url))
    assert len(many) == len(few)


def test_a_unit_tells_its_past(agency, sign_in):
    page = text(sign_in(ADMIN).get(f"/to-chuc/don-vi/{unit('khao-thi-kdclgd').pk}/"))
    assert "Phòng Quản lý chất lượng" in page
    assert "Phòng Khảo thí và Kiểm định chất lượng giáo dục" in page
    assert "08/2025/QĐ-UBND" in page
    assert "Theo nguồn thứ cấp" in page
    gone = text(sign_in(OFFICER).get(f"/to-chuc/don-vi/{unit('van-phong-so').pk}/"))
    assert "Đơn vị không hoạt động vào ngày" in gone
    assert "Phòng Tổ chức - Hành chính" in gone
    orphan = text(sign_in(OFFICER).get(f"/to-chuc/don-vi/{unit('thanh-tra-so').pk}/"))
    assert "cần được giao lại" in orphan


def test_a_unit_is_added_and_given_a_seal(agency, sign_in):
    client = sign_in(ADMIN)
    new = {"name": "Phòng Chuyển đổi số", "kind": "room", "parent": agency.pk, "on": "01/02/2026"}
    answer = client.post("/to-chuc/them/", new)
    made = unit("phong-chuyen-doi-so")
    assert answer["Location"] == f"/to-chuc/don-vi/{made.pk}/"
    bad = text(client.post(f"{answer['Location']}con-dau/", {"symbol": ""}))
    assert "Cần ghi mục này" in bad
    seal = {
        "symbol": "PCĐS",
        "place": "Hải Phòng",
        "head_title": "Trưởng phòng",
        "authority": "Sở Giáo dục  và Đào tạo",
        "on": "01/02/2026",
    }
    client.post(f"{answer['Location']}con-dau/", seal)
    assert queries.agency_of(made.pk, dt.date(2026, 2, 1)) == made.pk
    assert queries.agencies(dt.date(2026, 2, 1))[made.pk].authority == "Sở Giáo dục và Đào tạo"
    assert "Cơ quan chủ quản: Sở Giáo dục và Đào tạo" in text(client.get(answer["Location"]))


MERGE = {"name": "Phòng Tổng hợp", "on": "01/04/2026", "number": "15/QĐ-UBND"}


def test_a_merger_is_shown_before_it_is_written(agency, sign_in):
    client = sign_in(ADMIN)
    rooms = [unit("ke-hoach-tai-chinh").pk, unit("to-chuc-hanh-chinh").pk]
    given = {**MERGE, "units": rooms}
    before = Unit.objects.count()
    shown = text(client.get("/to-chuc/thay-doi/sap-nhap/", given))
    for words in (
        "Thành lập “Phòng Tổng hợp”",
        "“Phòng Kế hoạch - Tài chính” thôi hoạt động",
        "“Phòng Tổng hợp” vào nhóm “Các phòng cơ quan Sở”",
        "15/QĐ-UBND",
    ):
        assert words in shown
    assert Unit.objects.count() == before
    assert client.post("/to-chuc/thay-doi/sap-nhap/", given).status_code == 302
    assert UnitChange.objects.latest("id").decision_number == "15/QĐ-UBND"
    assert "Phòng Tổng hợp" in text(client.get("/to-chuc/thay-doi/"))


@pytest.mark.parametrize(
    ("way", "code", "more", "words"),
    [
        ("doi-ten", "qlcl", {"name": "Phòng X"}, "đổi tên thành “Phòng X”"),
        ("chuyen", "truong", {"parent": "room"}, "chuyển từ “Sở Giáo dục và Đào tạo Hải Phòng”"),
        ("chuyen", "truong", {}, "ra đứng riêng"),
        ("chia-tach", "qlcl", {"parts": "Phòng A\nPhòng B"}, "Thành lập “Phòng B”"),
        ("giai-the", "qlcl", {}, "thôi hoạt động"),
    ],
)
def test_each_way_previews_and_writes(agency, sign_in, way, code, more, words):
    codes = {"qlcl": "khao-thi-kdclgd", "truong": "thpt-ngo-quyen"}
    given = {"unit": unit(codes[code]).pk, "on": "01/04/2026", **more}
    if more.get("parent"):
        given["parent"] = unit("giao-duc-trung-hoc").pk
    client = sign_in(ADMIN)
    assert words in text(client.get(f"/to-chuc/thay-doi/{way}/", given))
    count = UnitChange.objects.count()
    assert client.post(f"/to-chuc/thay-doi/{way}/", given).status_code == 302
    assert UnitChange.objects.count() == count + 1


def test_what_cannot_be_is_said_in_the_form(agency, sign_in):
    client = sign_in(ADMIN)
    assert "Chưa lưu được" in text(client.get("/to-chuc/thay-doi/giai-the/?on=hôm+qua"))
    given = {"unit": agency.pk, "on": "01/04/2026"}
    assert "đơn vị cấp dưới" in text(client.get("/to-chuc/thay-doi/giai-the/", given))
    assert "đơn vị cấp dưới" in text(client.post("/to-chuc/thay-doi/giai-the/", given))
    assert client.get("/to-chuc/thay-doi/xoa/").status_code == 404
    assert sign_in(OFFICER).get("/to-chuc/thay-doi/giai-the/").status_code == 403


def test_the_decision_behind_a_change_is_recorded_later(agency, sign_in):
    client = sign_in(ADMIN)
    unsure = UnitChange.objects.filter(decision_number="").first()
    url = f"/to-chuc/thay-doi/{unsure.pk}/quyet-dinh/"
    assert url in text(client.get("/to-chuc/thay-doi/"))
    assert "Chưa có số quyết định" in text(client.post(url, {"number": ""}))
    client.post(url, {"number": "31/QĐ-UBND", "signed": "20/06/2025", "note": "Bãi bỏ"})
    unsure.refresh_from_db()
    assert (unsure.decision_number, unsure.status, unsure.source) == ("31/QĐ-UBND", "confirmed", "")
    assert sign_in(OFFICER).get(url).status_code == 403


def test_groups_are_made_changed_and_ended(agency, sign_in):
    client = sign_in(ADMIN)
    rooms = [unit("ke-hoach-tai-chinh").pk, unit("giao-duc-trung-hoc").pk]
    answer = client.post("/to-chuc/nhom/them/", {"name": "Tổ giúp việc", "units": rooms})
    group = UnitGroup.objects.get(name="Tổ giúp việc")
    assert answer["Location"] == f"/to-chuc/nhom/{group.pk}/"
    url, exams = f"{answer['Location']}thanh-vien/", unit("khao-thi-kdclgd").pk
    client.post(url, {"on": "01/04/2026", "units": [rooms[0], exams]})
    assert queries.members(group.pk, dt.date(2026, 4, 1)) == {rooms[0], exams}
    late = text(client.post(url, {"on": "01/03/2026", "units": rooms}))
    assert "đã có thay đổi ghi từ ngày 01/04/2026" in late
    client.post(f"{answer['Location']}ket-thuc/", {"on": "01/05/2026"})
    group.refresh_from_db()
    assert group.until == dt.date(2026, 4, 30)
    assert sign_in(OFFICER).post(f"{answer['Location']}ket-thuc/").status_code == 403


def test_a_name_is_remembered_and_forgotten(agency, sign_in):
    client = sign_in(ADMIN)
    room = unit("ke-hoach-tai-chinh").pk
    client.post("/to-chuc/ten-goi/them/", {"printed": "Bộ phận kế toán", "means": f"unit:{room}"})
    client.post("/to-chuc/ten-goi/them/", {"printed": "Tổ công tác", "means": "general"})
    page = text(client.get("/to-chuc/ten-goi/?q=kế toán"))
    assert "Bộ phận kế toán" in page
    assert "Tổ công tác" not in page
    assert "Cần chọn" in text(client.post("/to-chuc/ten-goi/them/", {"printed": "X"}))
    alias = Alias.objects.get(printed="Bộ phận kế toán")
    client.post(f"/to-chuc/ten-goi/{alias.pk}/xoa/")
    assert not Alias.objects.filter(pk=alias.pk).exists()


def test_partners_are_added_and_ended_with_a_successor(agency, sign_in):
    client = sign_in(ADMIN)
    client.post("/to-chuc/ben-ngoai/them/", {"name": "Sở Du lịch"})
    old, heir = Partner.objects.get(name="Sở Du lịch"), Partner.objects.get(code="so-tai-chinh")
    url, key = f"/to-chuc/ben-ngoai/{old.pk}/ket-thuc/", f"p{old.pk}"
    assert "Cần ghi mục này" in text(client.post(url, {}))
    client.post(url, {f"{key}-on": "01/04/2026", f"{key}-successor": heir.pk})
    old.refresh_from_db()
    assert (old.until, old.successor) == (dt.date(2026, 3, 31), heir)


def test_the_day_of_culture_is_switched_on_and_off(agency, sign_in):
    client = sign_in(ADMIN)
    page = text(client.get("/to-chuc/lich/2026/"))
    assert "Chưa áp dụng" in page
    assert "Cho áp dụng" in page
    assert "Cho áp dụng" not in text(sign_in(OFFICER).get("/to-chuc/lich/2026/"))
    sign_in(ADMIN)
    day = {"date": "24/11/2026", "kind": "holiday", "name": "Ngày Văn hóa Việt Nam", "number": "9"}
    client.post("/to-chuc/lich/2026/ngay/", day)
    assert not queries.calendar_for(agency.pk).is_working_day(dt.date(2026, 11, 24))
    assert LocalEdition.objects.get().decision_number == "9"
    assert "Cơ quan quyết định" in text(client.get("/to-chuc/lich/2026/"))
    client.post("/to-chuc/lich/2026/bo/", {"date": "24/11/2026"})
    assert queries.calendar_for(agency.pk).is_working_day(dt.date(2026, 11, 24))
    bad = text(client.post("/to-chuc/lich/2026/ngay/", {**day, "kind": "working"}))
    assert "thay cho ngày nào" in bad


def test_only_years_with_a_calendar_have_a_page(agency, sign_in):
    client = sign_in(OFFICER)
    assert client.get("/to-chuc/lich/").status_code == 302
    for year in (1, 1999, 9999, 123456):
        assert client.get(f"/to-chuc/lich/{year}/").status_code == 404
    assert client.post("/to-chuc/lich/2026/ngay/").status_code == 403
