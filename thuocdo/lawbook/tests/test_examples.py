"""The examples in the kernel's docstrings hold."""

import doctest
import importlib
import pkgutil

import pytest

from thuocdo import lawbook

MODULES = [
    m.name
    for m in pkgutil.walk_packages(lawbook.__path__, "thuocdo.lawbook.")
    if ".tests" not in m.name
]
WITHOUT = {
    "mistakes",
    "reader",
    "rulebook",
    "editions",
    "faults",
    "scoring",
    "formula",
}  # shown by their own tests


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    module = importlib.import_module(name)
    failed, tried = doctest.testmod(module)
    assert failed == 0
    assert tried or WITHOUT & set(name.split(".")), f"{name} has no example"
