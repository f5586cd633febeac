"""Every part of every page, seen by axe, at two widths and in two schemes, and used by keyboard alone."""

import datetime as dt

import pytest
from pypdfium2 import PdfDocument

from thuocdo.accounts.models import Account, Person, RoleGrant

PAGES = ["", "bieu-mau/", "danh-sach/", "danh-sach/2/", "ra-soat/", "xac-nhan/", "khung-ngoai/"]


@pytest.fixture
def admin(site):
    person = Person.objects.create(full_name="Trần Thu Hà", folded="tran thu ha")
    RoleGrant.objects.create(person=person, role="admin", since=dt.date(2020, 1, 1))
    return Account.objects.create(
        username="ha", person=person, must_change_password=False, created_at=dt.datetime.now(dt.UTC)
    )


@pytest.mark.parametrize("place", PAGES)
def test_parts_can_be_used_by_everybody(place, site, page, enter, admin, check_axe, look):
    enter(admin)
    page.goto(f"{site.url}/thiet-ke/{place}")
    assert page.url == f"{site.url}/thiet-ke/{place}"
    check_axe()
    look("thiet-ke-" + (place.strip("/").replace("/", "-") or "tong-quan"))


def test_a_row_opens_beside_the_list_and_escape_returns(site, page, enter, admin, check_axe, look):
    enter(admin)
    page.goto(f"{site.url}/thiet-ke/danh-sach/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#beside h2")
    assert "Số hóa" in page.inner_text("#beside h2")
    assert page.url.endswith("/danh-sach/")
    assert page.evaluate("document.activeElement.className") == "beside"
    check_axe()
    look("thiet-ke-mo-ben-canh")
    page.keyboard.press("Escape")
    assert page.inner_text("#beside") == ""
    assert "Số hóa" in page.evaluate("document.activeElement.textContent")


def test_on_a_phone_a_row_is_its_own_page(site, page, enter, admin):
    enter(admin)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site.url}/thiet-ke/danh-sach/")
    page.click("tbody tr:nth-child(2) a")
    page.wait_for_url("**/danh-sach/2/")
    assert "Số hóa" in page.inner_text("h1")


def test_many_rows_at_once_show_what_can_be_done(site, page, enter, admin, check_axe, look):
    enter(admin)
    page.goto(f"{site.url}/thiet-ke/danh-sach/?q=so&don-vi=1&truoc=30/11/2026&qua-han=2")
    assert not page.is_visible(".bulk")
    page.check("tbody tr:nth-child(1) input")
    page.check("tbody tr:nth-child(3) input")
    assert page.inner_text(".bulk [data-count]") == "2"
    page.check("thead input")
    assert page.inner_text(".bulk [data-count]") == str(page.locator("tbody tr").count())
    check_axe()
    look("thiet-ke-chon-nhieu")


def test_words_typed_survive_a_lost_page(site, page, enter, admin):
    enter(admin)
    page.goto(f"{site.url}/thiet-ke/bieu-mau/")
    page.fill("textarea", "Đã số hóa 412/560 kết quả")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert page.input_value("textarea") == "Đã số hóa 412/560 kết quả"


def test_keyboard_alone_reaches_search_help_and_the_menu_of_the_person(
    site, page, enter, admin, check_axe
):
    enter(admin)
    page.goto(site.url)
    page.keyboard.press("?")
    assert page.is_visible("#shortcuts")
    page.keyboard.press("Escape")
    page.focus(".who summary")
    with page.expect_response("**/tu-cach/"):
        page.keyboard.press("Enter")
    check_axe()
    page.keyboard.press("Escape")
    assert not page.is_visible(".who div")
    page.keyboard.press("/")
    page.keyboard.type("van phong")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=van+phong")
    check_axe()


@pytest.mark.parametrize(("place", "name"), [("", "viec-cua-toi"), ("tim-kiem/", "tim-kiem")])
def test_first_pages(place, name, site, page, enter, admin, check_axe, look):
    enter(admin)
    page.goto(f"{site.url}/{place}")
    assert page.url == f"{site.url}/{place}"
    check_axe()
    look(name)


def test_a_page_prints_on_a4_without_the_frame(site, page, enter, admin):
    enter(admin)
    page.goto(f"{site.url}/thiet-ke/")
    page.emulate_media(media="print")
    for part in (".top", ".rail", ".btn", ".note"):
        assert not page.locator(part).first.is_visible()
    text = PdfDocument(page.pdf(format="A4"))[0].get_textpage().get_text_range()
    assert "Mẫu giao diện" in text
    assert "Tìm kiếm" not in text


def test_a_fragment_is_fetched_again_when_its_key_is_touched(site, page, enter, admin):
    """The server's stream is played here; its own tests are with config."""
    said = 'data: {"number": 7, "touched": ["%s"]}\n\n'
    page.route(
        "**/live/",
        lambda route: route.fulfill(
            content_type="text/event-stream", body=said % "khac:2" + said % "mau:1"
        ),
    )
    enter(admin)
    page.goto(f"{site.url}/thiet-ke/")
    page.wait_for_selector("[data-fresh]")
    assert page.locator("[data-live]").count() == 1


def test_a_file_is_dropped_by_keyboard_or_hand(site, page, enter, admin):
    enter(admin)
    page.goto(f"{site.url}/thiet-ke/bieu-mau/")
    page.set_input_files(
        "input[type=file]", {"name": "Kế hoạch.docx", "mimeType": "", "buffer": b"x"}
    )
    assert page.inner_text("[data-chosen]") == "Kế hoạch.docx"
