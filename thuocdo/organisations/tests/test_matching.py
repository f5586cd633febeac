"""Every owner printed in the annexes of three real plans, and the traps beside them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.organisations.actions import Meaning, add_alias, create_unit
from thuocdo.organisations.models import Alias
from thuocdo.organisations.queries import match
from thuocdo.organisations.rules import matching
from thuocdo.organisations.rules.matching import Book, Entry, Thing

PLAN = dt.date(2023, 1, 10)
NOW = dt.date(2025, 8, 1)
ROOMS, SCHOOLS = ("group", "Các phòng cơ quan Sở"), ("group", "Các đơn vị giáo dục")
OFFICE, STAFF = ("unit", "Văn phòng Sở"), ("unit", "Phòng Tổ chức cán bộ")
MONEY, CHECKS = ("unit", "Phòng Kế hoạch - Tài chính"), ("unit", "Thanh tra Sở")
ADULT = ("unit", "Phòng Giáo dục Thường xuyên - Chuyên nghiệp và Đại học")
EXAMS = ("unit", "Phòng Khảo thí và Kiểm định chất lượng giáo dục")
DISTRICTS = ("group", "Phòng GD&ĐT các quận, huyện")
NOBODY_NAMED = ("general", None)

# Printed as owner or coordinator in the PCI plan of 2022-2023, the reform plan of 2023, the QĐ 766 plan.
PRINTED = {
    "Văn phòng Sở": OFFICE,
    "Văn phòng": OFFICE,
    "Phòng Tổ chức cán bộ": STAFF,
    "Phòng Tổ chức Cán bộ": STAFF,
    "Tổ chức cán bộ": STAFF,
    "Phòng Kế hoạch - Tài chính": MONEY,
    "Phòng Kế hoạch Tài chính": MONEY,
    "Kế hoạch - Tài chính": MONEY,
    "Thanh tra Sở": CHECKS,
    "Thanh tra": CHECKS,
    "Phòng Giáo dục Trung học": ("unit", "Phòng Giáo dục Trung học"),
    "Giáo dục Trung học": ("unit", "Phòng Giáo dục Trung học"),
    "Phòng GDTX-CN&ĐH": ADULT,
    "GDTX&ĐH": ADULT,
    "Phòng Giáo dục thường xuyên - Chuyên nghiệp và Đại học": ADULT,
    "Phòng Giáo dục Thường xuyên và Đại học": ADULT,
    "Phòng Khảo thí & KĐCLGD": EXAMS,
    "Phòng Khảo thí và KĐCLGD": EXAMS,
    "Phòng Khảo thí và Kiểm định chất lượng giáo dục": EXAMS,
    "các phòng cơ quan Sở": ROOMS,
    "Các phòng cơ quan Sở": ROOMS,
    "các phòng cơ quan Sở GD&ĐT": ROOMS,
    "Các phòng Sở": ROOMS,
    "các phòng Sở": ROOMS,
    "các đơn vị giáo dục": SCHOOLS,
    "Các đơn vị giáo dục": SCHOOLS,
    "đơn vị giáo dục": SCHOOLS,
    "đơn vị trực thuộc Sở": ("group", "Các đơn vị trực thuộc Sở"),
    "các Phòng GD&ĐT quận, huyện": DISTRICTS,
    "Phòng GD&ĐT các quận, huyện": DISTRICTS,
    "Phòng Giáo dục và Đào tạo các quận, huyện": DISTRICTS,
    "UBND quận, huyện": ("partner", "Ủy ban nhân dân các quận, huyện"),
    "Ủy ban nhân dân thành phố": ("partner", "Ủy ban nhân dân thành phố Hải Phòng"),
    "UBND thành phố": ("partner", "Ủy ban nhân dân thành phố Hải Phòng"),
    "Sở Kế hoạch và Đầu tư": ("partner", "Sở Kế hoạch và Đầu tư"),
    "Sở Nội vụ": ("partner", "Sở Nội vụ"),
    "các cơ quan báo chí": ("partner", "Các cơ quan báo chí"),
    "Sở GD&ĐT": ("unit", "Sở Giáo dục và Đào tạo Hải Phòng"),
    "các phòng, đơn vị liên quan": NOBODY_NAMED,
    "Các phòng, đơn vị liên quan": NOBODY_NAMED,
    "Các đơn vị liên quan": NOBODY_NAMED,
    "các đơn vị liên quan": NOBODY_NAMED,
    "đơn vị liên quan": NOBODY_NAMED,
    "Các cơ quan, đơn vị liên quan": NOBODY_NAMED,
    "các cơ quan, tổ chức có liên quan": NOBODY_NAMED,
    "Các đơn vị": NOBODY_NAMED,
    "Các đơn vị liên": (None, None),  # cut by the page
}

# Not in those annexes: how the same offices are written elsewhere, and what must not be taken for them.
TRAPS = {
    "VP Sở": OFFICE,
    "TCCB": STAFF,
    "KHTC": MONEY,
    "P. KHTC": MONEY,
    "VĂN PHÒNG SỞ": OFFICE,
    "Chánh Văn phòng Sở": OFFICE,
    "Trưởng các phòng cơ quan Sở": ROOMS,
    "Trưởng phòng GD&ĐT các quận, huyện": DISTRICTS,
    "Thủ trưởng các đơn vị giáo dục": SCHOOLS,
    "Sở": ("unit", "Sở Giáo dục và Đào tạo Hải Phòng"),
    "Sở Giáo dục và Đào tạo thành phố Hải Phòng": ("unit", "Sở Giáo dục và Đào tạo Hải Phòng"),
    "Sở GD&ĐT Hải Dương": ("unit", "Sở Giáo dục và Đào tạo Hải Dương"),
    "Ban Giám đốc Sở GD&ĐT": ("unit", "Sở Giáo dục và Đào tạo Hải Phòng"),
    "Phòng GDĐT quận Lê Chân": ("unit", "Phòng Giáo dục và Đào tạo quận Lê Chân"),
    "THPT chuyên Trần Phú": ("unit", "Trường THPT chuyên Trần Phú"),
    "Các trường THPT": ("group", "Các trường THPT"),
    "Phòng GD&ĐT": (None, None),  # of which district?
    "Phòng Tài chính - Kế hoạch": (None, None),  # a district has one of that name: a person decides
    "Phòng Công nghệ thông tin": (None, None),
    "Cổng thông tin điện tử Sở": (None, None),
    "": (None, None),
}


@pytest.mark.parametrize("vectors", [PRINTED, TRAPS])
def test_printed_names_mean_what_a_reader_says(agency, vectors):
    found = match(vectors, on=PLAN, agency=agency.pk)
    wrong = {
        name: (m.kind, m.thing and m.thing.name, m.why)
        for name, m in found.items()
        if (m.kind, m.thing.name if m.thing and m.kind != "general" else None) != vectors[name]
    }
    assert not wrong
    assert list(found) == list(vectors)


def test_a_near_name_is_only_suggested(agency):
    near = match(["Phòng Tài chính - Kế hoạch"], on=PLAN, agency=agency.pk)
    found = near["Phòng Tài chính - Kế hoạch"]
    assert (found.how, found.id) == ("fuzzy", None)
    assert found.candidates[0].thing.name == MONEY[1]
    assert 80 <= found.candidates[0].confidence < 100


def test_a_cut_name_and_an_unlike_body_are_not_even_suggested(agency):
    found = match(["Các đơn vị liên", "Phòng GD&ĐT"], on=PLAN, agency=agency.pk)
    assert (found["Các đơn vị liên"].how, found["Các đơn vị liên"].candidates) == ("none", ())
    sorts = {c.thing.name.split()[0] for c in found["Phòng GD&ĐT"].candidates}
    assert sorts == {"Phòng"}


def test_after_the_reorganisation_the_same_words_lead_elsewhere(agency):
    words = ["Văn phòng Sở", "TCCB", "Phòng Khảo thí & KĐCLGD", "Thanh tra Sở", "Sở KH&ĐT", "QLCL"]
    found = match(words, on=NOW, agency=agency.pk)
    heir = found["Văn phòng Sở"].candidates[0]
    assert (heir.thing.name, heir.why) == ("Phòng Tổ chức - Hành chính", matching.HEIR)
    assert found["TCCB"].candidates[0].thing == heir.thing
    renamed = found["Phòng Khảo thí & KĐCLGD"]
    assert (renamed.how, renamed.why, renamed.id) == ("rule", matching.FORMER, found["QLCL"].id)
    assert (found["Thanh tra Sở"].id, found["Thanh tra Sở"].why) == (None, matching.ENDED)
    assert found["Sở KH&ĐT"].candidates[0].thing.name == "Sở Tài chính"


def test_what_a_person_accepted_comes_first(agency, by, at):
    words = "Phòng Tài chính - Kế hoạch"
    room = match(["KHTC"], on=PLAN, agency=agency.pk)["KHTC"].id
    add_alias(by=by, at=at, agency=agency.pk, printed=words, means=Meaning(unit=room))
    found = match([words, "Phòng TCKH"], on=PLAN, agency=agency.pk)
    assert (found[words].how, found[words].why, found[words].id) == ("exact", matching.ALIAS, room)
    assert (found["Phòng TCKH"].how, found["Phòng TCKH"].id) == ("rule", room)


def test_a_name_may_be_settled_as_naming_nobody(agency, by, at):
    means = Meaning(general=True)
    add_alias(by=by, at=at, agency=agency.pk, printed="Thành viên tổ CCHC", means=means)
    found = match(["Thành viên Tổ CCHC"], on=PLAN, agency=agency.pk)["Thành viên Tổ CCHC"]
    assert (found.kind, found.id) == ("general", None)


def test_an_alias_of_a_unit_that_is_no_more_does_not_count(agency):
    assert Alias.objects.filter(unit__code="thanh-tra-so").count() == 0
    office = match(["Văn phòng"], on=PLAN, agency=agency.pk)["Văn phòng"].id
    Alias.objects.create(agency=agency, printed="Bộ phận TH", key="bo phan th", unit_id=office)
    assert match(["Bộ phận TH"], on=PLAN, agency=agency.pk)["Bộ phận TH"].id == office
    assert match(["Bộ phận TH"], on=NOW, agency=agency.pk)["Bộ phận TH"].kind is None


def test_the_nearest_unit_of_a_name_is_meant_and_twins_are_asked_about(agency, by, at):
    school = match(["THPT Ngô Quyền"], on=PLAN, agency=agency.pk)["THPT Ngô Quyền"].id
    make = {"by": by, "at": at, "kind": "room", "on": None}
    create_unit(**make, name="Văn phòng", parent=school)
    assert match(["Văn phòng"], on=PLAN, agency=agency.pk)["Văn phòng"].thing.name == OFFICE[1]
    create_unit(**make, name="Tổ Toán", parent=agency.pk)
    create_unit(**make, name="Tổ Toán", parent=agency.pk)
    twins = match(["Tổ Toán"], on=PLAN, agency=agency.pk)["Tổ Toán"]
    assert (twins.id, twins.why, len(twins.candidates)) == (None, matching.SEVERAL, 2)


def test_matching_takes_the_same_queries_for_many_names(agency, django_assert_num_queries):
    with django_assert_num_queries(10):
        match(["Văn phòng"], on=PLAN, agency=agency.pk)
    with django_assert_num_queries(10):
        match([*PRINTED, *TRAPS], on=PLAN, agency=agency.pk)


@given(st.text(max_size=60))
def test_any_text_is_answered_and_a_guess_never_carries_an_id(text):
    entries = (
        Entry(Thing("unit", 1, "Sở Nội vụ"), "Sở Nội vụ", depth=0),
        Entry(Thing("unit", 2, "Văn phòng"), "Văn phòng", "VP"),
    )
    book = Book(entries, agency_names=("Sở Nội vụ",), place="Hải Phòng")
    found = matching.match([text], book)[text]
    assert (found.how in ("exact", "rule")) == (found.thing is not None)
    assert all(0 < c.confidence < 100 for c in found.candidates)
