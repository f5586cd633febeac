"""Proof: a plan is there whole or not at all, whenever the power goes: `python -m proofs.import_kills [kills] [seed]` (100).

A child takes a plan in, decides and puts it into tracking through the real actions, again and again; it is
killed (SIGKILL) at a random moment. After each kill, on the same database: every plan under review has no
row, every live plan has all its rows and no tracked one without work, the chain of the log holds and no
protected row differs from what the log says last. Prints seed, kills, plans found whole, seconds.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
import sys
import time
from functools import partial

from proofs.killing import ENDED, install, killed

AT = dt.datetime(2023, 1, 5, 2, tzinfo=dt.UTC)
ROWS = 5
HEAD = """\
SỞ GIÁO DỤC VÀ ĐÀO TẠO HẢI PHÒNG

Số: {number}/KH-SGDĐT

Hải Phòng, ngày 03 tháng 01 năm 2023

KẾ HOẠCH

Họp không giấy năm 2023

PHỤ LỤC

TT\tNội dung công việc\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian hoàn thành\tSản phẩm
"""
ROW = "{n}\tRà soát thiết bị phòng họp số {n}\tCác phòng cơ quan Sở\t\tTháng 12/2023\tBáo cáo\n"


def take_in(agency: int, number: int) -> None:
    """One plan from file to tracked work."""
    from thuocdo.audit.rules import system
    from thuocdo.plans.actions import decide, go_live, upload_plan

    by = system("proof")
    text = HEAD.format(number=number) + "".join(ROW.format(n=n) for n in range(1, ROWS + 1))
    plan = upload_plan(by=by, at=AT, agency=agency, name="k.txt", data=text.encode())
    decide(by=by, at=AT, plan=plan, decisions={"focal": {"unit": agency}})
    go_live(by=by, at=AT, today=AT.date(), plan=plan)


def faults() -> list[str]:
    """What is half-written in the database as it stands; empty when nothing is."""
    from thuocdo.audit.queries import broken, changed_behind
    from thuocdo.plans.models import Plan, Task

    wrong = [f"the chain: {said}" for said in [broken()] if said]
    wrong += [f"behind the application: {row}" for row in changed_behind()]
    for plan in Plan.objects.all():
        rows = plan.tasks.count()
        if rows != (ROWS if plan.state == Plan.State.LIVE else 0):
            wrong.append(f"plan {plan.pk} is {plan.state} with {rows} rows")
    if Task.objects.filter(tracked=True, assignments=None).exists():
        wrong.append("a tracked row without work")
    return wrong


def child(agency: int, first: int) -> None:
    for number in itertools.count(first):
        take_in(agency, number)


def prove(kills: int, seed: int) -> tuple[int, list[str]]:
    """How many plans stand whole at the end, and every fault found on the way."""
    from thuocdo.audit.rules import system
    from thuocdo.organisations.actions import load_shipped
    from thuocdo.plans.models import Plan

    dice = random.Random(seed)
    agency = load_shipped(by=system("proof"), at=AT).pk
    take_in(agency, 1)  # what is read once per process is read before the children are born
    wrong: list[str] = []
    for kill in range(kills):
        work = partial(child, agency, 1000 * (kill + 1))
        ended = not killed(work, dice.uniform(0.02, 0.8))
        found = [ENDED] if ended else faults()
        wrong += [f"kill {kill}: {fault}" for fault in found]
    return Plan.objects.filter(state=Plan.State.LIVE).count(), wrong


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    install("kills")
    started = time.perf_counter()
    whole, wrong = prove(kills, seed)
    seconds = time.perf_counter() - started
    print(f"seed {seed}: {kills} kills, {whole} plans whole, {len(wrong)} faults, {seconds:.1f} s")
    print("\n".join(wrong[:20]))
    return 1 if wrong or not whole else 0


if __name__ == "__main__":
    sys.exit(main())
