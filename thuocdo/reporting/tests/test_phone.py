"""A unit's link opens its figures without an account, as often as they change, until its day; else it says why."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from thuocdo.accounts.rules.links import VALID
from thuocdo.audit.models import Entry
from thuocdo.audit.rules import Refused
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.reporting import actions, queries
from thuocdo.reporting.models import Collection, Reply
from thuocdo.reporting.rules.phone import MOST_CELLS
from thuocdo.reporting.tests.conftest import AT, DATE, DUE, end
from thuocdo.reporting.tests.test_actions import ALL

WHO = {"name": "Lê Thị Kế Toán", "position": "Kế toán"}


@pytest.fixture(autouse=True)
def now(day):
    return day


@pytest.fixture
def address(replies):
    return f"/s/{queries.code_to_show(replies[0])}/"


@pytest.fixture
def phone():
    """A browser nobody is signed in at."""
    return Client()


def said(version=0, **more):
    return {**ALL, **WHO, "version": str(version), **more}


def test_only_the_hash_is_kept_and_every_unit_has_its_own_code(replies, settings):
    code = queries.code_to_show(replies[0])
    assert code not in str(Reply.objects.values().get(pk=replies[0].pk))
    assert queries.find_reply(f" {code.upper()} ").pk == replies[0].pk
    assert queries.find_reply(code[:-1]) is None
    assert len({queries.code_to_show(reply) for reply in replies}) == 3
    settings.SECRET_KEY = "another installation"
    assert queries.code_to_show(replies[0]) == ""
    assert queries.find_reply(code).pk == replies[0].pk  # what was handed out before still opens


def test_figures_without_an_account_and_again_when_they_change(phone, address, replies):
    page = phone.get(address)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    answer = phone.post(address, said(**{"0!C6": "1.200", "uoc-0!C6": "on"}), follow=True)
    assert "Đã ghi nhận" in answer.content.decode()
    assert "ước 1.200" in answer.content.decode()
    reply = Reply.objects.get(pk=replies[0].pk)
    assert (reply.state, reply.estimates, reply.figures["0!C6"]) == ("sent", 1, ["1200", True])
    assert (reply.name, reply.position, reply.person, reply.by_link) == (*WHO.values(), None, True)
    entry = Entry.objects.latest("number")
    assert entry.verb == "reporting.answer"
    assert WHO["name"] not in "".join(Entry.objects.values_list("changes", flat=True))
    again = phone.get(f"{address}?sua=1").content.decode()
    assert 'value="1.200"' in again
    assert re.search(r'name="uoc-0!C6" data-keep checked', again)
    assert phone.post(address, said(version=1, **{"0!C6": "1.201"})).status_code == 302
    reply.refresh_from_db()
    assert (reply.estimates, reply.figures["0!C6"]) == (0, ["1201", False])


def test_the_wrong_cells_are_named_above_the_form(phone, address, replies, monkeypatch):
    monkeypatch.setattr("thuocdo.reporting.web.phone.NAMED", 2)
    wrong = dict.fromkeys(("0!C6", "0!D6", "0!C7"), "năm")
    answer = phone.post(address, {**ALL, **WHO, **wrong, "version": "0"})
    page = answer.content.decode()
    assert '<a href="#0!C6">Tiểu học: Số trường: Tổng số</a>' in page
    assert page.count('<a href="#0!') == 2
    assert "và 1 ô khác" in page


def test_nothing_to_report_does_not_wipe_what_was_typed(phone, address, replies):
    answer = phone.post(address, {**ALL, **WHO, "version": "0", "act": "nil"})
    assert answer.status_code == 422
    assert "xóa hết các ô" in answer.content.decode()
    assert Reply.objects.get(pk=replies[0].pk).state == "waiting"


def test_nothing_to_report_in_one_tap(phone, address, replies):
    assert phone.post(address, {**WHO, "version": "0", "act": "nil"}).status_code == 302
    assert Reply.objects.get(pk=replies[0].pk).state == "nil"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": "Lê"}, "họ và tên"),
        ({"position": ""}, "chức vụ"),
        ({"0!C6": "năm"}, "không phải số"),
        ({"0!D7": ""}, "cần có số liệu"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(phone, address, more, words):
    answer = phone.post(address, said(**{"0!C8": "77", **more}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="77"' in page
    assert not Reply.objects.exclude(state="waiting").exists()


def test_two_at_once_the_second_sees_what_the_first_sent_and_decides(phone, address, replies):
    assert phone.post(address, said(**{"0!C6": "5"})).status_code == 302
    answer = phone.post(address, said(**{"0!C6": "6"}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Vừa được gửi: 5" in page
    assert page.count("Vừa được gửi") == 1
    assert 'value="6"' in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    assert phone.post(address, said(version, **{"0!C6": "6"})).status_code == 302
    assert Reply.objects.get(pk=replies[0].pk).figures["0!C6"] == ["6", False]


def test_every_way_to_be_closed_has_its_words(phone, address, opened, replies, units, now, focal):
    def seen():
        answer = phone.post(address, said())
        assert answer.status_code == 410
        assert not Reply.objects.filter(pk=replies[0].pk, state="sent").exists()
        return phone.get(address).content.decode()

    over = (DUE + VALID - AT.date()).days
    now(over)
    assert phone.get(address).status_code == 200
    now(over + 1)
    assert "hết hạn" in seen()
    now(0)
    inputs = opened.inputs
    Collection.objects.update(inputs=inputs * MOST_CELLS)
    assert "gửi trên máy tính" in seen()
    Collection.objects.update(inputs=inputs)
    end(units[0], units[1])
    now(3)
    assert "không còn hoạt động" in seen()
    actions.close_collection(by=focal, at=AT, collection=opened)
    now(0)
    assert "khóa số liệu" in seen()
    wrong = phone.get("/s/2222222222222222222222/")
    assert (wrong.status_code, "không đúng" in wrong.content.decode()) == (404, True)
    assert opened.title not in wrong.content.decode()


def test_a_new_link_closes_the_one_before(phone, address, replies, focal, answerer, units):
    fresh = actions.renew_link(by=focal, at=AT, reply=replies[0])
    assert phone.get(address).status_code == 404
    assert phone.get(f"/s/{queries.code_to_show(fresh)}/").status_code == 200
    with pytest.raises(Refused):
        actions.renew_link(by=answerer(units[0]), at=AT, reply=replies[0])


def test_the_speaker_has_no_right_beyond_the_unit(replies, focal):
    by = queries.speaker(replies[0], *WHO.values())
    with pytest.raises(Refused):
        actions.answer_nil(by=by, at=AT, reply=replies[1], version=0)
    with pytest.raises(Refused):
        actions.return_reply(by=by, at=AT, reply=replies[0], reason="x", version=0)
    late = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    with pytest.raises(Refused, match="không còn hiệu lực"):
        actions.answer_nil(by=by, at=late, reply=replies[0], version=0)
    with pytest.raises(Mistake, match="họ và tên"):
        queries.speaker(replies[0], "An", "Kế toán")
    assert DATE < DUE


def test_the_page_weighs_at_most_150_kb_all_in(phone, address, opened):
    """Every byte, uncompressed, with as many cells as a link opens and labels as long as they are shown."""
    row = {"kind": "number", "gather": "sum", "required": True}
    words = "Số học sinh nộp học phí không dùng tiền mặt qua ngân hàng"
    inputs = [
        {"sheet": 0, "ref": f"C{n}", "label": f"Khối lớp {n // 4} buổi hai · {words}", **row}
        for n in range(MOST_CELLS)
    ]
    Collection.objects.update(inputs=inputs)
    page = phone.get(address).content
    assert page.count(b'inputmode="decimal"') == MOST_CELLS
    named = re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode())
    files = [Path(finders.find(name)) for name in named]
    assert {f.suffix for f in files} == {".css", ".js", ".svg"}
    assert len(page) + sum(f.stat().st_size for f in files) <= 150 * 1024
    assert "http://" not in page.decode().replace("http://www.w3.org", "")
