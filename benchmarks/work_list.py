"""Lists and boards of tracked work at 1,000 and at 100,000 pieces: `PYTHONPATH=. python benchmarks/work_list.py [MANY]`.

The first 1,000 are those of `thuocdo seed` (`demo/bulk.py`): given by the action, told in bulk with their log, the
same for the same seed. The larger size is them and copies of them, documents, rows, work and updates, written by SQL
without a log, which no list reads. Pages are asked through the real views, rendered, nine times each, by the focal officer of the whole
department and by an officer of one room; printed per page are its queries and the medians at both sizes: time on
the clock, and processor time of this process (on PostgreSQL the server's is not in it; it is analysed
after the copying, as its autovacuum does by itself). The smaller size is the
baseline of the larger. SQLite in a home of its own unless THUOCDO_DATABASE_URL names an empty PostgreSQL database.
"""

from __future__ import annotations

import logging
import os
import statistics
import sys
import tempfile
import time

TODAY = "2026-11-20"
FEW, TIMES = 1000, 9
LOGINS = {"focal": "daumoi", "officer": "chuyenvien"}
PAGES = {
    "whole department: everything": ("focal", "/nhiem-vu/"),
    "overdue": ("focal", "/nhiem-vu/?tinh-trang=qua-han"),
    "silent": ("focal", "/nhiem-vu/?chua-cap-nhat=1"),
    "due since 1 October": ("focal", "/nhiem-vu/?tu=01/10/2026&den=nay"),
    "words": ("focal", "/nhiem-vu/?q=quy+che+7"),
    "one unit": ("focal", "/nhiem-vu/?don-vi={unit}"),
    "officer of one room: everything": ("officer", "/nhiem-vu/"),
    "overdue, own room": ("officer", "/nhiem-vu/?tinh-trang=qua-han"),
    "silent, own room": ("officer", "/nhiem-vu/?chua-cap-nhat=1"),
    "Việc của tôi of a room": ("officer", "/"),
    "Việc của tôi of the office": ("focal", "/"),
    "Bảng điều hành": ("focal", "/dieu-hanh/"),
    "Đôn đốc": ("focal", "/don-doc/"),
    "Chờ xác nhận": ("focal", "/cho-xac-nhan/"),
}


def clients() -> dict:
    from django.test import Client

    from thuocdo.accounts.models import Account

    found = {}
    for who, login in LOGINS.items():
        client = found[who] = Client()
        client.force_login(Account.objects.get(username=login))
        store = client.session
        store["second_factor"] = True
        store.save()
    return found


def measure(who: dict, unit: int) -> dict[str, tuple[int, float, float]]:
    """Of each page its queries, median on the clock and median of processor time, in milliseconds."""
    found = {}
    for name, (reader, address) in PAGES.items():
        address = address.format(unit=unit)
        who[reader].get(address)
        asked = min(
            queries(who[reader], address) for _ in range(2)
        )  # a session is renewed now and then
        clock, worked = [], []
        for _ in range(TIMES):
            begun, busy = time.perf_counter(), time.process_time()
            who[reader].get(address)
            clock.append(1000 * (time.perf_counter() - begun))
            worked.append(1000 * (time.process_time() - busy))
        found[name] = (asked, statistics.median(clock), statistics.median(worked))
    return found


def queries(client, address: str) -> int:
    from django.db import connection

    asked = []

    def count(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        assert client.get(address).status_code == 200, address
    return len(asked)


def multiply(times: int) -> None:
    """All work once more, `times` times: each row with its number moved on, and its references with it."""
    from django.db import connection
    from django.db.models import Max

    from thuocdo.plans.models import Assignment, Plan, RowOwner, Task, Update

    models = (Plan, Task, RowOwner, Assignment, Update)
    span = {model: model.objects.aggregate(last=Max("id"))["last"] for model in models}
    with connection.cursor() as cursor:
        for copy in range(1, times + 1):
            for model in models:
                columns, values = [], []
                for field in model._meta.concrete_fields:
                    moved = span.get(model if field.primary_key else field.related_model, 0) * copy
                    columns.append(f'"{field.column}"')
                    values.append(f'"{field.column}" + {moved}' if moved else f'"{field.column}"')
                table = model._meta.db_table
                cursor.execute(
                    f"INSERT INTO {table} ({', '.join(columns)}) "
                    f"SELECT {', '.join(values)} FROM {table} WHERE id <= {span[model]}"
                )
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "SELECT 1")


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    os.environ["THUOCDO_HOME"] = tempfile.mkdtemp(prefix="bench-work-")
    os.environ |= {"THUOCDO_TODAY": TODAY, "THUOCDO_HOSTS": "testserver", "THUOCDO_DEMO": "on"}
    from thuocdo.config import ready

    ready.everything()
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()
    logging.disable(logging.WARNING)
    from thuocdo.config.commands.seed import write
    from thuocdo.organisations.queries import by_code

    begun = time.perf_counter()
    write(str(FEW))
    first = time.perf_counter() - begun
    who, (unit,) = clients(), by_code(["giao-duc-trung-hoc"]).values()
    few = measure(who, unit)
    multiply(many // FEW - 1)
    much = measure(who, unit)
    load = os.getloadavg()[0]
    print(f"{connection.vendor}; {FEW:,} seeded in {first:.0f} s; load {load:.0f}")
    print(f"| page | queries at {FEW:,} · {many:,} | ms | ratio | processor ms | ratio |")
    print("|---|---|---|---|---|---|")
    for name in PAGES:
        (q1, t1, c1), (q2, t2, c2) = few[name], much[name]
        print(
            f"| {name} | {q1} · {q2} | {t1:.0f} · {t2:.0f} | {t2 / t1:.1f} | {c1:.0f} · {c2:.0f} | {c2 / c1:.1f} |"
        )


if __name__ == "__main__":
    main()
