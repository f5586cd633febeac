"""A *công văn đôn đốc* names what is late, is signed as the law says, and takes a number only where one is asked for."""

import datetime as dt
import io

import pytest
from docx import Document

from thuocdo.accounts.models import Account, Position
from thuocdo.accounts.queries import actor_for
from thuocdo.audit.models import Entry
from thuocdo.audit.rules import Refused, system
from thuocdo.config import clock
from thuocdo.design.words import long_day
from thuocdo.documents.actions import create_series
from thuocdo.documents.models import TakenNumber
from thuocdo.documents.rules.letters import Letter
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations.actions import abolish_unit
from thuocdo.plans import actions
from thuocdo.plans.actions.tracking import go_live
from thuocdo.plans.models import Assignment, ReminderLetter
from thuocdo.plans.queries.letters import ground, series, signers
from thuocdo.plans.rules.letters import INSIDE
from thuocdo.plans.tests.conftest import AT, TODAY

DAY = dt.timedelta(days=1)
LATE, NOW = TODAY + 100 * DAY, AT + 100 * DAY
ANSWER = LATE + 7 * DAY


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def late(focal, settled):
    """Work of the office, due 31/3."""
    go_live(by=focal, at=AT, today=TODAY, plan=settled)
    return Assignment.objects.get(task__number="1", of=None)


def write(focal, unit, **more):
    return actions.write_letter(by=focal, at=NOW, unit=unit, **{"answer_by": ANSWER, **more})


def letter_of(written):
    return Letter.from_json(ReminderLetter.objects.get(pk=written.pk).content)


def test_the_letter_names_each_late_piece_with_its_plan_day_and_delay(focal, late):
    letter = letter_of(write(focal, late.unit_id))
    assert (letter.number, letter.day) == ("", None)
    assert letter.authority == "UBND THÀNH PHỐ HẢI PHÒNG"
    assert letter.issuer == "SỞ GIÁO DỤC VÀ ĐÀO TẠO HẢI PHÒNG"
    assert letter.symbol.startswith("SGDĐT")
    row = next(r for r in letter.table.rows if "Ban hành quy chế họp" in r[1])
    assert row[1].startswith("1. ")
    assert row[3] == "31/03/2023"
    assert int(row[4]) > 0
    assert long_day(ANSWER) in letter.after[0]
    assert long_day(LATE) in letter.body[0]
    assert letter.after[-1].endswith("./.")
    assert letter.recipients[-1].startswith("Lưu: VT")
    entry = Entry.objects.last()
    assert entry.verb == "plans.write_letter"
    assert f"task:{late.task_id}" in entry.touched


def test_a_long_list_of_late_work_is_an_annex_of_its_letter(focal, late, client):
    Assignment.objects.bulk_create(
        Assignment(task=late.task, plan_id=late.plan_id, unit_id=late.unit_id, kind="dated", label=f"Đợt {n}", due=late.due,
                   first_due=late.due, created_at=AT)
        for n in range(INSIDE)
    )  # fmt: skip
    written = write(focal, late.unit_id)
    letter = letter_of(written)
    assert len(letter.table.rows) > INSIDE
    assert letter.annex.issuer == "Sở Giáo dục và Đào tạo Hải Phòng"
    assert letter.body[0].endswith("(danh mục tại Phụ lục kèm theo).")
    client.force_login(Account.objects.get(pk=focal.account))
    page = client.get(f"/don-doc/cong-van/so/{written.pk}/").content.decode()
    assert page.index("Nơi nhận:") < page.index("Phụ lục</b>") < page.index("Đợt 3")


def test_a_number_comes_from_the_series_that_is_chosen(focal, late, department):
    own = create_series(
        by=system("x"), at=AT, agency=department.pk, symbol="SGDĐT-VP", name="Công văn"
    )
    create_series(
        by=system("x"), at=AT, agency=department.pk, symbol="NGOAI", name="Sổ ngoài", external=True
    )
    assert list(series(focal, LATE)) == [own]
    written = write(focal, late.unit_id, series=own)
    letter = letter_of(written)
    assert (letter.number, letter.day) == ("01/SGDĐT-VP", LATE)
    assert TakenNumber.objects.get().thing == str(written)
    assert letter_of(write(focal, late.unit_id, series=own)).number == "02/SGDĐT-VP"


def test_a_letter_that_fails_takes_no_number(focal, late, department):
    own = create_series(
        by=system("x"), at=AT, agency=department.pk, symbol="SGDĐT-VP", name="Công văn"
    )
    with pytest.raises(Mistake, match="sau ngày"):
        write(focal, late.unit_id, series=own, answer_by=LATE)
    assert not TakenNumber.objects.exists()
    assert letter_of(write(focal, late.unit_id, series=own)).number == "01/SGDĐT-VP"


def test_who_may_sign(focal, late, department, unit, someone):
    for n, (title, where) in enumerate(
        [
            ("Phó Giám đốc", department.pk),
            ("Giám đốc", department.pk),
            ("Chánh Văn phòng", unit("Văn phòng")),
            ("Chuyên viên", department.pk),
        ]
    ):
        account = someone(name=f"Người Số {n}", username=f"n{n}")
        Position.objects.create(
            person=account.person, unit_id=where, title=title, roles=[], since=dt.date(2020, 1, 1)
        )
    found = signers(ground(focal, LATE), focal, LATE)
    assert [s.lines for s in found] == [
        ("GIÁM ĐỐC",),
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
    ]


def test_no_letter_without_late_work_or_to_a_unit_that_is_no_more(focal, late, unit):
    idle = unit("Trường THPT Ngô Quyền")
    Assignment.objects.filter(unit=idle).update(state="closed")
    with pytest.raises(Refused, match="không có việc quá hạn"):
        write(focal, idle)
    abolish_unit(by=system("x"), at=AT, unit=late.unit_id, on=TODAY + 50 * DAY)
    with pytest.raises(Refused, match="không còn hoạt động"):
        write(focal, late.unit_id)


def test_an_officer_writes_none(late, someone, unit, client):
    account = someone(name="An", username="an")
    Position.objects.create(
        person=account.person, unit_id=late.unit_id, title="CV", roles=["officer"], since=TODAY
    )
    with pytest.raises(Refused):
        write(actor_for(account, NOW), late.unit_id)
    client.force_login(account)
    assert client.get(f"/don-doc/cong-van/{late.unit_id}/").status_code == 403


def test_from_the_form_to_word_and_pdf(focal, late, client):
    client.force_login(Account.objects.get(pk=focal.account))
    assert f"/don-doc/cong-van/{late.unit_id}/" in client.get("/don-doc/").content.decode()
    at = f"/don-doc/cong-van/{late.unit_id}/"
    assert client.get(at).status_code == 200
    past = client.post(at, {"answer_by": "01/01/2023", "signer": "", "series": ""})
    assert past.status_code == 422
    said = {"answer_by": f"{ANSWER:%d/%m/%Y}", "signer": "", "series": ""}
    answer = client.post(at, said, follow=True)
    page = answer.content.decode()
    assert "Ban hành quy chế họp" in page
    place = answer.redirect_chain[-1][0]
    word = client.get(f"{place}?tai=docx")
    assert "attachment" in word["Content-Disposition"]
    assert len(Document(io.BytesIO(word.content)).tables) == 3
    assert client.get(f"{place}?tai=pdf").content.startswith(b"%PDF")
    assert client.get("/don-doc/cong-van/999999/").status_code == 404
    assert client.get("/don-doc/cong-van/so/999999/").status_code == 404
