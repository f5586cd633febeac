"""The whole way on the real system: a phone without an account, the head of unit, the office; the director's board,
open on another phone all the while, moves by itself. Nothing is called by hand: `thuocdo serve`, its live news, its pages.
"""

import json
import signal
import subprocess

import pytest

from tests.running.installation import ROOT, free_port, installation
from tests.running.test_serve import PATIENCE, get, wait_for

from .test_phone import PLAN, check_narrow

MADE = """
import datetime as dt, json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
call_command("migrate", verbosity=0)
from thuocdo.accounts import actions
from thuocdo.audit.rules import system
from thuocdo.organisations.actions import load_shipped
from thuocdo.organisations.models import Unit
from thuocdo.plans.actions import go_live, upload_plan
from thuocdo.plans.models import Assignment

by, at, today = system("journey"), clock.now(), clock.today()
agency = load_shipped(by=by, at=at)
plan = upload_plan(by=by, at=at, agency=agency.pk, name="ke-hoach.txt", data={text!r}.encode())
go_live(by=by, at=at, today=today, plan=plan)
work = Assignment.objects.get(of=None)

def enter(role, unit, name, title):
    person = actions.create_person(by=by, at=at, name=name)
    actions.give_position(by=by, at=at, person=person.pk, unit=unit, title=title, roles=[role], since=dt.date(2020, 1, 1))
    account = actions.create_account(by=by, at=at, username=role, password="Hanh-trinh-2026", person=person.pk, must_change=False)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session["second_factor"] = True
    session.create()
    return session.session_key

print(json.dumps({{
    "work": work.pk,
    "focal": enter("focal", agency.pk, "Nguyễn Thị Minh Hà", "Chuyên viên"),
    "head": enter("head", work.unit_id, "Trần Văn Trưởng", "Trưởng phòng"),
    "leader": enter("leader", agency.pk, "Vũ Đình Khải", "Giám đốc"),
}}))
"""


@pytest.fixture
def served(tmp_path):
    """A new installation with one piece of work, and its real address."""
    from thuocdo.config import clock

    with installation(tmp_path / "home") as house:
        house.home.mkdir()
        made = json.loads(house.python(MADE.format(text=PLAN.format(year=clock.today().year))))
        port = free_port()
        process = subprocess.Popen(
            house.command("serve", "--port", str(port)),
            cwd=ROOT,
            env=house.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(lambda: get(port, "/readyz") == 200)
            yield f"http://127.0.0.1:{port}", made
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


@pytest.fixture
def hand(browser, served):
    """`hand("head")`: a phone of its own on which that person is signed in; without a name, nobody is."""
    site, made = served
    contexts = []

    def take(who=""):
        context = browser.new_context(
            viewport={"width": 360, "height": 740}, has_touch=True, locale="vi-VN"
        )
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        if who:
            context.add_cookies([{"name": "sessionid", "value": made[who], "url": site}])
        return context.new_page()

    yield take
    for context in contexts:
        context.close()


def confirm(page, site):
    page.goto(f"{site}/cho-xac-nhan/")
    page.check("[name=chosen]")
    page.tap("main button:has-text('Xác nhận các việc đã chọn')")
    page.wait_for_selector("main >> text=Đã xác nhận")


def test_the_board_moves_when_the_office_confirms_what_a_phone_reported(served, hand, tmp_path):
    site, made = served
    board, office = hand("leader"), hand("focal")
    with board.expect_response("**/live/"):
        board.goto(f"{site}/dieu-hanh/")
    numbers = board.locator(".six b")
    assert numbers.all_inner_texts() == ["0", "0", "0", "1", "0", "0"]
    board.evaluate("window.opened = 'once'")
    board.locator(".six a").nth(3).focus()
    here = "document.activeElement.getAttribute('href')"
    focused = board.evaluate(here)

    office.goto(f"{site}/phan-viec/{made['work']}/duong-dan/")
    office.tap("main button:has-text('Lập đường dẫn')")
    address = office.inner_text("#duong-dan")
    assert address.startswith(f"{site}/l/")

    phone = hand()
    phone.goto(address)
    phone.tap("[value=done]")
    phone.fill("[name=text]", "Đã rà soát 24/24 phòng họp.")
    phone.check("[name=product]")
    phone.fill("[name=name]", "Lê Thị Kế Toán")
    phone.fill("[name=position]", "Kế toán")
    phone.tap("text=Gửi cập nhật")
    phone.wait_for_selector("h1:has-text('Đã ghi nhận')")

    confirm(hand("head"), site)
    assert numbers.all_inner_texts() == [
        "0",
        "0",
        "0",
        "1",
        "0",
        "0",
    ]  # the office has not said yes
    confirm(office, site)
    board.wait_for_selector(".six li:first-child b:text-is('1')")
    assert numbers.all_inner_texts() == ["1", "0", "0", "0", "0", "0"]
    assert board.evaluate("window.opened") == "once"  # the page was never loaded again
    assert board.evaluate(here) == focused  # who walks by keyboard stays where they were
    check_narrow(board, tmp_path, "bang-dieu-hanh")
