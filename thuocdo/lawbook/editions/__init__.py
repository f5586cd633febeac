"""What may stand in a file of the rulebook: one form per kind of edition, strict, unknown keys refused.

A form checks itself in three steps: types (pydantic), then `problems()` for what only the whole edition
shows, then `failures(rulebook)`: its own worked cases. Both yield (place in the file, message).
"""
