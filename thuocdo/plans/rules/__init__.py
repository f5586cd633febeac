"""Plain rules of plans: what a reading of a plan is, and the grammar of the phrases in it."""
