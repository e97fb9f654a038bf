"""`at 08:00, 20:00`, `30 minutes after breakfast, lunch, dinner`: one time for each dose of a day.

Times of day never change a total or a study day.
"""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.diagnostics import Span
from dosecalc.language import timing_refusals, vocabulary
from dosecalc.language.draft import AnyMeal, Draft
from dosecalc.language.tree import Node, Token
from dosecalc.language.values import Refused, length, subtree, tokens
from dosecalc.patterns import Slot

EXAMPLE = "10 mg twice daily at 08:00, 20:00 for 7 days"
MEALS_EXAMPLE = "1.5 mL 3 times daily 30 minutes after breakfast, lunch, dinner for 7 days"


def read(node: Node, draft: Draft) -> None:
    """Read clock times, or moments such as `at bedtime`, into the draft."""
    span = draft.reading.span(node)
    moments = [vocabulary.MOMENTS[vocabulary.spelled(token)] for token in tokens(node, "MOMENT")]
    if moments:
        put(tuple(moments), draft, span)
        return
    times = sorted(_padded(token, draft) for token in tokens(node, "CLOCK"))
    _check_once(times, span)
    draft.put("time", tuple(Slot(_seconds(time), time) for time in times), span)
    draft.say("at " + ", ".join(times), "clock times, in the participant's own time", span)


def put(moments: tuple[str, ...], draft: Draft, span: Span) -> None:
    """Put times of day that no clock tells: `in the morning`, `at bedtime`."""
    _check_once(moments, span)
    draft.put("time", tuple(Slot(0, moment) for moment in moments), span)
    draft.say(", ".join(moments), "times of day, not of the clock", span)


def read_meals(node: Node, draft: Draft) -> None:
    """Read meals, and how long before or after them, into the draft."""
    span = draft.reading.span(node)
    for token in tokens(node, "MEAL_CODE"):
        side, meal = vocabulary.MEAL_CODES[vocabulary.spelled(token)].split()
        meals = [meal]
    if not tokens(node, "MEAL_CODE"):
        meals = [vocabulary.MEALS[str(token).lower()] for token in tokens(node, "MEAL")]
        side = "before" if tokens(node, "BEFORE") else "after" if tokens(node, "AFTER") else "with"
    _check_once(meals, span)
    given = subtree(node, "length")
    head = f"{length(given, draft.reading)} {side}" if given is not None else side
    any_meal = "meals" in meals
    if any_meal and len(meals) > 1:
        raise Refused(timing_refusals.listed_twice(span))
    slots = tuple(Slot(0, f"{head} {meal}") for meal in meals)
    several = not any(str(token).lower() in ("meal", "food") for token in tokens(node, "MEAL"))
    draft.put("time", AnyMeal(slots[0].time or "", several) if any_meal else slots, span)
    draft.say(f"{head} {', '.join(meals)}", "times of day that follow meals", span)


def _check_once(times: Sequence[str], span: Span) -> None:
    if len(set(times)) < len(times):
        raise Refused(timing_refusals.listed_twice(span))


def _padded(token: Token, draft: Draft) -> str:
    """A clock time of 24 hours; `8 pm` is 20:00, and `12 am` may be noon or midnight."""
    text = str(token).lower().replace(".", "").replace(" ", "")
    half = text[-2:] if text[-1] == "m" else ""
    hours, _, minutes = text.removesuffix(half).partition(":")
    if half and hours == "12":
        raise Refused(timing_refusals.twelve_oclock(draft.reading.span(token)))
    hour = int(hours) + (12 if half == "pm" else 0)
    return f"{hour:02}:{minutes or '00'}"


def _seconds(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 3600 + int(minutes) * 60
