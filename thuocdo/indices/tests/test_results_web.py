"""Pages of results: a table checked and written, a year's list, why a unit got its points."""

import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thuocdo.accounts.models import Account
from thuocdo.indices import actions
from thuocdo.indices.models import IndexResult, IndexRound
from thuocdo.indices.rules.explaining import recompute
from thuocdo.indices.tests.conftest import AT, row, table, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def recorded(focal):
    def record(*rows, **more):
        (one,) = actions.record_results(
            by=focal, at=AT, agency=focal.unit, index="pci", text=table(*rows), source="Báo cáo PCI", **more
        )  # fmt: skip
        return one

    return record


def test_a_table_is_checked_first_and_written_when_confirmed(office):
    assert "Chưa có kết quả năm nào" in text(office.get("/chi-so/pci/"))
    said = {"source": "Báo cáo PCI 2022", "text": table(row(2022, "P01", 0.5)), "act": "record"}
    page = text(office.post("/chi-so/pci/nhap/", said))
    assert "Dòng 2, cột ci01_entry: 0,5 ngoài khoảng 1–10" in page
    said["text"] = table(row(2022, "P01", 6), row(2022, "P02", 5, "55"))
    page = text(office.post("/chi-so/pci/nhap/", {**said, "act": "check"}))
    assert "Ghi kết quả" in page
    assert "điểm công bố 55, tính lại được 50" in page
    assert "thiếu 61/63 đơn vị" in page
    assert not IndexRound.objects.exists()
    answer = office.post("/chi-so/pci/nhap/", said)
    one = IndexRound.objects.get()
    assert answer["Location"] == f"/chi-so/pci/ket-qua/{one.pk}/"
    page = text(office.get(answer["Location"]))
    assert "01/02" in page
    assert "Hà Nội" in page


def test_a_file_and_a_spreadsheet_with_decimal_commas(office):
    import io

    file = io.BytesIO(table(row(2022, "P01", 6)).encode("utf-8-sig"))
    file.name = "pci.csv"
    page = text(office.post("/chi-so/pci/nhap/", {"source": "x", "file": file, "act": "check"}))
    assert "Ghi kết quả" in page
    pasted = table(row(2022, "P01", "6,5")).replace(",", "\t").replace("6\t5", "6,5")
    office.post("/chi-so/pci/nhap/", {"source": "x", "text": pasted, "act": "record"})
    assert IndexResult.objects.get().score == Decimal(65)
    file = io.BytesIO(b"\xff\xfe\x00")
    file.name = "pci.csv"
    assert "UTF-8" in text(office.post("/chi-so/pci/nhap/", {"source": "x", "file": file}), 422)


def test_a_year_without_edition_is_named(office):
    page = text(office.get("/chi-so/pci/nhap/don-vi/?nam=2031"), 422)
    assert "Năm 2031 chưa có bộ quy định" in page
    assert "Tiếp tục" in text(office.get("/chi-so/pci/nhap/don-vi/"))


def test_one_unit_typed_and_typed_again(office):
    said = {
        "code": "P01",
        "unit": "Hà Nội",
        "source": "Báo cáo",
        "score": "72,95",
        "place": "1",
        "f_ci01_entry": "11",
    }
    address = "/chi-so/pci/nhap/don-vi/?nam=2022"
    page = text(office.post(address, said), 422)
    assert "11 ngoài khoảng 1–10" in page
    answer = office.post(
        address, {**said, "f_ci01_entry": "6,5", "f_ci02_land": "từ chối cung cấp"}
    )
    one = IndexResult.objects.get()
    assert answer["Location"] == f"/chi-so/pci/ket-qua/{one.round_id}/don-vi/P01/"
    assert one.figures == {"ci01_entry": "6.5", "ci02_land": {"missing": "refused"}}
    assert 'value="6,5"' in text(office.get(f"{address}&ma=P01"))


def test_why_a_unit_got_its_points(office, recorded):
    one = recorded(row(2022, "P01", 6.65, "66.5", 1, "Khá"))
    page = text(office.get(f"/chi-so/pci/ket-qua/{one.pk}/don-vi/P01/"))
    for words in (
        "điểm tối đa × Chi phí không chính thức ÷ 10",
        "15 × 6,65 ÷ 10 = 9,975",
        "Chưa đối chiếu văn bản gốc",
        "Báo cáo PCI",
        one.checksum[:12],
        "01/01",
    ):
        assert words in page
    told = json.loads(
        office.get(f"/chi-so/pci/ket-qua/{one.pk}/don-vi/P01/giai-thich.json").content
    )
    assert recompute(told) == Decimal("66.5")
    assert office.get(f"/chi-so/pci/ket-qua/{one.pk}/don-vi/P77/").status_code == 404


def test_closed_reopened_and_seen_by_others(office, recorded, client, someone):
    one = recorded(row(2022, "P01"))
    stranger = someone("officer")
    client.force_login(stranger)
    assert client.get(f"/chi-so/pci/ket-qua/{one.pk}/").status_code == 404
    client.force_login(Account.objects.exclude(pk=stranger.pk).get())
    assert office.post(f"/chi-so/pci/ket-qua/{one.pk}/khoa/").status_code == 302
    client.force_login(stranger)
    assert client.get(f"/chi-so/pci/ket-qua/{one.pk}/").status_code == 200
    client.force_login(Account.objects.exclude(pk=stranger.pk).get())
    assert office.post(f"/chi-so/pci/ket-qua/{one.pk}/mo-lai/", {"reason": ""}).status_code == 422
    office.post(f"/chi-so/pci/ket-qua/{one.pk}/mo-lai/", {"reason": "Đính chính"})
    one.refresh_from_db()
    assert one.state == "open"
    office.post(f"/chi-so/pci/ket-qua/{one.pk}/don-vi/P01/bo/")
    assert not IndexResult.objects.exists()


def test_an_edition_changed_after_use_is_said_on_the_page(office, recorded):
    one = recorded(row(2022, "P01"))
    IndexRound.objects.update(checksum="0" * 64)
    page = text(office.get(f"/chi-so/pci/ket-qua/{one.pk}/don-vi/P01/"))
    assert "đã đổi sau khi dùng" in page
    assert "đã đổi sau khi dùng" in text(office.get(f"/chi-so/pci/ket-qua/{one.pk}/"))


def test_the_same_queries_however_many_units(office, recorded):
    one = recorded(row(2022, "P01"))

    def asked(address):
        with CaptureQueriesContext(connection) as seen:
            text(office.get(address))
        return len(seen)

    pages = [
        f"/chi-so/pci/ket-qua/{one.pk}/",
        "/chi-so/pci/",
        f"/chi-so/pci/ket-qua/{one.pk}/don-vi/P01/",
    ]
    asked(pages[0])
    few = [asked(page) for page in pages]
    recorded(*(row(2022, f"P{number:02}", 6) for number in range(2, 60)))
    assert [asked(page) for page in pages] == few


def test_the_list_as_a_file(office, recorded):
    one = recorded(row(2022, "P01"))
    answer = office.get(f"/chi-so/pci/ket-qua/{one.pk}/?tai=csv")
    assert "Hà Nội" in b"".join(answer.streaming_content).decode()
