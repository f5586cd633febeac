"""The list of bad input, each through the command and through the page: named, refused or flagged; nothing half-written."""

import io
from decimal import Decimal

import openpyxl
import pytest

from thuocdo.indices import actions
from thuocdo.indices.intake.figures import typed
from thuocdo.indices.models import IndexResult, IndexRound
from thuocdo.indices.tests.conftest import AT, row, table
from thuocdo.indices.tests.test_command import run
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.scoring.parts import Input

pytestmark = pytest.mark.django_db
SHORT = table(row(2022, "P01")).replace(",ci04_time", "")

REFUSED = {
    "a value below 1": (table(row(2022, "P01", 0.57)), "0,57 ngoài khoảng 1–10"),
    "a value above 10": (table(row(2022, "P01", 57)), "57 ngoài khoảng 1–10"),
    "a word": (table(row(2022, "P01", "N/A")), "“N/A” không phải một số"),
    "a year without edition": (table(row(2025, "P01")), "Năm 2025 chưa có bộ quy định"),
    "a year before the first": (table(row(2005, "P01")), "hiện có: 2006–2008"),
    "no year": (table(row("", "P01")), "Dòng 2: thiếu năm"),
    "a unit twice": (table(row(2022, "P01"), row(2022, "P01", 6)), "P01 năm 2022 đã có ở dòng 2"),
    "no code": (table(row(2022, "")), "thiếu mã đơn vị"),
    "a cell too many": (table(row(2022, "P01") + ",9"), "có 16 ô, cần 15"),
    "a column gone": (
        table(row(2022, "P01")[:-4] + ",,", head=table().replace("ci04_time,", "")),
        "Thiếu cột “ci04_time” (Chi phí thời gian) mà bộ 2022 của năm 2022 cần",
    ),
    "a column in other letters": (
        table(row(2022, "P01"), head=table().replace("province_code", "Province Code")),
        "Tệp có cột “Province Code”: đổi tên thành “province_code”",
    ),
    "a scale ten times as small": (
        table(row(2022, "P01", 0.57)),
        "Nếu số ghi theo thang nhỏ hơn 10 lần thì nhân 10",
    ),
}
FLAGGED = {
    "provinces missing": (table(row(2022, "P01")), "thiếu 62/63 đơn vị"),
    "a province not known": (table(row(2022, "P99")), "P99 không có trong danh sách 63 đơn vị"),
    "a column of other years": (table(row(2010, "P01")), "ci06_bias có số liệu nhưng bộ 2009"),
    "a column no edition knows": (
        table(row(2022, "P01") + ",7", head=table() + ",ci11_green"),
        "không bộ nào dùng cột ci11_green; bỏ qua",
    ),
    "a year that cannot be rebuilt": (table(row(2011, "P01", "")), "không tái lập được"),
}


def sent(office, text, act="check", index="pci"):
    said = {"source": "Công bố", "text": text, "act": act}
    return office.post(f"/chi-so/{index}/nhap/", said).content.decode()


@pytest.fixture
def command(tmp_path):
    def given(text, index="pci"):
        (tmp_path / "in.csv").write_text(text, "utf-8")
        return run("compute", index, "--input", tmp_path / "in.csv", "--output", tmp_path / "out")

    return given


@pytest.mark.parametrize("what", REFUSED)
def test_refused_by_name(what, office, command, tmp_path):
    text, says = REFUSED[what]
    assert says in str(command(text).exception)
    assert not (tmp_path / "out").exists()
    assert says in sent(office, text, "record")
    assert not IndexRound.objects.exists()


@pytest.mark.parametrize("what", FLAGGED)
def test_flagged_and_computed(what, office, command, tmp_path):
    text, says = FLAGGED[what]
    assert says in command(text).output
    assert (tmp_path / "out").exists()
    assert says in sent(office, text)


def test_every_fault_is_told_at_once(command, office):
    text = table(*(row("", f"P{n:02}") for n in range(1, 14)))
    for says in (str(command(text).exception), sent(office, text)):
        assert "Dòng 2: thiếu năm" in says
        assert "Dòng 11: thiếu năm" in says
    assert "… và 3 chỗ khác." in str(command(text).exception)


