"""The list of everything at 1,000 and at 100,000 assignments: `PYTHONPATH=. python benchmarks/work_list.py [MANY]` (100000).

Rows are written in bulk into a database of their own: 30 days of due days before and after today and a year
around them, a third done, checkpoints among them. The focal officer of the whole department and the officer of
one room open the list through the real view; printed per address: rows counted, queries, median and longest of
nine, and the size of the page. The smaller size is the baseline of the larger.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import random
import statistics
import sys
import tempfile
import time

AT = dt.datetime(2026, 11, 2, 2, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 20)
SINCE = dt.date(2020, 1, 1)
TIMES = 9
ADDRESSES = {
    "everything": "",
    "overdue": "?tinh-trang=qua-han",
    "one unit": "?don-vi={unit}",
    "silent": "?chua-cap-nhat=1",
    "1/10 to now": "?tu=01/10/2026&den=nay",
    "words": "?q=quy+che+7",
    "page 2": "?sau={after}",
}


def build(many: int) -> tuple[int, list[int]]:
    """Plans of 100 rows with work of every unit in turn; the agency and its units."""
    from thuocdo.organisations import queries as organisations
    from thuocdo.organisations.models import Unit
    from thuocdo.plans.models import Assignment, Plan, Task

    dice = random.Random(1)
    agency = Unit.objects.get(code="so-gddt-hai-phong").pk
    units = sorted(organisations.subtree(agency, TODAY))
    plans = Plan.objects.bulk_create(
        Plan(
            agency_id=agency, state="live", title=f"Kế hoạch {n}", folded=f"ke hoach {n}", reading={},
            first_year=2026, last_year=2026, created_at=AT, source=dice.choice(["plan", "meeting"]),
        )
        for n in range(max(1, many // 2000))
    )  # fmt: skip
    tasks = Task.objects.bulk_create(
        (
            Task(plan=plan, position=n, number=str(n), content=f"Ban hành quy chế {n}", folded=f"{n} ban hanh quy che {n}")
            for plan in plans
            for n in range(1, 101)
        ),
        batch_size=1000,
    )  # fmt: skip
    rows = (_row(dice, tasks[n % len(tasks)], units[n % len(units)]) for n in range(many))
    Assignment.objects.bulk_create(rows, batch_size=1000)
    return agency, units


def _row(dice: random.Random, task, unit: int):
    from thuocdo.plans.models import Assignment

    due = TODAY + dt.timedelta(days=dice.randrange(-240, 120)) if dice.random() < 0.8 else None
    done = dice.random() < 0.33
    on = (due or TODAY) + dt.timedelta(days=dice.randrange(-20, 10)) if done else None
    heard = TODAY - dt.timedelta(days=dice.randrange(1, 90)) if dice.random() < 0.6 else None
    return Assignment(
        task_id=task.pk, plan_id=task.plan_id, unit_id=unit, kind="dated" if due else "standing", due=due, first_due=due,
        state="done" if done else "open", done_on=on, heard_on=heard, created_at=AT,
    )  # fmt: skip


def people(agency: int, room: int):
    """Accounts: who follows all, who works in one room."""
    from thuocdo.accounts.models import Account, Person, Position

    found = []
    for name, unit, role in (("focal", agency, "focal"), ("officer", room, "officer")):
        person = Person.objects.create(full_name=name, folded=name)
        Position.objects.create(person=person, unit_id=unit, title=name, roles=[role], since=SINCE)
        found.append(
            Account.objects.create(username=name, person=person, must_change_password=False, created_at=AT)
        )  # fmt: skip
    return dict(zip(("focal", "officer"), found, strict=True))


def measure(client, address: str) -> tuple[int, int, float, float, int]:
    """Rows counted, queries, median and longest in milliseconds, bytes of the page."""
    from django.db import connection

    seen = []

    def count_it(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count_it):
        answer = client.get(address)
    assert answer.status_code == 200, address
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        client.get(address)
        times.append(1000 * (time.perf_counter() - started))
    count = answer.context["page"].count
    return count, len(seen), statistics.median(times), max(times), len(answer.content)


def after(client) -> str:
    from urllib.parse import parse_qs

    return parse_qs(client.get("/nhiem-vu/").context["page"].after[1:])["sau"][0]


def show(many: int) -> None:
    from django.test import Client

    agency, units = build(many)
    for who, account in people(agency, units[3]).items():
        client = Client()
        client.force_login(account)
        store = client.session
        store["second_factor"] = True
        store.save()
        second = after(client)
        for name, query in ADDRESSES.items():
            address = "/nhiem-vu/" + query.format(unit=units[3], after=second)
            count, queries, median, most, size = measure(client, address)
            print(
                f"| {many:,} | {who} | {name} | {count:,} | {queries} | {median:.0f} | {most:.0f} | {size // 1000} |"
            )


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print("| assignments | who | list | rows | queries | median ms | longest ms | kB |")
    print("|---|---|---|---|---|---|---|---|")
    for size in (1000, many):
        if os.fork() == 0:
            _one(size)
            os._exit(0)
        os.wait()


def _one(size: int) -> None:
    """One size in a process and a database of its own."""
    os.environ["THUOCDO_HOME"] = tempfile.mkdtemp(prefix="bench-list-")
    os.environ["THUOCDO_TODAY"] = TODAY.isoformat()
    os.environ["THUOCDO_HOSTS"] = "testserver"
    os.environ.pop("THUOCDO_DATABASE_URL", None)
    from thuocdo.config import ready

    ready.everything()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    logging.disable(logging.INFO)
    from thuocdo.audit.rules import system
    from thuocdo.organisations.actions import load_shipped

    load_shipped(by=system("bench"), at=dt.datetime(2022, 1, 1, tzinfo=dt.UTC))
    show(size)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
