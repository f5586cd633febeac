"""Whom a printed name means, on one day, for one agency.

In this order, the first that finds exactly one wins: a name a person accepted before; the unit's, group's
or partner's own name; the same with abbreviations written out; words that name nobody; a former name of a
unit that goes on. What is left gets *suggestions*, which only a person accepts: `how == "fuzzy"` never
carries an id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz, process

from thuocdo.organisations.rules import names

Kind = Literal["unit", "group", "partner", "general"]
How = Literal["exact", "rule", "fuzzy", "none"]

ALIAS, NAME, SHORT = "tên gọi khác", "đúng tên", "chữ viết tắt"
FORMER, GENERAL = "tên vào thời gian khác", "không chỉ rõ đơn vị nào"
SEVERAL, GUESS, HEIR = "trùng tên", "gợi ý: tên gần giống", "gợi ý: đơn vị kế thừa"
ENDED = "đã thôi hoạt động, chưa ghi đơn vị kế thừa"
NOBODY = "không có đơn vị nào tên như vậy"

NEAR = 80  # of 100: below it a suggestion is noise ("đơn vị liên" : "đơn vị giáo dục" is 62)
BEGUN = 85  # the printed name is the beginning of a longer one
SURE = 89  # the most a resemblance can be worth; what took over is worth one more
SHORTEST = 5  # a shorter text resembles too much to suggest anything
SUGGESTIONS = 5


@dataclass(frozen=True)
class Thing:
    """What a name may mean. `id` is None for `general`, which means nobody."""

    kind: Kind
    id: int | None
    name: str


@dataclass(frozen=True)
class Candidate:
    """A suggestion. `confidence` 0–100."""

    thing: Thing
    confidence: int
    why: str


@dataclass(frozen=True)
class Match:
    """`thing` is set where the name is settled (exact, rule); else `candidates`, best first, may help."""

    printed: str
    how: How
    why: str
    thing: Thing | None = None
    confidence: int = 0
    candidates: tuple[Candidate, ...] = ()

    @property
    def kind(self) -> Kind | None:
        return self.thing.kind if self.thing else None

    @property
    def id(self) -> int | None:
        return self.thing.id if self.thing else None


@dataclass(frozen=True)
class Entry:
    """A thing with its name and abbreviation on the day, and its names on other days.

    `depth` counts steps below the agency (0 itself).

    Of two units with one name the nearer one is meant: "Văn phòng" is the agency's, not a school's.
    """

    thing: Thing
    name: str = ""
    short: str = ""
    former: tuple[str, ...] = ()
    depth: int = 1


@dataclass(frozen=True)
class Book:
    """All that may be meant. `gone`: names of ended things with who took over, () where nobody did."""

    entries: tuple[Entry, ...] = ()
    aliases: Mapping[str, Thing] = field(default_factory=dict)  # names.key → thing
    gone: tuple[tuple[str, tuple[Thing, ...]], ...] = ()
    agency_names: tuple[str, ...] = ()
    place: str = ""


_Index = dict[str, dict[Thing, int]]  # form → things with the least depth at which they bear it


class _Matcher:
    """The book with its indexes, made once for all names of a plan."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.tails = names.tails(book.agency_names, book.place)
        self.plain: _Index = {}
        self.short: _Index = {}
        self.full: _Index = {}
        self.former: _Index = {}
        self.other: _Index = {}
        self.heirs: dict[str, tuple[Thing, ...]] = {}
        for entry in book.entries:
            self._enter(entry)
        for words, thing in book.aliases.items():
            entry = Entry(thing)
            self._put(self.other, self._forms(names.spelled(words), entry), entry)
        for name, heirs in book.gone:
            full = names.spelled(names.key(name))
            for form in filter(None, (*names.forms(full, self.tails), names.initials(full))):
                self.heirs.setdefault(form, heirs)

    def _enter(self, entry: Entry) -> None:
        plain, short = names.key(entry.name), names.key(entry.short)
        self._put(self.plain, self._forms(plain, entry), entry)
        self._put(self.short, self._forms(short, entry), entry)
        for text in (names.spelled(plain), names.spelled(short)):
            self._put(self.full, self._forms(text, entry), entry)
        self._put(self.full, [names.initials(names.spelled(plain))], entry)
        for name in entry.former:
            self._put(self.former, self._forms(names.spelled(names.key(name)), entry), entry)

    def _forms(self, text: str, entry: Entry) -> Iterator[str]:
        if not text:
            return
        if entry.thing.kind == "unit" and entry.depth == 0:  # the agency itself
            place = names.key(self.book.place)
            bare = text.removesuffix(f" {place}")
            yield from (text, text.split()[0], bare)
            yield from (f"{bare} {rank} {place}" for rank in ("thanh pho", "tinh"))
        else:
            yield from names.forms(text, self.tails, headless=entry.thing.kind == "unit")

    @staticmethod
    def _put(index: _Index, forms: Iterable[str], entry: Entry) -> None:
        for form in forms:
            if form:
                seen = index.setdefault(form, {})
                seen[entry.thing] = min(entry.depth, seen.get(entry.thing, entry.depth))

    def match(self, printed: str) -> Match:
        """The first way that finds something decides; several finds are left to the person."""
        alias = self.book.aliases.get(names.key(printed))
        if alias is not None:
            return Match(printed, "exact", ALIAS, alias, 100)
        plain = names.key(names.led(printed))
        full = names.spelled(plain)
        ways: tuple[tuple[_Index, str, How, str, int], ...] = (
            (self.plain, plain, "exact", NAME, 100),
            (self.short, plain, "exact", SHORT, 100),
            (self.full, full, "rule", SHORT, 95),
            (self.other, full, "rule", ALIAS, 95),
        )
        for index, text, how, why, confidence in ways:
            found = self._nearest(index, text)
            if len(found) == 1:
                return Match(printed, how, why, found[0], confidence)
            if found:
                return Match(printed, "fuzzy", SEVERAL, None, 0, _all(found, 90, SEVERAL))
        if names.is_general(printed):
            return Match(printed, "rule", GENERAL, Thing("general", None, printed), 90)
        former = self._nearest(self.former, full)
        if len(former) == 1:
            return Match(printed, "rule", FORMER, former[0], 90)
        return self._suggest(printed, full)

    def _nearest(self, index: _Index, text: str) -> list[Thing]:
        """Things under the longest form of the text that anything bears; of units the least deep."""
        for form in names.forms(text, self.tails):
            found = index.get(form, {})
            if found:
                least = min(found.values())
                return [thing for thing, depth in found.items() if depth == least]
        return []

    def _suggest(self, printed: str, full: str) -> Match:
        best: dict[Thing, Candidate] = {}
        gone = next((f for f in names.forms(full, self.tails) if f in self.heirs), None)
        for thing in self.heirs.get(gone or "", ()):
            best[thing] = Candidate(thing, SURE + 1, HEIR)
        for form in names.forms(full, self.tails):
            if len(form) >= SHORTEST:
                for thing, score in self._near(form, full):
                    if thing not in best or best[thing].confidence < score:
                        best[thing] = Candidate(thing, score, GUESS)
        if not best:
            return Match(printed, "none", NOBODY if gone is None else ENDED)
        ranked = sorted(best.values(), key=lambda c: (-c.confidence, c.thing.name))[:SUGGESTIONS]
        return Match(printed, "fuzzy", ranked[0].why, None, ranked[0].confidence, tuple(ranked))

    def _near(self, form: str, full: str) -> Iterator[tuple[Thing, int]]:
        """Things whose name begins with the form, or resembles it in letters or in words."""
        for index in (self.full, self.former):
            near = {text: BEGUN for text in index if text.startswith(f"{form} ")}
            for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
                for text, score, _ in process.extract(
                    form, index.keys(), scorer=scorer, score_cutoff=NEAR, limit=SUGGESTIONS
                ):
                    near[text] = max(near.get(text, 0), min(int(score), SURE))
            for text, score in near.items():
                if names.akin(full, text):
                    yield from ((thing, score) for thing in index[text])


def _all(things: Iterable[Thing], confidence: int, why: str) -> tuple[Candidate, ...]:
    return tuple(Candidate(thing, confidence, why) for thing in things)


def match(printed: Iterable[str], book: Book) -> dict[str, Match]:
    """Every distinct printed name once, in its first order."""
    matcher = _Matcher(book)
    return {name: matcher.match(name) for name in dict.fromkeys(printed)}