def test_a_dot_may_part_thousands_only_where_it_cannot_part_decimals(command, tmp_path):
    """The range decides; where both would fit, nothing is guessed."""
    points = Input(name="Điểm", kind="external", unit="point", least=Decimal(1), most=Decimal(10))
    files = Input(name="Hồ sơ", kind="measure", unit="case", least=Decimal(0))
    assert typed("7.125", points) == Decimal("7.125")
    assert typed("1.234,5", files) == Decimal("1234.5")
    with pytest.raises(Mistake, match=r"“1\.234” là 1,234 hay 1\.234"):
        typed("1.234", files)
    line = row(2022, "P01", "7.125").replace(",", ";").replace(";5;", ";5,5;", 1)
    assert command(f"{table().replace(',', ';')}\n{line}").exit_code == 0
    assert (tmp_path / "out").read_text("utf-8").startswith("year,province_code,score,rank\n")


def test_a_result_never_replaces_the_figures(tmp_path):
    file = tmp_path / "in.csv"
    file.write_text(table(row(2022, "P01")), "utf-8")
    found = run("compute", "pci", "--input", file, "--output", file)
    assert "trùng tệp số liệu" in str(found.exception)
    assert file.read_text("utf-8") == table(row(2022, "P01"))


def test_a_blank_is_told_and_never_zero(office, command, tmp_path):
    text = table(row(2022, "P01"), row(2022, "P02").replace(",5,", ",,", 1))
    assert "không có điểm vì thiếu số liệu: P02" in command(text).output
    assert (tmp_path / "out").read_text("utf-8").endswith("2022,P02,,\n")
    assert "1/2" in sent(office, text)
    sent(office, text, "record")
    assert IndexResult.objects.get(code="P02").score is None


def test_a_share_of_one_where_percent_is_meant(office, command):
    head = "year,unit,transparency,leadership,time,informal,fairness,support,legal,digital"
    rows = [f"2026,{unit},5,5,9,{share},5,5,5,5" for unit, share in (("A", "0.31"), ("B", "0.4"))]
    text = table(*rows, head=head)
    for said in (str(command(text, "ddci").exception), sent(office, text, index="ddci")):
        assert "Cột informal ghi tỷ lệ theo 0–1, ở đây cần phần trăm" in said
    typed = {"code": "A", "unit": "Sở A", "source": "Công bố", "kind": "department"}
    office.post("/chi-so/ddci/nhap/don-vi/?nam=2026", {**typed, "f_informal": "0,31"})
    assert IndexResult.objects.get().doubts == [
        "“Chi phí không chính thức (% doanh nghiệp)” ghi 0,31%: nếu là tỷ lệ theo 0–1 thì nhân 100"
    ]


def test_nothing_to_scale_over_is_not_zero(command, tmp_path):
    """Every unit of the round the same: highest less lowest is zero, the edition says what then counts."""
    head = "year,unit,transparency,leadership,time,informal,fairness,support,legal,digital"
    same = [f"2026,{unit},5,5,9,31,5,5,{legal},5" for unit, legal in (("A", 4), ("B", 6))]
    assert command(table(*same, head=head), "ddci").exit_code == 0
    lines = (tmp_path / "out").read_text("utf-8").splitlines()
    assert lines[1:] == ["2026,A,,,,,,,1,,1,2", "2026,B,,,,,,,10,,10,1"]


def test_an_excel_file_is_checked_and_written_as_it_was_checked(office):
    made = openpyxl.Workbook()
    for line in table(row(2022, "P01", 5.734957)).splitlines():
        made.active.append([float(c) if c.count(".") else c for c in line.split(",")])
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    file.name = "pci.xlsx"
    page = office.post("/chi-so/pci/nhap/", {"source": "x", "file": file, "act": "check"})
    assert "Ghi kết quả" in page.content.decode()
    assert not IndexRound.objects.exists()
    office.post(
        "/chi-so/pci/nhap/",
        {"source": "x", "text": page.context["form"].initial["text"], "act": "record"},
    )
    assert str(IndexResult.objects.get().score) == "57.349570"


def test_closed_results_are_out_of_reach_of_every_page(office, focal):
    (one,) = actions.record_results(
        by=focal, at=AT, agency=focal.unit, index="pci", text=table(row(2022, "P01", 6)), source="x"
    )
    actions.close_results(by=focal, at=AT, round=one)
    before = list(IndexResult.objects.values()), list(IndexRound.objects.values())
    assert "Kết quả năm 2022 đã khóa" in sent(office, table(row(2022, "P01", 7)), "record")
    typed = {"code": "P01", "unit": "Hà Nội", "source": "x", "f_ci01_entry": "7"}
    page = office.post("/chi-so/pci/nhap/don-vi/?nam=2022", typed)
    assert (page.status_code, "đã khóa" in page.content.decode()) == (422, True)
    office.post(f"/chi-so/pci/ket-qua/{one.pk}/don-vi/P01/bo/")
    assert (list(IndexResult.objects.values()), list(IndexRound.objects.values())) == before
