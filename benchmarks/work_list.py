"""Lists and boards of tracked work at 1,000 and at 100,000 pieces: `PYTHONPATH=. python benchmarks/work_list.py [MANY]`.

The work is that of `thuocdo seed` (`demo/bulk.py`): given by the action, told in bulk with its log, the same for
the same seed. Pages are asked through the real views, rendered, nine times each, by the focal officer of the whole
department and by an officer of one room; printed per page are its queries and the medians at both sizes: time on
the clock, and processor time of this process (on PostgreSQL the server's is not in it). The smaller size is the
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


def grow(count: int) -> float:
    """Seconds for that many more pieces."""
    from django.db import connection

    from thuocdo.config.commands.seed import write

    begun = time.perf_counter()
    write(str(count))
    took = time.perf_counter() - begun
    if connection.vendor == "postgresql":  # as its autovacuum does by itself
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return took


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
    from thuocdo.organisations.queries import by_code

    first = grow(FEW)
    who, (unit,) = clients(), by_code(["giao-duc-trung-hoc"]).values()
    few = measure(who, unit)
    took = grow(many - FEW)
    much = measure(who, unit)
    load = os.getloadavg()[0]
    print(
        f"{connection.vendor}; {FEW:,} in {first:.0f} s, {many - FEW:,} more in {took:.0f} s; load {load:.0f}"
    )
    print(f"| page | queries at {FEW:,} · {many:,} | ms | ratio | processor ms | ratio |")
    print("|---|---|---|---|---|---|")
    for name in PAGES:
        (q1, t1, c1), (q2, t2, c2) = few[name], much[name]
        print(
            f"| {name} | {q1} · {q2} | {t1:.0f} · {t2:.0f} | {t2 / t1:.1f} | {c1:.0f} · {c2:.0f} | {c2 / c1:.1f} |"
        )


if __name__ == "__main__":
    main()
