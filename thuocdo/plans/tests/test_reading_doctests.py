"""The examples in the grammar's own words run."""

import doctest
import importlib
import pkgutil

import pytest

from thuocdo.plans import intake, rules
from thuocdo.plans.rules import findings

MODULES = [
    f"{package.__name__}.{module.name}"
    for package in (rules, intake, findings)
    for module in pkgutil.iter_modules(package.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
