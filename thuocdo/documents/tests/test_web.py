"""The pages of documents, and the view that serves a file."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from thuocdo.audit.rules import system
from thuocdo.documents.actions import attach_evidence, record_document, take_number
from thuocdo.documents.models import Document, File, NumberSeries, TakenNumber
from thuocdo.documents.tests import factories
from thuocdo.organisations.models import Agency, Unit

pytestmark = pytest.mark.django_db
PDF = factories.plan_pdf()
AT = dt.datetime(2023, 3, 5, 2, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def department(code):
    unit = Unit.objects.create(code=code, kind="department")
    Agency.objects.create(unit=unit, symbol=code.upper(), place="Hải Phòng")
    return unit


@pytest.fixture
def agency():
    return department("so")


@pytest.fixture
def clerk(agency, signed_in):
    return signed_in("clerk", unit=agency)


def pdf():
    return SimpleUploadedFile('../kế hoạch "A".pdf', PDF)


def record(client, **more):
    data = {"reference": "12/KH-SGDĐT ngày 05/3/2023", "marked": "khong", **more}
    return client.post("/van-ban/ghi-nhan/", data)


def test_recorded_with_its_file_found_by_folded_words_and_opened(clerk):
    answer = record(clerk, abstract="Nâng cao chỉ số PCI", uploads=pdf())
    assert answer.status_code == 302
    page = clerk.get(answer["Location"]).content.decode()
    assert "Nâng cao chỉ số PCI" in page
    assert "12/KH-SGDĐT" in clerk.get("/van-ban/?q=nang+cao+chi+so").content.decode()
    assert "12/KH-SGDĐT" not in clerk.get("/van-ban/?q=cai+cach").content.decode()
    file = clerk.get(f"/van-ban/tep/{File.objects.get().pk}/")
    assert b"".join(file.streaming_content) == PDF
    assert file["Content-Type"] == "application/pdf"
    assert file["X-Content-Type-Options"] == "nosniff"
    assert "/" not in file["Content-Disposition"].replace("utf-8''", "")


def test_the_same_reference_leads_to_the_same_document(clerk):
    assert record(clerk)["Location"] == record(clerk, reference="12 / KH-SGDĐT")["Location"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"reference": "không có số"}, "Chưa nhận ra số, ký hiệu"),
        ({"marked": "Tối mật"}, "độ mật “Tối mật”"),
        ({"link": "javascript:alert(1)"}, "http://"),
        ({"uploads": SimpleUploadedFile("a.pdf", b"MZ\x90\x00" * 100)}, "không được nhận"),
    ],
)
def test_what_is_not_accepted_stands_beside_its_field(clerk, more, words):
    assert words in record(clerk, **more).content.decode()
    assert not Document.objects.exists()


def test_a_file_added_later(clerk):
    address = record(clerk)["Location"]
    clerk.post(f"{address}bo-sung/", {"uploads": pdf()})
    assert Document.objects.get().files.count() == 1
    assert (
        "hỏng"
        in clerk.post(
            f"{address}bo-sung/", {"uploads": SimpleUploadedFile("a.pdf", b"%PDF-1.4")}
        ).content.decode()
    )


def test_another_agency_finds_neither_document_nor_file(clerk, client, signed_in):
    address = record(clerk, uploads=pdf())["Location"]
    other = signed_in("clerk", unit=department("khac"))
    assert other.get(address).status_code == 404
    assert other.get(f"/van-ban/tep/{File.objects.get().pk}/").status_code == 403
    assert "12/KH-SGDĐT" not in other.get("/van-ban/").content.decode()


def test_a_guest_sees_nothing(agency, signed_in):
    assert signed_in("guest", unit=agency).get("/van-ban/").status_code == 403


def test_what_a_document_proves_is_listed(clerk, agency):
    record(clerk)
    found = Document.objects.get()
    attach_evidence(
        by=system("test"), at=AT, thing="assignment:7", document=found,
        about="Nhiệm vụ 7", place="/ke-hoach/1/",
    )  # fmt: skip
    assert (
        '<a href="/ke-hoach/1/">Nhiệm vụ 7</a>'
        in clerk.get(f"/van-ban/{found.pk}/").content.decode()
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_as_a_file(clerk, kind):
    record(clerk)
    answer = clerk.get(f"/van-ban/?tai={kind}")
    assert answer["Content-Disposition"] == f'attachment; filename="van-ban.{kind}"'
    assert len(b"".join(answer.streaming_content)) > 50


def test_as_many_queries_for_one_document_as_for_sixty(clerk, agency):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked():
        with CaptureQueriesContext(connection) as caught:
            clerk.get("/van-ban/")
        return len(caught)

    record(clerk)
    asked()  # the first page of a session asks more
    few = asked()
    for n in range(60):
        record_document(by=system("test"), at=AT, reference=f"{n + 20}/BC-VP")
    Document.objects.update(agency=agency)
    assert asked() == few


def test_series_are_kept_typed_and_cancelled(clerk, agency):
    made = clerk.post(
        "/van-ban/so/lap/", {"symbol": "CV", "name": "Công văn", "period": "year", "external": "on"}
    )
    series = NumberSeries.objects.get()
    assert made["Location"] == f"/van-ban/so/{series.pk}/"
    for number in (1, 4):
        clerk.post(f"{made['Location']}nhap/", {"number": number, "on": "2023-03-05"})
    page = clerk.get(f"{made['Location']}?nam=2023").content.decode()
    assert "04/CV" in page
    assert "2–3" in page
    assert (
        "đã dùng"
        in clerk.post(
            f"{made['Location']}nhap/", {"number": 4, "on": "2023-03-05"}
        ).content.decode()
    )
    clerk.post(f"/van-ban/so/huy/{TakenNumber.objects.get(number=4).pk}/", {"reason": "Nhập nhầm"})
    assert "Nhập nhầm" in clerk.get(made["Location"]).content.decode()
    assert "CV" in clerk.get("/van-ban/so/").content.decode()


def test_an_officer_keeps_no_series(agency, signed_in, clerk):
    series = NumberSeries.objects.create(agency=agency, symbol="KH", name="Kế hoạch", period="year")
    take_number(by=system("test"), at=AT, series=series)
    assert "Hủy số" in clerk.get(f"/van-ban/so/{series.pk}/").content.decode()
    officer = signed_in("officer", unit=agency)
    assert officer.post("/van-ban/so/lap/", {}).status_code == 403
    assert (
        officer.post(
            f"/van-ban/so/huy/{TakenNumber.objects.get().pk}/", {"reason": "x"}
        ).status_code
        == 403
    )
    assert "Hủy số" not in officer.get(f"/van-ban/so/{series.pk}/").content.decode()
