"""What is wrong with an edition that only its whole shows: sums, names, kinds, rings, policies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from thuocdo.lawbook.editions.form import Problem
from thuocdo.lawbook.formula import check, cycle, parse
from thuocdo.lawbook.formula.nodes import Kind
from thuocdo.lawbook.formula.words import figure
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.scoring.criteria import Criteria
from thuocdo.lawbook.scoring.law import ONE_MAX, enact, maximum, needs
from thuocdo.lawbook.scoring.parts import POLICIES, Part
from thuocdo.lawbook.scoring.rules import may_divide_by_zero

Place = tuple[str | int, ...]


def doubts_of(form: Criteria) -> Iterator[Problem]:
    """Every problem with its place in the file."""
    for walk in (_names, _formulas, _rings):
        found = list(walk(form))
        yield from found
        if found:
            return  # the next walk would stumble over what is told already


def _names(form: Criteria) -> Iterator[Problem]:
    yield from _heads(form)
    yield from _codes(form)
    yield from _settings(form)


def _formulas(form: Criteria) -> Iterator[Problem]:
    kinds = _kinds(form)
    for key, between in form.between.items():
        yield from _formula(("between", key), between.formula, kinds)
    for place, part in form.root.below():
        if part.parts:
            yield from _group(place, part)
        else:
            yield from _criterion(form, place, part, kinds)


def _heads(form: Criteria) -> Iterator[Problem]:
    for key, one in form.inputs.items():
        yield from ((("inputs", key), said) for said in one.problems())
    names = Counter([*form.inputs, *form.between, *form.settings, ONE_MAX])
    for name, times in names.items():
        if times > 1:
            where = "between" if name in form.between else "inputs"
            yield (where, name), f"Tên “{name}” dùng cho hai thứ."
    if form.bands:
        rungs = form.bands.rungs
        if form.bands.entered == bool(rungs):
            yield ("bands",), "Xếp loại: hoặc do người nhập (entered), hoặc theo bậc (rungs)."
        if rungs and [r.least for r in rungs] != sorted({r.least for r in rungs}, reverse=True):
            yield ("bands", "rungs"), "Các bậc xếp loại phải giảm dần."


def _codes(form: Criteria) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, part in form.root.below():
        if part.code in seen:
            yield place, f"Mã “{part.code}” dùng hai lần."
        seen.add(part.code)
        if bool(part.parts) == (part.score is not None):
            yield place, f"{part.code} phải có hoặc tiêu chí con (parts), hoặc cách chấm (score)."
        if set(part.only) - set(form.units.kinds):
            yield (*place, "only"), f"{part.code}: loại đơn vị không có trong units.kinds."
        if part.outside and form.bonus is None:
            yield place, "Có điểm thưởng, điểm trừ thì phải nêu bonus (có vượt điểm tối đa không)."
    for column, code in (form.table.out if form.table else {}).items():
        if code not in seen | {"rank"}:
            yield ("table", "out", column), f"Không có tiêu chí “{code}”."


def _settings(form: Criteria) -> Iterator[Problem]:
    for key, setting in form.settings.items():
        if setting.default not in setting.options:
            yield ("settings", key, "default"), f"“{setting.default}” không phải một phương án."
    for place, part in form.root.below():
        for field in ("zero_den", "not_applicable"):
            word = getattr(part, field)
            meant = (
                [o.value for o in form.settings[word].options.values()]
                if word in form.settings
                else [word]
            )
            if word is not None and set(meant) - set(POLICIES):
                known = ", ".join(POLICIES)
                yield (
                    (*place, field),
                    f"{field} chỉ nhận {known}, hoặc một lựa chọn trong settings.",
                )


def _kinds(form: Criteria) -> dict[str, Kind]:
    """What may stand in a formula, and as what."""
    number: Kind = "number"
    word: Kind = "word"
    ends = [f"{name}.{end}" for name in form.inputs for end in ("lowest", "highest")]
    plain = [ONE_MAX, *form.between, *ends, *(f"${p.code}" for _, p in form.root.below())]
    kinds = dict.fromkeys(plain, number)
    kinds |= {key: one.sort for key, one in form.inputs.items()}
    for key, setting in form.settings.items():
        said = next(iter(setting.options.values())).value
        kinds[key] = word if said in POLICIES or said.startswith("'") else number
    return kinds


def _formula(place: Place, text: str, kinds: dict[str, Kind]) -> Iterator[Problem]:
    try:
        check(parse(text), kinds)
    except Mistake as mistake:
        yield place, str(mistake)


def _group(place: Place, part: Part) -> Iterator[Problem]:
    inside = [p for p in part.parts if p.counts and not p.outside]
    tops = [maximum(p) for p in inside]
    if part.combine == "sum" and part.max is not None and None not in tops:
        total = sum((t for t in tops if t is not None), Decimal(0))
        if total != part.max:
            told = f"{figure(total)}, không phải {figure(part.max)}"
            yield (
                (*place, "max"),
                f"Điểm tối đa của các phần trong “{part.name}” cộng lại là {told}.",
            )
    if part.combine in ("weighted", "weighted_mean"):
        yield from _weights(place, part, inside)


def _weights(place: Place, part: Part, inside: list[Part]) -> Iterator[Problem]:
    """Every part has a weight; by weights and maxima the group gives its own maximum."""
    absent = [one for one in inside if one.weight is None or one.weight <= 0]
    yield from ((place, f"{one.code} thiếu trọng số (weight).") for one in absent)
    tops = [(one.weight, maximum(one)) for one in inside]
    known = [weight * top for weight, top in tops if weight is not None and top is not None]
    if part.combine != "weighted" or part.max is None or absent or len(known) < len(inside):
        return
    total = sum(known, Decimal(0))
    if total != part.max:
        told = f"{figure(total)}, không phải {figure(part.max)}"
        yield (*place, "max"), f"Trọng số × điểm tối đa của “{part.name}” cộng lại là {told}."


def _criterion(
    form: Criteria, place: Place, part: Part, kinds: dict[str, Kind]
) -> Iterator[Problem]:
    rule = part.score
    if rule is None:
        return
    here = (*place, "score")
    said = list(rule.problems())
    yield from ((here, words) for words in said)
    if said:
        return
    on = form.until or form.since
    try:
        text = rule.text(on)
    except Mistake as mistake:  # no bounds on that day
        yield here, str(mistake)
        return
    yield from _formula(here, text, kinds)
    if part.max is None and ONE_MAX in needs({}, {"x": parse(text)})["x"]:
        yield place, f"{part.code} thiếu điểm tối đa (max)."
    yield from _stated(form, place, part, may_divide_by_zero(rule, on))


def _stated(form: Criteria, place: Place, part: Part, divides: bool) -> Iterator[Problem]:
    around = [p for where, p in form.root.below() if where == place[: len(where)]]
    if divides and not any(p.zero_den for p in around):
        yield place, f"{part.code} có thể chia cho 0: nêu zero_den."
    if not any(p.not_applicable for p in around):
        yield place, f"{part.code} phải nêu not_applicable."


def _rings(form: Criteria) -> Iterator[Problem]:
    formulas = {k: parse(b.formula) for k, b in form.between.items()}
    parts = {p.code: p for _, p in form.root.below()}
    formulas |= {
        f"${c}": p.score.node(form.until or form.since) for c, p in parts.items() if p.score
    }
    if ring := cycle(needs(parts, formulas)):
        yield _place(form, ring[0]), f"Công thức chạy vòng: {' → '.join(ring)}. Bỏ một liên hệ."
        return
    enact(form, {}, form.until or form.since)


def _place(form: Criteria, step: str) -> Place:
    if not step.startswith("$"):
        return ("between", step)
    return next(where for where, part in form.root.below() if part.code == step[1:])
