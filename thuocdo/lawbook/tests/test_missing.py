from collections.abc import Callable
from typing import Any

import pytest

from thuocdo.lawbook.missing import Missing


@pytest.mark.parametrize("value", Missing)
def test_a_missing_value_is_never_a_number(value: Missing) -> None:
    either: Any = value
    uses: list[Callable[[], Any]] = [
        lambda: sum([1, either]),
        lambda: either < 1,
        lambda: either or 0,
        lambda: max(either, 0),
    ]
    for use in uses:
        with pytest.raises(TypeError):
            use()
    assert either != 0


def test_the_three_are_three() -> None:
    assert len({m.label for m in Missing}) == 3
