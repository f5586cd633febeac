"""One small grammar for every formula of the law, and several walks over it.

    6 * on_time / received                     numbers, names, + - * /, parts of a criteria tree as $1.2
    min(max, max * online / all / 50%)         min max sum mean round abs first known
    steps(done / planned; > 90%: 2; >= 70%: 1; else: 0)
    if(issued = 'late', 0.5, 1)                = <> < <= > >= and or not

`parsing` text → frozen nodes · `printing` nodes → the same text · `checking` types, unknown names, cycles ·
`words` in Vietnamese · `computing` exact Decimals, a missing figure is never zero · `explaining` every step.
Nothing of Python is ever run from a text.
"""

from thuocdo.lawbook.formula.checking import check, cycle, inputs
from thuocdo.lawbook.formula.computing import Undefined, Value, compute
from thuocdo.lawbook.formula.explaining import Step, explain
from thuocdo.lawbook.formula.nodes import Node
from thuocdo.lawbook.formula.parsing import parse
from thuocdo.lawbook.formula.printing import text_of
from thuocdo.lawbook.formula.words import say

__all__ = [
    "Node",
    "Step",
    "Undefined",
    "Value",
    "check",
    "compute",
    "cycle",
    "explain",
    "inputs",
    "parse",
    "say",
    "text_of",
]
