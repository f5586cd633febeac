"""Verify the log of Thước Đo without trusting Thước Đo: Python's standard library alone.

    python verify_audit.py CHAIN [HEADS]

CHAIN is the SQLite database, or the file written by `thuocdo audit export` (any database). HEADS is the
`audit-heads.log` of the home folder: a copy kept elsewhere shows a cut tail even where every file of the
installation was rewritten. Exit 0: the chain holds. Exit 1: the first entry that was altered, removed or
cut off is named. Exit 2: the files cannot be read.

Each entry bears the SHA-256 of its own content and of the hash before it. Personal values stand in the
chain as ciphertext, so a person's erased data breaks nothing.
"""

import hashlib
import json
import sqlite3
import sys

GENESIS = "0" * 64
COLUMNS = [
    "number",
    "at",
    "person",
    "account",
    "name",
    "position",
    "position_id",
    "unit",
    "on_behalf",
    "verb",
    "touched",
    "changes",
]


def rows(path):
    """Entries in order, each a dict of COLUMNS with prev_hash and hash."""
    with open(path, "rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            file.seek(0)
            for line in file:
                yield json.loads(line)
            return
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    for row in database.execute("SELECT * FROM audit_entry ORDER BY number"):
        entry = dict(row)
        date, _, time = entry["at"].partition(" ")  # 2026-03-01 02:00:00[.000000], UTC
        entry["at"] = f"{date}T{(time if '.' in time else time + '.').ljust(15, '0')}Z"
        yield entry


def link(entry, prev_hash):
    content = {column: entry[column] for column in COLUMNS} | {"prev_hash": prev_hash}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def heads(path):
    """Number to hash, as written down day by day: `<instant> <number> <hash>` per line."""
    found = {}
    with open(path, encoding="ascii") as file:
        for line in file:
            _, number, value = line.split()
            found[int(number)] = value
    return found


def verify(entries, known):
    """(last number, its hash, what is wrong or "")."""
    number, prev = 0, GENESIS
    for entry in entries:
        if entry["number"] != number + 1:
            return number, prev, f"entry {number + 1} was removed"
        if entry["prev_hash"] != prev or entry["hash"] != link(entry, prev):
            return number, prev, f"entry {number + 1} was altered"
        number, prev = entry["number"], entry["hash"]
        if known.get(number, prev) != prev:
            return number, prev, f"entry {number} is not the one written down: chain rewritten"
    if known and max(known) > number:
        return number, prev, f"cut: entry {max(known)} was written down, the chain ends at {number}"
    return number, prev, ""


def main(arguments):
    if not 1 <= len(arguments) <= 2:
        print(__doc__)
        return 2
    try:
        known = heads(arguments[1]) if len(arguments) == 2 else {}
        number, value, fault = verify(rows(arguments[0]), known)
    except (OSError, ValueError, KeyError, sqlite3.Error) as error:
        print(f"cannot read: {error}")
        return 2
    print(fault or f"holds: {number} entries, head {value}, {len(known)} heads compared")
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
