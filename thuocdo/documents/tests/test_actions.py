"""Files once, documents recognised and reused, evidence with a reason, numbers without gaps."""

import datetime as dt
import io

import pytest
from django.db import transaction

from thuocdo.audit.models import Entry
from thuocdo.audit.rules import Actor, Grant, Refused, system
from thuocdo.documents.actions import (
    attach_evidence,
    cancel_number,
    create_series,
    record_document,
    record_number,
    store_upload,
    take_number,
    withdraw_evidence,
)
from thuocdo.documents.models import Document, Evidence, File, TakenNumber
from thuocdo.documents.queries import content, evidence_of, missing_numbers, proved_by
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations.models import Agency, Unit, UnitParent

pytestmark = pytest.mark.django_db
AT = dt.datetime(2023, 3, 5, 2, tzinfo=dt.UTC)
TEXT = "KẾ HOẠCH\nNâng cao chỉ số".encode()


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def agency():
    unit = Unit.objects.create(code="so", kind="department")
    Agency.objects.create(unit=unit, symbol="SGDĐT", place="Hải Phòng")
    return unit


@pytest.fixture
def clerk(agency):
    room = Unit.objects.create(code="vp", kind="room")
    UnitParent.objects.create(unit=room, parent=agency)
    reach = frozenset({agency.pk, room.pk})
    return Actor("Lan", account=1, unit=room.pk, grants=(Grant("clerk", reach),))


@pytest.fixture
def stranger():
    unit = Unit.objects.create(code="khac", kind="department")
    Agency.objects.create(unit=unit, symbol="SNV", place="Hải Phòng")
    grants = (Grant("clerk", frozenset({unit.pk})),)
    return Actor("Minh", account=2, unit=unit.pk, grants=grants)


def upload(by, data=TEXT, name="kh.txt"):
    return store_upload(by=by, at=AT, data=data, name=name)


def test_the_same_bytes_are_one_file_and_one_entry(clerk):
    assert upload(clerk) == upload(clerk, name="khác.txt")
    assert (File.objects.count(), Entry.objects.count()) == (1, 1)
    assert content(File.objects.get()) == TEXT


def test_another_agency_has_its_own_row_for_the_same_bytes(clerk, stranger):
    assert upload(clerk).pk != upload(stranger).pk


def test_a_lost_file_is_said_plainly_and_mended_by_uploading_again(clerk, settings):
    file = upload(clerk)
    (settings.MEDIA_ROOT / file.sha256[:2] / file.sha256).unlink()
    with pytest.raises(Mistake, match="sao lưu"):
        content(file)
    upload(clerk)
    assert content(file) == TEXT


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../etc/passwd.txt", "passwd.txt"), ("C:\\a\\b\x00c.txt", "bc.txt"), ("..", "tệp"),
     ("x" * 300 + ".txt", "x" * 196 + ".txt")],
)  # fmt: skip
def test_a_name_is_no_path(clerk, name, kept):
    assert upload(clerk, name=name).name == kept


def test_a_stamped_document_is_refused_as_file_and_as_text(clerk):
    with pytest.raises(Mistake, match="Mật"):
        upload(clerk, "Số: 12/BC-SGDĐT\nMẬT\nBÁO CÁO".encode())
    with pytest.raises(Mistake, match="Tối mật"):
        record_document(by=clerk, at=AT, reference="12/BC-SGDĐT (Tối mật)")
    assert upload(clerk, "Công khai tài liệu (trừ tài liệu mật)".encode())
    assert not Document.objects.exists()


def test_a_reference_is_recognised_reused_and_completed(clerk):
    first = record_document(by=clerk, at=AT, reference="1234/SGDĐT-VP ngày 05/3/2023")
    again = record_document(
        by=clerk, at=AT, reference="Công văn số 01234/SGDĐT - VP", abstract="Về báo cáo"
    )
    assert first == again
    assert (again.date, again.abstract) == (dt.date(2023, 3, 5), "Về báo cáo")
    later = record_document(by=clerk, at=AT, reference="1234/SGDĐT-VP ngày 06/3/2024")
    assert later != first


def test_recording_the_same_again_writes_nothing(clerk):
    record_document(by=clerk, at=AT, reference="1234/SGDĐT-VP ngày 05/3/2023")
    record_document(by=clerk, at=AT, reference="1234/SGDĐT-VP ngày 05/3/2023")
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    "words", ["", "theo văn bản", "31/02/2023", "12/BC-VP và 13/BC-VP", "12/BC-VP ngày 31/02/2023"]
)
def test_no_single_reference_is_a_mistake(clerk, words):
    with pytest.raises(Mistake):
        record_document(by=clerk, at=AT, reference=words)


def test_a_link_must_be_a_web_address(clerk):
    with pytest.raises(Mistake):
        record_document(by=clerk, at=AT, reference="12/BC-VP", link="javascript:alert(1)")


