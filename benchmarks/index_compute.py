"""1,000 units × 100 criteria, scored with explanations, beside bare numpy arithmetic on the same figures.

    python benchmarks/index_compute.py [UNITS] [CRITERIA]

The edition is written here: ratios, capped ratios, step ratios and counts in turn, in groups of ten. Four times
are given: points of every unit (each point keeps its formula and figures), the explanations of all as data, the
same arithmetic in exact decimals and nothing else, and numpy computing the same points as float arrays, whole
columns at once, without any reason. The baseline knows no
missing figure, no policy, no exact decimals; the points of both are compared.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
import tracemalloc
from decimal import Decimal

import numpy as np

from thuocdo.indices.rules.computing import Ready
from thuocdo.indices.rules.explaining import explanation
from thuocdo.indices.rules.rounds import compute_round
from thuocdo.lawbook import reader

RULES = (
    "rule: ratio, num: {n}, den: {d}",
    "rule: capped_ratio, num: {n}, den: {d}, target: 80%",
    "rule: step_ratio, of: {n} / {d}, floor: 50%, full: 90%, between: way",
    "rule: count, of: {n}, each: 0.05",
)


def edition(criteria: int) -> reader.Edition:
    """`criteria` criteria of one point each."""
    lines = [
        'edition: "1"',
        "title: Bộ đo tốc độ",
        "since: 2026-01-01",
        "nature: model",
        "source: thuoc-do-model",
        "status: unconfirmed",
        "not_applicable: na",
        "zero_den: zero",
        "units: { kinds: [department] }",
        "inputs:",
    ]
    for at in range(criteria):
        for side in "nd":
            lines.append(
                f"  {side}{at}: {{ name: Số {side}{at}, kind: measure, unit: case, least: 0 }}"
            )
    lines.append("parts:")
    for at in range(criteria):
        if at % 10 == 0:
            lines += [f'  - code: "{at // 10 + 1}"', f"    name: Nhóm {at // 10 + 1}", "    parts:"]
        rule = RULES[at % len(RULES)].format(n=f"n{at}", d=f"d{at}")
        code = f"{at // 10 + 1}.{at % 10 + 1}"
        lines.append(
            f'      - {{ code: "{code}", name: Tiêu chí {code}, max: 1, score: {{ {rule} }} }}'
        )
    lines += ["cases:", "  - { name: Trống, inputs: {}, gives: { total: not_reported } }"]
    return reader.read_text("\n".join(lines), "indices", "bench")


def bare(n: np.ndarray, d: np.ndarray) -> np.ndarray:
    """Totals of all units: the same four rules, whole columns at once."""
    share = n / d
    points = np.empty_like(share)
    points[:, 0::4] = share[:, 0::4]
    points[:, 1::4] = np.minimum(1, share[:, 1::4] / 0.8)
    ladder = share[:, 2::4]
    points[:, 2::4] = np.where(ladder >= 0.9, 1, np.where(ladder >= 0.5, (ladder - 0.5) / 0.4, 0))
    points[:, 3::4] = np.minimum(1, n[:, 3::4] * 0.05)
    return points.sum(axis=1)


def exact(rows: list[tuple[list[Decimal], list[Decimal]]]) -> list[Decimal]:
    """Totals of all units by the same four rules in exact decimals, unit by unit, and nothing else: no figure is
    checked, none may be missing, no reason is kept. What exactness alone costs."""
    one, none = Decimal(1), Decimal(0)
    target, floor, full, way, each = map(Decimal, ("0.8", "0.5", "0.9", "0.4", "0.05"))
    totals = []
    for n, d in rows:
        points = [a / b for a, b in zip(n[0::4], d[0::4], strict=True)]
        points += [min(one, a / b / target) for a, b in zip(n[1::4], d[1::4], strict=True)]
        for a, b in zip(n[2::4], d[2::4], strict=True):
            share = a / b
            points.append(
                one if share >= full else (share - floor) / way if share >= floor else none
            )
        points += [min(one, a * each) for a in n[3::4]]
        totals.append(sum(points, none))
    return totals


def seconds(work, times: int) -> float:
    """Median of several runs, in processor time: other work on the machine does not count."""
    found = []
    for _ in range(times):
        start = time.process_time_ns()
        work()
        found.append((time.process_time_ns() - start) / 1e9)
    return statistics.median(found)


def main(units: int, criteria: int) -> None:
    chance = random.Random(766)
    figures = {}
    for unit in range(units):
        own = {}
        for at in range(criteria):
            all_ = chance.randint(1, 400)
            own[f"n{at}"], own[f"d{at}"] = Decimal(chance.randint(0, all_)), Decimal(all_)
        figures[f"u{unit}"] = own
    ready = Ready.of(edition(criteria))
    columns = [
        np.array([[float(own[f"{s}{at}"]) for at in range(criteria)] for own in figures.values()])
        for s in "nd"
    ]
    scored = compute_round(ready, figures)
    totals = np.array([float(str(s.total)) for s in scored.values()])
    assert np.abs(totals - bare(*columns)).max() < 1e-9
    every = range(criteria)
    rows = [([o[f"n{a}"] for a in every], [o[f"d{a}"] for a in every]) for o in figures.values()]
    assert all(
        isinstance(s.total, Decimal) and abs(s.total - one) < 1e-20
        for one, s in zip(exact(rows), scored.values(), strict=True)
    )
    sources = reader.shipped().sources

    baseline = seconds(lambda: bare(*columns), 51)
    decimals = seconds(lambda: exact(rows), 5)
    points = seconds(lambda: compute_round(ready, figures), 5)
    told = seconds(lambda: [explanation(s, sources) for s in scored.values()], 1)
    tracemalloc.start()
    held = compute_round(ready, figures)
    points_mb = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    print(f"{len(held)} units × {criteria} criteria, seed 766; processor seconds")
    print(f"numpy, points alone      {baseline:.4f}")
    print(f"exact decimals alone     {decimals:.4f}   {decimals / baseline:,.0f} ×")
    print(
        f"points with reasons kept {points:.3f}   {points / baseline:,.0f} ×   {points_mb:.0f} MB"
    )
    print(f"explanations as data     {told:.3f}   {told / baseline:,.0f} ×")
    print(f"one unit explained       {told / units * 1000:.2f} ms")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3])) if len(sys.argv) > 2 else main(1000, 100)
