"""Every diagnostic's explanation, read from the docstring of the rule that makes it."""

from __future__ import annotations

import inspect
from functools import cache
from types import ModuleType

from dosecalc import (
    adherence_mistakes,
    calendar_calls,
    calls,
    checks,
    choice_mistakes,
    export_losses,
    preparation_calls,
    redcap_calls,
    sheet_mistakes,
    supply_calls,
)
from dosecalc.language import (
    dose_refusals,
    mistakes,
    number_mistakes,
    refusals,
    timing_refusals,
    visit_refusals,
)
from dosecalc.notations import (
    cdisc_mistakes,
    ctgov_mistakes,
    document_mistakes,
    fhir_mistakes,
    json_mistakes,
    notation_mistakes,
    rrule_mistakes,
    rx_mistakes,
)

_MODULES = (
    adherence_mistakes,
    calendar_calls,
    calls,
    cdisc_mistakes,
    choice_mistakes,
    ctgov_mistakes,
    document_mistakes,
    dose_refusals,
    export_losses,
    fhir_mistakes,
    json_mistakes,
    mistakes,
    notation_mistakes,
    number_mistakes,
    preparation_calls,
    redcap_calls,
    refusals,
    rrule_mistakes,
    rx_mistakes,
    sheet_mistakes,
    supply_calls,
    timing_refusals,
    visit_refusals,
)


@cache
def explanations() -> dict[str, str]:
    """The code of every diagnostic and its explanation, in alphabetical order."""
    found = {
        **{code: text for module in _MODULES for code, text in _functions(module).items()},
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
