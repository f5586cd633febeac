"""A rule chosen on the page: its levels as lines a person types and reads, one a line: "từ 80% đến dưới 100%: 1"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from thuocdo.indices.rules.annex import bounds
from thuocdo.indices.rules.annex.bounds import HUNDRED, REST, ZERO, Span
from thuocdo.indices.rules.annex.paper import Case
from thuocdo.indices.rules.annex.scoring import ANSWERS, KINDS, Kind, Option, Scoring
from thuocdo.indices.rules.annex.settling import faults
from thuocdo.indices.rules.annex.words import case_of
from thuocdo.lawbook.formula.words import figure
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold, nfc

LEVELS = ("timely", "choice", "parts", "steps")


def chosen(kind: Kind, said: Mapping[str, str], most: Decimal) -> Scoring:
    """What a person typed for a kind: `levels`, `num`, `den`, `figure`, `least`. Mistake: what does not fit, with
    its field.

    >>> made = chosen("steps", {"levels": "từ 90%: 2\\ntừ 50%: 1\\ncòn lại: 0"}, Decimal(2))
    >>> [(str(r.bound), str(r.points)) for r in made.rungs]
    [('90', '2'), ('50', '1')]
    """
    made = _MAKERS[kind](said, most) if kind in _MAKERS else Scoring(kind)
    for fault in faults(made, most):
        raise Mistake(fault, field="levels")
    return made


def _text(said: Mapping[str, str], field: str) -> str:
    return nfc(said.get(field, ""))[:200]


def _figure(said: Mapping[str, str], field: str, words: str, most: Decimal) -> Decimal:
    try:
        found = Decimal(said.get(field, "").strip().rstrip("%").replace(",", "."))
    except InvalidOperation:
        raise Mistake(f"Ghi {words} bằng số.", field=field) from None
    if not found.is_finite() or not ZERO < found <= most:
        raise Mistake(f"{words[0].upper()}{words[1:]} phải trên 0 và không quá {figure(most)}.", field=field)  # fmt: skip
    return found


def _lines(said: Mapping[str, str], most: Decimal) -> list[Option]:
    found = []
    for line in said.get("levels", "").splitlines():
        if line.strip():
            case = case_of(line, most)
            if case.points is None or not case.words:
                raise Mistake(f"“{line.strip()}”: ghi mức rồi điểm, như “Khá: 1,5”.", field="levels")  # fmt: skip
            found.append(Option(case.words, case.points))
    if not found:
        raise Mistake("Ghi các mức và điểm, mỗi dòng một mức.", field="levels")
    if len(found) > len(ANSWERS):
        raise Mistake(f"Nhiều hơn {len(ANSWERS)} mức. Gộp bớt các mức.", field="levels")
    return found


def _timely(said: Mapping[str, str], most: Decimal) -> Scoring:
    lines = _lines(said, most)
    if len(lines) != 3:
        raise Mistake("Ghi đúng ba dòng: đúng hạn, muộn, không có.", field="levels")
    return Scoring("timely", options=tuple(lines))


def _choice(said: Mapping[str, str], most: Decimal) -> Scoring:
    lines = _lines(said, most)
    if len(lines) < 2:
        raise Mistake("Ghi ít nhất hai mức để chọn.", field="levels")
    return Scoring("choice", options=tuple(lines))


def _parts(said: Mapping[str, str], most: Decimal) -> Scoring:
    return Scoring("parts", options=tuple(_lines(said, most)))


def _steps(said: Mapping[str, str], most: Decimal) -> Scoring:
    spans: list[tuple[Span, Decimal]] = []
    for line in _lines(said, most):
        spans.append((_span(line, spans), line.points))
    only = [at for at, _ in spans]
    for told in bounds.overlaps(only):
        raise Mistake(f"Hai mức cùng nói về {told}.", field="levels")
    for told in bounds.holes(only):
        raise Mistake(f"Chưa nói {told} được bao nhiêu điểm. Thêm dòng “còn lại: 0”.", field="levels")  # fmt: skip
    return Scoring("steps", rungs=bounds.ladder(spans), otherwise=bounds.otherwise(spans))


def _span(line: Option, above: list[tuple[Span, Decimal]]) -> Span:
    """What a line speaks of; "từ 50%" under "từ 90%" ends where that begins, "còn lại" is all below."""
    lowest = min((at for at, _ in above), key=lambda at: at.low, default=None)
    rest = REST.match(fold(line.words))
    found = Span(ZERO, HUNDRED) if rest else bounds.span(line.words)
    if found is None:
        raise Mistake(f"“{line.words}”: ghi tỷ lệ, như “từ 80% đến dưới 100%: 1”.", field="levels")
    if lowest and found.low < lowest.low and found.high == HUNDRED and found.with_high:
        return Span(found.low, lowest.low, found.with_low, not lowest.with_low)
    return found


def _ratio(said: Mapping[str, str], most: Decimal) -> Scoring:
    return Scoring("ratio", num=_text(said, "num"), den=_den(said))


def _den(said: Mapping[str, str]) -> str:
    num, den = _text(said, "num"), _text(said, "den")
    if den and not num:
        raise Mistake("Có mẫu số thì ghi cả tử số.", field="num")
    return den


def _capped(said: Mapping[str, str], most: Decimal) -> Scoring:
    aim = _figure(said, "figure", "tỷ lệ mục tiêu (%)", HUNDRED)
    return Scoring("capped_ratio", num=_text(said, "num"), den=_den(said), figure=aim)


def _floored(said: Mapping[str, str], most: Decimal) -> Scoring:
    floor = _figure(said, "figure", "mức sàn (%)", HUNDRED)
    return Scoring("step_ratio", num=_text(said, "num"), den=_den(said), figure=floor)


def _count(said: Mapping[str, str], most: Decimal) -> Scoring:
    each = _figure(said, "figure", "số điểm cho mỗi việc", most)
    return Scoring("count", num=_text(said, "num"), figure=each)


def _deduct(said: Mapping[str, str], most: Decimal) -> Scoring:
    each = _figure(said, "figure", "số điểm trừ mỗi lần", most)
    held = said.get("least", "").strip()
    least = _figure(said, "least", "điểm còn lại ít nhất", most) if held not in ("", "0") else ZERO
    return Scoring("deduct", num=_text(said, "num"), figure=each, least=least)


def _external(said: Mapping[str, str], most: Decimal) -> Scoring:
    return Scoring("external", num=_text(said, "num"))


_MAKERS: Mapping[Kind, Callable[[Mapping[str, str], Decimal], Scoring]] = {
    "timely": _timely,
    "choice": _choice,
    "parts": _parts,
    "steps": _steps,
    "ratio": _ratio,
    "capped_ratio": _capped,
    "step_ratio": _floored,
    "count": _count,
    "deduct": _deduct,
    "external": _external,
}


def levels(scoring: Scoring, printed: tuple[Case, ...] = ()) -> str:
    """The levels as lines; of a rule without any, the lines the paper has, to begin from."""
    lines = [f"{o.words}: {figure(o.points)}" for o in scoring.options]
    above = None
    for rung in scoring.rungs:
        start = f"{'trên' if rung.above else 'từ'} {figure(rung.bound)}%"
        end = f" đến {'' if above.above else 'dưới '}{figure(above.bound)}%" if above else ""
        lines.append(f"{start}{end}: {figure(rung.points)}")
        above = rung
    if scoring.rungs:
        lines.append(f"còn lại: {figure(scoring.otherwise)}")
    if not lines:
        lines = [f"{c.words}: {figure(c.points)}" for c in printed if c.points is not None]
    return "\n".join(lines)


def told(scoring: Scoring) -> str:
    """The rule in a line of a list."""
    if lines := levels(scoring):
        return lines.replace("\n", "; ")
    share = f"{scoring.num} ÷ {scoring.den}" if scoring.den else scoring.num
    each = figure(scoring.figure) if scoring.figure is not None else ""
    match scoring.kind:
        case "ratio":
            return f"{share or 'Tỷ lệ đạt được'} × điểm tối đa"
        case "capped_ratio":
            return f"{share or 'Tỷ lệ đạt được'} so với {each}%, đạt {each}% là điểm tối đa"
        case "step_ratio":
            return f"{share or 'Tỷ lệ đạt được'} × điểm tối đa, dưới {each}% được 0"
        case "count":
            return f"{each} điểm cho mỗi {scoring.num or 'việc'}"
        case "deduct":
            least = f", còn ít nhất {figure(scoring.least)}" if scoring.least else ""
            return f"trừ {each} điểm cho mỗi {scoring.num or 'lần'}{least}"
    return KINDS[scoring.kind]