def test_evidence_by_reference_alone_once_and_withdrawn_with_a_reason(clerk):
    proof = attach_evidence(
        by=clerk, at=AT, thing="assignment:7", reference="12/BC-VP ngày 05/3/2023"
    )
    assert proof == attach_evidence(by=clerk, at=AT, thing="assignment:7", reference="12/BC-VP")
    assert [p.name for p in evidence_of(["assignment:7", "assignment:8"])["assignment:7"]] == [
        "Báo cáo số 12/BC-VP ngày 05/03/2023"
    ]
    with pytest.raises(Mistake):
        withdraw_evidence(by=clerk, at=AT, evidence=proof, reason=" ")
    withdraw_evidence(by=clerk, at=AT, evidence=proof, reason="Gắn nhầm")
    assert evidence_of(["assignment:7"]) == {"assignment:7": []}
    assert proved_by(proof.document_id) == []
    with pytest.raises(Refused):
        withdraw_evidence(by=clerk, at=AT, evidence=proof, reason="Gắn nhầm")
    assert Evidence.objects.count() == 1


def test_evidence_is_one_thing(clerk):
    with pytest.raises(Mistake):
        attach_evidence(by=clerk, at=AT, thing="assignment:7")
    with pytest.raises(Mistake):
        attach_evidence(
            by=clerk, at=AT, thing="assignment:7", reference="12/BC-VP", file=upload(clerk)
        )


def test_nobody_proves_with_the_file_of_another_agency(clerk, stranger):
    file = upload(stranger)
    with pytest.raises(Refused):
        attach_evidence(by=clerk, at=AT, thing="assignment:7", file=file)
    with pytest.raises(Mistake):
        record_document(by=clerk, at=AT, reference="12/BC-VP", files=[file])


def series(clerk, agency, **more):
    return create_series(
        by=clerk, at=AT, agency=agency.pk, symbol="KH-SGDĐT", name="Kế hoạch", **more
    )


def test_numbers_begin_anew_each_year_and_are_printed_with_a_zero(clerk, agency):
    run = series(clerk, agency)
    codes = [take_number(by=clerk, at=AT, series=run).code for _ in range(2)]
    next_year = take_number(by=clerk, at=AT.replace(year=2024), series=run)
    assert [*codes, next_year.code] == ["01/KH-SGDĐT", "02/KH-SGDĐT", "01/KH-SGDĐT"]


def test_the_year_is_that_of_the_legal_day(clerk, agency):
    late = dt.datetime(2023, 12, 31, 18, tzinfo=dt.UTC)  # 01:00 on 1 January in Ha Noi
    assert take_number(by=clerk, at=late, series=series(clerk, agency)).period == "2024"


def test_a_rollback_leaves_no_gap(clerk, agency):
    run = series(clerk, agency)

    def issue():
        with transaction.atomic():
            take_number(by=clerk, at=AT, series=run)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        issue()
    assert take_number(by=clerk, at=AT, series=run).number == 1


def test_a_cancelled_number_stays_and_is_not_given_again(clerk, agency):
    run = series(clerk, agency)
    taken = take_number(by=clerk, at=AT, series=run, thing="report:3")
    cancel_number(by=clerk, at=AT, taken=taken, reason="Soạn nhầm")
    assert take_number(by=clerk, at=AT, series=run).number == 2
    assert TakenNumber.objects.get(number=1).reason == "Soạn nhầm"
    with pytest.raises(Refused):
        cancel_number(by=clerk, at=AT, taken=taken, reason="Lần nữa")


def test_an_external_series_takes_what_the_clerk_types_once_and_lists_its_gaps(clerk, agency):
    run = series(clerk, agency, external=True)
    day = dt.date(2023, 3, 5)
    for number in (1, 4, 6):
        record_number(by=clerk, at=AT, series=run, number=number, on=day)
    with pytest.raises(Mistake, match="05/03/2023"):
        record_number(by=clerk, at=AT, series=run, number=4, on=day)
    with pytest.raises(Refused):
        take_number(by=clerk, at=AT, series=run)
    assert missing_numbers(run, "2023") == [(2, 3), (5, 5)]


def test_an_own_series_does_not_take_typed_numbers(clerk, agency):
    with pytest.raises(Refused):
        record_number(
            by=clerk, at=AT, series=series(clerk, agency), number=9, on=dt.date(2023, 3, 5)
        )


def test_a_series_belongs_to_its_agency(clerk, stranger, agency):
    run = series(clerk, agency)
    with pytest.raises(Refused):
        take_number(by=stranger, at=AT, series=run)
    with pytest.raises(Mistake):
        series(clerk, agency)


def test_who_may_not_write_writes_nothing(agency):
    auditor = Actor("Kiểm", account=3, unit=agency.pk, grants=(Grant("auditor", None),))
    with pytest.raises(Refused):
        upload(auditor)
    with pytest.raises(Refused):
        record_document(by=auditor, at=AT, reference="12/BC-VP")
    assert not Entry.objects.exists()


def test_a_job_may(agency):
    assert record_document(by=system("plans.import"), at=AT, reference="12/BC-VP").agency is None


def test_a_picture_is_looked_into(clerk):
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "PNG")
    assert upload(clerk, out.getvalue(), "anh.pdf").kind == "png"
    with pytest.raises(Mistake, match="hỏng"):
        upload(clerk, out.getvalue()[:40], "anh.png")
