"""Plan reading judged on invented plans that were read by hand first: every field, every format.

    python benchmarks/heldout.py [-v] [NAME …] [--format docx …]

Texts and hand-read rows: `thuocdo/plans/tests/heldout`. A cell is right/printed · right/read.
"""

from __future__ import annotations

import argparse
import time

import formats
import office

from thuocdo.documents import intake
from thuocdo.plans.intake import read_plan
from thuocdo.plans.tests.heldout import judge, sheets


def files(name: str, gold: dict) -> dict[str, bytes]:
    """What the plan looks like in every format it has."""
    if maker := gold.get("sheet"):
        return {"xlsx": getattr(sheets, maker)()}
    source = judge.HERE / f"{name}.txt"
    texts = formats.whole(intake.read(source).blocks)
    document = office.as_docx(texts)
    made = {"txt": source.read_bytes(), "docx": document}
    if printed := formats.libreoffice(document):
        made["pdf"] = printed
    if "formats" not in gold:
        made["typst.pdf"] = formats.as_typst(texts)
        made["xlsx"] = formats.as_xlsx(texts)
    else:
        made.pop("txt")
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=judge.NAMES)
    parser.add_argument("-v", action="store_true", dest="verbose")
    parser.add_argument("--format", action="append", dest="wanted")
    options = parser.parse_args()
    totals: dict[str, dict[str, judge.Score]] = {}
    for name in options.names:
        gold = judge.gold(name)
        for label, data in files(name, gold).items():
            if options.wanted and label not in options.wanted:
                continue
            begun = time.perf_counter()
            paper = intake.read(data, f"{name}.{label}")
            found = read_plan(paper.blocks, name=name, notes=paper.notes).to_json()
            seconds = time.perf_counter() - begun
            scores = judge.judge(gold, found)
            print(f"{name} {label} ({seconds:.2f} s): {_told(scores)}")
            for field, score in scores.items():
                totals.setdefault(label, {}).setdefault(field, judge.Score()).add(score)
                if options.verbose:
                    for line in score.wrong:
                        print(f"    {field}: {line}")
    for label, scores in totals.items():
        print(f"ALL {label}: {_told(scores)}")


def _told(scores: dict[str, judge.Score]) -> str:
    return "; ".join(
        f"{field} {s.right}/{s.printed} · {s.right}/{s.read}" for field, s in scores.items() if s.printed or s.read
    )  # fmt: skip


if __name__ == "__main__":
    main()
