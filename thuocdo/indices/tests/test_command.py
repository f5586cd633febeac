"""The command from end to end, in this process."""

import json

import pytest
import typer
from typer.testing import CliRunner

from thuocdo.config.commands import index as command
from thuocdo.lawbook.mistakes import Mistake

HEAD = "year,province_code,province_vi,ci01_entry,ci02_land,ci03_transparency,ci04_time,ci05_informal,ci06_bias,ci07_proactivity,ci08_support,ci09_labor,ci10_legal,extra\n"
ROWS = "2017,P01,Hà Nội,5,5,5,5,5,5,5,5,5,5,x\n2017,P02,Hà Giang,6,6,6,6,6,6,6,6,6,6,\n2017,P03,Cao Bằng,,6,6,6,6,6,6,6,6,6,\n"


def run(*words):
    app = typer.Typer()
    command.register(app)
    return CliRunner().invoke(app, ["index", *map(str, words)])


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "pci.csv"
    file.write_text(HEAD + ROWS, "utf-8")
    return file


def test_compute_repeats_who_and_gives_score_and_rank(table, tmp_path):
    out = tmp_path / "out.csv"
    said = run("compute", "pci", "--input", table, "--output", out)
    assert said.exit_code == 0
    assert out.read_text("utf-8") == (
        "year,province_code,province_vi,score,rank\n"
        "2017,P01,Hà Nội,50,2\n2017,P02,Hà Giang,60,1\n2017,P03,Cao Bằng,,\n"
    )
    assert "2/3 đơn vị có điểm" in said.output
    assert "không có điểm vì thiếu số liệu: P03" in said.output


def shuffled(text):
    rows = [line.split(",") for line in text.splitlines()]
    order = [11, 3, 0, 13, 2, 12, 1, *range(4, 11)]
    return "\n".join(",".join(row[at] for at in order) for row in rows)


@pytest.mark.parametrize(
    "other",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace(",", ";"),
        lambda text: text.replace(",", "\t"),
        lambda text: text.replace(",5,", ',"5.0",'),
        lambda text: "\n\n" + text + "\n,,,,,,,,,,,,,\n",
        lambda text: text.replace(",", " , "),
        shuffled,
    ],
    ids=["mark", "CRLF", "semicolons", "tabs", "quotes", "blank lines", "blanks", "shuffled"],
)
def test_a_file_written_another_way_gives_the_same(other, table, tmp_path):
    out = tmp_path / "out.csv"
    run("compute", "pci", "--input", table, "--output", out)
    expected = out.read_bytes()
    table.write_bytes(other(HEAD + ROWS).encode())
    said = run("compute", "pci", "--input", table, "--output", out)
    assert (said.exit_code, out.read_bytes()) == (0, expected)


def test_an_excel_file_gives_the_same(table, tmp_path):
    import openpyxl

    out = tmp_path / "out.csv"
    run("compute", "pci", "--input", table, "--output", out)
    expected = out.read_bytes()
    made = openpyxl.Workbook()
    for line in (HEAD + ROWS).splitlines():
        made.active.append([int(c) if c.isdecimal() else c or None for c in line.split(",")])
    made.save(tmp_path / "pci.xlsx")
    run("compute", "pci", "--input", tmp_path / "pci.xlsx", "--output", out)
    assert out.read_bytes() == expected


def test_compute_explains_a_unit_by_its_name(table, tmp_path):
    said = run(
        "compute", "pci", "--input", table, "--output", tmp_path / "o", "--explain", "ha noi"
    )
    assert "total PCI 2013–2021: 50/100" in said.output
    assert "điểm tối đa × Tính minh bạch ÷ 10" in said.output
    assert "(Theo nguồn thứ cấp)" in said.output


def test_explain_one_criterion_as_data(table):
    said = run("explain", "pci", "P02", "--input", table, "--code", "3", "--json")
    (told,) = json.loads(said.stdout)
    assert (told["points"], told["out_of"], told["formula"]) == (
        "12",
        "20",
        "max * ci03_transparency / 10",
    )


def test_check_and_diff():
    said = run("check", "papi")
    assert (said.exit_code, "4 bộ, 8 ví dụ" in said.output) == (0, True)
    told = json.loads(run("diff", "pci", "2013", "2022", "--json").stdout)
    assert {"where": "2", "what": "điểm tối đa", "old": "5", "new": "10"} in told
    assert "chấm điểm như nhau" in run("diff", "pci", "2013", "2013").output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["compute", "pcl"], "Không có chỉ số “pcl”"),
        (["compute", "pci", "--edition", "1999"], "Không có bộ “1999”"),
        (["compute", "pci", "--explain", "Paris"], "Không có đơn vị “Paris”"),
        (["compute", "pci", "--set", "x"], "phải viết như"),
        (["compute", "pci", "--set", "x=y"], "không có lựa chọn “x”"),
    ],
)
def test_bad_words_are_one_clear_line(table, tmp_path, words, says):
    said = run(*words, "--input", table, "--output", tmp_path / "o")
    assert isinstance(said.exception, Mistake)
    assert says in str(said.exception)
    assert "\n" not in str(said.exception)


def test_nothing_is_written_where_something_is_refused(table, tmp_path):
    table.write_text(HEAD + ROWS.replace("5,5,x", "5,55,x"), "utf-8")
    said = run("compute", "pci", "--input", table, "--output", tmp_path / "o")
    assert "cột ci10_legal: 55 ngoài khoảng" in str(said.exception)
    assert not (tmp_path / "o").exists()


def test_a_result_that_cannot_be_written(table, tmp_path):
    said = run("compute", "pci", "--input", table, "--output", tmp_path)
    assert "Không ghi được tệp" in str(said.exception)
