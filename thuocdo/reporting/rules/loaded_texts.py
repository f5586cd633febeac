"""The paragraphs of a report that came back from Word, section by section against those that were written."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from thuocdo.documents.rules.official import plain
from thuocdo.documents.rules.papers import Line, Paper
from thuocdo.reporting.rules.aligning import Pairs, aligned, alone

ALIKE = 0.5  # paragraphs less alike than this are different ones, unless they stand in the same gap
HEAD, FOOT = "phần đầu", "nơi nhận, chữ ký"
NAMES = {
    HEAD: "Phần đầu văn bản",
    "căn cứ": "Căn cứ",
    "mở đầu": "Mở đầu",
    "kết thúc": "Kết thúc",
    FOOT: "Nơi nhận, chữ ký",
}
_MARK = re.compile(r"^(?:[IVXL]+\.|\d+\.|\w\))(?=\s)")

Role = Literal["words", "heading", "frame"]  # frame: head, foot, titles of tables and annexes


@dataclass(frozen=True)
class Section:
    """`key` as in `documents.rules.papers.Line.section`, or "phần đầu", "nơi nhận, chữ ký", the label of an annex."""

    key: str
    name: str


@dataclass(frozen=True)
class TextChange:
    """A paragraph; `was` is "" where it is new, `now` is "" where it is gone."""

    section: Section
    was: str
    now: str


@dataclass(frozen=True)
class Written:
    text: str
    section: str
    role: Role


def written(paper: Paper) -> list[Written]:
    """Every paragraph of the document, as a reader of the Word file meets it."""
    head = (
        paper.authority, paper.issuer, paper.number_line, *paper.MOTTO, paper.place_and_date,
        paper.name_line, paper.about, *_to(paper),
    )  # fmt: skip
    lines = [Written(text, HEAD, "frame") for text in head]
    for piece in paper.body():
        if isinstance(piece, Line):
            role: Role = "words" if piece.kind in ("words", "basis") else "heading"
            lines.append(Written(piece.text, piece.section, role))
        else:
            table = piece.table
            for text in (table.title, table.unit_line, table.note):
                lines.append(Written(text, piece.section, "frame"))
    foot = (paper.RECIPIENTS, *paper.recipient_lines, *paper.signature, paper.signer)
    lines += [Written(text, FOOT, "frame") for text in foot]
    for label, annex in zip(paper.annex_labels, paper.annexes, strict=True):
        table = annex.table
        titles = (label, annex.title.upper(), paper.attached, table.title, table.unit_line, table.note)  # fmt: skip
        lines += [Written(text, label, "frame") for text in titles]
    return [Written(plain(it.text), it.section, it.role) for it in lines if it.text.strip()]


def _to(paper: Paper) -> tuple[str, ...]:
    if not paper.to:
        return ()
    return (paper.TO, *paper.receivers) if paper.receivers else (f"{paper.TO} {paper.to[0]}",)


class Texts:
    """What was written against the lines that came back; `lose` before asking what was lost."""

    def __init__(self, paper: Paper, lines: Sequence[str]) -> None:
        self.old, self.new = written(paper), list(lines)
        self.sections = self._sections(paper)
        first = aligned([it.text for it in self.old], self.new, self._like)
        body = {i for i, it in enumerate(self.old) if it.role != "frame"}
        self.known = 5 * len(body & {i for i, _ in first}) >= len(body)  # a fifth of the body
        self.pairs = sorted({*first, *self._in_gaps(first)})
        self.back = {j: i for i, j in self.pairs}
        self.gone: set[str] = set()

    def _sections(self, paper: Paper) -> dict[str, Section]:
        found = {key: Section(key, name) for key, name in NAMES.items()}
        for it in self.old:
            if it.role == "heading":
                above = found.get(it.section.rpartition(".")[0])
                name = f"{above.name} / {it.text}" if above else it.text
                found[it.section] = Section(it.section, name)
        for label, annex in zip(paper.annex_labels, paper.annexes, strict=True):
            found[label] = Section(label, f"{label}. {annex.title}")
        for it in self.old:  # a section without a title
            found.setdefault(it.section, Section(it.section, it.section))
        return found

    def name(self, key: str) -> str:
        return self.sections[key].name

    def _like(self, i: int, j: int) -> float:
        it, text = self.old[i], self.new[j]
        ratio = fuzz.ratio(it.text, text) / 100
        if it.role == "heading" and _mark(it.text) != _mark(text):
            return 0 if ratio < 0.8 else ratio
        if it.role == "heading" and len(text) < 2 * len(it.text) + 40:
            return max(ratio, ALIKE)
        return ratio if ratio >= ALIKE else 0

    def _in_gaps(self, pairs: Pairs) -> Iterator[tuple[int, int]]:
        """A paragraph written anew between two that stayed: paired though nothing in it is alike."""
        ends = [(-1, -1), *pairs, (len(self.old), len(self.new))]
        titled = {it.section for it in self.old if it.role == "heading"}
        for (i, j), (i_end, j_end) in itertools.pairwise(ends):
            here = self.old[i].section if i >= 0 else HEAD
            mine = [
                n for n in range(i + 1, i_end)
                if self.old[n].role != "heading" and (self.old[n].section == here or self.old[n].section not in titled)
            ]  # fmt: skip
            yield from zip(mine, range(j + 1, j_end), strict=False)

    def place(self, lines: int) -> str:
        """The section in which one stands after so many of the lines that came back."""
        known = next((self.back[j] for j in range(lines - 1, -1, -1) if j in self.back), None)
        return HEAD if known is None else self.old[known].section

    def lose(self, kept: set[str]) -> None:
        """Sections of which no line and no table (`kept`: sections with one) came back."""
        there = kept | {self.old[i].section for i, _ in self.pairs}
        all_of = {it.section for it in self.old}
        self.gone = {key for key in all_of if not any(_within(one, key) for one in there)}

    def lost(self) -> Iterator[tuple[Section, tuple[str, ...]]]:
        """The outermost ones, with all that stood in them."""
        for key, section in self.sections.items():
            if key in self.gone and not any(o != key and _within(key, o) for o in self.gone):
                yield section, tuple(it.text for it in self.old if _within(it.section, key))

    def changes(self) -> Iterator[TextChange]:
        """In the order of the document; of a lost section nothing: it is named whole."""
        found = [
            (i, TextChange(self.sections[self.old[i].section], self.old[i].text, self.new[j]))
            for i, j in self.pairs if self.old[i].text != self.new[j]
        ]  # fmt: skip
        for i in alone(len(self.old), {i for i, _ in self.pairs}):
            if self.old[i].section not in self.gone:
                found.append((i, TextChange(self.sections[self.old[i].section], self.old[i].text, "")))  # fmt: skip
        for j in alone(len(self.new), set(self.back)):
            after = max((i for n, i in self.back.items() if n < j), default=0)
            found.append((after, TextChange(self.sections[self.place(j)], "", self.new[j])))
        found.sort(key=lambda pair: pair[0])
        return (change for _, change in found)

    def standing(self) -> Iterator[tuple[Section, tuple[str, ...]]]:
        """The paragraphs of each section that is still there, new ones among them, without titles and frames."""
        words: dict[str, list[str]] = {
            key: [] for key in self.sections
            if key not in self.gone and any(it.section == key and it.role == "words" for it in self.old)
        }  # fmt: skip
        for j, text in enumerate(self.new):
            if j in self.back:
                it = self.old[self.back[j]]
                if it.role == "words":
                    words[it.section].append(text)
            elif (key := self.place(j)) not in (HEAD, FOOT) and not key.startswith("Phụ lục"):
                words.setdefault(key, []).append(text)
        return ((self.sections[key], tuple(texts)) for key, texts in words.items())


def _mark(text: str) -> str:
    found = _MARK.match(text)
    return found[0] if found else ""


def _within(section: str, outer: str) -> bool:
    return section == outer or section.startswith(f"{outer}.")
