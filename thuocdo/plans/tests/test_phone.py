"""A phone link opens one piece of work, once, for whoever declares who they are; everything else is told clearly."""

import datetime as dt
import io
import re
from pathlib import Path

import pytest
from django.test import Client

from thuocdo.accounts.models import Position
from thuocdo.accounts.queries import actor_for
from thuocdo.accounts.rules.links import VALID
from thuocdo.audit.models import Entry
from thuocdo.audit.rules import Refused, system
from thuocdo.config import clock
from thuocdo.documents import jobs
from thuocdo.documents.queries import evidence_of, received
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.plans import actions
from thuocdo.plans.actions import progress
from thuocdo.plans.actions.phone import Sent
from thuocdo.plans.actions.tracking import go_live
from thuocdo.plans.models import Assignment, PhoneLink, Update
from thuocdo.plans.queries.phone import code_to_show, find_link, speaker
from thuocdo.plans.rules.phone import PHOTO_BYTES
from thuocdo.plans.tests.conftest import AT, TODAY

WHO = {"name": "Lê Thị Kế Toán", "position": "Kế toán"}


@pytest.fixture(autouse=True)
def now(monkeypatch):
    def at(days):
        monkeypatch.setattr(clock, "now", lambda: AT + dt.timedelta(days=days))

    at(10)
    return at


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Parts of photos lie beside the files: each test has its own."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def piece(focal, settled):
    go_live(by=focal, at=AT, today=TODAY, plan=settled)
    return Assignment.objects.get(task__number="5", of=None)


@pytest.fixture
def link(focal, piece):
    return actions.issue_links(by=focal, at=AT + dt.timedelta(days=9), works=[piece])[piece.pk]


@pytest.fixture
def address(link):
    return f"/l/{code_to_show(link)}/"


@pytest.fixture
def phone():
    """A browser nobody is signed in at."""
    return Client()


def picture(size=(40, 30)):
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", size, "white").save(file, "JPEG")
    return file.getvalue()


def send(link, state="progress", text="Đã rà soát 8/10 phòng.", n=10, **more):
    by = speaker(link, WHO["name"], WHO["position"])
    sent = Sent(state=state, text=text, **more)
    return actions.use_link(by=by, at=AT + dt.timedelta(days=n), link=link, sent=sent)


def test_only_the_hash_is_kept_and_the_code_is_a_signature(link, settings):
    code = code_to_show(link)
    row = PhoneLink.objects.values().get(pk=link.pk)
    assert code not in str(row)
    assert find_link(f" {code.upper()} ").pk == link.pk
    assert find_link(code[:-1]) is None
    settings.SECRET_KEY = "another installation"
    assert code_to_show(link) == ""
    assert find_link(code).pk == link.pk  # what was handed out before still opens


def test_a_link_that_holds_is_handed_out_again_and_one_that_ends_soon_is_not(focal, piece, link):
    def again(n):
        at = AT + dt.timedelta(days=9 + n)
        return actions.issue_links(by=focal, at=at, works=[piece])[piece.pk].pk

    assert again(1) == link.pk
    assert again(12) != link.pk
    assert link.expires_at - link.made_at == VALID


def test_nobody_makes_a_link_for_another_unit_or_for_work_that_is_over(focal, piece, someone, unit):
    account = someone(name="La", username="la")
    Position.objects.create(
        person=account.person, unit_id=unit("Thanh tra"), title="CV", roles=["head"], since=TODAY
    )
    with pytest.raises(Refused):
        actions.issue_links(by=actor_for(account, AT), at=AT, works=[piece])
    piece.state = Assignment.State.CLOSED
    with pytest.raises(Refused, match="không còn"):
        actions.issue_links(by=focal, at=AT, works=[piece])


def test_three_taps_without_an_account(phone, address, piece, link):
    page = phone.get(address)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    said = {"state": "progress", "text": "Đã rà soát 8/10 phòng.", **WHO}
    photo = io.BytesIO(picture())
    photo.name = "IMG_1.jpg"
    answer = phone.post(address, {**said, "photo": photo}, follow=True)
    assert "Đã ghi nhận" in answer.content.decode()
    update = Update.objects.get(assignment=piece)
    assert (update.name, update.position, update.person, update.account, update.link) == (
        *WHO.values(), None, None, link.pk,
    )  # fmt: skip
    piece.refresh_from_db()
    assert piece.heard_on == TODAY + dt.timedelta(days=10)
    assert evidence_of([f"update:{update.pk}"])[f"update:{update.pk}"]
    verbs = list(Entry.objects.order_by("-number").values_list("verb", flat=True)[:2])
    assert verbs == ["plans.use_link", "plans.update_progress"]
    assert WHO["name"] not in "".join(Entry.objects.values_list("changes", flat=True))


