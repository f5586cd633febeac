"""How points are given, in the words of decisions → the rule meant. What is not surely one rule stays words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from thuocdo.indices.rules.annex import bounds
from thuocdo.indices.rules.annex.bounds import NUMBER, REST, ZERO, Span, number
from thuocdo.indices.rules.annex.paper import Case
from thuocdo.indices.rules.annex.scoring import ANSWERS, Option, Scoring
from thuocdo.lawbook.formula.words import figure
from thuocdo.lawbook.text import fold, nfc
from thuocdo.plans.rules.markers import UPPER

DoubtCode = Literal["hole", "overlap", "over-max"]

_CUT = re.compile(r"[;\n]\s*|\.\s+(?=[^\W\d])|(?<=điểm)\s*/\s*(?=[^\W\d][^/;:]*:)")
_SOFT = re.compile(  # where a new line began in the cell: after a figure, before a capital, a sign, a dash
    rf"(?<=[\dmđ])\s*,?\s+(?=[-–+•]?\s*(?:[{UPPER}]|[≥≤<>])|[-–+•]\s+(?![\d<≤]))|(?<=[\dmđ]),\s+(?=[^\W\d])"
)
_LEAD = re.compile(r"^[-–+•*]\s*|^[a-zđ]\)\s*")
_SAID = r"(?:[:=→]|\b(?:duoc|dat|tinh|cham|cho|la|thi|duoc tinh|cham diem)\b|\s[-–]\s|\()"
_POINTS = re.compile(rf"{_SAID}\s*(?:toi da\s+)?(?P<p>-?{NUMBER})\s*(?P<unit>diem|d)?\s*\)?[.)]?$")
_FULL = re.compile(rf"{_SAID}\s*(?:duoc\s+)?(?:diem toi da|toi da diem|du diem)\s*\)?[.]?$")
_NONE = re.compile(r"[:=→,(\s]\s*(?:thi\s+)?khong (?:co |duoc |tinh |cham |cho )*diem\s*\)?[.]?$")
_WORDY = re.compile(r"[a-z]$")


@dataclass(frozen=True)
class Doubt:
    """Something in the printed steps that does not agree."""

    code: DoubtCode
    words: str


@dataclass(frozen=True)
class Read:
    """`scoring` None: not surely one rule. `cases` are the lines with points found in words or below."""

    scoring: Scoring | None
    doubts: tuple[Doubt, ...] = ()
    cases: tuple[Case, ...] = ()


def case_of(text: str, most: Decimal | None) -> Case:
    """A line with its points, those parted from its words.

    >>> case_of("Từ 80% đến dưới 100%: 0,5 điểm", Decimal(1))
    Case(words='Từ 80% đến dưới 100%', points=Decimal('0.5'))
    >>> case_of("- Đúng hạn được điểm tối đa", Decimal(2)).points, case_of("Đạt 100%", Decimal(1)).points
    (Decimal('2'), None)
    """
    said = _LEAD.sub("", nfc(text)).strip(" .")
    folded = fold(said)
    if len(folded) != len(said):
        return Case(said, None)
    if (found := _FULL.search(folded)) and most is not None:
        return Case(_words(said[: found.start()]), most)
    if found := _NONE.search(folded):
        return Case(_words(said[: found.start()]), ZERO)
    found = _POINTS.search(folded)
    if found is None or (not found["unit"] and _WORDY.search(found[0].split(found["p"])[0].strip())):  # fmt: skip
        return Case(said, None)
    return Case(_words(said[: found.start()]), number(found["p"]))


def _words(text: str) -> str:
    return text.strip(" .,:;–-(")


def cases_in(how: str, most: Decimal | None) -> list[Case]:
    """The lines of a way of scoring, each with its points where it has some.

    >>> [c.points for c in cases_in("100% TTHC: 2đ Dưới 100%: 0đ", Decimal(2))]
    [Decimal('2'), Decimal('0')]
    """
    found = []
    for piece in _CUT.split(nfc_lines(how)):
        waiting = ""  # cut too early: no points yet
        for part in _SOFT.split(piece):
            waiting = f"{waiting} {part}".strip()
            case = case_of(waiting, most)
            if case.points is not None:
                found.append(case)
                waiting = ""
        if any(c.isalnum() for c in waiting):
            found.append(case_of(waiting, most))
    return found


def nfc_lines(text: str) -> str:
    return "\n".join(nfc(line) for line in text.splitlines())


def read_words(how: str, below: Sequence[Case], most: Decimal | None, outside: bool = False) -> Read:  # fmt: skip
    """The rule that the words and the lines below a criterion mean.

    >>> read_words("Đạt 100%: 1 điểm; từ 80% đến dưới 100%: 0,5; dưới 80%: 0", (), Decimal(1)).scoring.kind
    'steps'
    >>> read_words("Cứ mỗi văn bản chậm trừ 0,25 điểm", (), Decimal(1)).scoring.figure
    Decimal('0.25')
    >>> read_words("Theo đánh giá của Hội đồng thẩm định", (), Decimal(1)).scoring is None
    True
    """
    if most is None:
        return Read(None)
    own = cases_in(how, most)
    cases = tuple(c for c in (*own, *below) if c.points is not None)
    sentence = _Sentence(nfc(" ; ".join([how, *map(str, below)])), most, cases)
    return _over(cases, most, outside) or _scoring(sentence, below)


def _over(cases: Sequence[Case], most: Decimal, outside: bool) -> Read | None:
    high = [c for c in cases if c.points is not None and c.points > most]
    if outside or not high:
        return None
    told = "; ".join(f"“{c.words}” {figure(c.points or ZERO)} điểm" for c in high)
    return Read(
        None, (Doubt("over-max", f"{told}, quá điểm tối đa {figure(most)}."),), tuple(cases)
    )


@dataclass(frozen=True)
class _Sentence:
    """The words whole, folded letter for letter beside them."""

    said: str
    most: Decimal
    cases: tuple[Case, ...]

    @property
    def folded(self) -> str:
        return fold(self.said)

    def part(self, found: re.Match[str], group: str) -> str:
        return self.said[found.start(group) : found.end(group)].strip(" .,:;()[]“”\"'-–")


def _scoring(sentence: _Sentence, below: Sequence[Case]) -> Read:
    if len(sentence.folded) != len(sentence.said):
        return Read(None, cases=sentence.cases)
    read = _by_steps(sentence)
    if read is not None:
        return read
    readers: tuple[Callable[[_Sentence], Scoring | None], ...] = (
        _deduction,
        _counting,
        _external,
        _shares,
        _discrete,
    )
    found = next((made for reader in readers if (made := reader(sentence))), None)
    return Read(found, cases=sentence.cases)


# Steps of a percentage.


def _by_steps(sentence: _Sentence) -> Read | None:
    spans: list[tuple[Span, Decimal]] = []
    rest: Decimal | None = None
    for case in sentence.cases:
        assert case.points is not None
        if REST.match(fold(case.words)):
            rest = case.points
        elif at := bounds.span(case.words):
            spans.append((at, case.points))
        else:
            return None
    if not spans or _FORMULA.search(sentence.folded) or _TAKEN.search(sentence.folded):
        return None
    if rest is not None:
        low = min(spans, key=lambda s: s[0].low)[0]
        spans.append((Span(ZERO, low.low, with_high=not low.with_low), rest))
    only = [at for at, _ in spans]
    doubts = [Doubt("hole", f"Chưa nói {told} được bao nhiêu điểm.") for told in bounds.holes(only)]
    doubts += [Doubt("overlap", f"Hai mức cùng nói về {told}.") for told in bounds.overlaps(only)]
    made = Scoring("steps", rungs=bounds.ladder(spans), otherwise=bounds.otherwise(spans))
    return Read(None if doubts else made, tuple(doubts), sentence.cases)


# So much for each.

_TAKEN = re.compile(
    rf"(?:cu\s+)?(?:moi|mot|01|1)\s+(?P<what>[^;:]{{2,120}}?)\s*(?:,\s*)?(?:thi\s+)?(?:bi\s+)?tru\s+(?:di\s+)?(?P<p>{NUMBER})\s*diem"
    rf"|tru\s+(?P<q>{NUMBER})\s*diem\s*(?:/|cho|doi voi|voi)?\s*(?:moi|mot|01|1)?\s*(?P<each>[^;:.]{{2,80}})"
    rf"|(?:cu\s+)?(?:moi|mot|01|1)\s+(?P<that>[^;:]{{2,120}}?)\s*:\s*tru\s+(?P<r>{NUMBER})\s*(?:diem)?"
)
_ADDED = re.compile(
    rf"(?:\b(?:cu\s+)?moi|\bcu\s+(?:01|1))\s+(?P<what>[^;:%\d]{{2,120}}?)\s*(?::|duoc|tinh|cong|cham|duoc cong|duoc tinh)+\s*(?:them\s+)?(?P<p>{NUMBER})\s*diem"
)
_LEFT = re.compile(rf"(?:tru )?(?:toi da|khong qua|nhieu nhat)\s+(?:tru\s+)?(?P<p>{NUMBER})\s*diem")


def _deduction(sentence: _Sentence) -> Scoring | None:
    found = list(_TAKEN.finditer(sentence.folded))
    if len(found) != 1 or any(c.points != sentence.most for c in sentence.cases):
        return None  # points of its own for one case, so much less for another: not one rule
    one = found[0]
    group, points = next((g, p) for g, p in (("what", "p"), ("each", "q"), ("that", "r")) if one[p])
    most = _LEFT.search(sentence.folded, one.end())
    least = max(ZERO, sentence.most - number(most["p"])) if most else ZERO
    return Scoring("deduct", num=sentence.part(one, group), figure=number(one[points]), least=least)


def _counting(sentence: _Sentence) -> Scoring | None:
    found = list(_ADDED.finditer(sentence.folded))
    each = number(found[0]["p"]) if len(found) == 1 else ZERO
    if each <= 0 or any(c.points not in (each, sentence.most, ZERO) for c in sentence.cases):
        return None
    if len(sentence.cases) > 2:
        return None  # a list of cases, one of which only sounds like a count
    most = _LEFT.search(sentence.folded, found[0].end())
    if most and number(most["p"]) != sentence.most:
        return None
    return Scoring("count", num=sentence.part(found[0], "what"), figure=each)


# Shares: a/b × the maximum.

_TIMES = r"\s*\)?\s*\]?\s*(?:[x×*]|nhan(?: voi)?)\s*(?P<top>(?:voi )?(?:so )?diem toi da|diem chuan|max|" + NUMBER + r")"  # fmt: skip
_FRACTION = re.compile(
    rf"(?:(?:=|cong thuc\s*(?:sau)?\s*:?|ty le|la|:)\s*)?[\[(]*(?P<num>[^/÷;:=()\[\]]{{1,160}}?)\)?\s*[/÷]\s*\(?(?P<den>[^/÷;:=()\[\]]{{1,160}}?){_TIMES}"
)
_TOP_FIRST = re.compile(
    rf"(?P<top>diem toi da|\b{NUMBER})\s*(?:[x×*]\s|[×*]|nhan(?: voi)?\s)\s*[\[(]*(?P<num>[^/÷;:=()]{{1,160}}?)[)\]]?\s*[/÷]\s*\(?(?P<den>[^/÷;:=()x×*]{{1,160}})"
)
_SHARE = re.compile(rf"(?P<num>(?:ty le|ti le)[^;:=/]{{0,80}}?){_TIMES}(?:\s*/\s*100\s*%?)?")
_FORMULA = re.compile(r"cong thuc|ty le [^;:]{0,40}[x×*]\s*(?:diem|so diem|\d)|[x×*] diem toi da|tinh theo ty le|tuong ung voi ty le|theo ty le (?:%|phan tram)? ?(?:dat|thuc hien|hoan thanh)")  # fmt: skip
_FLOOR = re.compile(
    rf"(?:duoi|<)\s*(?P<p>{NUMBER})\s*%[^;%]{{0,40}}?(?:0 diem|: ?0\b|khong (?:co|duoc|tinh|cham) ?(?:co |tinh |cham )?diem|duoc 0)"
)
_AIM = re.compile(
    rf"(?:tu|dat|>=|≥)\s*(?P<p>{NUMBER})\s*%\s*(?:tro len)?[^;%]{{0,30}}?(?:diem toi da|(?::|duoc|=)\s*(?P<q>{NUMBER})\b)"
)
_WHOLE = re.compile(rf"(?P<p>{NUMBER})\s*%")
_LETTER = re.compile(r"^[a-z]$")


def _shares(sentence: _Sentence) -> Scoring | None:
    folded = sentence.folded
    fraction = _FRACTION.search(folded) or _TOP_FIRST.search(folded)
    share = None if fraction else _SHARE.search(folded)
    found = fraction or share
    if found is None and not _FORMULA.search(folded):
        return None
    if found and found["top"][0].isdigit() and number(found["top"]) != sentence.most:
        return None
    num, den = _names(sentence, fraction) if fraction else ("", "")
    whole = _WHOLE.fullmatch(fraction["den"].strip(" )")) if fraction else None
    if share and len(share["num"]) > len("ty le dat"):
        num = sentence.part(share, "num")
    made = _around(folded, sentence.most, num, den)
    over = number(whole["p"]) if whole else bounds.HUNDRED
    if made and over < bounds.HUNDRED and made.figure != over:
        return None  # a share of 70%, and nowhere said what holds from 70% on
    return made


def _names(sentence: _Sentence, found: re.Match[str]) -> tuple[str, str]:
    """What is counted above and below the line; single letters by what they are said to be; a share over
    100 or over its own target is no count."""
    names = [sentence.part(found, group) for group in ("num", "den")]
    told = [_meaning(sentence, n) if _LETTER.match(fold(n)) else n for n in names]
    if not all(told) or re.fullmatch(rf"{NUMBER}\s*%?", told[1]):
        return "", ""
    return told[0], told[1]


def _meaning(sentence: _Sentence, letter: str) -> str:
    said = re.search(rf"\b{fold(letter)}\s*(?:la|:|=)\s*(?P<what>[^;,.]{{3,160}})", sentence.folded)
    return sentence.part(said, "what") if said else ""


def _around(folded: str, most: Decimal, num: str, den: str) -> Scoring | None:
    """The share alone, or from a floor on, or up to a target below 100%."""
    floor, aim = _FLOOR.search(folded), _AIM.search(folded)
    target = number(aim["p"]) if aim and (not aim["q"] or number(aim["q"]) == most) else None
    if target is not None and target >= 100:
        target = None
    if floor and target:
        return None  # two bounds at once: a person says how what lies between is reckoned
    if floor:
        return Scoring("step_ratio", num=num, den=den, figure=number(floor["p"]))
    if target:
        return Scoring("capped_ratio", num=num, den=den, figure=target)
    return Scoring("ratio", num=num, den=den)


_PUBLISHED = re.compile(
    r"(?P<num>(?:chi so|ket qua|diem|muc do)[^;:=]{0,60}(?:hai long|sipas|khao sat|dieu tra xa hoi hoc|da cong bo)[^;:=]{0,60}?)(?:\s*(?:[x×*]|nhan)|\s*/\s*100|\s+quy doi|$)"
)


_OF_HUNDRED = re.compile(
    r"(?P<num>chi so[^;:=]{0,60}?)\s*(?:[x×*]|nhan(?: voi)?)\s*(?P<each>0[.,]\d+)\b"
)


def _external(sentence: _Sentence) -> Scoring | None:
    each = _OF_HUNDRED.search(sentence.folded)
    if each and number(each["each"]) * 100 == sentence.most:
        return Scoring("external", num=sentence.part(each, "num"))
    if not re.search(r"\s[x×*]\s|quy doi|/\s*100", sentence.folded):
        return None
    found = _PUBLISHED.search(sentence.folded)
    return Scoring("external", num=sentence.part(found, "num")) if found else None


# Cases with points of their own.

_LATE = re.compile(
    r"(?:khong|chua) (?:dung|kip|bao dam|dam bao)\b.{0,12}(?:han|thoi|tien do)|khong kip thoi|(?:qua|tre|cham) (?:han|thoi|so voi|tien do)|\b(?:cham|muon|tre)\b|sau (?:thoi han|ngay)"
)
_IN_TIME = re.compile(
    r"(?:dung|truoc|bao dam|dam bao|trong) (?:thoi )?(?:han|gian|tien do)|kip thoi|dung ngay|som hon|truoc ngay"
)
_NOTHING = re.compile(
    r"^(?:khong|chua) (?:ban hanh|co|gui|bao cao|thuc hien|xay dung|lap|nop|trinh|to chuc)"
)


def _discrete(sentence: _Sentence) -> Scoring | None:
    cases = [Option(c.words, c.points) for c in sentence.cases if c.points is not None]
    if not 2 <= len(cases) <= len(ANSWERS) or any(not c.words or c.points < 0 for c in cases):
        return None
    most = sentence.most
    shares = [c for c in cases if bounds.span(c.words)]
    if all(c.points != most for c in cases):
        every = sum((c.points for c in cases), ZERO)
        apart = every == most and len(shares) < len(cases)
        return Scoring("parts", options=tuple(cases)) if apart else None
    if shares and (len(shares) == len(cases) or _FORMULA.search(sentence.folded)):
        return None
    if len(cases) == 2 and {c.points for c in cases} == {most, ZERO}:
        return Scoring("yes_no", options=tuple(sorted(cases, key=lambda c: -c.points)))
    timely = tuple(_by_time(cases))
    return Scoring("timely", options=timely) if timely else Scoring("choice", options=tuple(cases))


def _by_time(cases: Sequence[Option]) -> Iterator[Option]:
    """In time, late, nothing at all: in this order, each once; nothing where they are not these."""
    kinds: dict[str, Option] = {}
    for case in cases:
        said = fold(case.words)
        kind = "none" if _NOTHING.search(said) and not _LATE.search(said) else "late" if _LATE.search(said) else "time" if _IN_TIME.search(said) else "?"  # fmt: skip
        if kind in kinds or kind == "?":
            return
        kinds[kind] = case
    if len(kinds) == 3:
        yield from (kinds["time"], kinds["late"], kinds["none"])
