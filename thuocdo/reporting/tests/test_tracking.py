"""Who has not answered: by state, group and superior unit, with a text to hand on; units that end on the way."""

import datetime as dt
import io

import openpyxl
import pytest

from thuocdo.audit.models import Entry
from thuocdo.audit.rules import Refused
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations.models import GroupMember, Unit, UnitGroup, UnitName, UnitParent
from thuocdo.reporting import actions, queries
from thuocdo.reporting.models import Reply
from thuocdo.reporting.tests.conftest import AT, DUE, end
from thuocdo.reporting.tests.test_actions import ALL

LATER = AT + dt.timedelta(days=3)


@pytest.fixture
def commune(agency, units):
    """The first two schools stand under a commune, all three in a group."""
    unit = Unit.objects.create(code="phuong", kind="commune")
    UnitName.objects.create(unit=unit, name="Phường Đông", folded="phuong dong")
    UnitParent.objects.create(unit=unit, parent=agency)
    UnitParent.objects.filter(unit__in=units[:2]).update(parent=unit)
    group = UnitGroup.objects.create(agency=agency, name="Các trường THCS", folded="x")
    for school in units:
        GroupMember.objects.create(group=group, unit=school)
    return unit, group


def shown(office, opened, query=""):
    return office.get(f"/thu-thap/{opened.pk}/{query}").content.decode()


def test_the_list_narrows_by_state_group_superior_unit_and_name(
    office, opened, replies, units, commune, answerer
):
    actions.answer(by=answerer(units[0]), at=AT, reply=replies[0], typed=ALL, version=0)
    unit, group = commune

    def names(query):
        page = office.get(f"/thu-thap/{opened.pk}/{query}").context["page"]
        return [row.line.unit for row in page.rows]

    assert names("") == ["Trường số 2", "Trường số 3", "Trường số 1"]
    assert names("?tinh-trang=chua") == ["Trường số 2", "Trường số 3"]
    assert names("?tinh-trang=da") == ["Trường số 1"]
    assert names(f"?cap-tren={unit.pk}") == ["Trường số 2", "Trường số 1"]
    assert len(names(f"?nhom={group.pk}")) == 3
    assert names("?q=truong+3") == ["Trường số 3"]
    assert names("?tinh-trang=qua-han") == []
    assert "Còn 1 đơn vị chưa trả lời" in shown(office, opened, f"?cap-tren={unit.pk}")


def test_numbers_by_group_and_superior_unit_add_up(opened, replies, units, commune, answerer):
    actions.answer(by=answerer(units[0]), at=AT, reply=replies[0], typed=ALL, version=0)
    grouped, above = queries.parts(opened, AT.date())
    assert [(p.name, p.counts.asked, p.counts.received) for p in grouped] == [
        ("Các trường THCS", 3, 1)
    ]
    assert {p.name: (p.counts.asked, p.counts.missing) for p in above} == {
        "Sở Giáo dục và Đào tạo": (1, 1),
        "Phường Đông": (2, 1),
    }


