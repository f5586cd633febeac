"""The kernel: what every room needs to count time and to cite the law. Pure; only `reader` opens files.

Time: `periods` (day … school year, reporting windows), `validity` (first and last day, both included),
`calendar` (working days as look-ups), `recurrence` and `schedule` (a plan's time words → instances).
Law: `values` (dated, with unit, source and status), `sources`, `units`, `missing` (three reasons for no
figure, none of them zero). Words: `text` (stored and searched form), `mistakes`.

`editions` says what a file of the rulebook may contain, `reader` reads and checks it with file and line,
`rulebook` is the result: `reader.shipped().calendar()`, `.school_years`, `.reporting_window(period)`.
An agency's own text goes through `reader.read_text`, the same checks.

It does not know Django, the clock, a database or any room. Today is an argument; a question without a
date is a bug; a number of the law is never in code.
"""
