"""A report as an official document: the words of the report, the agency's head and signature, the figures as annexes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from thuocdo.accounts.queries import capacities, positions_held
from thuocdo.design.words import long_day, number
from thuocdo.documents.rules.breaking import TIE
from thuocdo.documents.rules.grids import NO_FIGURE, Cell, Column, Figure, Side, Table
from thuocdo.documents.rules.official import signing
from thuocdo.documents.rules.papers import Annex, Paper, Part, roman
from thuocdo.lawbook.editions.reports import FigureLine
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold
from thuocdo.organisations import queries as organisations
from thuocdo.plans.queries import plans_in_force
from thuocdo.reporting.models import Report
from thuocdo.reporting.queries.reports import FigureRow, ReportView, report_view
from thuocdo.reporting.queries.rounds import given
from thuocdo.reporting.rules.figures import Figure as Given
from thuocdo.reporting.rules.paragraphs import paragraphs
from thuocdo.reporting.rules.reports import Figures


def paper_of(report: Report, today: dt.date) -> Paper:
    """As it stands today, or as it was issued; a draft has neither number nor day. Mistake where no agency stands
    over the unit."""
    if report.issued:
        return Paper.from_json(report.issued)
    view = report_view(report, today)
    agency = report.round.agency_id
    seals = organisations.agencies(today)
    if agency not in seals:
        raise Mistake("Cơ quan này không còn con dấu vào hôm nay nên không lập được văn bản.")
    seal = seals[agency]
    name, short = organisations.names_on([report.unit_id], today).get(report.unit_id, ("", ""))
    whole, document = report.whole, report.document
    day = view.period.end if document is None else document.date
    sender, period = (seal.name if whole else name), _in_words(view.period.label)
    about = view.form.abstract.format(period=period)
    told = about[:1].lower() + about[1:]
    source = report.round.duty.source or "; ".join(_carried_out(report, view))
    recipients = [
        f"{r.name} ({r.purpose})" if r.purpose else r.name
        for r in view.form.recipients_on(day or today)
    ]
    signature, signer = _signature(report, seal.head_title, today)
    return Paper(
        authority=(seal.authority if whole else seal.name).upper(),
        issuer=sender.upper(),
        issuer_named=sender,
        number=document.reference.code if document else "",
        symbol=f"BC-{seal.symbol}" if whole or not short else f"BC-{short}",
        place=seal.place,
        day=document.date if document else None,
        written=report.sent_on or today,
        kind="Báo cáo",
        about=view.form.abstract.format(period=period.replace(" ", TIE)),
        to=() if whole else (seal.name,),
        opening=(f"{f'Thực hiện {source}, ' if source else ''}{sender} báo cáo {told} như sau:",),
        parts=tuple(_part(view)),
        closing=(*_replacing(report), f"Trên đây là báo cáo {told} của {sender}.",),
        annexes=tuple(_annexes(view, report, today)),
        recipients=(*(recipients if whole else [seal.name]), _kept(report, short, today)),
        signature=signature,
        signer=signer,
    )  # fmt: skip


def _carried_out(report: Report, view: ReportView) -> list[str]:
    """The plans of the form's programme that stood at the end of the period, else those that ended in it: the same in
    a draft as in what is signed."""
    one, words = report.round, view.form.programme
    found = plans_in_force(one.agency_id, words, one.start, one.end) if words else []
    meant = [plan for plan in found if plan.meant]
    return [plan.name for plan in [p for p in meant if p.until is None] or meant]


def _kept(report: Report, short: str, today: dt.date) -> str:
    """Where copies stay: of the agency's report with its registry and the unit that drew it up (Annex I, II.9)."""
    if not report.whole:
        return f"Lưu: {short or 'VT'}"
    held = capacities(report.person, today) if report.person else []
    units = [one.unit for one in held if one.unit is not None and one.unit != report.unit_id]
    names = organisations.names_on(units, today)
    own = [names[unit][1] for unit in units if unit in names]
    return ", ".join(["Lưu: VT", *filter(None, own[:1])])


def _replacing(report: Report) -> list[str]:
    """The line that says which issued report this one replaces."""
    former = report.replaces
    if former is None or former.document is None:
        return []
    document = former.document
    day = f" {long_day(document.date)}" if document.date else ""
    return [f"Báo cáo này thay thế Báo cáo số {document.reference.code}{day}."]


def places_of(view: ReportView) -> dict[str, str]:
    """Key of each text → where the paper prints it ("I", "I.1")."""
    found = {}
    for n, (row, part) in enumerate(zip(view.parts, _part(view), strict=True), 1):
        for k, told in enumerate(row.texts, 1):
            found[told.key] = f"{roman(n)}.{k}" if part.parts else roman(n)
    return found


def data_of(report: Report, today: dt.date) -> dict[str, Any]:
    """The report for another system: what, whose, of which days, by which form; a figure not given is null."""
    view, one, former = report_view(report, today), report.round, report.replaces
    return {
        "form": one.form,
        "edition": one.edition,
        "checksum": one.checksum,
        "period": one.period,
        "from": one.start.isoformat(),
        "to": one.end.isoformat(),
        "unit": organisations.name_on([report.unit_id], today).get(report.unit_id, ""),
        "replaces": former.document.reference.code if former and former.document else None,
        "as_of": today.isoformat(),
        "figures": [
            {
                "key": row.key,
                "title": row.line.title,
                "unit": row.unit,
                "value": row.figure.value if row.figure else None,
                "estimate": bool(row.figure and row.figure.estimate),
            }
            for row in view.figures
        ],
        "texts": view.texts,
    }


