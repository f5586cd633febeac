"""PDFs are read by a child process with its memory and time limited.

A few hundred bytes can make any PDF library build a table of a billion entries (a font's width range, a
stream that unfolds without end): the child then dies alone, and the person is told.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from thuocdo.documents.intake.limits import CHILD_MEGABYTES, MAX_SECONDS, OCR_SECONDS_PER_PAGE
from thuocdo.documents.rules.blocks import Block, Note, Reading
from thuocdo.lawbook.mistakes import Mistake


def read(data: bytes, name: str) -> Reading:
    said = _ask("read", data, name)
    return Reading(
        name,
        "pdf",
        tuple(_block(b) for b in said["blocks"]),
        said["pages"],
        said["title"],
        tuple(Note(**n) for n in said["notes"]),
    )


def head(data: bytes, name: str) -> tuple[Block, ...]:
    return tuple(_block(b) for b in _ask("head", data, name)["blocks"])


def _block(said: dict[str, Any]) -> Block:
    return Block(**{**said, "cells": tuple(said["cells"]), "above": tuple(said["above"])})


def _ask(what: str, data: bytes, name: str) -> dict[str, Any]:
    too_much = Mistake(
        f"“{name}” quá phức tạp hoặc bị hỏng, không đọc được trong giới hạn cho phép. "
        "Xuất lại PDF từ văn bản gốc rồi tải lên."
    )
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__, what, name],
            input=data,
            capture_output=True,
            timeout=MAX_SECONDS + OCR_SECONDS_PER_PAGE,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        )
        said: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise too_much from error
    if "mistake" in said:
        raise Mistake(said["mistake"])
    return said


def answer(what: str, data: bytes, name: str) -> dict[str, Any]:
    """The child's side: what was read as plain values, or why not."""
    from thuocdo.documents.intake import pdf

    try:
        if what == "head":
            return {"blocks": [asdict(b) for b in pdf.head(data, name)]}
        reading = asdict(pdf.read(data, name))
        return {key: reading[key] for key in ("blocks", "pages", "title", "notes")}
    except Mistake as mistake:
        return {"mistake": mistake.message}


def main() -> None:
    import resource

    limit = CHILD_MEGABYTES * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS + 5))
    what, name = sys.argv[1:3]
    print(json.dumps(answer(what, sys.stdin.buffer.read(), name)))


if __name__ == "__main__":
    main()
