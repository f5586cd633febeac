"""What the pages beside the list of everything (`work_list.py`) cost at 1,000 and at 100,000 assignments: `python benchmarks/work_pages.py [most]`.

Work is given through the real action (`give_work`), 1,500 lines a document, over the shipped department's rooms
and schools; states are then spread over it. Each page is asked nine times in one process without a network;
printed are queries and the median in milliseconds at both sizes, and the ratio. SQLite unless
THUOCDO_DATABASE_URL names a PostgreSQL database (an empty one: it is filled).
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import platform
import statistics
import sys
import tempfile
import time

LINES = 1500
PAGES = {
    "Việc của tôi (a room's officer)": ("officer", "/"),
    "Bảng điều hành": ("focal", "/dieu-hanh/"),
    "Đôn đốc": ("focal", "/don-doc/"),
    "Chờ xác nhận": ("focal", "/cho-xac-nhan/"),
}


def give(agency: int, names: list[str], first: int, most: int, at: dt.datetime) -> None:
    """Documents of LINES lines each until `most` assignments are there, due between March and December."""
    from thuocdo.audit.rules import system
    from thuocdo.plans.actions import give_work
    from thuocdo.plans.rules.given import Line, Paper

    day = at.date()
    for start in range(first, most, LINES):
        lines = [
            Line(
                n - start + 1,
                content=f"Rà soát thủ tục số {n}",
                units=names[n % len(names)],
                due=f"{n % 28 + 1}/{n % 10 + 3}/{day.year}",
            )
            for n in range(start, min(start + LINES, most))
        ]
        paper = Paper(source="meeting", issued_on=day, title=f"Kết luận giao ban {start}")
        give_work(by=system("benchmark"), at=at, today=day, agency=agency, paper=paper, lines=lines)


def spread() -> None:
    """Two fifths done, every fiftieth waiting for the office; a third of the rest was heard of in June."""
    from django.db.models import F

    from thuocdo.plans.models import Assignment

    work = Assignment.objects.annotate(n=F("id") % 50)
    work.filter(n__lt=16).update(state="done", done_on=F("due"), heard_on=F("due"))
    late = F("due") + dt.timedelta(days=3)
    work.filter(n__gte=16, n__lt=20).update(state="done", done_on=late, heard_on=F("due"))
    work.filter(n__gte=20, n__lt=30).update(heard_on=dt.date(2026, 6, 1))


def people(agency: int) -> dict:
    """A focal officer of the agency and an officer of a room, signed in."""
    from django.test import Client

    from thuocdo.accounts import actions
    from thuocdo.audit.rules import system
    from thuocdo.organisations.models import Unit

    by, at, since = system("benchmark"), dt.datetime(2026, 1, 2, tzinfo=dt.UTC), dt.date(2020, 1, 1)
    room = Unit.objects.get(code="giao-duc-trung-hoc").pk
    clients = {}
    for role, unit in (("focal", agency), ("officer", room)):
        person = actions.create_person(by=by, at=at, name=f"Người {role}")
        actions.give_position(
            by=by, at=at, person=person.pk, unit=unit, title=role, roles=[role], since=since
        )
        account = actions.create_account(
            by=by,
            at=at,
            username=role,
            password="Thu-2026-nghiem",
            person=person.pk,
            must_change=False,
        )
        clients[role] = Client()
        clients[role].force_login(account)
    return clients


def measure(clients: dict) -> dict[str, tuple[int, float]]:
    from django.db import connection

    found = {}
    for name, (who, address) in PAGES.items():
        clients[who].get(address)
        asked: list[str] = []

        def count(execute, sql, params, many, context, asked=asked):
            asked.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            assert clients[who].get(address).status_code == 200, address
        times = []
        for _ in range(9):
            begun = time.perf_counter()
            clients[who].get(address)
            times.append(1000 * (time.perf_counter() - begun))
        found[name] = (len(asked), statistics.median(times))
    return found


def main() -> int:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    os.environ["THUOCDO_HOME"] = tempfile.mkdtemp(prefix="benchmark-")
    os.environ["THUOCDO_TODAY"] = "2026-08-20"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # fmt: skip
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    from thuocdo.audit.rules import system
    from thuocdo.organisations.actions import load_shipped
    from thuocdo.organisations.queries import choices

    at = dt.datetime(2026, 1, 5, 2, tzinfo=dt.UTC)
    agency = load_shipped(by=system("benchmark"), at=at).pk
    names = [name for unit, name in choices(agency, at.date()).units.items() if unit != agency]
    clients = people(agency)
    give(agency, names, 0, 1000, at)
    spread()
    few = measure(clients)
    begun = time.perf_counter()
    give(agency, names, 1000, most, at)
    took = time.perf_counter() - begun
    spread()
    if connection.vendor == "postgresql":  # as its autovacuum does by itself
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    many = measure(clients)
    print(
        f"{connection.vendor}, {platform.machine()}, {os.cpu_count()} cores; {most - 1000:,} given in {took:.0f} s"
    )
    print(
        f"| page | queries 1,000 / {most:,} | ms 1,000 | ms {most:,} | ratio |\n|---|---|---|---|---|"
    )
    for name in PAGES:
        (q1, t1), (q2, t2) = few[name], many[name]
        print(f"| {name} | {q1} / {q2} | {t1:.0f} | {t2:.0f} | {t2 / t1:.1f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
