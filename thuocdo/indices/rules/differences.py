"""How a later edition differs from an earlier one, line by line, in words an official reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from thuocdo.indices.rules.computing import form_of
from thuocdo.lawbook.editions.indices import IndexForm
from thuocdo.lawbook.formula import parse, say
from thuocdo.lawbook.formula.words import figure
from thuocdo.lawbook.rulebook import Edition
from thuocdo.lawbook.scoring.parts import POLICIES, Part


class Line(NamedTuple):
    """`where` is a criterion's code or a part of the edition; a side is empty where the thing is not there."""

    where: str
    what: str
    old: str
    new: str


def differences(old: Edition, new: Edition) -> list[Line]:
    """Everything that may change points or their reading; empty for editions that score alike."""
    one, other = form_of(old), form_of(new)
    return [*_heads(one, other), *_inputs(one, other), *_settings(one, other), *_parts(one, other)]


def _heads(one: IndexForm, other: IndexForm) -> Iterator[Line]:
    names = {
        "nature": "tính chất",
        "status": "đối chiếu",
        "max": "điểm tối đa",
        "combine": "cách gộp",
        "zero_den": "khi mẫu số bằng 0",
        "not_applicable": "khi không áp dụng",
        "rounding": "làm tròn",
        "bonus": "điểm thưởng",
        "bands": "xếp loại",
        "units": "đơn vị",
    }
    yield from _fields("bộ", names, one, other)


def _fields(where: str, names: Mapping[str, str], one: Any, other: Any) -> Iterator[Line]:
    for field, what in names.items():
        old, new = getattr(one, field), getattr(other, field)
        if old != new:
            yield Line(where, what, _told(old), _told(new))


def _told(value: Any) -> str:
    """A field's value in words."""
    if value is None or value == "":
        return ""
    if hasattr(value, "model_dump"):
        rows = value.model_dump(exclude_none=True, exclude={"source", "status"})
        return ", ".join(f"{k}: {_told(v)}" for k, v in rows.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(_told, value))
    if isinstance(value, dict):
        return " ".join(_told(v) for v in value.values())
    policy = next((words for key, words in POLICIES.items() if key == value), None)
    return policy or (str(value) if isinstance(value, str) else figure(value))


def _inputs(one: IndexForm, other: IndexForm) -> Iterator[Line]:
    names = {"name": "tên số liệu", "unit": "đơn vị tính", "least": "thấp nhất", "most": "cao nhất"}
    for key in dict.fromkeys([*one.inputs, *other.inputs]):
        old, new = one.inputs.get(key), other.inputs.get(key)
        if old and new:
            yield from _fields(key, names, old, new)
        else:
            yield Line(key, "số liệu", old.name if old else "", new.name if new else "")


def _settings(one: IndexForm, other: IndexForm) -> Iterator[Line]:
    for key in dict.fromkeys([*one.settings, *other.settings]):
        old, new = one.settings.get(key), other.settings.get(key)
        told = ["", ""]
        for at, setting in enumerate((old, new)):
            if setting:
                told[at] = f"{setting.name}: {setting.options[setting.default].name}"
        if told[0] != told[1]:
            yield Line(key, "lựa chọn mặc định", *told)


def _parts(one: IndexForm, other: IndexForm) -> Iterator[Line]:
    before = {p.code: p for _, p in one.root.below()}
    after = {p.code: p for _, p in other.root.below()}
    for code in dict.fromkeys([*before, *after]):
        if code == one.root.code:
            continue
        old, new = before.get(code), after.get(code)
        if old and new:
            yield from _part(code, old, new, one, other)
        else:
            yield Line(code, "tiêu chí", _line(old), _line(new))


def _line(part: Part | None) -> str:
    if part is None:
        return ""
    return part.name + (f" ({figure(part.max)} điểm)" if part.max is not None else "")


def _part(code: str, old: Part, new: Part, one: IndexForm, other: IndexForm) -> Iterator[Line]:
    names = {
        "name": "tên",
        "max": "điểm tối đa",
        "weight": "trọng số",
        "combine": "cách gộp",
        "zero_den": "khi mẫu số bằng 0",
        "not_applicable": "khi không áp dụng",
        "outside": "ngoài thang điểm",
        "only": "chỉ áp dụng cho",
        "scorer": "người chấm",
        "evidence": "tài liệu kiểm chứng",
        "status": "đối chiếu",
    }
    yield from _fields(code, names, old, new)
    rules = _rule(old, one), _rule(new, other)
    if rules[0] != rules[1]:
        yield Line(code, "cách chấm", *rules)


def _rule(part: Part, form: IndexForm) -> str:
    if part.score is None:
        return ""
    names = {"max": "điểm tối đa", **{k: o.name for k, o in form.inputs.items()}}
    names |= {k: b.name for k, b in form.between.items()}
    return say(parse(part.score.text(form.until or form.since)), names)
