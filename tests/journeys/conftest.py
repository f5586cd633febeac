"""What a browser journey stands on: a fresh copy of a migrated database, the site over it, Debian's Chromium.

    def test_something(site, page, enter, check_axe, look):
        account = …made with actions…
        enter(account)
        page.goto(site.url + "/")
        check_axe()          # WCAG 2.1 A and AA, light and dark
        look("viec-cua-toi") # pictures at 1360 and 390, light and dark; fails where a page runs off the screen

Every journey commits for real: the database is a file of its own, copied from one migrated once, because
the triggers that guard the audit chain forbid the usual flushing. Pictures go to LOOK, or to the
`look` folder of pytest's base temp.
"""

import datetime as dt
import os
import shutil
import warnings
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.test.testcases import LiveServerThread

from thuocdo.lawbook.text import fold

PASSWORD = "Hanh-trinh-2026"
SINCE = dt.date(2020, 1, 1)
WIDE, NARROW = {"width": 1360, "height": 860}, {"width": 390, "height": 844}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


def chromium() -> str:
    found = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
    )
    if not found:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is required here: apt-get install chromium", pytrace=False)
        pytest.skip("Chromium is not installed")
    return found


@pytest.fixture(scope="session")
def browser():
    path = chromium()
    from playwright.sync_api import sync_playwright

    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "true"  # playwright keeps a loop running in this thread
    )
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextmanager
def standing_on(file: Path):
    """Inside, every thread that asks for the database gets this SQLite file; the suite's own one is kept."""
    kept, settings_before = connections["default"], connections.settings["default"]
    connections.settings["default"] = _sqlite(settings_before, file)
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = settings_before
        connections["default"] = kept


@pytest.fixture(scope="session")
def migrated(tmp_path_factory, django_db_blocker):
    """A migrated SQLite file, made once per worker."""
    file = tmp_path_factory.mktemp("migrated") / "db.sqlite3"
    with django_db_blocker.unblock(), standing_on(file):
        call_command("migrate", verbosity=0)
        connections["default"].cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


def _sqlite(like, file: Path):
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL",
    }
    return {
        **like,
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": options,
        "CONN_MAX_AGE": 0,
    }


@pytest.fixture
def site(migrated, tmp_path, settings, django_db_blocker):
    """The site on a port of its own; `site.url` is its address. Database writes in the test are seen by it."""
    file = tmp_path / "db.sqlite3"
    shutil.copy(migrated, file)
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.MEDIA_ROOT = tmp_path / "files"
    with django_db_blocker.unblock(), warnings.catch_warnings(), standing_on(file):
        warnings.simplefilter(
            "ignore", UserWarning
        )  # no collected static files: finders serve them
        server = LiveServerThread("localhost", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        server.url = f"http://localhost:{server.port}"
        yield server
        server.terminate()


@pytest.fixture
def office(site):
    """The shipped agency, loaded: `office("van-phong-so", "focal")` appoints somebody there and gives the account.

    The account's password is PASSWORD; `office.agency` is the agency's unit.
    """
    from thuocdo.accounts import actions
    from thuocdo.audit.rules import system
    from thuocdo.config import clock
    from thuocdo.organisations.actions import load_shipped
    from thuocdo.organisations.models import Unit

    by, at = system("journey"), clock.now()
    agency = load_shipped(by=by, at=at)

    def appoint(code, *roles, name="Trần Thu Hà", title="Chuyên viên"):
        person = actions.create_person(by=by, at=at, name=name)
        unit = agency if code == agency.code else Unit.objects.get(code=code)
        held = [role for role in roles if role != "admin"]
        actions.give_position(
            by=by, at=at, person=person.pk, unit=unit.pk, title=title, roles=held, since=SINCE
        )
        if "admin" in roles:
            actions.grant_role(by=by, at=at, person=person.pk, role="admin", since=SINCE)
        username = f"{fold(name).replace(' ', '.')}.{person.pk}"
        return actions.create_account(
            by=by, at=at, username=username, password=PASSWORD, person=person.pk, must_change=False
        )

    appoint.agency = agency
    return appoint


@pytest.fixture
def page(site, browser):
    """A page of a fresh browser profile; a journey fails where the console held an error (a CSP refusal too)."""
    context = browser.new_context(viewport=WIDE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    context.set_default_timeout(10_000)
    page, said = context.new_page(), []
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: said.append(str(e)))
    yield page
    context.close()
    unexpected = [words for words in said if "the server responded with a status of" not in words]
    assert not unexpected, unexpected


@pytest.fixture
def enter(site, page):
    """Sign an account in without typing: `enter(account)`, its second factor given; more for the session as keywords."""

    def sign_in(account, **session):
        client = Client()
        client.force_login(account)
        store = client.session
        store.update({"second_factor": True, **session})
        store.save()
        name = client.cookies["sessionid"]
        page.context.add_cookies([{"name": "sessionid", "value": name.value, "url": site.url}])

    return sign_in


@pytest.fixture
def check_axe(page):
    """No violation of WCAG 2.1 A or AA on the page as it stands, in light and in dark."""
    from axe_playwright_python.sync_playwright import Axe

    def check():
        # a click may still be under way to its page
        page.wait_for_function("document.readyState === 'complete'")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
            wrong = [
                f"{scheme} · {v['id']}: {v['help']}\n    {n['html'][:160]}\n    {n.get('failureSummary', '')}"
                for v in found["violations"]
                for n in v["nodes"][:5]
            ]
            assert not wrong, page.url + "\n" + "\n".join(wrong)
        page.emulate_media(color_scheme="light")

    return check


@pytest.fixture
def look(page, tmp_path_factory):
    """Pictures of the page as it stands, wide and narrow, light and dark; nothing may run off the screen."""
    folder = Path(os.environ.get("LOOK") or tmp_path_factory.getbasetemp() / "look")
    folder.mkdir(parents=True, exist_ok=True)

    def picture(name):
        for width, size in ((1360, WIDE), (390, NARROW)):
            page.set_viewport_size(size)
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, f"{page.url} runs {over} px off a screen {width} wide"
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light")

    return picture
