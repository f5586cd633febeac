"""The door: who gets in, who is stopped, what must be done first, what the log notes."""

import datetime as dt
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from thuocdo.accounts.models import Account
from thuocdo.audit.models import Entry
from thuocdo.organisations.models import Unit

STRONG = "Hoa-Phuong-2023"
pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture
def officer(someone):
    room = Unit.objects.create(code="p", kind="room")
    account = someone("officer", unit=room, username="an")
    account.set_password(STRONG)
    account.save()
    return account


def enter(client, username="an", password=STRONG, **more):
    return client.post(LOGIN, {"login": username, "password": password, **more})


def noted():
    return list(Entry.objects.order_by("number").values_list("verb", flat=True))


def test_the_right_password_opens_and_is_noted(client, officer):
    answer = enter(client, next="/tai-khoan/")
    assert (answer.status_code, answer["Location"]) == (302, "/tai-khoan/")
    assert client.get("/tai-khoan/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/tai-khoan/").status_code == 302
    assert noted() == ["accounts.sign_in", "accounts.sign_out"]


@pytest.mark.parametrize("username", ["an", "khong-co-ai"])
def test_a_wrong_password_and_an_unknown_name_are_answered_alike(client, officer, username):
    answer = enter(client, username, "sai")
    assert answer.status_code == 200
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in answer.content.decode()


def test_capitals_in_a_login_name_do_not_matter(client, officer):
    assert enter(client, " AN ").status_code == 302


def test_five_wrong_passwords_lock_the_name_even_for_the_right_one(client, officer):
    for _ in range(5):
        enter(client, password="sai")
    answer = enter(client)
    assert answer.status_code == 200
    assert "Nhập sai quá nhiều lần" in answer.content.decode()
    assert noted() == ["accounts.sign_in_failed"] * 5
    assert Entry.objects.first().person is None


def test_a_locked_account_stays_outside_and_its_session_ends(client, officer):
    enter(client)
    Account.objects.filter(pk=officer.pk).update(is_active=False)
    assert client.get("/tai-khoan/").status_code == 302
    assert client.get("/tai-khoan/")["Location"].startswith(LOGIN)
    assert enter(client).status_code in {200, 302}
    assert client.get("/tai-khoan/").status_code == 302


def test_a_given_password_is_changed_before_anything_else(client, officer):
    Account.objects.filter(pk=officer.pk).update(must_change_password=True)
    enter(client)
    assert client.get("/tai-khoan/")["Location"] == reverse("account_change_password")
    form = {"oldpassword": STRONG, "password1": STRONG, "password2": STRONG}
    same = client.post(reverse("account_change_password"), form)
    assert "khác mật khẩu hiện tại" in same.content.decode()
    weak = client.post(
        reverse("account_change_password"), {**form, "password1": "yeu", "password2": "yeu"}
    )
    assert "Mật khẩu còn thiếu" in weak.content.decode()
    fresh = {"password1": "Do-Son-2024!", "password2": "Do-Son-2024!"}
    assert client.post(reverse("account_change_password"), {**form, **fresh}).status_code == 302
    assert client.get("/tai-khoan/").status_code == 200
    assert noted()[-1] == "accounts.password_changed"


def code(secret):
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counter))


def confirm(client, page):
    """Open a page that asks for the password again, and give it."""
    asked = client.get(page)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert "Xác nhận mật khẩu" in client.get(asked["Location"]).content.decode()
    back = client.post(asked["Location"], {"password": STRONG, "next": page})
    assert back["Location"] == page
    return client.get(page).content.decode()


@pytest.fixture
def admin(someone):
    account = someone("admin", username="quan-tri")
    account.set_password(STRONG)
    account.save()
    return account


