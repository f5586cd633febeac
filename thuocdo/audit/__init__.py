"""The append-only, chained record of every write; the actor and the verbs."""
