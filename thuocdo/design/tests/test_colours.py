"""Contrast of every pair that carries words or meaning, in both schemes and every accent (WCAG 2.1 AA)."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[1] / "static" / "design" / "tokens.css").read_text()
LIGHT, DARK = CSS.split("@media screen and (prefers-color-scheme: dark)")
COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6})")
WORDS = [  # (ink, ground): text, at least 4.5
    *[
        ("ink", ground)
        for ground in (
            "paper",
            "ground",
            "sunk",
            "source",
            "accent-soft",
            "good-soft",
            "warn-soft",
            "bad-soft",
        )
    ],
    *[
        ("soft", ground)
        for ground in ("paper", "ground", "sunk", "accent-soft", "warn-soft", "bad-soft", "source")
    ],
    *[("accent", ground) for ground in ("paper", "ground", "accent-soft", "sunk")],
    ("on-accent", "accent"),
    ("good", "good-soft"),
    ("good", "paper"),
    ("warn", "warn-soft"),
    ("warn", "paper"),
    ("bad", "bad-soft"),
    ("bad", "paper"),
    ("bad", "accent-soft"),
    ("mark-ink", "mark"),
    ("paper", "bad"),
]
SHAPES = [
    ("edge", "paper"),
    ("edge", "ground"),
    *[(f"b{n}", "paper") for n in range(1, 7)],
]  # at least 3


def schemes():
    for scheme, css in (("light", LIGHT), ("dark", DARK)):
        blocks = re.findall(r"(:root|\[data-accent=\"(\w+)\"\]) \{([^}]*)\}", css)
        root = dict(COLOUR.findall(blocks[0][2]))
        yield f"{scheme}", root
        for _selector, name, body in blocks[1:]:
            yield f"{scheme}-{name}", root | dict(COLOUR.findall(body))


def light_of(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((light_of(one), light_of(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize(("name", "colours"), list(schemes()), ids=[n for n, _ in schemes()])
def test_every_pair_can_be_read(name, colours):
    low = [
        f"{name}: {ink} on {ground} is {contrast(colours[ink], colours[ground]):.2f}, needs {least}"
        for pairs, least in ((WORDS, 4.5), (SHAPES, 3))
        for ink, ground in pairs
        if contrast(colours[ink], colours[ground]) < least
    ]
    assert not low, "\n".join(low)


def test_both_schemes_set_the_same_accents():
    names = [n for n, _ in schemes()]
    assert len(names) == 16
    assert {n.removeprefix("light") for n in names if n.startswith("light")} == {
        n.removeprefix("dark") for n in names if n.startswith("dark")
    }
