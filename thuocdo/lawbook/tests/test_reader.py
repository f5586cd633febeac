import datetime as dt
import json
import random
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from thuocdo.config.commands import rulebook as command
from thuocdo.lawbook import reader
from thuocdo.lawbook.mistakes import Mistake

# An agency's own year: one Saturday worked, one day off, its decision beside it.
LOCAL = """\
edition: "1"
title: Lịch riêng của Sở
since: 2023-01-01
year: 2023
status: confirmed
documents:
  qd-12-2023:
    kind: Quyết định
    number: 12/QĐ-SGDĐT
    date: 2023-02-01
    issuer: Sở Giáo dục và Đào tạo
    title: Lịch làm việc năm 2023
    status: confirmed
groups:
  - kind: holiday
    source: qd-12-2023
    status: confirmed
    days:
      2023-11-20: Ngày Nhà giáo Việt Nam
cases:
  - { after: 2023-11-17, working_days: 1, gives: 2023-11-21 }
"""


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(reader.Faulty) as caught:
        reader.read_text(text, "calendars", "lịch riêng")
    return [(fault.line, fault.message) for fault in caught.value.faults]


def test_what_we_ship_has_no_fault() -> None:
    assert reader.check(reader.SHIPPED) == []


def test_only_what_was_compared_with_its_original_is_called_confirmed() -> None:
    """Whoever compares a document with its original changes the status and this list."""
    confirmed = {key for key, d in reader.shipped().sources.items() if d.status == "confirmed"}
    assert confirmed == {"qd-188-1999"}


def test_an_agency_reads_its_own_calendar() -> None:
    edition = reader.read_text(LOCAL, "calendars", "lịch riêng")
    calendar = reader.shipped().on_top(edition).calendar()
    assert not calendar.is_working_day(dt.date(2023, 11, 20))
    special = calendar.special(dt.date(2023, 11, 20))
    assert special
    assert special.name == "Ngày Nhà giáo Việt Nam"
    assert (
        edition.checksum == reader.read_text(LOCAL.replace("\n", "\r\n"), "calendars", "x").checksum
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('edition: "1"', "edition: 1.10", 1, "ngoặc kép"),
        ("title: Lịch riêng của Sở\n", "", 1, "Thiếu “title”"),
        ("status: confirmed\ndocuments", "status: sure\ndocuments", 5, "chỉ nhận"),
        ("groups:", "group:", 14, "Không có khóa nào tên “group”"),
        ("    number:", "    numbers:", 9, "Không có khóa nào tên “numbers”"),
        ("date: 2023-02-01", "date: 2023-02-31", 10, "Ngày 2023-02-31 không có thật"),
        ("2023-11-20", "2024-11-20", 19, "không thuộc năm 2023"),
        ("kind: holiday", "kind: exchanged", 19, "thay cho ngày nào"),
        ("source: qd-12-2023", "source: qd-13-2023", 16, "Không có văn bản “qd-13-2023”"),
        ("gives: 2023-11-21", "gives: 2023-11-20", 21, "là 21/11/2023, không phải 20/11/2023"),
        ("after: 2023-11-17", "after: 2031-11-17", 20, "từ năm 2022 đến năm 2027"),
        ("cases:\n", "cases: []\nnote: |\n", 20, "đang để trống"),
        ("year: 2023", "year: 2023\nyear: 2024", 5, "duplicate"),
        ("since: 2023-01-01", "since: 2023-01-01\nuntil: 2022-01-01", 4, "hết hiệu lực"),
        ("title: Lịch", "title: &a Lịch\nnote: *a #", 3, "tham chiếu"),
        ("documents:", "documents: [", 8, "Sai cú pháp"),
    ],
)
def test_each_fault_is_told_with_its_line(old: str, new: str, line: int, says: str) -> None:
    assert old in LOCAL
    found = faults(LOCAL.replace(old, new))
    assert any(at == line and says in message for at, message in found), found


def test_all_faults_are_told_at_once() -> None:
    text = LOCAL.replace("year: 2023", "year: x").replace("kind: holiday", "kind: feast")
    assert [line for line, _ in faults(text)] == [4, 15]


@pytest.mark.parametrize(
    "text", ["", "chữ", "- a", "[" * 5000, "a: " * 400_000, "\x00", "a: !!python/x 1"]
)
def test_what_is_no_edition_is_refused_in_words(text: str) -> None:
    assert faults(text)


