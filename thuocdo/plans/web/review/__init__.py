"""*Rà soát*: what was read from a plan, decided by people before it is carried out.

`pages` shows the paper beside what is open, `decide` takes the answers in; `findings`, `names`, `rows`, `row_form`
and `carried` are its parts. What an answer means is decided below (`rules.decisions`, `rules.settle`).
"""
