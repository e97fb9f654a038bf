"""What a diagnostic says: its code, the smallest span, the other place, a hint that can be typed."""

import inspect
import re

import pytest

import dosecalc
from dosecalc.diagnostics import Diagnostic
from dosecalc.explanations import explanations
from dosecalc.language import mistakes, read_phrase, refusals

FUNCTIONS = {
    name: function
    for module in (mistakes, refusals)
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if inspect.signature(function).return_annotation == "Diagnostic" and name != "number"
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_named_for_the_code_it_makes(name: str) -> None:
    assert re.search(r'code="([a-z-]+)"', inspect.getsource(FUNCTIONS[name]))[1] == name.replace(
        "_", "-"
    )  # type: ignore[index]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_explained_with_an_example_and_a_remedy(name: str) -> None:
    text = explanations()[name.replace("_", "-")]
    assert "Example: " in text and "Remedy: " in text


def only(text: str) -> Diagnostic:
    (found,) = read_phrase(text).diagnostics
    return found


# phrase, the words it points at, the hint
POINTED = [
    ("10 mg dayly for 7 days", "dayly", "did you mean `daily`?"),
    ("10 mgs daily for 7 days", "mgs", "did you mean `mg`?"),
    ("10 mg biweekly for 8 weeks", "biweekly", "type `twice a week` or `every 2 weeks`"),
    ("10 mg 4 hourly for 2 days", "4 hourly", "type `every 4 hours` or `4 times per hour`"),
    ("10 mg daily x 4", "x 4", "type `x 4 doses` or `for 4 days`"),
    ("10 mg daily through week 8", "through week 8", "type `through day 56` or `through day 57`"),
    ("10 mg daily until day 56", "until day 56",
     "type `through` to include the day, `before` to leave it out"),
    ("10 mg daily at 25:00 for 7 days", "25:00",
     "times run from `00:00` to `23:59`, dates are written `2026-03-01`"),
    ("10 mg daily for 7 days by \"oral", '"oral', 'end the text with `"`'),
    ("10 mg on days 1, 8, 3 times daily", "3", "drop the comma before the number, or put the clause first"),
    ("10 mg once then 20 mg daily for 2 days", "20 mg daily for 2 days",
     "add `starting 2 weeks after the last dose`"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "hint"), POINTED, ids=[case[0] for case in POINTED])
def test_a_mistake_points_at_its_words_and_can_be_mended(text: str, words: str, hint: str) -> None:
    found = only(text)
    assert (found.span and found.span.text, found.hint) == (words, hint)


# phrase, the words it points at, the other place
PAIRS = [
    ("10 mg daily for 7 days for 14 days", "for 14 days", "for 7 days"),
    ("10 mg daily on Monday for 4 weeks", "on Monday", "daily"),
    ("10 mg twice a week every 3 weeks for 12 weeks", "every 3 weeks", "twice a week"),
    ("10 mg once a month for 2 weeks", "once a month", "for 2 weeks"),
    ("10 mg daily from day 15 through day 8", "through day 8", "from day 15"),
    ("10 mg once for 5 doses", "for 5 doses", "10 mg once for 5 doses"),
    ("10 mg on days 1-5 for 8 doses", "for 8 doses", "on days 1-5"),
    ("1 mg once then 2 mg daily for 2 days and 3 mg once", "and", "then"),
    ("1e9 particles in 2 mL at 1e10 particles/mL once", "at 1e10 particles/mL", "1e9 particles"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "other"), PAIRS, ids=[case[0] for case in PAIRS])
def test_two_places_that_disagree_are_both_shown(text: str, words: str, other: str) -> None:
    found = only(text)
    assert (found.span and found.span.text, found.other and found.other.text) == (words, other)


def test_every_mistake_of_a_phrase_is_reported_at_once() -> None:
    found = dosecalc.check(dosecalc.parse("10 mg 2 weekly ! for 7 days at 25:00"))
    assert [each.code for each in found] == ["refused-word", "unexpected-character", "no-such-time"]


def test_an_error_leaves_no_figure_behind() -> None:
    assert len(dosecalc.total(dosecalc.parse("10 mg dayly for 7 days"))) == 0
