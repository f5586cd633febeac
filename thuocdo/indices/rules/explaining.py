"""Why a part got its points: as plain data that can be printed, sent, and computed again by anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from thuocdo.indices.rules.computing import ENGINE, Scored
from thuocdo.lawbook.formula import Undefined, Value, compute, parse, text_of
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.scoring.criteria import NATURES
from thuocdo.lawbook.scoring.law import ONE_MAX
from thuocdo.lawbook.scoring.left_out import Point
from thuocdo.lawbook.scoring.parts import POLICIES, TOTAL
from thuocdo.lawbook.sources import Document
from thuocdo.lawbook.values import STATUSES

Plain = dict[str, Any]
KINDS = {
    "measure": "chỉ tiêu đo",
    "observation": "số liệu báo cáo",
    "survey": "kết quả khảo sát",
    "evidence": "tài liệu kiểm chứng",
    "external": "kết quả đã công bố",
}


def explanation(scored: Scored, sources: Mapping[str, Document], code: str = TOTAL) -> Plain:
    """A part and all below it: points, rule in words with its source, figures, formula; and once at the head
    the edition, its checksum, the settings chosen and the engine's version.
    """
    scored.points(code)
    law, edition = scored.ready.law, scored.ready.edition
    form = law.form
    settings = [
        {"key": k, "name": form.settings[k].name, "chosen": form.settings[k].options[o].name}
        for k, o in law.chosen.items()
    ]
    return {
        "unit": scored.unit,
        "edition": edition.path,
        "title": form.title,
        "checksum": edition.checksum,
        "nature": NATURES[form.nature],
        "status": STATUSES[form.status],
        "on": law.on.isoformat(),
        "engine": ENGINE,
        "settings": settings,
        "doubts": list(scored.doubts),
        **_part(scored, scored.result.points[code], sources),
    }


def _part(scored: Scored, point: Point, sources: Mapping[str, Document]) -> Plain:
    part, law = point.part, scored.ready.law
    said = scored.ready.wording.of(f"${part.code}", point.formula)
    names = said.names
    computed = point.how in ("scored", "missing", "shown", "full")
    whole: Plain = {
        "code": part.code,
        "name": part.name,
        "points": plain(point.points),
        "out_of": plain(point.out_of) if point.out_of is not None else None,
        "how": point.how,
        "rule": part.score.told if part.score else combined(part.combine),
        "words": said.words,
        "formula": said.text,
        "values": _values(scored, point, names) if computed else {},
        "figures": [_figure(scored, n) for n in names if n in law.form.inputs],
        "between": [_between(scored, n) for n in names if n in law.form.between],
        "source": _source(scored, point, sources),
    }
    if point.how in POLICIES:
        whole["because"] = plain_words(point.raw)
        whole["policy"] = POLICIES[point.how]
        original = law.formulas.get(f"${part.code}")
        whole["instead_of"] = text_of(original) if original is not None else None
    whole["parts"] = [_part(scored, scored.result.points[p.code], sources) for p in part.parts]
    return whole


def combined(how: str) -> str:
    """How a group's points come from its parts'."""
    words = {"sum": "cộng điểm", "mean": "trung bình cộng", "weighted": "cộng theo trọng số"}
    return words.get(how, "trung bình theo trọng số")


def _values(scored: Scored, point: Point, names: Iterable[str]) -> Plain:
    """What the formula is computed from; `max` is the part's own."""
    known, most = scored.result.values, point.part.max
    return {n: plain(most if n == ONE_MAX and most is not None else known[n]) for n in names}


def _figure(scored: Scored, name: str) -> Plain:
    asked = scored.ready.law.form.inputs[name]
    return {
        "key": name,
        "name": asked.name,
        "kind": KINDS[asked.kind],
        "unit": asked.unit,
        "value": plain(scored.result.values[name]),
    }


def _between(scored: Scored, name: str) -> Plain:
    law, values = scored.ready.law, scored.result.values
    said = scored.ready.wording.of(name, law.formulas[name])
    names = said.names
    return {
        "key": name,
        "name": law.form.between[name].name,
        "words": said.words,
        "formula": said.text,
        "values": {n: plain(values[n]) for n in names},
        "value": plain(values[name]),
        "figures": [_figure(scored, n) for n in names if n in law.form.inputs],
        "between": [_between(scored, n) for n in names if n in law.form.between],
    }


def _source(scored: Scored, point: Point, sources: Mapping[str, Document]) -> Plain:
    """The part's own source, else the edition's."""
    part, form = point.part, scored.ready.law.form
    key, status = part.source or form.source, part.status or form.status
    own = {**sources, **form.documents}
    return {
        "key": key,
        "citation": own[key].citation if key in own else key,
        "title": own[key].title if key in own else "",
        "place": part.place or form.place,
        "status": status,
        "label": STATUSES[status],
    }


def plain(value: Value) -> Any:
    """A value as JSON holds it without loss: numbers as text, the rest told apart.

    >>> plain(Decimal("4.50")), plain(Missing.REFUSED), plain("late")
    ('4.50', {'missing': 'refused'}, {'word': 'late'})
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Missing):
        return {"missing": value.value}
    return {"undefined": value.value} if isinstance(value, Undefined) else {"word": value}


def value_of(held: Any) -> Value:
    """The other way round."""
    match held:
        case {"missing": str(reason)}:
            return Missing(reason)
        case {"undefined": str(reason)}:
            return Undefined(reason)
        case {"word": str(word)}:
            return word
        case bool():
            return held
    return Decimal(str(held))


def plain_words(value: Value) -> str:
    return value.label if isinstance(value, Missing | Undefined) else str(value)


def recompute(explained: Plain) -> Value:
    """The points again, from the explanation alone: every formula from the values beside it, every value that
    is points or a value between from its own explanation. Mistake: two places do not agree.
    """
    known = dict(_known(explained))
    values = {name: value_of(held) for name, held in explained["values"].items()}
    for name, again in known.items():
        if name in values and not _same(values[name], again):
            raise Mistake(f"{explained['code']}: “{name}” không khớp với phần giải thích của nó.")
    if not values and explained["how"] in ("na", "redistribute", "drop_and_rescale"):
        return Missing.NOT_APPLICABLE
    return compute(parse(explained["formula"]), values)


def _known(explained: Plain) -> Iterator[tuple[str, Value]]:
    for part in explained.get("parts", ()):
        yield f"${part['code']}", recompute(part)
    for between in explained["between"]:
        inner = {**between, "parts": (), "how": "scored", "code": between["key"]}
        yield between["key"], recompute(inner)


def _same(one: Value, other: Value) -> bool:
    return one is other or (type(one) is type(other) and one == other)
