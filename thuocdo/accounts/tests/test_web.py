"""Pages of people: what an administrator does by form, what others see, how many queries a list takes."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thuocdo.accounts.models import Account, Person, Position, RoleGrant, SavedFilter
from thuocdo.organisations.models import Unit, UnitName, UnitParent

pytestmark = pytest.mark.django_db
TODAY = "2026-11-21"


@pytest.fixture
def units():
    top, room = (Unit.objects.create(code=c, kind=k) for c, k in (("so", "agency"), ("p", "room")))
    UnitParent.objects.create(unit=room, parent=top)
    for unit, name in ((top, "Sở Giáo dục"), (room, "Phòng Tổ chức")):
        UnitName.objects.create(unit=unit, name=name, folded=name.lower())
    return top, room


@pytest.fixture
def admin(signed_in):
    return signed_in("admin", name="Nguyễn Thị Quản", username="quan-tri")


def test_from_a_new_person_to_their_first_day(admin, units):
    made = admin.post("/nguoi-dung/them/", {"name": "Trần Bình", "phone": "", "email": ""})
    page = made["Location"]
    admin.post(
        page + "chuc-vu/",
        {"title": "Trưởng phòng", "unit": units[1].pk, "roles": ["head"], "since": "2023-01-01"},
    )
    admin.post(page + "tai-khoan/", {"username": "binh", "password": "Hoa-Phuong-2023"})
    shown = admin.get(page).content.decode()
    for words in ("Trưởng phòng", "Phòng Tổ chức", "01/01/2023", "binh", "Trưởng đơn vị"):
        assert words in shown
    listed = admin.get("/nguoi-dung/?q=tran").content.decode()
    assert "Trần Bình" in listed
    assert "Nguyễn Thị Quản</a>" not in listed


def test_what_is_refused_stands_beside_the_open_form(admin, units):
    me = Person.objects.get()
    form = {"title": "Giám đốc", "unit": units[0].pk, "roles": ["leader"], "since": TODAY}
    answer = admin.post(f"/nguoi-dung/{me.pk}/chuc-vu/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Không tự giao cho mình" in page
    assert page.count("<details open>") == 1
    assert not Position.objects.exists()
    late = admin.post(
        f"/nguoi-dung/{me.pk}/vai-tro/", {"role": "guest", "since": TODAY, "until": "2020-01-01"}
    )
    assert late.status_code == 422


def test_the_last_administrator_is_kept_and_told_why(admin):
    grant = RoleGrant.objects.get()
    answer = admin.post(f"/nguoi-dung/vai-tro/{grant.pk}/ket-thuc/", {"until": TODAY})
    assert "quản trị cuối cùng" in answer.content.decode()
    answer = admin.post(f"/nguoi-dung/tai-khoan/{Account.objects.get().pk}/khoa/")
    assert "quản trị cuối cùng" in answer.content.decode()
    assert Account.objects.get().is_active


def test_every_deed_of_the_page_does_what_it_says(admin, someone, units):
    head = someone("head", unit=units[1], name="Trần Bình")
    deputy = someone("officer", unit=units[1], name="Lê Hoa")
    held = Position.objects.get(person=head.person)
    page = f"/nguoi-dung/{deputy.person_id}/"
    acting = {"position": held.pk, "form": "KT.", "since": "2023-01-01"}
    assert admin.post(page + "lam-thay/", acting).status_code == 302
    assert "KT. CHUYÊN VIÊN" in admin.get(page).content.decode()
    done = deputy.person.acting.get()
    assert (
        admin.post(f"/nguoi-dung/lam-thay/{done.pk}/ket-thuc/", {"until": TODAY}).status_code == 302
    )
    assert admin.post(page + "sua/", {"name": "Lê Thị Hoa", "phone": "0225"}).status_code == 302
    lock = f"/nguoi-dung/tai-khoan/{deputy.pk}/"
    for deed in ("khoa/", "mo/", "hai-lop/"):
        assert admin.post(lock + deed).status_code == 302
    assert admin.post(lock + "mat-khau/", {"password": "Do-Son-2024!"}).status_code == 302
    assert (
        admin.post(f"/nguoi-dung/chuc-vu/{held.pk}/ket-thuc/", {"until": TODAY}).status_code == 302
    )
    deputy.refresh_from_db()
    assert (deputy.is_active, deputy.must_change_password) == (True, True)
    assert Position.objects.get(pk=held.pk).until == dt.date(2026, 11, 21)


def test_an_erased_person_leaves_the_list(admin, someone):
    gone = someone(name="Trần Bình")
    assert admin.post(f"/nguoi-dung/{gone.person_id}/xoa/").status_code == 302
    assert "Trần Bình" not in admin.get("/nguoi-dung/").content.decode()
    page = admin.get(f"/nguoi-dung/{gone.person_id}/").content.decode()
    assert "Đã xóa dữ liệu cá nhân" in page
    assert "Sửa thông tin" not in page


def test_a_head_sees_their_unit_only(signed_in, someone, units):
    someone("officer", unit=units[1], name="Trần Bình")
    other = someone("leader", unit=units[0], name="Phạm Giám Đốc")
    client = signed_in("head", unit=units[1], name="Lê Hoa")
    page = client.get("/nguoi-dung/").content.decode()
    assert "Trần Bình" in page
    assert "Phạm Giám Đốc" not in page
    assert client.get(f"/nguoi-dung/{other.person_id}/").status_code == 404


def test_a_unit_account_is_made_and_locked(admin, units):
    form = {"unit": units[1].pk, "username": "phong-tc", "password": "Hoa-Phuong-2023"}
    assert admin.post("/nguoi-dung/don-vi/them/", form).status_code == 302
    account = Account.objects.get(shared=True)
    assert "Phòng Tổ chức" in admin.get("/nguoi-dung/don-vi/").content.decode()
    assert admin.post(f"/nguoi-dung/tai-khoan/{account.pk}/khoa/").status_code == 302
    account.refresh_from_db()
    assert not account.is_active
    page = f"/nguoi-dung/tai-khoan/{account.pk}/"
    assert "Mở khóa" in admin.get(page).content.decode()
    weak = admin.post(page + "mat-khau/", {"password": "yeu"})
    assert weak.status_code == 422
    assert "Mật khẩu còn thiếu" in weak.content.decode()
    assert admin.post(page + "mat-khau/", {"password": "Do-Son-2024!"})["Location"] == page


def test_the_role_page_marks_what_a_role_may(admin):
    page = admin.get("/nguoi-dung/vai-tro/").content.decode()
    for words in ("Kiểm tra nội bộ", "Xem nhật ký hệ thống", "Xác thực hai lớp"):
        assert words in page


def test_switching_the_capacity_changes_who_acts(signed_in, units):
    client = signed_in("officer", unit=units[1])
    person = Person.objects.get()
    also = Position.objects.create(
        person=person, unit=units[0], title="Văn thư", roles=["clerk"], since=dt.date(2020, 1, 1)
    )
    answer = client.post(
        "/tai-khoan/tu-cach/", {"position": f"position:{also.pk}", "next": "/tai-khoan/"}
    )
    assert answer["Location"] == "/tai-khoan/"
    assert client.get("/tai-khoan/").wsgi_request.by.position == "Văn thư"
    away = client.post(
        "/tai-khoan/tu-cach/", {"position": f"position:{also.pk}", "next": "https://xau.example/"}
    )
    assert away["Location"] == "/"


def test_a_filter_is_saved_from_its_list_and_removed(signed_in, units):
    client = signed_in("officer", unit=units[1])
    form = client.get("/bo-loc/?list=plans.tasks&query=han%3Dqua").content.decode()
    assert 'value="han=qua"' in form
    kept = {"room_list": "plans.tasks", "query": "han=qua", "name": "Quá hạn", "shared": "on"}
    assert client.post("/bo-loc/", kept).status_code == 302
    saved = SavedFilter.objects.get()
    assert saved.unit_id == units[1].pk
    assert "Quá hạn" in client.get("/tai-khoan/").content.decode()
    assert client.post(f"/bo-loc/{saved.pk}/xoa/").status_code == 302
    assert not SavedFilter.objects.exists()


def test_a_saved_filter_leads_back_to_its_list_and_nowhere_else(signed_in, units):
    client = signed_in("officer", unit=units[1])
    kept = {"room_list": "plans.work", "query": "tinh-trang=qua-han", "name": "Quá hạn"}
    answer = client.post("/bo-loc/?next=/nhiem-vu/", kept)
    assert answer["Location"] == "/nhiem-vu/?tinh-trang=qua-han"
    for place in ("https://elsewhere.example/", "javascript:alert(1)", "//elsewhere.example"):
        assert place not in client.get("/bo-loc/", {"next": place}).content.decode()
        assert client.post(f"/bo-loc/?next={place}", kept)["Location"] == "/tai-khoan/"


def test_the_same_number_of_queries_at_10_and_1000_people(admin, units):
    counts = []
    for many in (10, 990):
        people = [
            Person(full_name=f"Người {many} {n}", folded=f"nguoi {many} {n:04}")
            for n in range(many)
        ]
        for person in Person.objects.bulk_create(people):
            Position.objects.create(
                person=person, unit=units[1], title="Chuyên viên", roles=["officer"],
                since=dt.date(2020, 1, 1),
            )  # fmt: skip
        for path in ("/nguoi-dung/", "/nguoi-dung/?vai-tro=officer"):
            with CaptureQueriesContext(connection) as seen:
                admin.get(path)
            counts.append(len(seen))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 16
