"""Results of targets as people type or paste them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold, nfc
from thuocdo.plans.models import Plan, Target
from thuocdo.plans.rules.values import decimal_text


@dataclass(frozen=True)
class PastedLine:
    """A line of pasted results: what it says, the target it means, and why it cannot be taken."""

    code: str
    raw: str
    target: Target | None
    value: Decimal | None
    fault: str = ""


def read_pasted(plan: Plan, text: str) -> list[PastedLine]:
    """Lines "code TAB value" or "code; value" as results of the plan's tracked targets. Writes nothing.

    More columns may stand before the value (number, code, name): the longest that names a target is the target.
    """
    known: dict[str, list[Target]] = {}
    for target in plan.targets.filter(tracked=True).select_related("plan"):
        for key in {fold(target.code), fold(target.name)} - {""}:
            known.setdefault(key, []).append(target)
    lines = [_pasted(known, line) for line in text.splitlines() if line.strip()]
    seen: set[int] = set()
    found = []
    for line in lines:
        pk = line.target.pk if line.target else None
        if pk in seen and not line.fault:
            line = PastedLine(
                line.code, line.raw, line.target, line.value, "Chỉ tiêu này đã có ở dòng trên."
            )
        if pk is not None:
            seen.add(pk)
        found.append(line)
    return found


def _pasted(known: dict[str, list[Target]], line: str) -> PastedLine:
    mark = "\t" if "\t" in line else ";"
    *before, raw = _cells(line, mark)
    names = sorted({mark.join(before), *before}, key=len, reverse=True)
    code = next((name for name in names if fold(name) in known), names[0])
    found = known.get(fold(code), [])
    try:
        value = figure_of(raw)
    except Mistake as mistake:
        return PastedLine(code or line, raw, None, None, mistake.message)
    if len(found) != 1:
        why = "Không có chỉ tiêu nào" if not found else "Có nhiều chỉ tiêu"
        return PastedLine(code, raw, None, value, f"{why} mang ký hiệu hoặc tên này. Sửa lại dòng.")
    return PastedLine(code, raw, found[0], value)


def _cells(line: str, mark: str) -> list[str]:
    """At least two; empty ones and a lone unit behind the value are left out."""
    cells = [nfc(cell).strip() for cell in line.split(mark)]
    while len(cells) > 2 and cells[-1] in ("", "%"):
        cells.pop()
    return cells if len(cells) > 1 else ["", *cells]


def figure_of(raw: str) -> Decimal:
    """A figure in Vietnamese writing ("1.234,5", "97,65%"); Mistake for anything else."""
    text = nfc(raw).strip().removesuffix("%").strip()
    try:
        value = Decimal(decimal_text(text))
    except (InvalidOperation, ValueError):
        raise Mistake(f"“{raw[:40]}” không phải số. Ghi số, ví dụ 97,65.", field="value") from None
    if abs(value) >= 10**12:
        raise Mistake(f"“{raw[:40]}” quá lớn. Kiểm tra lại số.", field="value")
    return value.quantize(Decimal("0.000001"))
