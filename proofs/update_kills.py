"""Proof: what was acknowledged is there, whenever the power goes: `python -m proofs.update_kills [kills] [seed]` (100).

A child reports, agrees, asks and answers on pieces of work through the real actions, one by one and many at a
stroke; after each action it writes a line to a file: that is what a user was told. It is killed (SIGKILL) at a random
moment. After each kill: every line told is in the database, the versions of the work are those of its updates, the
chain of the log holds and no protected row differs from what the log says last. Prints seed, kills, updates, seconds.
"""

from __future__ import annotations

import datetime as dt
import itertools
import logging
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from proofs.import_kills import AT, take_in

LATER = AT + dt.timedelta(days=20)


def child(told: Path, seed: int) -> None:
    """Say something about random pieces for ever; `told` grows after each answer."""
    from thuocdo.audit.rules import system
    from thuocdo.lawbook.mistakes import Mistake
    from thuocdo.plans.actions import progress
    from thuocdo.plans.models import Assignment, Update

    dice, say = random.Random(seed), system("Người làm")
    agree = system("Người duyệt")
    pieces = list(Assignment.objects.filter(of=None).values_list("pk", flat=True))
    with told.open("a") as out:
        for turn in itertools.count():
            at = LATER + dt.timedelta(seconds=turn)
            work = Assignment.objects.select_related("task__plan").get(pk=dice.choice(pieces))
            try:
                if turn % 7 == 6:
                    wait = Assignment.objects.exclude(stage="").select_related("task__plan")[:5]
                    done = progress.confirm_many(
                        by=agree, at=at, work=[(w, w.version) for w in wait]
                    )
                    lines = [f"done {w.pk}" for w in done.done if w.state == "done"]
                elif turn % 3 == 2:
                    said = progress.report_done(
                        by=say, at=at, assignment=work, version=work.version, text="Xong.",
                        done_on=AT.date(), product=True,
                    )  # fmt: skip
                    lines = [f"said {said.pk}"]
                elif work.state == "done":
                    said = progress.return_work(
                        by=agree, at=at, assignment=work, version=work.version, text="Làm lại."
                    )
                    lines = [f"open {work.pk}", f"said {said.pk}"]
                else:
                    said = progress.update_progress(by=say, at=at, assignment=work, text="Làm.")
                    lines = [f"said {said.pk}"]
            except Mistake:
                continue
            last = Update.objects.order_by("-pk").values_list("pk", flat=True).first()
            out.write("".join(f"{line} {last}\n" for line in lines))
            out.flush()
            os.fsync(out.fileno())


def faults(told: Path) -> list[str]:
    """What was told and is not there, and what does not fit together."""
    from thuocdo.audit.queries import broken, changed_behind
    from thuocdo.plans.models import Assignment, Update

    wrong = [f"the chain: {said}" for said in [broken()] if said]
    wrong += [f"behind the application: {row}" for row in changed_behind()]
    updates = set(Update.objects.values_list("pk", flat=True))
    for line in told.read_text().splitlines():
        _what, pk, last = line.split(" ")
        if line.startswith("said") and int(pk) not in updates:
            wrong.append(f"told and lost: {line}")
        if int(last) not in updates:
            wrong.append(f"told and lost: update {last}")
    for work in Assignment.objects.prefetch_related("updates"):
        if work.version != len(work.updates.all()):
            wrong.append(
                f"work {work.pk} has version {work.version}, {len(work.updates.all())} updates"
            )
        if (work.stage == "") != (work.claimed_on is None):
            wrong.append(f"work {work.pk} waits half")
        last = next((u for u in reversed(work.updates.all()) if u.kind in ("confirmed", "returned")), None)  # fmt: skip
        if (work.state == "done") != (last is not None and last.kind == "confirmed"):
            wrong.append(f"work {work.pk} is {work.state} after {last}")
    return wrong


def killed_once(told: Path, seed: int, wait: float) -> list[str]:
    """Fork, kill after `wait` seconds, look. The parent holds no connection while the child runs."""
    from django.db import connection

    connection.close()
    pid = os.fork()
    if pid == 0:
        try:
            child(told, seed)
        finally:
            os._exit(1)  # a child that ends by itself has failed
    time.sleep(wait)
    os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    if not os.WIFSIGNALED(status):
        return ["the child ended before it was killed"]
    return faults(told)


def prove(kills: int, seed: int, told: Path) -> tuple[int, list[str]]:
    """How many updates stand at the end, and every fault found on the way."""
    from thuocdo.audit.rules import system
    from thuocdo.organisations.actions import load_shipped
    from thuocdo.plans.models import Update

    dice = random.Random(seed)
    agency = load_shipped(by=system("proof"), at=AT).pk
    take_in(agency, 1)
    wrong: list[str] = []
    for kill in range(kills):
        found = killed_once(told, seed * 1000 + kill, dice.uniform(0.05, 0.6))
        wrong += [f"kill {kill}: {fault}" for fault in found]
        if wrong:
            break
    return Update.objects.count(), wrong


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    home = tempfile.mkdtemp(prefix="proof-updates-")
    os.environ["THUOCDO_HOME"] = home
    os.environ.pop("THUOCDO_DATABASE_URL", None)  # one file, one writer: what a kill would tear
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    logging.disable(logging.INFO)
    call_command("migrate", verbosity=0)
    told = Path(home) / "told"
    told.touch()
    started = time.perf_counter()
    updates, wrong = prove(kills, seed, told)
    seconds = time.perf_counter() - started
    lines = len(told.read_text().splitlines())
    print(
        f"seed {seed}: {kills} kills, {lines} answers told, {updates} updates, {len(wrong)} faults, {seconds:.1f} s"
    )
    print("\n".join(wrong[:20]))
    return 1 if wrong or not lines else 0


if __name__ == "__main__":
    sys.exit(main())
