"""Forty units' texts and 300 figures → a report's files: seconds, and the same bytes twice.

    PYTHONPATH=. python benchmarks/report.py

Each unit gives four paragraphs (I–IV), a row of seven figures, and twenty more stand in a table of the body: 300
figures. Printed: seconds of the first and of the second making, size, whether both are equal; then a sheet of 700
schools × 60 figures, and reading the Word file back against what was written.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import time
from collections.abc import Callable
from decimal import Decimal

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings")

from thuocdo.documents import intake
from thuocdo.documents.output import paper_docx, paper_pdf, paper_xlsx
from thuocdo.documents.rules.grids import Column, Table
from thuocdo.documents.rules.official import signing
from thuocdo.documents.rules.papers import Annex, Paper, Part
from thuocdo.reporting.rules.loaded import compare

UNITS, FIGURES, SEED = 40, 7, 4
TITLES = ("Kết quả thực hiện", "Khó khăn, vướng mắc", "Nhiệm vụ kỳ tới", "Đề xuất, kiến nghị")
WORDS = "rà soát thủ tục hành chính đơn giản hóa hồ sơ trực tuyến đúng hạn tham mưu ban hành kế hoạch kiểm tra"


def paragraph(rng: random.Random, unit: str) -> str:
    words = " ".join(rng.choices(WORDS.split(), k=120))
    return f"{words.capitalize()} ({unit})."


def table(rng: random.Random, rows: int, figures: int, label: str) -> Table:
    columns = (
        Column("TT", 1, side="center"),
        Column(label, 4),
        *(Column(f"Cột {n}", 2) for n in range(figures)),
    )
    lines = (
        (str(n), f"{label} số {n}", *(Decimal(rng.randrange(10**5)) for _ in range(figures)))
        for n in range(1, rows + 1)
    )
    return Table(columns, tuple(lines))


def report(units: int, figures: int) -> Paper:
    rng = random.Random(SEED)
    names = [f"Phòng số {n}" for n in range(1, units + 1)]
    parts = [Part(title, tuple(paragraph(rng, name) for name in names)) for title in TITLES]
    parts.append(Part("Số liệu chung", tables=(table(rng, 10, 2, "Chỉ tiêu"),)))
    return Paper(
        authority="ỦY BAN NHÂN DÂN THÀNH PHỐ", issuer="SỞ NỘI VỤ", issuer_named="Sở Nội vụ", number="",
        symbol="BC-SNV", place="Hải Phòng", day=None, written=dt.date(2026, 9, 14), kind="Báo cáo",
        about="Công tác cải cách hành chính quý III năm 2026", to=(), opening=("Sở Nội vụ báo cáo như sau:",),
        parts=tuple(parts), closing=("Trên đây là báo cáo của Sở Nội vụ.",),
        annexes=(Annex("Kết quả theo đơn vị", table(rng, units, figures, "Đơn vị")),),
        recipients=("UBND thành phố", "Lưu: VT"), signature=signing("", "Giám đốc"), signer="Nguyễn Văn An",
    )  # fmt: skip


def timed(make: Callable[[Paper], bytes], paper: Paper) -> tuple[float, bytes]:
    begun = time.perf_counter()
    data = make(paper)
    return time.perf_counter() - begun, data


def main() -> None:
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, seed {SEED}")
    for units, figures in ((UNITS, FIGURES), (700, 60)):
        paper = report(units, figures)
        print(f"{units} units, {units * figures + 20} figures")
        for make in (paper_docx, paper_pdf, paper_xlsx):
            first, data = timed(make, paper)
            second, again = timed(make, paper)
            print(
                f"  {make.__name__:10} {first:6.2f} s {second:6.2f} s {len(data):>9} bytes identical: {data == again}"
            )
        begun = time.perf_counter()
        loaded = compare(paper, intake.read(paper_docx(paper), "bc.docx").blocks)
        print(
            f"  written, read back and compared {time.perf_counter() - begun:6.2f} s untouched: {loaded.untouched}"
        )


if __name__ == "__main__":
    main()
