"""*Tóm tắt giao ban* as PDF: one A4, set by typst with the fonts inside it, the same on every machine."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from thuocdo.design.words import day, moment, number
from thuocdo.lawbook.text import nfc
from thuocdo.plans.queries.board import WANTED, Board
from thuocdo.plans.queries.buckets import LABELS
from thuocdo.plans.queries.listed import Listed
from thuocdo.plans.rules.buckets import BUCKETS

TEMPLATE = Path(__file__).parent / "meeting.typ"
LONGEST, NAMED = 110, 44  # letters of a task and of a name: what keeps the sheet one page


def meeting(board: Board, agency: str, leader: str, at: dt.datetime) -> bytes:
    """The sheet's numbers are the board's; of long lists the first are named and the rest counted."""
    import typst

    words = json.dumps(sheet(board, agency, leader, at))
    return typst.compile(
        str(TEMPLATE), sys_inputs={"sheet": words}, ignore_system_fonts=True, format="pdf"
    )


def sheet(board: Board, agency: str, leader: str, at: dt.datetime) -> dict[str, Any]:
    """The words of the sheet, cut to what one page holds."""
    share = board.counts.on_time_share
    units = board.silent_units
    return {
        "agency": cut(agency, 90),
        "leader": cut(leader, NAMED),
        "as_of": moment(at),
        "six": [
            [str(LABELS[bucket]), number(n)]
            for bucket, n in zip(BUCKETS, board.counts.numbers, strict=True)
        ],
        "total": number(board.counts.total),
        "share": "" if share is None else f"{number(share)}%",
        "late": [_late(row) for row in board.late],
        "late_more": number(max(board.counts.overdue - len(board.late), 0)),
        "silent": [[cut(u.name, NAMED), number(u.silent)] for u in units[:WANTED]],
        "silent_more": number(max(len(units) - WANTED, 0)),
        "wanted": [
            [cut(w.unit, NAMED), cut(w.work.task.content, 70), cut(w.text, 90), day(w.until)]
            for w in board.wanted
        ],
    }


def _late(row: Listed) -> list[str]:
    task = row.work.task
    return [
        cut(f"{task.number}. {task.content}" if task.number else task.content, LONGEST),
        cut(row.unit, NAMED),
        day(row.work.due),
        number(row.late),
    ]


def cut(text: str, most: int) -> str:
    """
    >>> cut("Rà soát  thủ tục", 40), cut("Rà soát thủ tục hành chính", 14)
    ('Rà soát thủ tục', 'Rà soát thủ…')
    """
    flat = " ".join(nfc(text).split())
    if len(flat) <= most:
        return flat
    kept = flat[: most - 1]
    return f"{kept.rpartition(' ')[0] or kept}…"
