"""The end of the chain, written down every day outside the database: so a cut tail shows."""

from __future__ import annotations

import datetime as dt
import os

from thuocdo.audit.queries.log import head, heads_file


def write_head(*, at: dt.datetime) -> int:
    """Append `<instant> <number> <hash>` to the home folder's audit-heads.log; the number.

    Copy that file to another machine: whoever can rewrite database and home folder cannot rewrite the copy.
    """
    number, value = head()
    if number:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        with open(os.open(heads_file(), flags, 0o600), "a", encoding="ascii") as file:
            file.write(f"{at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ} {number} {value}\n")
            file.flush()
            os.fsync(file.fileno())
    return number
