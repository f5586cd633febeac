"""What a page is told: everything since it last heard, or to look again at everything."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from thuocdo.config.processes import live


def told(monkeypatch, steps, after, remembered=live.REMEMBERED):
    """The news for a page that last heard `after`, once `steps` (number, touched) were looked at."""
    queue = list(steps)
    monkeypatch.setattr(live, "REMEMBERED", remembered)
    monkeypatch.setattr(live, "since", lambda number: queue.pop(0) if queue else (number, set()))

    async def run():
        app = live.Live()
        for _ in range(len(queue) + 1):  # the last look finds nothing new
            await app.look()
        return app.heard(after)

    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, run()).result()


STEPS = [
    (2, frozenset({"plan:1", "task:1"})),
    (3, frozenset({"task:2"})),
    (5, frozenset({"plan:1"})),
]


def test_what_was_missed_is_told_once(monkeypatch):
    assert told(monkeypatch, STEPS, 5) == {"number": 5, "touched": []}
    assert told(monkeypatch, STEPS, 3) == {"number": 5, "touched": ["plan:1"]}
    everything = {"number": 5, "touched": ["plan:1", "task:1", "task:2"]}
    assert told(monkeypatch, STEPS, 0) == everything


def test_who_was_away_too_long_looks_again_at_everything(monkeypatch):
    star = {"number": 5, "touched": ["*"]}
    assert told(monkeypatch, STEPS, 0, remembered=2) == star
    assert told(monkeypatch, STEPS, 2, remembered=2)["touched"] == ["plan:1", "task:2"]