def test_no_damage_to_a_text_gets_past_the_reader_as_anything_but_faults() -> None:
    rng = random.Random(7)
    text = (reader.SHIPPED / "calendars/2024.yaml").read_text("utf-8")
    refused = 0
    for _ in range(100):
        at, length = rng.randrange(len(text)), rng.randint(1, 12)
        noise = "".join(rng.choice(" :-{}[]\"'\n#&*0đ") for _ in range(rng.randint(0, 4)))
        try:
            reader.read_text(text[:at] + noise + text[at + length :], "calendars", "x")
        except reader.Faulty as faulty:
            refused += all(f.line >= 1 and f.message for f in faulty.faults)
    assert refused > 50


def test_an_unknown_kind_is_a_fault() -> None:
    with pytest.raises(reader.Faulty, match="Không có loại quy định"):
        reader.read_text(LOCAL, "horoscopes", "x")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copytree(reader.SHIPPED, tmp_path / "rulebook"))


def damage(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("calendars/2024.yaml", "2024-04-18: Giỗ", "2024-05-02: Giỗ", "Ví dụ không đúng"),
        ("calendars/2024.yaml", "2024-04-18: Giỗ", "2024-05-04: Giỗ", "đã có ở nhóm khác"),
        (
            "calendars/2024.yaml",
            "      2024-05-04:",
            "      2024-05-03:",
            "vốn đã là ngày làm việc",
        ),
        ("calendars/2024.yaml", "instead_of: 2024-05-04", "instead_of: 2024-05-05", "Hoán đổi với"),
        ("periods.yaml", "value: 15", "value: 16", "Ví dụ không đúng"),
        ("periods.yaml", "value: 15", "value: 31", "từ 1 đến 28"),
        ("periods.yaml", "unit: day_of_month", "unit: day_of_moon", "Không có đơn vị tính"),
        ("periods.yaml", "    source: nd-09-2019\n", "", "Thiếu “source”"),
        ("periods.yaml", "    status: secondary\n", "", "Thiếu “status”"),
        ("school_years.yaml", "closes_before: 2023-05-31", "closes_before: 2022-05-31", "thứ tự"),
        ("school_years.yaml", "end: 2023-08-31", "end: 2023-08-30", "ngay sau năm học trước"),
        (
            "school_years.yaml",
            "first_semester_before: 2023-01-15",
            "first_semester_before: 2023-01-16",
            "Ví dụ",
        ),
        ("units.yaml", "aliases: [bậc]", "aliases: [điểm]", "đã là cách viết"),
        ("units.yaml", "shown: 1.500.000 đồng", "shown: 1500000 đồng", "Ví dụ"),
        ("sources.yaml", "cited: Văn bản của", "cited: Công văn của", "Ví dụ"),
    ],
)
def test_a_wrong_word_in_the_rulebook_is_found(
    book: Path, file: str, old: str, new: str, says: str
) -> None:
    damage(book / file, old, new)
    found = reader.check(book)
    assert any(f.file == file and f.line > 1 and says in f.message for f in found), found
    with pytest.raises(Mistake):
        reader.load(book)


def test_a_file_that_is_not_text_and_an_empty_folder(book: Path, tmp_path: Path) -> None:
    (book / "units.yaml").write_bytes(b"\xff\xfe")
    assert "UTF-8" in reader.check(book)[0].message
    (tmp_path / "none").mkdir()
    assert len(reader.check(tmp_path / "none")) == 1


def run(*arguments: str) -> tuple[int, str]:
    app = typer.Typer()
    command.register(app)
    result = CliRunner().invoke(app, ["rulebook", "check", *arguments])
    if isinstance(result.exception, Mistake):
        return 2, result.exception.message  # what the command line makes of a Mistake
    return result.exit_code, result.stdout


def test_the_command_tells_counts_and_every_fault(book: Path) -> None:
    code, said = run()
    assert code == 0
    assert "6 năm lịch" in said
    damage(book / "periods.yaml", "value: 15", "value: 16")
    damage(book / "units.yaml", 'figure: "60"', 'figure: "61"')
    code, said = run(str(book))
    assert code == 1
    assert "periods.yaml:19: " in said
    assert "units.yaml:32: " in said
    code, said = run(str(book), "--json")
    assert code == 1
    assert {row["file"] for row in json.loads(said)["faults"]} == {"periods.yaml", "units.yaml"}
    assert run(str(book / "nowhere"))[0] == 2
