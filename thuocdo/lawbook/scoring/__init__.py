"""How a set of criteria gives points: what an edition under `rulebook/indices` may say, and what it gives.

`rules` the ways to score, each a formula with a Vietnamese sentence · `parts` the tree and its inputs ·
`criteria` the whole of a file · `law` an edition made ready for one choice of settings · `compute` figures →
points, every point with its formula and its figures · `left_out` what counts where one cannot be scored.
It stands in the kernel because an edition's worked cases are run wherever the edition is checked.
"""
