"""The examples in the docstrings show what the functions return."""

import doctest
import importlib
import pkgutil

import pytest

import dosecalc

MODULES = [
    name
    for _, name, _ in pkgutil.walk_packages(dosecalc.__path__, "dosecalc.")
    if not name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name))
    assert found.failed == 0
