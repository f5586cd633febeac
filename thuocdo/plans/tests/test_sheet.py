"""Excel both ways: locked codes out; back checked cell by cell, through the verbs themselves, all or nothing."""

import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.accounts.models import Position, SavedFilter
from thuocdo.accounts.queries import actor_for
from thuocdo.audit.models import Entry
from thuocdo.audit.rules import Actor, Refused
from thuocdo.config import clock
from thuocdo.plans.actions import give_work, load_sheet, update_progress
from thuocdo.plans.models import Assignment, Update
from thuocdo.plans.rules.given import Line, Paper
from thuocdo.plans.rules.sheet import COLUMNS, code, filled, letter, read_code
from thuocdo.plans.tests.conftest import AT, TODAY

LATER = TODAY + dt.timedelta(days=20)
MEETING = Paper("meeting", issued_on=TODAY)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT + dt.timedelta(days=20))


@pytest.fixture
def work(focal, department):
    """Three pieces of a room, one of another."""
    room = "Phòng Giáo dục Trung học"
    lines = [
        Line(1, "Rà soát thiết bị", room, "28/02/2023", product="Báo cáo"),
        Line(2, "Tập huấn phần mềm", room, "31/03/2023"),
        Line(3, "Trực đường dây nóng", room, "Thường xuyên"),
        Line(4, "Việc của phòng khác", "Thanh tra Sở", "31/03/2023"),
    ]
    return give_work(by=focal, at=AT, today=TODAY, agency=department.pk, paper=MEETING, lines=lines)


@pytest.fixture
def officer(someone, unit):
    account = someone(name="Lê Văn Bình", username="binh")
    Position.objects.create(
        person=account.person, unit_id=unit("Phòng Giáo dục Trung học"), title="Chuyên viên",
        roles=["officer"], since=dt.date(2020, 1, 1),
    )  # fmt: skip
    return account


@pytest.fixture
def browser(client, officer, work):
    client.force_login(officer)
    return client


def sheet_of(browser, query=""):
    answer = browser.get(f"/nhiem-vu/phieu/{query}")
    assert answer.status_code == 200, answer.get("Location")
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def rows_of(book):
    """Content of the task → row number."""
    return {row[2].value: row[0].row for row in book.active.iter_rows(min_row=5)}


def fill(book, place, **cells):
    for name, value in cells.items():
        book.active[f"{letter(name)}{place}"] = value


def load(browser, book, name="phieu.xlsx"):
    out = io.BytesIO()
    book.save(out)
    file = io.BytesIO(out.getvalue())
    file.name = name
    return browser.post("/nhiem-vu/phieu/nap/", {"file": file})


def keep(browser, preview):
    return browser.post("/nhiem-vu/phieu/ghi/", {"rows": preview.context["carried"]}, follow=True)


def told(answer):
    return {f.cell: f.text for f in answer.context["faults"]}


# ---- out


def test_the_sheet_holds_the_open_work_of_the_unit_with_locked_codes(browser, work):
    book = sheet_of(browser)
    page = book.active
    assert page.protection.sheet
    assert [cell.value for cell in page[4]][:3] == ["Mã", "Số", "Nhiệm vụ"]
    assert set(rows_of(book)) == {"Rà soát thiết bị", "Tập huấn phần mềm", "Trực đường dây nóng"}
    place = rows_of(book)["Rà soát thiết bị"]
    assert read_code(page[f"A{place}"].value) == (work[0].pk, 0)
    assert page[f"A{place}"].protection.locked
    assert not page[f"{letter('text')}{place}"].protection.locked
    kinds = {str(v.sqref)[0]: v.type for v in page.data_validations.dataValidation}
    assert (kinds[letter("done_on")], kinds[letter("product")], kinds[letter("text")]) == ("date", "list", "textLength")  # fmt: skip


def test_the_list_as_narrowed_is_what_goes_out(browser):
    assert set(rows_of(sheet_of(browser, "?q=tap+huan"))) == {"Tập huấn phần mềm"}
    answer = browser.get("/nhiem-vu/phieu/?q=khong-co-gi")
    assert answer["Location"] == "/nhiem-vu/?q=khong-co-gi"


def test_the_office_takes_the_sheets_of_all_units(client, work):
    from thuocdo.accounts.models import Account

    client.force_login(Account.objects.get(username="daumoi"))
    assert len(rows_of(sheet_of(client, f"?don-vi={work[3].unit_id}"))) == 1


# ---- back


def test_a_filled_sheet_is_shown_then_kept_and_opens_as_a_view(browser, work):
    book = sheet_of(browser)
    at = rows_of(book)
    fill(book, at["Rà soát thiết bị"], text="Đã rà soát xong.", done_on=dt.date(2023, 1, 20), product="x", reference="12/BC-SGDĐT ngày 20/01/2023")  # fmt: skip
    fill(
        book,
        at["Trực đường dây nóng"],
        text="Đã trực 12 lượt.",
        obstacle="Thiếu máy",
        to_leader="x",
    )
    preview = load(browser, book)
    assert preview.status_code == 200
    assert not preview.context["faults"]
    assert not Update.objects.exists(), "a check leaves nothing behind"
    before = Entry.objects.count()
    page = keep(browser, preview)
    done, _other, standing = (Assignment.objects.get(pk=w.pk) for w in work[:3])
    assert (done.stage, done.claimed_on, done.product_done) != ("", None, False)
    assert done.claimed_on == dt.date(2023, 1, 20)
    assert (standing.obstacle, standing.version) == ("leader", 2)
    assert Entry.objects.count() > before
    saved = SavedFilter.objects.get()
    assert saved.name == "Lần nạp Excel gần nhất"
    assert {row.pk for row in page.context["page"].rows} == {done.pk, standing.pk}
    assert page.context["page"].saved[0].here


