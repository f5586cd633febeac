"""An upload that comes in parts, over a line that breaks: kept beside the files until it is whole."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import shutil

from thuocdo.audit.rules import Actor, require
from thuocdo.documents.access import STORE
from thuocdo.documents.queries.storage import parts_folder
from thuocdo.lawbook.mistakes import Mistake

KEPT = dt.timedelta(days=2)  # a phone without a line over a weekend starts again


def receive_part(
    *, by: Actor, at: dt.datetime, owner: str, name: str, whole: int, offset: int, data: bytes
) -> int:
    """Append a part; how many bytes are there now. A part that does not begin where the last one ended is
    not taken: the answer says where to go on. An owner has one upload at a time: another name drops the first.
    """
    require(by, STORE)
    if offset < 0 or offset + len(data) > whole:
        raise Mistake("Phần ảnh gửi lên không khớp với cỡ ảnh. Chọn lại ảnh.", field="photo")
    folder = parts_folder(owner)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for other in folder.iterdir():
        if other.name != name:
            other.unlink(missing_ok=True)
    with open(os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        end = file.seek(0, os.SEEK_END)
        if offset != end:
            return end
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        return end + len(data)


def drop_parts(*, by: Actor, at: dt.datetime, owner: str) -> None:
    """Forget what was received for an owner."""
    require(by, STORE)
    shutil.rmtree(parts_folder(owner), ignore_errors=True)


def sweep_parts(*, by: Actor, at: dt.datetime) -> int:
    """Forget uploads nobody went on with; how many."""
    require(by, STORE)
    root = parts_folder("x").parent
    old = at.timestamp() - KEPT.total_seconds()
    found = [f for f in root.iterdir() if f.stat().st_mtime < old] if root.is_dir() else []
    for folder in found:
        shutil.rmtree(folder, ignore_errors=True)
    return len(found)
