"""`thuocdo serve` as a person meets it: one port, live news, children that come back."""

import http.client
import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.running.installation import ROOT, free_port, installation

pytestmark = pytest.mark.xdist_group("serve")  # one installation for all of them

PATIENCE = 180  # seconds; only how long a failing test waits
SIGN_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from thuocdo.accounts.models import Account, Person
person = Person.objects.create(full_name="An", folded="an")
account = Account(username="an", person=person, created_at=clock.now(), must_change_password=False)
account.set_password("x"); account.save()
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(account.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = account.get_session_auth_hash()
session.create()
print(session.session_key)
"""
A_DEED = """
from thuocdo.audit.rules import system
from thuocdo.notices.actions import prepare
m = prepare(by=system("test"), at=clock.now(), key="{key}", address="a@vi.test", title="t", text="t")
print(f"message:{{m.pk}}")
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with installation(tmp_path_factory.mktemp("home")) as house:
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
            yield house, port, process
        finally:
            kept = children(process.pid).values()
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)
            assert not [pid for pid in kept if Path(f"/proc/{pid}").exists()]


def wait_for(happens):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := happens():
            return found
        time.sleep(0.1)
    raise AssertionError("waited in vain")


def get(port: int, path: str) -> int:
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10).status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def children(parent: int) -> dict[str, int]:
    """Name → pid of the processes `parent` started (Linux)."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                words = (folder / "cmdline").read_text().split("\0")
                found[words[2].rpartition(".")[2]] = int(folder.name)
        except (OSError, IndexError):
            continue  # it ended while we looked
    return found


def listen(port: int, cookie: str, last: int | None = None) -> http.client.HTTPResponse:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Cookie": f"sessionid={cookie}"} | (
        {"Last-Event-ID": str(last)} if last is not None else {}
    )
    line.request("GET", "/live/", headers=headers)
    return line.getresponse()


def next_news(stream: http.client.HTTPResponse) -> dict:
    for _ in range(10):  # a silent stream sends a breath now and then
        line = stream.readline()
        if line.startswith(b"data: "):
            return json.loads(line[6:])
    raise AssertionError("no news")


def test_one_port_answers_pages_and_refuses_strangers_the_news(site):
    _, port, _ = site
    assert get(port, "/healthz") == 200
    assert get(port, "/nowhere/") == 404
    assert get(port, "/live/") == 403
    assert get(port, "/live/else") == 404


def test_the_caller_is_known_behind_the_door(site):
    """Two requests on one connection: the first is answered and the connection closed."""
    _, port, _ = site
    line = http.client.HTTPConnection("127.0.0.1", port)
    line.request("GET", "/healthz")
    answer = line.getresponse()
    assert answer.getheader("Connection") == "close"
    assert answer.status == 200


def test_a_deed_is_news_to_who_is_signed_in(site):
    house, port, _ = site
    cookie = house.python(SIGN_IN)
    stream = listen(port, cookie)
    assert stream.status == 200
    assert stream.readline().startswith(b"retry")
    thing = house.python(A_DEED.format(key="one"))
    news = next_news(stream)
    assert thing in news["touched"]
    assert set(news) == {"number", "touched"}
    again = listen(port, cookie, last=news["number"] - 1)
    assert next_news(again) == news


@pytest.mark.parametrize("name", ["pages", "live", "work"])
def test_a_child_that_falls_comes_back(site, name):
    _, port, process = site
    before = wait_for(lambda: children(process.pid).get(name))
    os.kill(before, signal.SIGKILL)
    wait_for(lambda: children(process.pid).get(name) not in {None, before})
    wait_for(lambda: get(port, "/readyz") == 200 and get(port, "/live/") == 403)
