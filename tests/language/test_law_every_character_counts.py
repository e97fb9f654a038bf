"""No word, digit or sign of a text is dropped: whatever is added changes what is read.

What is read is the regimen in canonical words together with the codes of the diagnostics.
"""

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from strategies import phrases

from dosecalc.language import read_phrase

WORDS = (
    "not", "about", "at least", "up to", "twice", "3 times", "daily", "weekly", "every other",
    "BID", "mg", "mL", "particles", "per", "each", "every", "of", "in", "on", "off", "at", "by",
    "over", "then", "and", "or", "rest", "until", "through", "before", "from", "except", "days",
    "weeks", "months", "doses", "cycles", "7", "0.5", "1e9", "-3", "to", "between", "only", "dayly",
    "escalation", "cohorts", "unknown", "placebo", "starting", "needed", "if", "x", "EX-EV", '"x"',
    "(", ")", "-", "–", "×", "/", "=", "+", "%", ".", ";", ":", "!", "?", "~", "<", "µ", "½", "²",
)  # fmt: skip
# Words that say again what is said: a comma before `and`, `up to 1`, which starts at 1.
ALIKE = (
    "starting on 2 weeks",
    ", and",
    "up to 1 week",
    "up to 1 month",
    "up to 1 year",
    "up to 1 cycle",
)
SIGNS = "123456789.-–−+×x*/^:;'\"()[]{}<>=~!?%&@$_|\\eEqµαд½²٣\u200b\u202e\0"


def read(text: str) -> tuple[str, tuple[str, ...]]:
    """What is read of a phrase; an error stands for itself."""
    found = read_phrase(text)
    codes = tuple(each.code for each in found.diagnostics)
    if not found.ok:
        return "", codes
    return str(found.trial.arms[0].readings[0].regimens[0].item), codes


@st.composite
def with_a_word(draw: st.DrawFn) -> tuple[str, str]:
    """A phrase, and the same with a word between two of its words."""
    text = draw(phrases)
    words = text.split(" ")
    place = draw(st.integers(0, len(words)))
    longer = " ".join((*words[:place], draw(st.sampled_from(WORDS)), *words[place:]))
    assume(not any(alike in longer for alike in ALIKE))
    return text, longer


@st.composite
def with_a_sign(draw: st.DrawFn) -> tuple[str, str]:
    """A phrase, and the same with a digit or a sign anywhere in it."""
    text = draw(phrases)
    place = draw(st.integers(0, len(text)))
    return text, text[:place] + draw(st.sampled_from(SIGNS)) + text[place:]


@st.composite
def without_a_word(draw: st.DrawFn) -> tuple[str, str]:
    """A phrase, and the same without one of its words."""
    text = draw(phrases)
    words = text.split(" ")
    place = draw(st.integers(0, len(words) - 1))
    assume(words[place] not in ("once", "the", "an", "with"))  # `once daily` is `daily`
    assume(words[max(0, place - 1) : place + 1] != ["starting", "on"])
    assume(words[place : place + 2] not in (["on", "days"], ["on", "day"]))  # `on` may be left out
    assume(words[place : place + 4 : 3] != ["for", "on,"])  # nor does `21 days on` need its `for`
    return text, " ".join((*words[:place], *words[place + 1 :]))


@given(with_a_word())
@settings(max_examples=600)
@example(("10 mg daily for 7 days", "10 mg daily for 7 working days"))
@example(("10 mg twice weekly for 8 weeks", "10 mg twice weekly for 8 or 9 weeks"))
def test_a_word_that_is_added_is_not_dropped(texts: tuple[str, str]) -> None:
    text, longer = texts
    assert read(longer) != read(text)


@given(with_a_sign())
@settings(max_examples=600)
@example(("1000 mg daily for 7 days", "1,000 mg daily for 7 days"))
@example(("15 mL daily for 7 days", "1.5 mL daily for 7 days"))
def test_a_sign_that_is_added_is_not_dropped(texts: tuple[str, str]) -> None:
    text, longer = texts
    assume(longer != f"{text}.")  # a full stop may end a sentence
    assert read(longer) != read(text)


@given(without_a_word())
@settings(max_examples=300)
def test_a_word_that_is_taken_away_is_missed(texts: tuple[str, str]) -> None:
    text, shorter = texts
    assert read(shorter) != read(text)


@given(phrases, st.data())
def test_more_space_between_words_changes_nothing(text: str, data: st.DataObject) -> None:
    gaps = [place for place, letter in enumerate(text) if letter == " "]
    assume(gaps and '"' not in text and "× 10" not in text and "billion" not in text)
    place = data.draw(st.sampled_from(gaps))
    wider = (
        text[:place]
        + data.draw(st.sampled_from(("  ", "\t", "\u00a0", " \u2009")))
        + text[place + 1 :]
    )
    assert read(wider) == read(text)
