"""Proof: no entry of the log can be altered, removed, moved or cut off unnoticed; erased persons are gone.

    uv run python -m proofs.audit_chain [--entries 300] [--histories 5] [--seed 1]

Each history is written by the real action (`audit.actions.record`) into a database of its own. Then every
single entry is altered in every single column, removed, moved and cut off, and each such chain is given to
the standalone verifier, with and without the heads written down outside. At the end every person is erased:
the verifier must still agree, and no byte of the database may hold a name.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import os
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
START = dt.datetime(2023, 1, 5, 1, 0, tzinfo=dt.UTC)


def verifier():
    spec = importlib.util.spec_from_file_location(
        "verify_audit", ROOT / "docs" / "security" / "verify_audit.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write_history(chance: random.Random, entries: int) -> list[str]:
    """Random people, changed at random by one another; the names that must vanish."""
    from django.db import transaction

    from thuocdo.accounts.models import Person
    from thuocdo.audit.actions import Change, record, snapshot, write_head
    from thuocdo.audit.rules import Actor, system

    names, people = [], []
    for number in range(entries):
        at = START + dt.timedelta(minutes=37 * number, microseconds=chance.randrange(3) * 500_001)
        with transaction.atomic():
            if not people or chance.random() < 0.2:
                name = f"Nguyễn Thị Bí-Mật-{chance.randrange(10**9)}"
                names.append(name)
                person, before = Person(full_name=name, folded=name), None
            else:
                person = chance.choice(people)
                before = snapshot(person)
                person.phone = f"09{chance.randrange(10**8):08d}"
                names.append(person.phone)
            person.save()
            by = Actor(names[0], person=people[0].pk, account=1) if people else system("Thiết lập")
            record(by=by, at=at, verb="accounts.manage_people", changes=[Change.of(before, person)])
        if before is None:
            people.append(person)
        if number % 25 == 24:
            write_head(at=at)
    return names


def altered(entry: dict, column: str, chance: random.Random) -> dict:
    """The entry with one column changed, as little as possible."""
    value = entry[column]
    if isinstance(value, int):
        changed = value + chance.choice((-1, 1))
    elif not value:
        changed = 1 if value is None else "x"
    else:
        place = chance.randrange(len(value))
        changed = value[:place] + ("0" if value[place] != "0" else "1") + value[place + 1 :]
    return {**entry, column: changed}


def attacks(chain: list[dict], chance: random.Random):
    """Every chain that differs from the true one in one entry: (what was done, the chain)."""
    for place, entry in enumerate(chain):
        before, after = chain[:place], chain[place + 1 :]
        for column in entry:
            yield "altered", [*before, altered(entry, column, chance), *after]
        if after:
            yield "removed", [*before, *after]
            yield "moved", [*before, after[0], entry, *after[1:]]


def one_history(seed: int, entries: int, tool) -> tuple[dict[str, int], list[str]]:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from thuocdo.accounts.models import Person
    from thuocdo.audit.actions import erase_subject
    from thuocdo.audit.queries import broken

    home = Path(tempfile.mkdtemp(prefix="proof-audit-"))
    settings.HOME = home
    connection.close()
    connection.settings_dict["NAME"] = home / "audit.sqlite3"
    call_command("migrate", verbosity=0)
    chance = random.Random(seed)
    names = write_history(chance, entries)
    known = tool.heads(home / "audit-heads.log")
    chain = list(tool.rows(home / "audit.sqlite3"))
    found: dict[str, int] = {}
    missed: list[str] = []

    def expect(what: str, fault: str) -> None:
        found[what] = found.get(what, 0) + bool(fault)
        if not fault:
            missed.append(f"seed {seed}: {what}")

    assert tool.verify(chain, known)[2] == "", tool.verify(chain, known)
    for what, forged in attacks(chain, chance):
        expect(what, tool.verify(forged, {})[2])
    for length in range(max(known)):
        expect("cut", tool.verify(chain[:length], known)[2])
    expect("rewritten", tool.verify(rewritten(chain, tool, chance, max(known)), known)[2])
    for person in Person.objects.all():
        erase_subject(person.subject(), at=START)
    Person.objects.update(full_name="", folded="", phone="")
    connection.cursor().execute("VACUUM")
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    raw = b"".join(f.read_bytes() for f in home.glob("audit.sqlite3*"))
    left = [name for name in names if name.encode() in raw]
    missed += [f"seed {seed}: {name} is still in the database" for name in left]
    found["erased"] = len(names) - len(left)
    if broken() or tool.verify(tool.rows(home / "audit.sqlite3"), known)[2]:
        missed.append(f"seed {seed}: the chain does not hold after erasing")
    return found, missed


def rewritten(chain: list[dict], tool, chance: random.Random, upto: int) -> list[dict]:
    """A forger with the whole database changes an entry and links everything after it anew."""
    forged, prev = [], tool.GENESIS
    place = chance.randrange(upto)
    for index, entry in enumerate(chain):
        entry = {**entry, "verb": "x"} if index == place else dict(entry)
        entry["prev_hash"], entry["hash"] = prev, tool.link(entry, prev)
        prev = entry["hash"]
        forged.append(entry)
    assert tool.verify(forged, {})[2] == "", "without heads kept elsewhere this cannot be seen"
    return forged


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=300)
    parser.add_argument("--histories", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    os.environ["THUOCDO_HOME"] = tempfile.mkdtemp(prefix="proof-audit-")
    os.environ["THUOCDO_LOG_LEVEL"] = "ERROR"
    os.environ.pop("THUOCDO_DATABASE_URL", None)  # it reads the bytes of a SQLite file
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings")
    import django

    django.setup()
    started, tool = time.perf_counter(), verifier()
    total: dict[str, int] = {}
    missed: list[str] = []
    for seed in range(asked.seed, asked.seed + asked.histories):
        found, lost = one_history(seed, asked.entries, tool)
        missed += lost
        for what, count in found.items():
            total[what] = total.get(what, 0) + count
    seconds = time.perf_counter() - started
    counts = ", ".join(f"{count:,} {what}" for what, count in total.items())
    print(
        f"{asked.histories} histories × {asked.entries} entries, seeds from {asked.seed}: {counts}"
    )
    print(f"{len(missed)} missed, {seconds:.1f} s")
    print("\n".join(missed[:20]))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