def test_the_work_shows_who_spoke_by_link(client, focal, phone, address, piece):
    from thuocdo.accounts.models import Account

    phone.post(address, {"state": "obstacle", "text": "Chờ Bộ.", **WHO})
    client.force_login(Account.objects.get(pk=focal.account))
    page = client.get(f"/phan-viec/{piece.pk}/").content.decode()
    assert "qua đường dẫn điện thoại" in page
    assert WHO["name"] in page


@pytest.mark.parametrize(
    ("missing", "words"),
    [("name", "họ và tên"), ("position", "chức vụ"), ("text", "một câu")],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(phone, address, missing, words):
    said = {"state": "progress", "text": "Đã khảo sát xong.", **WHO, missing: ""}
    answer = phone.post(address, said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert missing == "text" or "Đã khảo sát xong." in page
    assert not Update.objects.exists()


def test_done_goes_to_the_head_although_nobody_signed_in(piece, link, someone, unit, focal):
    account = someone(name="Trần Thị Trưởng Phòng", username="truong")
    Position.objects.create(
        person=account.person,
        unit_id=unit("Phòng Giáo dục Trung học"),
        title="Trưởng phòng",
        roles=["head"],
        since=dt.date(2020, 1, 1),
    )
    send(link, "done", "Đã tổng kết.", done_on=TODAY, product=True)
    piece.refresh_from_db()
    assert piece.stage == "head"
    at = AT + dt.timedelta(days=11)
    progress.confirm_done(by=actor_for(account, at), at=at, assignment=piece, version=piece.version)
    piece.refresh_from_db()
    assert piece.stage == "office"
    progress.confirm_done(by=focal, at=at, assignment=piece, version=piece.version)
    piece.refresh_from_db()
    assert (piece.state, piece.done_on) == ("done", TODAY)


def test_who_declares_their_own_name_does_not_confirm_their_own_word(piece, link, focal):
    by = speaker(link, focal.name.upper(), "Chuyên viên")
    sent = Sent("done", "Xong.", done_on=TODAY, product=True)
    actions.use_link(by=by, at=AT + dt.timedelta(days=10), link=link, sent=sent)
    piece.refresh_from_db()
    with pytest.raises(Refused, match="chính mình"):
        progress.confirm_done(
            by=focal, at=AT + dt.timedelta(days=10), assignment=piece, version=piece.version
        )


def test_a_second_use_shows_what_was_said_and_writes_nothing(phone, address, link):
    said = {"state": "progress", "text": "Câu thứ nhất.", **WHO}
    phone.post(address, said)
    again = phone.post(address, {**said, "text": "Câu thứ hai."})
    assert "Câu thứ nhất." in again.content.decode()
    assert "một lần" in again.content.decode()
    assert Update.objects.count() == 1
    with pytest.raises(Refused, match="đã được dùng"):
        send(link)


def test_expired_revoked_moved_done_ended_and_wrong_each_say_what_to_do(
    phone, address, link, piece, focal, now, unit
):
    def seen():
        answer = phone.get(address)
        assert phone.post(address, {"state": "progress", "text": "x", **WHO}).status_code == 410
        assert not Update.objects.filter(link=link.pk).exists()
        return answer.status_code, answer.content.decode()

    now(40)
    assert seen()[0] == 410
    assert "hết hạn" in seen()[1]
    now(10)
    Assignment.objects.filter(pk=piece.pk).update(unit=unit("Thanh tra"))
    assert "chuyển sang đơn vị khác" in seen()[1]
    Assignment.objects.filter(pk=piece.pk).update(unit=piece.unit, state="done", done_on=TODAY)
    assert "xác nhận hoàn thành" in seen()[1]
    Assignment.objects.filter(pk=piece.pk).update(state="closed", done_on=None)
    assert "không còn được theo dõi" in seen()[1]
    Assignment.objects.filter(pk=piece.pk).update(state="open")
    actions.revoke_links(by=focal, at=AT, links=[link])
    assert "thu hồi" in seen()[1]
    wrong = phone.get("/l/2222222222222222222222/")
    assert wrong.status_code == 404
    assert "không đúng" in wrong.content.decode()
    assert piece.task.content not in wrong.content.decode()


def parts(phone, address, data, name="1a-2b", step=700):
    """Send a photo in parts as the page's script does."""
    there = phone.get(f"{address}anh/?ten={name}").json()["received"]
    while there < len(data):
        at = f"{address}anh/?ten={name}&co={len(data)}&tu={there}"
        answer = phone.post(at, data[there : there + step], "application/octet-stream")
        assert answer.status_code == 200, answer.content
        there = answer.json()["received"]
    return there


def test_a_photo_goes_on_where_the_line_broke(phone, address, link, piece):
    data = picture((300, 200))
    first = f"{address}anh/?ten=1a-2b&co={len(data)}&tu=0"
    assert phone.post(first, data[:500], "application/octet-stream").json() == {"received": 500}
    # the answer was lost, the phone sends the same part again: it is told where to go on
    assert phone.post(first, data[:500], "application/octet-stream").json() == {"received": 500}
    unfinished = {"state": "progress", "text": "Kèm ảnh.", "upload": "1a-2b", "octets": len(data), **WHO}  # fmt: skip
    answer = phone.post(address, unfinished)
    assert answer.status_code == 422
    assert "chưa gửi xong" in answer.content.decode()
    assert parts(phone, address, data) == len(data)
    assert phone.post(address, unfinished).status_code == 302
    update = Update.objects.get(link=link.pk)
    (proof,) = evidence_of([f"update:{update.pk}"])[f"update:{update.pk}"]
    assert proof.name.endswith(".jpg")
    assert received(str(link), "1a-2b") == 0


def test_the_checks_of_every_upload_hold_for_parts_too(phone, address):
    data = b"MZ" + b"\x90\x00" * 2000
    parts(phone, address, data)
    said = {"state": "progress", "text": "x", "upload": "1a-2b", "octets": len(data), **WHO}
    answer = phone.post(address, said)
    assert answer.status_code == 422
    assert "không được nhận" in answer.content.decode()
    assert not Update.objects.exists()


def test_forty_megabytes_are_refused_with_what_to_do(phone, address, link):
    whole = 40 * 1024 * 1024
    answer = phone.post(f"{address}anh/?ten=1a-2b&co={whole}&tu=0", b"x", "application/octet-stream")  # fmt: skip
    assert answer.status_code == 422
    assert "40 MB" in answer.json()["message"]
    big = io.BytesIO(b"\xff\xd8\xff" + bytes(PHOTO_BYTES))
    big.name = "to.jpg"
    answer = phone.post(address, {"state": "progress", "text": "Chữ còn đây.", "photo": big, **WHO})
    assert answer.status_code == 422
    assert "lớn quá" in answer.content.decode()
    assert "Chữ còn đây." in answer.content.decode()


@pytest.mark.parametrize("name", ["../../x", "a", "1a-2b/..", "A-B", ""])
def test_a_name_that_is_a_path_is_no_name(phone, address, name):
    at = f"{address}anh/?ten={name}&co=9&tu=0"
    assert phone.post(at, b"x", "application/octet-stream").status_code == 422
    assert phone.get(f"{address}anh/?ten={name}").status_code == 422


def test_photos_of_a_closed_link_are_not_taken_and_unfinished_ones_are_forgotten(
    phone, address, link, focal
):
    first = f"{address}anh/?ten=1a-2b&co=900&tu=0"
    phone.post(first, b"x" * 100, "application/octet-stream")
    assert received(str(link), "1a-2b") == 100
    actions.revoke_links(by=focal, at=AT, links=[link])
    assert phone.post(first, b"x", "application/octet-stream").status_code == 422
    assert jobs.sweep(dt.datetime(2100, 1, 1, tzinfo=dt.UTC)) >= 1
    assert received(str(link), "1a-2b") == 0


def test_the_speaker_has_no_right_beyond_the_unit(link, piece):
    by = speaker(link, *WHO.values())
    other = Assignment.objects.exclude(unit=piece.unit).filter(state="open").first()
    with pytest.raises(Refused):
        progress.update_progress(by=by, at=AT, assignment=other, text="x")
    with pytest.raises(Refused):
        actions.issue_links(by=by, at=AT, works=[piece])
    with pytest.raises(Mistake, match="họ và tên"):
        speaker(link, "An", "Kế toán")
    with pytest.raises(Refused):
        actions.use_link(by=system("x"), at=AT, link=link, sent=Sent("progress", "x"))


def test_the_page_weighs_at_most_150_kb_all_in(phone, address):
    """Every byte, uncompressed: the page and each file it names."""
    from django.contrib.staticfiles import finders

    page = phone.get(address).content
    named = re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode())
    files = [Path(finders.find(name)) for name in named]
    assert {f.suffix for f in files} == {".css", ".js", ".svg"}
    weight = len(page) + sum(f.stat().st_size for f in files)
    assert weight <= 150 * 1024
    assert "http://" not in page.decode().replace("http://www.w3.org", "")


def test_the_office_makes_shows_and_takes_back_a_link(client, focal, piece):
    from thuocdo.accounts.models import Account

    client.force_login(Account.objects.get(pk=focal.account))
    at = f"/phan-viec/{piece.pk}/duong-dan/"
    assert "Chưa có đường dẫn" in client.get(at).content.decode()
    assert client.post(at).status_code == 302
    link = PhoneLink.objects.get()
    assert f"/l/{code_to_show(link)}/" in client.get(at).content.decode()
    assert client.post(at, {"revoke": "1"}).status_code == 302
    link.refresh_from_db()
    assert link.revoked_at
    assert "Chưa có đường dẫn" in client.get(at).content.decode()
