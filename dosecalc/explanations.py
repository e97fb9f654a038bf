"""Every diagnostic's explanation, read from the docstring of the rule that makes it."""

from __future__ import annotations

import inspect
from functools import cache
from types import ModuleType

from dosecalc import calls, checks, preparation_calls, supply_calls
from dosecalc.language import mistakes, refusals


@cache
def explanations() -> dict[str, str]:
    """The code of every diagnostic and its explanation, in alphabetical order."""
    found = {
        **_functions(calls),
        **_functions(preparation_calls),
        **_functions(supply_calls),
        **_functions(mistakes),
        **_functions(refusals),
        **{
            rule.CODE: inspect.cleandoc(rule.__doc__ or "")
            for rule in vars(checks).values()
            if isinstance(rule, ModuleType) and hasattr(rule, "CODE")
        },
    }
    return dict(sorted(found.items()))


def _functions(module: ModuleType) -> dict[str, str]:
    """The rules of a module: its public functions whose docstring gives a remedy."""
    return {
        name.replace("_", "-"): inspect.cleandoc(function.__doc__)
        for name, function in vars(module).items()
        if inspect.isfunction(function)
        and not name.startswith("_")
        and function.__doc__
        and "Remedy:" in function.__doc__
    }


def explanation(code: str) -> str | None:
    """What a code means, or None for a code that no diagnostic has."""
    return explanations().get(code.strip().lower())
