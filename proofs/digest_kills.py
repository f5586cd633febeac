"""Proof: everybody with something to do gets one letter, however often the power goes: `python -m proofs.digest_kills [people] [kills] [seed]` (10000, 20).

`people` persons work in units that owe late work, a twentieth as many in a unit that owes nothing. A child
prepares the day's letters through the real action; it is killed (SIGKILL) at a random moment and started
again, `kills` times, then once to the end. After each kill the log's chain holds, the mark never runs ahead
of the letters, and at the end each of the first has exactly one letter, none of the others any. Prints seed,
people, kills, letters at each kill, seconds.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import random
import sys
import time

from proofs.import_kills import HEAD, ROW, ROWS
from proofs.killing import install, killed

AT = dt.datetime(2023, 1, 5, 2, tzinfo=dt.UTC)
MORNING = dt.datetime(2023, 4, 17, 1, tzinfo=dt.UTC)  # Monday, 8 o'clock in Vietnam
SINCE = dt.date(2020, 1, 1)


def build(people: int) -> set[int]:
    """The agency, one plan with late work in its rooms, and the people; who of them owes something."""
    from thuocdo.audit.rules import system
    from thuocdo.organisations.actions import load_shipped
    from thuocdo.organisations.models import Unit
    from thuocdo.plans.actions import decide, go_live, upload_plan
    from thuocdo.plans.models import Assignment

    by = system("proof")
    agency = load_shipped(by=by, at=dt.datetime(2022, 1, 1, tzinfo=dt.UTC)).pk
    text = HEAD.format(number=1) + "".join(ROW.format(n=n) for n in range(1, ROWS + 1))
    plan = upload_plan(by=by, at=AT, agency=agency, name="k.txt", data=text.encode())
    decide(by=by, at=AT, plan=plan, decisions={"focal": {"unit": agency}})
    go_live(by=by, at=AT, today=AT.date(), plan=plan)
    Assignment.objects.filter(kind="dated").update(due=dt.date(2023, 3, 31))
    owing = sorted(set(Assignment.objects.values_list("unit", flat=True)))
    idle = Unit.objects.exclude(pk__in=owing).filter(kind="school").first()
    assert idle is not None
    units = [owing[n % len(owing)] for n in range(people)] + [idle.pk] * (people // 20)
    return set(_people(units)[:people])


def _people(units: list[int]) -> list[int]:
    from thuocdo.accounts.models import Account, Person, Position

    named = [
        Person(full_name=f"Người {n}", folded=f"nguoi {n}", email=f"p{n}@so.test")
        for n in range(len(units))
    ]
    persons = Person.objects.bulk_create(named, batch_size=500)
    Account.objects.bulk_create(
        [
            Account(username=f"p{p.pk}", person=p, must_change_password=False, created_at=AT)
            for p in persons
        ],
        batch_size=500,
    )
    Position.objects.bulk_create(
        [
            Position(person=p, unit_id=unit, title="Chuyên viên", roles=["officer"], since=SINCE)
            for p, unit in zip(persons, units, strict=True)
        ],
        batch_size=500,
    )
    return [p.pk for p in persons]


def child() -> None:
    from thuocdo.audit.rules import system
    from thuocdo.plans.actions import prepare_digests
    from thuocdo.plans.models import DigestRun

    for n in itertools.count():
        prepare_digests(by=system("proof"), at=MORNING + dt.timedelta(seconds=n))
        if DigestRun.objects.get().finished_at:
            return


def faults(owing: set[int], *, ended: bool) -> list[str]:
    """What is wrong with the letters as they stand."""
    from thuocdo.audit.queries import broken
    from thuocdo.notices.models import Message
    from thuocdo.plans.models import DigestRun

    wrong = [f"the chain: {said}" for said in [broken()] if said]
    told = list(Message.objects.values_list("person", flat=True))
    run = DigestRun.objects.first()
    mark = run.last_person if run else 0
    if len(told) != len(set(told)):
        wrong.append("somebody has two letters")
    if set(told) - owing:
        wrong.append("somebody has an empty letter")
    reached = owing if ended else {p for p in owing if p <= mark}
    if set(told) != reached:
        wrong.append(f"{len(reached - set(told))} missing, {len(set(told) - reached)} ahead of the mark")  # fmt: skip
    return wrong


def prove(people: int, kills: int, seed: int) -> tuple[list[int], list[str]]:
    """How many letters stood at each kill and at the end, and every fault found on the way."""
    from thuocdo.notices.models import Message

    dice = random.Random(seed)
    owing = build(people)
    wrong: list[str] = []
    counts = [0]
    longest = 2.0  # seconds
    for kill in range(kills):
        killed(child, dice.uniform(0.05, longest))
        counts.append(Message.objects.count())
        if counts[-1] == counts[-2]:  # a slow machine: killed too soon to have done anything
            longest *= 1.3
        wrong += [f"kill {kill}: {fault}" for fault in faults(owing, ended=False)]
    child()
    counts.append(Message.objects.count())
    return counts, wrong + faults(owing, ended=True)


def main() -> int:
    people, kills, seed = (
        int(sys.argv[n]) if len(sys.argv) > n else default
        for n, default in ((1, 10_000), (2, 20), (3, 1))
    )
    os.environ["THUOCDO_MAIL_HOST"], os.environ["THUOCDO_MAIL_FROM"] = "mail.test", "so@vi.test"
    install("digest")
    started = time.perf_counter()
    counts, wrong = prove(people, kills, seed)
    seconds = time.perf_counter() - started
    print(
        f"seed {seed}: {people} people, {kills} kills, letters {counts}, {len(wrong)} faults, {seconds:.1f} s"
    )
    print("\n".join(wrong[:20]))
    return 1 if wrong or counts[-1] != people else 0


if __name__ == "__main__":
    sys.exit(main())
