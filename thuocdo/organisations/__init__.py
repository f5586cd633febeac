"""Units with dated names, parents and successors; groups, agencies, partners, local editions of rules.

For everyone: whoever prints, sends, counts or grants asks this room *what was this unit called, whose
was it, what became of it, on that day*. A question without a date is a bug.

A unit is born by `create_unit` or a change (merge, split, rename, transfer, abolish), lives in dated
rows (names, parents, memberships) and ends with the day before a change; it is never deleted and never
renamed in place. What came out of it is found through the changes. `until` is always the last day that
counts; None is "still so", and None in `since` is "since before this system knows".

An agency is a unit with a seal; what it decides itself about shipped rules is a local edition. A partner
is an office outside the tree, without accounts: a plan may name it, nobody here works for it.

It does not know people: who works where is `accounts`; who may see what is granted there too.
"""
