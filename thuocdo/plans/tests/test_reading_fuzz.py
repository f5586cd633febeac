"""Broken texts: the reader answers or says why not, and answers the same twice."""

import random
from pathlib import Path

import pytest

from thuocdo.documents.intake.text import read
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.plans.intake import read_plan

TEXTS = [p.read_text(encoding="utf-8") for p in sorted((Path(__file__).parent / "papers").glob("*.txt"))]  # fmt: skip
SIGNS = ["\t", "\n", "\t\t", "≥", "%", "31/02/2023", "(điểm a)", "a)", "1.", "IX.", "- ", "(", ":", "Quý IV", "từ 9 đến 3", "13/13/2024", "99.999"]  # fmt: skip


def mutated(text, chance):
    """A text with lines cut, moved, doubled, and signs thrown in."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(lines))
        way = chance.randrange(5)
        if way == 0:
            lines[place] = lines[place][: chance.randint(0, len(lines[place]))]
        elif way == 1:
            lines.insert(chance.randrange(len(lines)), lines[place])
        elif way == 2:
            at = chance.randint(0, len(lines[place]))
            lines[place] = lines[place][:at] + chance.choice(SIGNS) + lines[place][at:]
        elif way == 3 and len(lines) > 3:
            del lines[place]
        else:
            lines[place] = lines[place].replace(chance.choice([" ", "\t", ",", ";"]), chance.choice(["", "\t", " "]))  # fmt: skip
    return "\n".join(lines)


def reading(text):
    try:
        return read_plan(read(text.encode(), "kh.txt").blocks, name="kh.txt").to_json()
    except Mistake as mistake:
        return mistake.message


@pytest.mark.parametrize("seed", range(60))
def test_mutated_texts_are_read_or_refused(seed):
    chance = random.Random(seed)
    text = mutated(chance.choice(TEXTS), chance)
    assert reading(text) == reading(text)


@pytest.mark.parametrize("text", TEXTS)
def test_every_beginning_is_read_or_refused(text):
    for end in range(0, len(text), 397):
        assert reading(text[:end])


def test_words_that_plan_nothing_are_refused():
    with pytest.raises(Mistake, match="không phải kế hoạch"):
        read_plan(read("Trăm năm trong cõi người ta.".encode(), "t.txt").blocks, name="t.txt")