def test_an_administrator_sets_up_the_second_factor_first(
    client, admin, django_capture_on_commit_callbacks
):
    enter(client, "quan-tri")
    activate = reverse("mfa_activate_totp")
    assert client.get("/nguoi-dung/")["Location"] == activate
    page = confirm(client, activate)
    secret = re.search(r"<b class=\"num\">(\w+)</b>", page)[1]
    wrong = client.post(activate, {"code": "000000"})
    assert "Mã không đúng" in wrong.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(activate, {"code": code(secret)})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(done["Location"]).status_code == 200
    assert client.get("/nguoi-dung/").status_code == 200
    assert secret not in Authenticator.objects.get(type="totp").data["secret"]
    assert "accounts.factor_added" in noted()


def test_with_a_second_factor_the_password_is_not_enough(client, admin):
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(admin, secret)
    answer = enter(client, "quan-tri")
    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get("/nguoi-dung/")["Location"].startswith(LOGIN)
    wrong = client.post(answer["Location"], {"code": "000000"})
    assert "Mã không đúng" in wrong.content.decode()
    assert client.post(answer["Location"], {"code": code(secret)}).status_code == 302
    assert client.get("/nguoi-dung/").status_code == 200
    assert noted() == ["accounts.code_failed", "accounts.sign_in"]


def test_who_needs_the_second_factor_cannot_switch_it_off(client, admin):
    TOTP.activate(admin, "JBSWY3DPEHPK3PXP")
    enter(client, "quan-tri")
    client.post(reverse("mfa_authenticate"), {"code": code("JBSWY3DPEHPK3PXP")})
    assert "không tắt được" in confirm(client, reverse("mfa_deactivate_totp"))
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(type="totp").exists()


def test_the_demonstration_does_not_insist(client, admin, settings):
    settings.DEMO = True
    enter(client, "quan-tri")
    assert client.get("/nguoi-dung/").status_code == 200
    client.post("/accounts/logout/")
    assert "không bắt buộc xác thực hai lớp" in client.get(LOGIN).content.decode()


def test_whoever_sits_at_a_unit_account_says_so_first(client, officer):
    unit = Unit.objects.get()
    school = Account(
        username="thpt-x", shared=True, unit=unit, must_change_password=False,
        created_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )  # fmt: skip
    school.set_password(STRONG)
    school.save()
    enter(client, "thpt-x")
    declare = reverse("accounts:declare")
    assert client.get("/tai-khoan/")["Location"] == declare
    assert client.post(declare, {"name": "", "position": ""}).status_code == 200
    client.post(declare, {"name": "Lê Thị Hoa", "position": "Phó Hiệu trưởng"})
    page = client.get("/tai-khoan/")
    assert "Lê Thị Hoa" in page.content.decode()
    assert page.wsgi_request.by.position == "Phó Hiệu trưởng"


def test_nobody_registers_and_nothing_of_allauth_else_is_mounted(client):
    for path in ("signup/", "email/", "password/reset/", "password/set/", "social/signup/"):
        assert client.get(f"/accounts/{path}").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_logout",
        "account_inactive",
        "socialaccount_login_error",
        "socialaccount_login_cancelled",
    ],
)
def test_pages_of_the_door_are_drawn_for_a_stranger(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code in {200, 302, 401}


@pytest.mark.parametrize(
    "name",
    [
        "account_reauthenticate",
        "account_change_password",
        "mfa_activate_totp",
        "mfa_generate_recovery_codes",
    ],
)
def test_pages_of_the_own_account_are_drawn(client, officer, name):
    enter(client)
    answer = client.get(reverse(name), follow=True)
    assert answer.status_code in {200, 403}


def test_too_many_requests_from_one_address_are_told_in_words(client, officer, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "2/m/ip"}
    answers = [enter(client, password="sai") for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert "Chờ vài phút" in answers[-1].content.decode()


def test_recovery_codes_stand_in_for_a_lost_telephone(client, admin):
    enter(client, "quan-tri")
    activate = reverse("mfa_activate_totp")
    secret = re.search(r"<b class=\"num\">(\w+)</b>", confirm(client, activate))[1]
    client.post(activate, {"code": code(secret)})
    codes = client.get(reverse("mfa_download_recovery_codes")).content.decode().split()
    client.post("/accounts/logout/")
    enter(client, "quan-tri")
    assert client.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 302
    assert client.get("/nguoi-dung/").status_code == 200
