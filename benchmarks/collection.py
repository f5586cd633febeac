"""A collection of 700 schools × 60 cells, from the empty sheet to the result: `PYTHONPATH=. python benchmarks/collection.py [SCHOOLS]` (700).

Schools in 30 communes and 3 levels, in a database of their own. Every school answers through the real action; then
each page is opened through the real view: printed are seconds of the whole, and per page queries, median and longest
of nine, and its size. A tenth of the schools is the baseline of all; the sum of each cell is compared with the sum
of what was sent.
"""

from __future__ import annotations

import datetime as dt
import io
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
ROWS, COLUMNS, COMMUNES, LEVELS, TIMES = 10, 6, 30, 3, 9
PAGES = {
    "all collections": "/thu-thap/",
    "units": "/thu-thap/{pk}/",
    "units not answered, one group": "/thu-thap/{pk}/?tinh-trang=chua&nhom={group}",
    "units as XLSX": "/thu-thap/{pk}/?tai=xlsx",
    "by group and commune": "/thu-thap/{pk}/?phan=nhom",
    "consolidation": "/thu-thap/{pk}/?phan=tong-hop",
    "one cell, every school": "/thu-thap/{pk}/?phan=tong-hop&o=0!C4",
    "result XLSX": "/thu-thap/{pk}/ket-qua/",
}


def sheet() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    page.append(["BIỂU SỐ LIỆU"])
    page.append([])
    page.append(["TT", "Nội dung", *(f"Cột số liệu {n}" for n in range(1, COLUMNS + 1))])
    for n in range(1, ROWS + 1):
        page.append([n, f"Khối lớp {n}"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def schools(many: int) -> tuple[int, list[int], int]:
    """The agency, its schools in turn under communes and in levels, one of the groups."""
    from thuocdo.accounts.models import Person, Position
    from thuocdo.organisations.models import GroupMember, Unit, UnitGroup, UnitName, UnitParent

    agency = Unit.objects.get(code="so-gddt-hai-phong")
    groups = [
        UnitGroup.objects.create(agency=agency, name=f"Trường cấp {n}", folded=f"truong cap {n}")
        for n in range(1, LEVELS + 1)
    ]

    def unit(code: str, name: str, kind: str, parent: int) -> int:
        made = Unit.objects.create(code=code, kind=kind)
        UnitName.objects.create(unit=made, name=name, folded=name.lower())
        UnitParent.objects.create(unit=made, parent_id=parent)
        return made.pk

    communes = [unit(f"xa-{n}", f"Xã số {n}", "commune", agency.pk) for n in range(COMMUNES)]
    found = []
    for n in range(many):
        pk = unit(f"truong-{n}", f"Trường trung học cơ sở số {n}", "school", communes[n % COMMUNES])
        GroupMember.objects.create(group=groups[n % LEVELS], unit_id=pk)
        head = Person.objects.create(
            full_name=f"Hiệu Trưởng {n}", folded=str(n), phone="0912000000"
        )
        Position.objects.create(
            person=head, unit_id=pk, title="Hiệu trưởng", roles=["head"], since=SINCE
        )
        found.append(pk)
    return agency.pk, found, groups[0].pk


def collect(agency: int, asked: list[int], by) -> tuple[int, float, float, dict[str, int]]:
    """The collection, seconds to open it and to take all answers, and the sum of what was sent."""
    from thuocdo.reporting import actions, queries
    from thuocdo.reporting.rules.figures import inputs_from

    one = actions.make_collection(
        by=by, at=AT, agency=agency, title="Số liệu đầu năm học", name="bieu.xlsx", data=sheet()
    )
    started = time.perf_counter()
    due = TODAY + dt.timedelta(days=5)
    one = actions.open_collection(by=by, at=AT, collection=one, units=asked, due=due, version=0)
    opened = time.perf_counter() - started
    cells = [cell.key for cell in inputs_from(one.inputs)]
    assert len(cells) == ROWS * COLUMNS
    dice, sums = random.Random(1), dict.fromkeys(cells, 0)
    rows = list(one.replies.select_related("collection"))
    started = time.perf_counter()
    for place, reply in enumerate(rows):
        if place % 7 == 6:
            continue  # a seventh is silent
        typed = {key: dice.randrange(1000) for key in cells}
        speaker = queries.speaker(reply, "Lê Thị Kế Toán", "Kế toán")
        actions.answer(
            by=speaker, at=AT, reply=reply, typed={k: str(v) for k, v in typed.items()}, version=0
        )
        for key, value in typed.items():
            sums[key] += value
    return one.pk, opened, time.perf_counter() - started, sums


def office(agency: int):
    from django.test import Client

    from thuocdo.accounts.models import Account, Person, Position
    from thuocdo.accounts.queries import actor_for

    person = Person.objects.create(full_name="Đầu Mối", folded="dau moi")
    Position.objects.create(
        person=person, unit_id=agency, title="Chuyên viên", roles=["focal"], since=SINCE
    )
    account = Account.objects.create(
        username="focal", person=person, must_change_password=False, created_at=AT
    )
    client = Client()
    client.force_login(account)
    store = client.session
    store["second_factor"] = True
    store.save()
    return client, actor_for(account, AT)


def measure(client, address: str) -> tuple[int, float, float, bytes]:
    from django.db import connection

    seen = []

    def count_it(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    def body() -> bytes:
        answer = client.get(address)
        assert answer.status_code == 200, address
        return b"".join(answer.streaming_content) if answer.streaming else answer.content

    data, times, counts = body(), [], []
    for _ in range(TIMES):
        seen.clear()
        started = time.perf_counter()
        with connection.execute_wrapper(count_it):
            body()
        times.append(1000 * (time.perf_counter() - started))
        counts.append(len(seen))  # more in the call in which a name kept for a minute ran out
    return min(counts), statistics.median(times), max(times), data


def show(many: int) -> None:
    import openpyxl

    agency, asked, group = schools(many)
    client, by = office(agency)
    pk, opened, taken, sums = collect(agency, asked, by)
    print(f"| {many} | sheet sent out, every link made | – | {1000 * opened:.0f} | – | – |")
    print(f"| {many} | all answers through the action | – | {1000 * taken:.0f} | – | – |")
    for name, address in PAGES.items():
        queries, median, longest, data = measure(client, address.format(pk=pk, group=group))
        size = len(data) // 1000
        print(f"| {many} | {name} | {queries} | {median:.0f} | {longest:.0f} | {size} |")
    page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert all(page[key.partition("!")[2]].value == total for key, total in sums.items())


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 700
    print("| schools | what | queries | median ms | longest ms | kB |")
    print("|---|---|---|---|---|---|")
    sys.stdout.flush()
    for size in (many // 10, many):
        if os.fork() == 0:
            _one(size)
            os._exit(0)
        _pid, status = os.wait()
        assert status == 0, f"{size} schools failed"


def _one(size: int) -> None:
    """One size in a process and a database of its own."""
    os.environ["THUOCDO_HOME"] = tempfile.mkdtemp(prefix="bench-collection-")
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