def test_the_pages_of_groups_and_the_file_to_telephone_from(
    office, opened, units, commune, someone
):
    from thuocdo.accounts.models import Person

    head = someone("head", unit=units[0], name="Trần Hiệu Trưởng")
    Person.objects.filter(pk=head.person_id).update(phone="0912345678")
    page = shown(office, opened, "?phan=nhom")
    assert "Phường Đông" in page
    assert "Các trường THCS" in page
    answer = office.get(f"/thu-thap/{opened.pk}/?tinh-trang=chua&tai=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert any("Trần Hiệu Trưởng, 0912345678" in row for row in rows)
    assert "0912345678" in shown(office, opened)
    assert office.get(f"/thu-thap/{opened.pk}/?tai=csv").status_code == 200


def test_a_text_is_copied_and_the_log_says_so(office, opened, replies, answerer, units, focal):
    code = queries.code_to_show(replies[0])
    page = shown(office, opened)
    assert f"/s/{code}/" in page
    assert "chậm nhất ngày 20/03/2026" in page
    at = f"/thu-thap/{opened.pk}/nhac/{replies[0].pk}/sao-chep/"
    assert "đã sao chép" in office.post(at, headers={"HX-Request": "true"}).content.decode()
    assert Reply.objects.get(pk=replies[0].pk).copied_at == AT
    assert Entry.objects.latest("number").verb == "reporting.copy_reminder"
    actions.answer(by=answerer(units[0]), at=AT, reply=replies[0], typed=ALL, version=0)
    assert code not in shown(office, opened)
    with pytest.raises(Refused, match="Không còn chờ"):
        actions.note_copied(by=focal, at=AT, reply=replies[0])


def test_another_office_and_the_unit_itself_cannot_follow(client, opened, replies, units, someone):
    client.force_login(someone("officer", unit=units[0]))
    for part in ("sao-chep", "duong-dan"):
        at = f"/thu-thap/{opened.pk}/nhac/{replies[0].pk}/{part}/"
        assert client.post(at).status_code == 403
    assert client.post(f"/thu-thap/{opened.pk}/ke-thua/{replies[0].pk}/").status_code == 403


def test_a_unit_that_ends_before_it_answers_is_followed_by_its_heirs(
    office, opened, replies, units, agency, day, focal
):
    heir = Unit.objects.create(code="truong-moi", kind="school")
    UnitName.objects.create(unit=heir, name="Trường mới", folded="truong moi")
    UnitParent.objects.create(unit=heir, parent=agency)
    end(units[0], heir)
    with pytest.raises(Refused, match="vẫn hoạt động"):
        actions.pass_on(by=focal, at=LATER, reply=replies[1])
    day(3)
    page = shown(office, opened)
    assert "Không còn hoạt động; kế thừa: Trường mới" in page
    assert queries.code_to_show(replies[0]) not in page
    office.post(f"/thu-thap/{opened.pk}/ke-thua/{replies[0].pk}/")
    states = dict(Reply.objects.values_list("unit__code", "state"))
    assert states["truong-1"] == "passed"
    assert states["truong-moi"] == "waiting"
    assert (queries.counts(opened).asked, queries.counts(opened).missing) == (3, 3)
    assert "Trường số 1" in shown(office, opened)
    assert queries.collections(focal, LATER.date()).get().asked == 3


def test_an_heir_asked_already_is_not_asked_twice_and_nobody_is_waited_for_after_an_end(
    opened, replies, units, focal, answerer
):
    old = answerer(units[0])
    end(units[0], units[1])
    end(units[2])
    assert actions.pass_on(by=focal, at=LATER, reply=replies[0]) == []
    assert actions.pass_on(by=focal, at=LATER, reply=replies[2]) == []
    assert queries.counts(opened).asked == 1
    with pytest.raises(Refused, match="kế thừa"):
        actions.answer_nil(by=old, at=LATER, reply=replies[0], version=1)


def test_what_a_unit_sent_before_it_ended_counts(opened, replies, units, answerer, focal):
    actions.answer(by=answerer(units[0]), at=AT, reply=replies[0], typed=ALL, version=0)
    end(units[0], units[1])
    with pytest.raises(Refused, match="Không còn chờ"):
        actions.pass_on(by=focal, at=LATER, reply=replies[0])
    cells = queries.gathered(opened, queries.answered(opened, LATER.date()))
    assert cells[0].units == 1


def test_nobody_asks_a_unit_that_is_no_more(draft, focal, units):
    end(units[0], units[1])
    with pytest.raises(Mistake, match="kết thúc hoạt động"):
        actions.open_collection(
            by=focal, at=LATER, collection=draft, units=[units[0].pk], due=DUE, version=0
        )


def test_page_after_page_every_unit_is_seen_once(office, opened, agency):
    for number in range(10, 70):
        unit = Unit.objects.create(code=f"truong-{number}", kind="school")
        UnitName.objects.create(unit=unit, name=f"Trường {number}", folded=f"truong {number}")
        Reply.objects.create(collection=opened, unit=unit, state="nil" if number % 2 else "waiting")
    seen, query = [], ""
    while True:
        page = office.get(f"/thu-thap/{opened.pk}/{query}").context["page"]
        seen += [row.pk for row in page.rows]
        query = page.after
        if not query:
            break
    assert len(seen) == len(set(seen)) == 63
