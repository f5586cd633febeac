"""The last words of people on what was read from a paper: answered, changed, taken back, never overwritten unseen.

A room that reviews a reading (a plan, the annex of a decision) keeps its answers in a table of its own with
`key`, `value`, `version`, `by_person`, `by_name` and `at`; one row is the last word on one key.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Manager

from thuocdo.audit.actions import Change, snapshot
from thuocdo.audit.rules import Actor
from thuocdo.lawbook.mistakes import Mistake


def write_answers(
    *,
    by: Actor,
    at: dt.datetime,
    answers: Manager[Any],
    said: Mapping[str, Any],
    seen: Mapping[str, int] | None = None,
) -> list[Change]:
    """All of `said` or none, for the caller to record; None takes an answer back.

    `answers` are those of one paper that the caller holds locked (`plan.decisions`). `seen` holds the version of
    each answer as its form showed it (0: none yet); a Mistake says who has answered since, where somebody has.
    """
    known = {row.key: row for row in answers.filter(key__in=said)}
    for key, version in (seen or {}).items():
        _unchanged(known.get(key), version)
    changes = []
    for key, value in said.items():
        if value is not None:
            changes.append(_answer(by, at, answers, known.get(key), key, value))
        elif key in known:
            changes.append(Change(snapshot(known[key]), None))
            known[key].delete()
    return changes


def _unchanged(answer: Any, version: int) -> None:
    if (answer.version if answer else 0) != version:
        who = answer.by_name if answer else "Người khác"
        raise Mistake(
            f"{who} vừa trả lời điểm này trong lúc trang đang mở. "
            "Xem câu trả lời mới ở đây; lưu lại nếu vẫn muốn thay."
        )


def _answer(
    by: Actor, at: dt.datetime, answers: Manager[Any], known: Any, key: str, value: Any
) -> Change:
    words = {"value": value, "by_person": by.person, "by_name": by.name, "at": at}
    if known is None:
        return Change.of(None, answers.create(key=key, version=1, **words))
    before = snapshot(known)
    for name, word in words.items():
        setattr(known, name, word)
    known.version += 1
    known.save()
    return Change.of(before, known)
