"""The version of a row a page was shown, as its form sends it back."""

from __future__ import annotations

from collections.abc import Mapping


def version_in(form: Mapping[str, str]) -> int:
    """-1, which no row has, for what is no number.

    >>> version_in({"version": "3"}), version_in({"version": "x"}), version_in({})
    (3, -1, -1)
    """
    said = form.get("version", "")
    return int(said) if said.isdecimal() else -1
