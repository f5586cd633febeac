"""Results of the rooms under the model set of criteria, so that somebody may ask why a room got its points."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random

from thuocdo.demo.days import ZONE
from thuocdo.demo.year import signed_in
from thuocdo.indices.actions import close_results, record_results
from thuocdo.indices.models import IndexRound
from thuocdo.indices.queries import editions_of
from thuocdo.indices.rules.computing import form_of
from thuocdo.lawbook.validity import holds
from thuocdo.organisations.models import Unit
from thuocdo.organisations.queries import subtree, tree

INDEX = "par-room"
SOURCE = "Số liệu trình diễn, chấm theo bộ mẫu"


def score_rooms(agency: Unit, at: dt.datetime) -> None:
    """Told again it adds nothing; nothing either in a year for which the model set does not hold."""
    day = at.astimezone(ZONE).date()
    year_end = dt.date(day.year, 12, 31)
    if IndexRound.objects.exists() or not any(holds(e, year_end) for e in editions_of(INDEX)):
        return
    by = signed_in("daumoi", at)
    (one,) = record_results(
        by=by, at=at, agency=agency.pk, index=INDEX, text=figures(agency, day), source=SOURCE
    )
    close_results(by=by, at=at, round=one)


def figures(agency: Unit, day: dt.date) -> str:
    """One row for each room of the agency, the same on every run."""
    form = form_of(editions_of(INDEX)[-1])
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["year", "unit", "name", *form.inputs])
    nodes, below = tree(day).nodes, subtree(agency.pk, day)
    for unit in sorted(below):
        node = nodes[unit]
        if node.kind == "room":
            writer.writerow(
                [day.year, node.code, node.name, *_invented(node.code, list(form.inputs))]
            )
    return out.getvalue()


def _invented(code: str, names: list[str]) -> list[str]:
    """A room's figures: a whole, and the share of it done in time; now and then nothing to count."""
    dice = random.Random(code)
    wholes = {name: dice.randrange(12, 60) for name in names if name.endswith("_all")}
    found = []
    for name in names:
        if name in wholes:
            found.append(str(wholes[name]))
        elif name.endswith("_on_time"):
            whole = wholes[name.removesuffix("_on_time") + "_all"]
            found.append(str(whole - dice.randrange(0, max(2, whole // 6))))
        elif name.startswith("grade_"):
            found.append(str(dice.randrange(4, 30) // (1 + 6 * (name[-1] in "cd"))))
        elif name == "plan_issued":
            found.append(dice.choice(("on_time", "on_time", "late")))
        else:
            found.append(str(_other(name, dice)))
    return found


def _other(name: str, dice: random.Random) -> int:
    return {
        "initiatives": dice.randrange(0, 3),
        "violations": int(dice.randrange(8) == 0),
        "products": 40,
        "approved_first": dice.randrange(30, 41),
    }[name]
