"""Writers that take numbers at once: `python -m proofs.number_series [writers] [each] [seed]` (8 × 500).

On the database of THUOCDO_DATABASE_URL (a test database beside it is made and dropped), else on an
SQLite file of its own. Every third attempt or so is rolled back after the number was taken. Exit 1
unless the numbers that stay are 1, 2, 3 … without gap or double, and the log has an entry for each.
"""

from __future__ import annotations

import datetime as dt
import logging
import multiprocessing
import os
import random
import sys
import tempfile
import time
from pathlib import Path

AT = dt.datetime(2023, 3, 5, 2, tzinfo=dt.UTC)


class TurnedBack(Exception):
    """The issuing action fails after its number was taken."""


def write(series_id: int, each: int, seed: int) -> None:
    """One writer: as many numbers as asked, each in the transaction of an invented report."""
    from django.db import transaction

    from thuocdo.audit.rules import system
    from thuocdo.documents.actions import take_number
    from thuocdo.documents.models import NumberSeries

    dice, series = random.Random(seed), NumberSeries.objects.get(pk=series_id)
    kept = 0
    while kept < each:
        try:
            with transaction.atomic():
                take_number(by=system("proof"), at=AT, series=series, thing=f"report:{seed}")
                if dice.random() < 0.3:
                    raise TurnedBack
            kept += 1
        except TurnedBack:
            pass


def series() -> int:
    from thuocdo.audit.rules import system
    from thuocdo.documents.actions import create_series
    from thuocdo.organisations.models import Unit

    agency = Unit.objects.create(code="so", kind="department")
    made = create_series(
        by=system("proof"), at=AT, agency=agency.pk, symbol="KH-SGDĐT", name="Kế hoạch"
    )
    return made.pk


def run(writers: int, each: int, seed: int) -> tuple[bool, str]:
    """Whether it holds, and what was seen."""
    from django.db import connection, connections

    from thuocdo.audit.models import Entry
    from thuocdo.documents.models import TakenNumber

    series_id = series()
    connections.close_all()  # a forked child may not share its parent's connection
    fork = multiprocessing.get_context("fork")
    begun = time.perf_counter()
    children = [
        fork.Process(target=write, args=(series_id, each, seed + n)) for n in range(writers)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    seconds = time.perf_counter() - begun
    numbers = sorted(TakenNumber.objects.values_list("number", flat=True))
    entries = Entry.objects.filter(verb="documents.take_number").count()
    total = writers * each
    holds = numbers == list(range(1, total + 1)) and entries == total
    holds = holds and all(child.exitcode == 0 for child in children)
    return holds, (
        f"{connection.vendor}: {writers} writers x {each}, seed {seed}: {len(numbers)} numbers, "
        f"{entries} entries, {'contiguous' if holds else 'BROKEN'}, {seconds:.1f} s"
    )


def main() -> int:
    writers, each, seed = (
        int(a) for a in [*sys.argv[1:], *["8", "500", "2023"][len(sys.argv) - 1 :]]
    )
    with tempfile.TemporaryDirectory() as home:
        os.environ["THUOCDO_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings")
        import django
        from django.conf import settings

        if "THUOCDO_DATABASE_URL" not in os.environ:
            settings.DATABASES["default"]["TEST"] = {"NAME": str(Path(home) / "proof.sqlite3")}
        django.setup()
        logging.disable(logging.INFO)
        from django.db import connection

        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            holds, seen = run(writers, each, seed)
        finally:
            connection.creation.destroy_test_db(str(name), verbosity=0)
    print(seen)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