def entry_of(report: Report, today: dt.date) -> tuple[str, list[tuple[str, str, Cell | None]]]:
    """The system the figures are typed into ("" where the form names none), and code, name and value of each field in
    the order of its screens, else of the annex. A figure not given stays empty."""
    view = report_view(report, today)
    rows = {row.key: row for row in view.figures}
    entry = view.form.entry
    lines = [(f.code, f.figure) for f in entry.lines] if entry else [("", key) for key in rows]
    found = []
    for code, key in lines:
        if key in rows:  # the other side's own figures are not the report's
            row = rows[key]
            value = None if row.figure is None else _cell(row.line, row.figure)
            found.append((code, f"{row.line.title} ({row.unit})", value))
    return (entry.system if entry else ""), found


def _in_words(label: str) -> str:
    """The label of a period inside a sentence: "Quý I/2026" is "quý I năm 2026"."""
    return (label[:1].lower() + label[1:]).replace("/", " năm ")


def _part(view: ReportView) -> list[Part]:
    """Main headings with their texts; one text of the same title needs no heading of its own."""
    found = []
    for row in view.parts:
        told = [(t.section.title, tuple(f"- {p}" for p in paragraphs(t.text))) for t in row.texts]
        if len(told) == 1 and told[0][0] == row.title:
            found.append(Part(row.title, told[0][1] or ("Không có.",)))
        else:
            found.append(Part(row.title, parts=tuple(Part(t, words or ("Không có.",)) for t, words in told)))  # fmt: skip
    return found


def _annexes(view: ReportView, report: Report, today: dt.date) -> list[Annex]:
    if not view.figures:
        return []
    found = [Annex(f"Số liệu {_in_words(view.period.label)}", _totals(view))]
    if report.whole:
        parts = given(report.round, today)
        lines = [line for line in view.form.lines("unit") if line.by is None]
        if parts and lines:
            found.append(Annex("Số liệu theo đơn vị", _per_unit({r.key: r.figure for r in view.figures}, lines, [(g.unit, g.figures) for _, g in parts])))  # fmt: skip
    return found


def _totals(view: ReportView) -> Table:
    """Of a year there is nothing to add up since its beginning."""
    year = view.period.kind == "year"
    side: Side | None = None if any(map(_wordy, (row.line for row in view.figures))) else "right"
    columns = (
        Column("TT", 2, side="center"),
        Column("Nội dung", 14),
        Column("Đơn vị tính", 5, side="center"),
        Column("Trong kỳ", 4, side=side),
        *([] if year else [Column("Lũy kế từ đầu năm", 4, side=side)]),
        Column("Cùng kỳ năm trước", 4, side=side),
    )
    return Table(columns, tuple(_total(n, row, year) for n, row in enumerate(view.figures, 1)))


def _total(n: int, row: FigureRow, year: bool) -> tuple[Cell, ...]:
    line = row.line
    return (
        str(n),
        line.title,
        row.unit,
        _cell(line, row.figure),
        *([] if year else [_cell(line, row.cumulative)]),
        _cell(line, row.last_year),
    )


def _per_unit(
    total: Mapping[str, Given | None], lines: list[FigureLine], told: list[tuple[str, Figures]]
) -> Table:
    columns = (Column("TT", 1, side="center"), Column("Đơn vị", 6), *(Column(f.title, 2, side=None if _wordy(f) else "right") for f in lines))  # fmt: skip
    rows = [
        (str(n), unit, *(_cell(f, figures.get(f.key)) for f in lines))
        for n, (unit, figures) in enumerate(told, 1)
    ]
    rows.append(("", "Cộng", *(_cell(f, total.get(f.key)) if f.gather == "sum" else NO_FIGURE for f in lines)))  # fmt: skip
    return Table(columns, tuple(rows), strong=(len(rows) - 1,))


def _cell(line: FigureLine, figure: Given | None) -> Cell:
    if figure is None:
        return NO_FIGURE
    if line.kind == "text" or (_wordy(line) and not _number(figure.value)):
        return figure.value
    value = Decimal(figure.value)
    if figure.estimate:
        return f"ước {number(value)}"
    return Figure(value, "%" if line.kind == "percent" else "", code=line.key)


def _wordy(line: FigureLine) -> bool:
    """May its cells hold words, which stand at the left?"""
    return line.kind == "text" or line.gather == "list"


def _number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _signature(report: Report, head_title: str, today: dt.date) -> tuple[tuple[str, ...], str]:
    """The head of the agency, or a deputy in their place; of a unit its head. An empty name is left for the pen."""
    held = list(positions_held(report.unit_id, today).values())
    if not report.whole:
        heads = [(n, t) for n, t in held if fold(t).startswith(("truong", "chanh", "hieu truong", "giam doc"))]  # fmt: skip
        name, title = heads[0] if heads else ("", "Trưởng đơn vị")
        return signing("", title), name
    first = next((n for n, t in held if fold(t) == fold(head_title)), None)
    if first is not None:
        return signing("", head_title), first
    deputy = next(((n, t) for n, t in held if fold(head_title) in fold(t)), None)
    if deputy is not None:
        return signing("KT.", head_title, deputy[1]), deputy[0]
    return signing("", head_title), ""
