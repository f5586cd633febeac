"""Proof: what was acknowledged is never lost, and no bulk act is half done: `python -m proofs.work_kills [kills] [seed]` (100).

A child gives work without a plan (five lines at a stroke), loads an update sheet for them, reports them done one
by one and has them confirmed in bulk, again and again through the real actions; after each it writes a line to
its parent. It is killed (SIGKILL) at a random moment. After each kill, on the same database: every line the
parent got stands in the database; every document has all five pieces, their sheet is loaded for all or none,
confirmed for all or none; the log's chain holds and no protected row differs from what it says last. Prints
seed, kills, acknowledged acts, seconds.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import random
import sys
import time
from collections.abc import Callable

from proofs.killing import ENDED, install, killed

AT = dt.datetime(2023, 1, 5, 2, tzinfo=dt.UTC)
TODAY = dt.date(2023, 1, 5)
SINCE = dt.date(2020, 1, 1)
LINES = 5
SHEET = "Nạp từ phiếu."


def people(agency: int) -> tuple[int, int]:
    """Accounts of an officer who does the work and of the focal officer who confirms it."""
    from thuocdo.accounts.models import Account, Person, Position
    from thuocdo.organisations.models import Unit

    room = Unit.objects.get(code="giao-duc-trung-hoc").pk
    found = []
    for name, unit, role in (("officer", room, "officer"), ("focal", agency, "focal")):
        person = Person.objects.create(full_name=name, folded=name)
        Position.objects.create(person=person, unit_id=unit, title=name, roles=[role], since=SINCE)
        account = Account.objects.create(
            username=name, person=person, must_change_password=False, created_at=AT
        )
        found.append(account.pk)
    return found[0], found[1]


def cycle(
    agency: int, accounts: tuple[int, int], number: int, done: Callable[[str], object]
) -> None:
    """One document from its giving to the confirmation of all its work."""
    from thuocdo.accounts.models import Account
    from thuocdo.accounts.queries import actor_for
    from thuocdo.plans.actions import confirm_many, give_work, load_sheet, report_done
    from thuocdo.plans.models import Assignment
    from thuocdo.plans.rules.given import Line, Paper
    from thuocdo.plans.rules.sheet import Filled

    officer, focal = (actor_for(Account.objects.get(pk=pk), AT) for pk in accounts)
    room = "Phòng Giáo dục Trung học"
    lines = [Line(n, f"Việc {n}", room, "30/06/2023") for n in range(1, LINES + 1)]
    paper = Paper("committee", f"{number}/UBND-NC", TODAY)
    work = give_work(by=focal, at=AT, today=TODAY, agency=agency, paper=paper, lines=lines)
    done(f"give {number}")
    rows = [Filled(n, w.pk, 0, SHEET) for n, w in enumerate(work)]
    assert not load_sheet(by=officer, at=AT, rows=rows)
    done(f"sheet {number}")
    for n, piece in enumerate(work):
        said = {"text": "Xong.", "done_on": TODAY, "version": 1}
        report_done(by=officer, at=AT, assignment=piece, **said)
        done(f"report{n} {number}")
    fresh = Assignment.objects.filter(pk__in=[w.pk for w in work])
    agreed = confirm_many(by=focal, at=AT, work=[(w, w.version) for w in fresh])
    assert len(agreed.done) == LINES
    done(f"confirm {number}")


def child(agency: int, accounts: tuple[int, int], first: int, pipe: int) -> None:
    for number in itertools.count(first):
        cycle(agency, accounts, number, lambda act: os.write(pipe, f"{act}\n".encode()))


def faults(acknowledged: set[str]) -> list[str]:
    """What is lost or half-done in the database as it stands; empty when nothing is."""
    from django.db.models import Count, Q

    from thuocdo.audit.queries import broken, changed_behind
    from thuocdo.plans.models import Assignment, Plan, Update

    wrong = [f"the chain: {said}" for said in [broken()] if said]
    wrong += [f"behind the application: {row}" for row in changed_behind()]
    there: set[str] = set()
    for plan in Plan.objects.all():
        number = plan.number.partition("/")[0]
        work = Assignment.objects.filter(task__plan=plan)
        said = Update.objects.filter(assignment__task__plan=plan)
        sheet = said.filter(text=SHEET).count()
        found = work.aggregate(all=Count("id"), done=Count("id", filter=Q(state="done")))
        if found["all"] != LINES or sheet not in (0, LINES) or found["done"] not in (0, LINES):
            wrong.append(f"document {number}: {found}, {sheet} rows of its sheet")
        there.add(f"give {number}")
        there |= {f"sheet {number}"} if sheet else set()
        there |= {f"confirm {number}"} if found["done"] else set()
        there |= {f"report{n} {number}" for n in range(said.filter(kind="reported").count())}
    return wrong + [f"acknowledged and lost: {act}" for act in sorted(acknowledged - there)]


def killed_once(
    agency: int, accounts: tuple[int, int], first: int, wait: float, known: set[str]
) -> list[str]:
    """Kill after `wait` seconds, take in what the child acknowledged, look."""
    read, write = os.pipe()

    def work() -> None:
        os.close(read)
        child(agency, accounts, first, write)

    ended = not killed(work, wait)
    os.close(write)
    with os.fdopen(read) as said:
        known |= {line.strip() for line in said if line.endswith("\n")}
    return [ENDED] if ended else faults(known)


def prove(kills: int, seed: int) -> tuple[int, list[str]]:
    """How many acts were acknowledged in all, and every fault found on the way."""
    from thuocdo.audit.rules import system
    from thuocdo.organisations.actions import load_shipped

    dice = random.Random(seed)
    agency = load_shipped(by=system("proof"), at=dt.datetime(2022, 1, 1, tzinfo=dt.UTC)).pk
    accounts = people(agency)
    known: set[str] = set()
    cycle(agency, accounts, 1, known.add)  # what is read once per process is read before any child
    wrong: list[str] = []
    for kill in range(kills):
        wait = dice.uniform(0.02, 0.8)
        found = killed_once(agency, accounts, 100 * (kill + 1), wait, known)
        wrong += [f"kill {kill}: {fault}" for fault in found]
    return len(known), wrong


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    install("work-kills")
    started = time.perf_counter()
    acts, wrong = prove(kills, seed)
    seconds = time.perf_counter() - started
    print(
        f"seed {seed}: {kills} kills, {acts} acts acknowledged, {len(wrong)} faults, {seconds:.1f} s"
    )
    print("\n".join(wrong[:20]))
    return 1 if wrong or not acts else 0


if __name__ == "__main__":
    sys.exit(main())
