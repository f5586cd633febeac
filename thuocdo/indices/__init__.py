"""Indices: a set of criteria with its points, as its decision has it, and every point explained.

For the officer who scores, for whoever asks why, for the person who enters next year's decision. A set of
criteria is an edition under `rulebook/indices/<index>/`: tree, points, ways to score, figures needed, sources,
worked cases; what it may say and how it computes is `lawbook.scoring`. A change is a new edition beside the
old one, never a change of it: work keeps edition and checksum.

An agency's own set comes from the annex of its decision (`Annex`): `intake.annex` reads the printed table,
`rules.annex` the ways of scoring, what does not agree is answered beside the paper, and the edition is stored as
`organisations.LocalEdition` in the same YAML as shipped ones; what is surely no one rule is scored by hand. Drafts
are read, never scored by; in force nothing changes it. A set in force holds for the agencies below too, until one
has a set of its own.

`rules` compute one unit or a whole round, rank it, explain each point so that it can be computed again from
the explanation alone, compare editions; `intake` reads tables of published figures and names what is wrong.
Results of a year (`IndexRound`) are entered by table or form, checked cell by cell first, computed, ranked, and
pinned to edition, checksum and engine; closed, they are everybody's to read and nobody's to change. A unit over
the years stands as published and in today's shape: counts added, ratios from their parts, the rest not
comparable. A plan's target may be tied to the published figure it is.

Withheld, not reported, not applicable: three things, none of them zero.
"""
