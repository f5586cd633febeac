"""Proof: many writers at once leave one unbroken chain, every number once.

    uv run python -m proofs.audit_writers [--writers 8] [--entries 500]

Forked processes append through the real action, one transaction each, a tenth of them rolled back. Then the
chain is followed from its first entry. SQLite by default; PostgreSQL where THUOCDO_DATABASE_URL names an empty
database.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import os
import sys
import tempfile
import time

AT = dt.datetime(2023, 1, 5, 1, 0, tzinfo=dt.UTC)


def write(writer: int, entries: int) -> None:
    import django

    django.setup()
    from django.db import transaction

    from thuocdo.audit.actions import record
    from thuocdo.audit.rules import system

    for number in range(entries):
        with transaction.atomic():
            record(by=system(f"{writer}"), at=AT, verb="proof.write", touched=[f"plan:{number}"])
            transaction.set_rollback(number % 10 == 9)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--entries", type=int, default=500)
    asked = parser.parse_args()
    os.environ["THUOCDO_HOME"] = tempfile.mkdtemp(prefix="proof-writers-")
    os.environ["THUOCDO_LOG_LEVEL"] = "ERROR"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from thuocdo.audit.models import Entry
    from thuocdo.audit.queries import broken

    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    connection.close()
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=write, args=(n, asked.entries)) for n in range(asked.writers)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    seconds = time.perf_counter() - started
    wanted = asked.writers * (asked.entries - asked.entries // 10)
    count, fault = Entry.objects.count(), broken()
    died = sum(writer.exitcode != 0 for writer in writers)
    print(
        f"{connection.vendor}: {asked.writers} writers × {asked.entries}, {count} of {wanted} entries"
    )
    print(f"{fault or 'the chain holds'}; {died} writers died; {seconds:.1f} s")
    return 1 if fault or died or count != wanted else 0


if __name__ == "__main__":
    sys.exit(main())
