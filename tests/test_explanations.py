"""Every diagnostic is explained, and its example brings it about."""

import re

import pytest

import dosecalc
from dosecalc.explanations import explanation, explanations

CODES = list(explanations())
EXAMPLES = {
    code: found.group(1)
    for code, text in explanations().items()
    if (found := re.search(r"^Example: (?!\()(.+)$", text, flags=re.M))
}


@pytest.mark.parametrize("code", CODES)
def test_every_code_says_what_why_example_and_remedy(code: str) -> None:
    text = explanations()[code]
    assert text.splitlines()[0].endswith(".")
    assert "Example:" in text
    assert "Remedy:" in text


@pytest.mark.parametrize("code", list(EXAMPLES))
def test_the_example_brings_about_its_diagnostic_and_no_other_error(code: str) -> None:
    found = dosecalc.check(EXAMPLES[code])
    assert code in [each.code for each in found]
    assert {each.code for each in found if each.is_error} <= {code}


@pytest.mark.parametrize("code", list(EXAMPLES))
def test_every_diagnostic_has_a_hint_and_one_line(code: str) -> None:
    for each in dosecalc.check(EXAMPLES[code]):
        assert each.hint
        assert "\n" not in each.message
        assert not each.message.endswith(".")


def test_an_unknown_code_has_no_explanation() -> None:
    assert explanation("nonsense") is None
