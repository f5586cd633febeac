"""A whole period of 40 units, from what they sent to the signed paper's files: `PYTHONPATH=. python benchmarks/period.py [UNITS]` (40).

A database of its own; every unit writes, has approved and sends its CCHC report through the real actions, two
paragraphs for each of ten texts. Measured: the figures put together, the texts grouped by likeness, every group taken
into the draft, then Word, PDF, Excel and the meeting pack, each made twice and compared. The totals of the document
are compared with the sum of what was sent.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

AT = dt.datetime(2026, 12, 1, 2, tzinfo=dt.UTC)
TODAY = dt.date(2026, 12, 1)
WORDS = "rà soát thủ tục hành chính đơn giản hóa hồ sơ trực tuyến đúng hạn tham mưu ban hành kế hoạch kiểm tra"


def paragraph(rng: random.Random) -> str:
    return f"- {' '.join(rng.choices(WORDS.split(), k=60)).capitalize()}."


def figures(rng: random.Random) -> dict[str, str]:
    done, late, open_, overdue = (rng.randrange(20) for _ in range(4))
    dossiers = rng.randrange(50, 500)
    found = {
        "work_due": done + late + open_ + overdue, "work_done_in_time": done, "work_done_late": late, "work_open": open_,
        "work_overdue": overdue, "dossiers": dossiers, "dossiers_on_time": dossiers - rng.randrange(9),
        "satisfied": rng.randrange(85, 100), "documents": rng.randrange(20), "checked": rng.randrange(5),
    }  # fmt: skip
    return {key: str(value) for key, value in found.items()}


def written(many: int) -> tuple[Any, dict[str, int]]:
    """The period with every report sent, and the sums of what was sent."""
    from thuocdo.audit.rules import system
    from thuocdo.lawbook.periods import year
    from thuocdo.organisations.models import Unit, UnitName, UnitParent
    from thuocdo.reporting import actions
    from thuocdo.reporting.queries.forms import form_of

    agency, by, rng = Unit.objects.get(code="so-gddt-hai-phong"), system("bench"), random.Random(40)
    units = []
    for n in range(1, many + 1):
        unit = Unit.objects.create(code=f"bench-{n}", kind="room", order=n)
        UnitName.objects.create(unit=unit, name=f"Phòng số {n}", folded=f"phong so {n}")
        UnitParent.objects.create(unit=unit, parent=agency)
        units.append(unit.pk)
    duty = actions.keep_duty(
        by=by, at=AT, agency=agency.pk, form="report_forms/cchc", units=units, source="Kế hoạch"
    )
    one = actions.open_round(by=by, at=AT, duty=duty, period=year(2026))
    sections, sums = form_of(one).sections, dict.fromkeys(figures(rng), 0)
    for report in one.reports.filter(whole=False).select_related("round__duty"):
        typed = figures(rng)
        texts = {s.key: f"{paragraph(rng)}\n{paragraph(rng)}" for s in sections}
        report = actions.save_report(
            by=by, at=AT, report=report, figures=typed, texts=texts, version=report.version
        )
        report = actions.approve_report(by=by, at=AT, report=report, version=report.version)
        actions.send_report(by=by, at=AT, report=report, version=report.version)
        for key, value in typed.items():
            sums[key] += int(value)
    return one, sums


def show(many: int) -> None:
    from thuocdo.audit.rules import system
    from thuocdo.documents.output import pack_pdf, paper_docx, paper_pdf, paper_xlsx
    from thuocdo.reporting import actions
    from thuocdo.reporting.queries import rounds
    from thuocdo.reporting.queries.packs import pack_of
    from thuocdo.reporting.queries.papers import paper_of

    one, sums = written(many)
    by = system("bench")
    whole = one.own_report()
    steps: dict[str, float] = {}

    def timed(name: str, run: Callable[[], Any]) -> Any:
        begun = time.perf_counter()
        found = run()
        steps[name] = time.perf_counter() - begun
        return found

    timed("figures put together", lambda: actions.consolidate(by=by, at=AT, report=whole))
    parts = rounds.given(one, TODAY)
    groups = timed("texts grouped by likeness", lambda: rounds.written_by_units(one, parts))

    def take() -> None:
        chosen = {text.key: [cluster.attributed for cluster in text.clusters] for text in groups}
        actions.take_paragraphs(by=by, at=AT, report=whole, chosen=chosen)

    timed("every paragraph into the draft", take)
    whole.refresh_from_db()
    paper = timed("document", lambda: paper_of(whole, TODAY))
    for name, make in (("Word", paper_docx), ("PDF", paper_pdf), ("Excel", paper_xlsx)):
        data = timed(name, lambda make=make: make(paper))
        assert make(paper_of(whole, TODAY)) == data, f"{name} differs the second time"
    pack = timed("meeting pack", lambda: pack_pdf(pack_of(by, one, TODAY)))
    assert pack_pdf(pack_of(by, one, TODAY)) == pack
    shown = {row[3].code: row[3].value for row in paper.annexes[0].table.rows}
    assert all(shown[key] == value for key, value in sums.items() if key != "satisfied")
    for name, seconds in steps.items():
        print(f"| {many} | {name} | {seconds:.2f} |")
    print(f"| {many} | **whole** | **{sum(steps.values()):.2f}** |")
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores; {len(groups)} texts, {sum(len(t.clusters) for t in groups)} paragraphs; totals agree, files the same twice")  # fmt: skip


def main() -> None:
    os.environ["THUOCDO_HOME"] = tempfile.mkdtemp(prefix="bench-period-")
    os.environ["THUOCDO_TODAY"] = TODAY.isoformat()
    os.environ.pop("THUOCDO_DATABASE_URL", None)
    from thuocdo.config import ready

    ready.everything()
    logging.disable(logging.INFO)
    from thuocdo.audit.rules import system
    from thuocdo.organisations.actions import load_shipped

    load_shipped(by=system("bench"), at=dt.datetime(2022, 1, 1, tzinfo=dt.UTC))
    show(int(sys.argv[1]) if len(sys.argv) > 1 else 40)


if __name__ == "__main__":
    main()