def test_what_is_wrong_is_told_by_cell_with_what_would_do(browser, work):
    book = sheet_of(browser)
    first, second, third = (rows_of(book)[w.task.content] for w in work[:3])
    fill(book, first, text="Xong.", done_on="31/02/2023", product="chắc là có")
    fill(book, second, done_on=dt.date(2023, 2, 3), text="Xong trước hạn.")
    fill(book, third, obstacle="", to_leader="x", code="1.2.3")
    answer = load(browser, book)
    assert answer.status_code == 422
    found = told(answer)
    assert set(found) == {f"I{first}", f"J{first}", f"I{second}", f"L{third}", f"A{third}"}
    assert "không phải ngày có thật" in found[f"I{first}"]
    assert "sau hôm nay" in found[f"I{second}"]
    accepted = {f.cell: f.accepted for f in answer.context["faults"]}
    assert accepted[f"I{first}"] == ("25/01/2023",)
    assert accepted[f"J{first}"][0] == "x"
    assert "carried" not in answer.content.decode().split("Sửa các ô trên")[-1]
    assert not Update.objects.exists()


def test_a_product_that_is_owed_is_asked_for_by_the_verb_itself(browser, work):
    book = sheet_of(browser)
    at = rows_of(book)
    fill(book, at["Rà soát thiết bị"], text="Xong.", done_on=dt.date(2023, 1, 20))
    fill(book, at["Tập huấn phần mềm"], text="Đã tập huấn.")
    found = told(load(browser, book))
    assert list(found) == [f"J{at['Rà soát thiết bị']}"]
    assert "sản phẩm" in found[f"J{at['Rà soát thiết bị']}"]
    assert not Update.objects.exists()


def test_a_stale_sheet_is_named_with_both_versions(browser, officer, work):
    book = sheet_of(browser)
    place = rows_of(book)["Tập huấn phần mềm"]
    fill(book, place, text="Đã tập huấn.")
    fresh = load(browser, book)
    update_progress(by=actor_for(officer, AT), at=AT, assignment=work[1], text="Nói trước.")
    for answer in (load(browser, book), keep(browser, fresh)):
        text = told(answer)[f"A{place}"]
        assert "Phiếu cũ" in text
        assert "lần cập nhật 0" in text
        assert "lần 1" in text
        assert "Lê Văn Bình: Cập nhật tiến độ" in text
    assert Update.objects.count() == 1


def test_all_or_nothing(officer, work, unit):
    by, day = actor_for(officer, AT), AT + dt.timedelta(days=20)
    raw = [
        (5, {"code": code(work[1].pk, 0), "text": "Đã làm."}),
        (6, {"code": code(work[3].pk, 0), "text": "Việc của phòng khác."}),
        (7, {"code": code(10**9, 0), "text": "Việc không có."}),
    ]
    rows, faults = filled(raw, LATER)
    assert not faults
    found = load_sheet(by=by, at=day, rows=rows)
    assert [f.cell for f in found] == ["A6", "A7"]
    assert not Update.objects.exists()
    assert load_sheet(by=by, at=day, rows=rows[:1], trial=True) == []
    assert not Update.objects.exists()
    assert load_sheet(by=by, at=day, rows=rows[:1]) == []
    assert Update.objects.get().text == "Đã làm."
    with pytest.raises(Refused):
        load_sheet(by=Actor("Khách"), at=day, rows=rows[:1])


def test_the_same_work_twice_in_one_sheet_is_told(work):
    raw = [(n, {"code": code(work[1].pk, 0), "text": "Đã làm."}) for n in (5, 6)]
    _rows, faults = filled(raw, LATER)
    assert [(f.cell, "dòng 5" in f.text) for f in faults] == [("A6", True)]


def test_another_file_and_an_empty_sheet_are_told(browser):
    assert "chưa điền ô nào" in load(browser, sheet_of(browser)).content.decode()
    moved = sheet_of(browser)
    moved.active.delete_cols(2)
    other = openpyxl.Workbook()
    other.active.append(["Họ tên", "Điểm"])
    for book in (moved, other):
        answer = load(browser, book)
        assert answer.status_code == 422
        assert "không phải phiếu cập nhật" in answer.content.decode()
    assert browser.post("/nhiem-vu/phieu/ghi/", {"rows": '[["x"]]'}).status_code == 302


@given(st.integers(1, 10**12), st.integers(0, 10**6))
def test_a_code_is_read_back_and_no_digit_slips(work, version):
    text = code(work, version)
    assert read_code(text) == (work, version)
    for at, sign in enumerate(text):
        if sign.isdigit():
            other = f"{text[:at]}{(int(sign) + 1) % 10}{text[at + 1 :]}"
            assert read_code(other) is None


@given(
    st.lists(
        st.tuples(
            st.integers(5, 90), st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=20))
        )
    )
)
def test_no_cell_breaks_the_reading(rows):
    found, faults = filled(rows, LATER)
    assert len(found) <= len(rows)
    assert all(f.cell[0].isalpha() and f.cell[1:].isdigit() for f in faults)
