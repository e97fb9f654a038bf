"""`at 08:00, 20:00`, `30 minutes after breakfast, lunch, dinner`: one time for each dose of a day.

Times of day never change a total or a study day.
"""

from __future__ import annotations

from dosecalc.language import refusals, vocabulary
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import Refused, length, subtree, tokens
from dosecalc.patterns import Slot

EXAMPLE = "10 mg twice daily at 08:00, 20:00 for 7 days"
MEALS_EXAMPLE = "1.5 mL 3 times daily 30 minutes after breakfast, lunch, dinner for 7 days"


def read(node: Node, draft: Draft) -> None:
    """Read clock times, or a moment such as bedtime, into the draft."""
    span = draft.reading.span(node)
    moments = tokens(node, "MOMENT")
    if moments:
        times = [str(moments[0]).lower()]
        slots = tuple(Slot(0, f"at {time}") for time in times)
    else:
        times = sorted(_padded(str(token)) for token in tokens(node, "CLOCK"))
        slots = tuple(Slot(_seconds(time), time) for time in times)
    if len(set(times)) < len(times):
        raise Refused(refusals.listed_twice(span))
    draft.put("time", slots, span)
    draft.say("at " + ", ".join(times), "clock times, in the participant's own time", span)


def read_meals(node: Node, draft: Draft) -> None:
    """Read meals, and how long before or after them, into the draft."""
    span = draft.reading.span(node)
    meals = [vocabulary.meal(str(token)) or "" for token in tokens(node, "MEAL")]
    if len(set(meals)) < len(meals):
        raise Refused(refusals.listed_twice(span))
    given = subtree(node, "length")
    if given is None:
        head = "with"
    else:
        side = "before" if tokens(node, "BEFORE") else "after"
        head = f"{length(given, draft.reading)} {side}"
    draft.put("time", tuple(Slot(0, f"{head} {meal}") for meal in meals), span)
    draft.say(f"{head} {', '.join(meals)}", "times of day that follow meals", span)


def _padded(clock: str) -> str:
    return clock.rjust(5, "0")


def _seconds(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 3600 + int(minutes) * 60
