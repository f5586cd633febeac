"""The append-only, chained record of every write; the actor and the verbs.

For whoever answers for what was done: internal control, the administrator, a person who asks what happened
to their data. On the lowest floor that writes, so that every room above may record and every room may check
who acts (`rules.Actor`, `rules.Verb`, `access.needs`).

An action ends with `actions.record(by=, at=, verb=, changes=[Change.of(before, row)])`. The entry gets the
next number and the hash of the one before; personal values enter sealed under a key that can be destroyed;
subscribers (`events.subscribe`) hear of it after commit, once, in order, even across a kill. The live process
watches `queries.latest()`. A thing's page shows `queries.history(["plan:3"])` through `audit/_history.html`.

It does not decide what may be done, does not undo, and knows no room above: names and labels come from the
models and from each room's `access.py`. Limits and keys: docs/security/log.md.
"""
