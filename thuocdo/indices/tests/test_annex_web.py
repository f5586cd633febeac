"""Pages of a set of criteria from its decision: who may open them, what they answer, what they refuse."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thuocdo.indices import actions, queries
from thuocdo.indices.models import Annex
from thuocdo.indices.tests.annexes import HEAD, annex_docx
from thuocdo.indices.tests.conftest import AT, text
from thuocdo.indices.tests.test_annex import SUMS, WHOLE
from thuocdo.organisations.models import LocalEdition

BASE = "/chi-so/tu-quyet-dinh/"


@pytest.fixture
def office(client, agency, someone):
    client.force_login(someone("focal", unit=agency, name="Phạm Thị Đầu Mối"))
    return client


@pytest.fixture
def annex(focal, agency):
    return actions.upload_annex(
        by=focal, at=AT, agency=agency.pk, name="phu-luc.docx", data=annex_docx(), kind="room"
    )


def sent(client, annex, to, **said):
    return client.post(f"{BASE}{annex.pk}/{to}", said)


def test_a_file_goes_in_and_what_is_no_annex_is_refused(office):
    page = text(office.get(BASE))
    assert "Chỉ số mới của cơ quan" in page
    wrong = SimpleUploadedFile(
        "a.docx", annex_docx(head=("TT", "Việc", "Chủ trì", "Hạn", "Ghi chú"))
    )
    assert "cột điểm tối đa" in text(office.post(BASE, {"file": wrong, "kind": "room"}), 422)
    right = SimpleUploadedFile("a.docx", annex_docx())
    answer = office.post(BASE, {"file": right, "kind": "room", "index": ""})
    assert answer.status_code == 302
    assert "Đang rà soát" in text(office.get("/chi-so/"))


def test_points_are_answered_and_the_button_follows(office, annex):
    page = text(office.get(f"{BASE}{annex.pk}/"))
    assert "các tiêu chí bên trong cộng lại là 9" in page
    assert "Còn 2 điểm phải quyết định" in page
    sent(office, annex, "tra-loi/", key="finding:sum:d14", v=0, act="sum")
    sent(office, annex, "tra-loi/", key="finding:sum:", v=0, act="sum")
    assert "Phạm Thị Đầu Mối" in text(office.get(f"{BASE}{annex.pk}/"))
    stale = sent(office, annex, "tra-loi/", key="finding:sum:d14", v=0, act="sum")
    assert "vừa trả lời điểm này" in text(stale, 422)
    wrong = sent(office, annex, "tra-loi/", key="finding:sum:d14", v=1, act="keep")
    assert "không trả lời như vậy được" in text(wrong, 422)
    sent(office, annex, "tra-loi/", act="keep_all")
    assert annex.answers.count() == 4
    assert "Chọn cách tính" not in text(office.get(f"{BASE}{annex.pk}/?phan=chung"))
    missing = sent(
        office, annex, "ca-bo/", **{**WHOLE, "since": "01/01/2026", "zero_den": "", "over_max": ""}
    )
    assert "errors" in text(missing, 422)
    sent(office, annex, "ca-bo/", **{**WHOLE, "since": "01/01/2026", "over_max": ""})
    assert "Không còn điểm nào phải quyết định" in text(office.get(f"{BASE}{annex.pk}/"))
    sent(office, annex, "tra-loi/", key="finding:sum:d14", v=1, act="open")
    assert "Còn 1 điểm" in text(office.get(f"{BASE}{annex.pk}/"))
    assert office.get(f"{BASE}{annex.pk}/ap-dung/").status_code == 302


def test_a_rule_is_chosen_for_a_criterion_scored_by_hand(office, annex):
    where = f"{BASE}{annex.pk}/dong/d19/"
    page = text(office.get(where))
    assert "Chưa nói giữa 80% và 95%" in page
    said = {"name": "Tiếp nhận phản ánh", "max": "2", "kind": "steps", "v": 0}
    for levels, says in (
        ("từ 95%: 2", "dưới 95%"),
        ("từ 95%: 3\ncòn lại: 0", "vượt điểm tối đa"),
        ("tốt: 2\ncòn lại: 0", "ghi tỷ lệ"),
        ("từ 95%", "ghi mức rồi điểm"),
        ("", "mỗi dòng một mức"),
    ):
        assert says in text(office.post(where, {**said, "levels": levels}), 422)
    assert not annex.answers.exists()
    office.post(where, {**said, "levels": "từ 95%: 2\ntừ 80%: 1\ncòn lại: 0"})
    page = text(office.get(f"{BASE}{annex.pk}/?phan=tieu-chi"))
    assert "từ 95%: 2; từ 80% đến dưới 95%: 1; còn lại: 0" in page
    assert "do người chọn" in page
    assert "1 tiêu chí chấm tay" in page
    assert "II.4" not in text(office.get(f"{BASE}{annex.pk}/?phan=tieu-chi&chi=tay"))


@pytest.mark.parametrize(
    ("kind", "more", "says"),
    [
        ("count", {"figure": ""}, "Ghi số điểm cho mỗi việc bằng số"),
        ("deduct", {"figure": "9"}, "không quá 2"),
        ("capped_ratio", {"figure": "0"}, "phải trên 0"),
        ("ratio", {"den": "tổng số"}, "ghi cả tử số"),
        ("timely", {"levels": "đúng hạn: 2\nmuộn: 1"}, "ba dòng"),
        ("choice", {"levels": "tốt: 2"}, "ít nhất hai mức"),
        ("parts", {"levels": "một: 1,5\nhai: 1"}, "cộng lại vượt"),
        ("hand", {"max": "nhiều"}, "bằng số"),
        ("hand", {"max": ""}, "id_max_error"),
    ],
)
def test_a_rule_that_does_not_fit_says_why(office, annex, kind, more, says):
    said = {"name": "Tiêu chí", "max": "2", "kind": kind, "v": 0, **more}
    assert says in text(office.post(f"{BASE}{annex.pk}/dong/d19/", said), 422)


def test_a_row_that_is_none_is_left_out_and_may_come_back(office, annex):
    where = f"{BASE}{annex.pk}/dong/d18/"
    office.post(where, {"name": "x", "kind": "hand", "dropped": "on", "v": 0})
    page = text(office.get(f"{BASE}{annex.pk}/?phan=tieu-chi"))
    assert "Đã bỏ khỏi bộ chỉ số" in page
    assert "checked" in text(office.get(where))
    office.post(where, {"name": "Chất lượng niêm yết", "max": "1", "kind": "hand", "v": 1})
    assert "Đã bỏ khỏi" not in text(office.get(f"{BASE}{annex.pk}/?phan=tieu-chi"))


def test_a_draft_says_that_it_is_one_and_in_force_its_page_stands(office, focal, agency, annex):
    actions.answer_annex(by=focal, at=AT, annex=annex, answers={"head": WHOLE, **SUMS})
    page = text(office.post(f"{BASE}{annex.pk}/du-thao/", follow=True))
    assert "Dự thảo, chưa dùng để chấm" in page
    assert "Tiếp tục rà soát" in page
    key = Annex.objects.get().index
    assert "Nhập kết quả" not in text(office.get(f"/chi-so/{key}/"))
    assert office.get(f"/chi-so/{key}/nhap/").status_code == 404
    future = {"number": "45/QĐ-STC", "date": "01/01/2030"}
    assert "chưa đến" in text(office.post(f"{BASE}{annex.pk}/ap-dung/", future), 422)
    page = text(
        office.post(
            f"{BASE}{annex.pk}/ap-dung/", {"number": "45/QĐ-STC", "date": "12/01/2026"}, follow=True
        )
    )
    assert "Của cơ quan, đang áp dụng" in page
    assert "Quyết định số 45/QĐ-STC ngày 12/01/2026" in page
    assert "Chưa đối chiếu" not in page
    assert "Nhập kết quả" in text(office.get(f"/chi-so/{key}/"))
    for code in ("I", "I.1.2", "II.2.2"):
        assert (
            "Văn bản ghi" in text(office.get(f"/chi-so/{key}/bo/2026-stc/{code}/")) or code == "I"
        )
    assert office.get(f"{BASE}{annex.pk}/").status_code == 302
    assert office.get(f"{BASE}{annex.pk}/dong/d19/").status_code == 404
    assert sent(office, annex, "tra-loi/", act="keep_all").status_code in (302, 403, 409)
    assert LocalEdition.objects.get().state == "in_force"


def test_other_agencies_neither_see_nor_touch_it(client, annex, someone):
    client.force_login(someone("focal", name="Người nơi khác", unit=_other()))
    for place in ("", "van-ban/", "dong/d19/", "ap-dung/", "bo/"):
        assert client.get(f"{BASE}{annex.pk}/{place}").status_code == 404
    assert sent(client, annex, "tra-loi/", act="keep_all").status_code == 404


def _other():
    from thuocdo.organisations.models import Agency, Unit, UnitName

    unit = Unit.objects.create(code="so-khac", kind="agency")
    UnitName.objects.create(unit=unit, name="Sở khác", folded="so khac")
    Agency.objects.create(unit=unit, symbol="SK", place="Hải Phòng")
    return unit


def test_the_review_asks_as_little_of_many_rows_as_of_few(office, focal, agency, annex):
    def asked(pk):
        with CaptureQueriesContext(connection) as seen:
            text(office.get(f"{BASE}{pk}/?phan=tieu-chi"))
        return len(seen)

    asked(annex.pk)
    few = asked(annex.pk)
    rows = [(str(n), f"Tiêu chí {n}", "1", "Có: 1; không: 0", "") for n in range(1, 300)]
    many = actions.upload_annex(
        by=focal, at=AT, agency=agency.pk, name="b.docx", data=annex_docx(rows, HEAD), kind="room"
    )
    assert asked(many.pk) == few
    actions.answer_annex(by=focal, at=AT, annex=many, answers={"head": WHOLE})
    made = actions.put_in_force(
        by=focal, at=AT, annex=many, number="1/QĐ-STC", date=dt.date(2026, 1, 5)
    )
    form = queries.edition(made.index, made.edition, [agency.pk]).body
    assert form.max == 299


def test_it_is_thrown_away(office, focal, annex):
    actions.answer_annex(by=focal, at=AT, annex=annex, answers={"head": WHOLE, **SUMS})
    actions.draft_edition(by=focal, at=AT, annex=annex)
    assert "bản dự thảo bị bỏ" in re.sub(r"\s+", " ", text(office.get(f"{BASE}{annex.pk}/bo/")))
    office.post(f"{BASE}{annex.pk}/bo/")
    assert not Annex.objects.exists()
    assert not LocalEdition.objects.exists()
