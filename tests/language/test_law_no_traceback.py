"""No text, however broken, raises: what is wrong with it is a value."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import files, phrases

from dosecalc.language import read_file, read_phrase, vocabulary
from dosecalc.language.read import Text
from dosecalc.language.writer import formatted
from dosecalc.library import total

SCHEDULES = [
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parents[2] / "schedules").glob("*.dose"))
]
ODD = st.sampled_from(
    ["\0", "\ud800", "\udfff", "\u202e", "\u200b", "\ufeff", "\r", "\x0b", "\u2028", "½", "٣", "²",
     "−", "“", '"', "\\", "'", "(", ")", ",", "/", "#", "=", "×", "·", "\t", "\n", "e", "^"]
)  # fmt: skip
anything = st.text(st.one_of(st.characters(), ODD), max_size=80)


@st.composite
def mutated(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """A valid text with a few stretches cut out, doubled, or replaced by anything."""
    text = draw(texts)
    for _ in range(draw(st.integers(1, 3))):
        first = draw(st.integers(0, len(text)))
        last = min(len(text), first + draw(st.integers(0, 12)))
        middle = draw(st.one_of(anything, ODD, st.just(""), st.just(2 * text[first:last])))
        text = text[:first] + middle + text[last:]
    return text


def check_answers(read: Text) -> None:
    """Ask for every answer that a text could give."""
    str(total(read))
    for diagnostic in read.diagnostics:
        assert diagnostic.code and diagnostic.message and "\n" not in diagnostic.message


@given(st.one_of(anything, mutated(phrases)))
@settings(max_examples=500)
def test_no_phrase_raises(text: str) -> None:
    check_answers(read_phrase(text))


@given(st.one_of(anything, mutated(files), mutated(st.sampled_from(SCHEDULES))))
@settings(max_examples=250)
def test_no_file_raises(text: str) -> None:
    check_answers(read_file(text, "a file"))
    formatted(text, "a file")


@given(st.lists(st.sampled_from("\n".join(SCHEDULES).split()), max_size=12).map(" ".join))
@settings(max_examples=300)
def test_no_order_of_known_words_raises(text: str) -> None:
    check_answers(read_phrase(text))
    check_answers(read_file(f"trial A\narm B\n  give {text}\n{text}", "a file"))


WORDS = (
    *vocabulary.known_words(), *vocabulary.FREQUENCIES, *map(" ".join, vocabulary.PHRASES),
    *vocabulary.UNCOUNTED, *vocabulary.MOMENTS, *vocabulary.PAIRED,
    "1", "2", "7", "0.5", "1e9", "½", "half a", "three", "-3", "mg", "mL", "mL/hour", "mg/month", "tablets", ",", "(", ")", "/",
    "8am", "12 pm", "08:00", "d1", "x3", "Mon-Fri", "2026-03-02", "b.i.d.", "q4-6h", "-", "×",
)  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=10).map(" ".join))
@settings(max_examples=1500)
def test_no_order_of_the_vocabulary_raises(text: str) -> None:
    check_answers(read_phrase(text))
    check_answers(read_phrase(f"10 mg {text}"))


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n", "#", "# once", "\ufeff", '"', "(", ")", "()", "1", "-", ",", "=", "then",
        "1e999999999 particles once", "10^999999999 particles once", "1" * 5000 + " mg once",
        "10 mg daily for 1e30 doses", "10 mg daily for 1e60 days", "10 mg daily for 1e14 days",
        "10 mg every 1e14 days for 1e9 doses", "(10 mg daily for 2 days) repeated 1e9 times",
        "(10 mg daily for 2 days) repeated 1e60 times", "10 mg on days 1-99999999",
        "10 mg on days 1-100000", "10 mg in weeks 1-99999999 daily", "10 mg at weeks 0-9999",
        "10 mg 1e9 times daily for 2 days", "10 mg 9999 times a week for 1e6 weeks",
        "1 mg rising by 1 mg to 1e9 mg daily", "1 mg doubling to 1e60 mg daily",
        "10 mg every 1 second for 1e9 days", "10 mg for 1e9 months monthly",
        "10 mg monthly for 1200 months", "10 mg monthly for 1e14 days", "1 mg monthly for 1e9 doses",
        "1 mg over " + "1, " * 5000 + "1 minutes once", "1, " * 6000 + "1 mg daily",
        "10 mg once " * 1500, "10 mg once and " * 1400 + "10 mg once",
        "10 mg daily for 1 day then " * 700 + "1 mg once", "(" * 100_000 + "10 mg once",
        "(" * 9000 + "10 mg once" + ")" * 9000, "(" * 30 + "10 mg once" + ")" * 30,
        "10 mg daily except days 1-99999 for 1e9 days", "10 mg " + "x" * 100_000,
        "10 mg of " + "a" * 19_000, "10 mg by " + "a " * 9000, "10 mg if " + '"' + "a" * 19_000,
        "2 sprays of 2 sprays of 2 sprays of placebo once", "1/2 mg", "50 mg/kg/day daily",
        "10 mg every 1e-3 s for 1 day", "10 mg over 1e14 days once", "10 mg from day 1e9 once",
        "10 mg on day -999999999", "10 mg daily from day -999999999 through day 999999999",
    ],
    ids=lambda text: repr(text[:40]),
)  # fmt: skip
def test_an_extreme_phrase_is_answered(text: str) -> None:
    check_answers(read_phrase(text))


@pytest.mark.parametrize(
    "text",
    [
        "trial " * 4000, "arm A\n" * 3000, "trial A\n" + "  note\n" * 3000,
        "\n".join(" " * depth + "arm A" for depth in range(900)),
        "trial A\narm B\n" + "  give 10 mg once\n" * 2000,
        "trial A\narm B\n  give 10 mg\n" + "    once\n" * 2000,
        "trial A\narm B\n  give (10 mg\n" + "    (\n" * 2000,
        'trial A "' + "x" * 30_000 + '"', "\0" * 10_000, "\n" * 50_000,
    ],
    ids=lambda text: repr(text[:40]),
)  # fmt: skip
def test_an_extreme_file_is_answered(text: str) -> None:
    check_answers(read_file(text, "a file"))
    formatted(text, "a file")
