"""`4 daily doses of 1e11 particles`: so many doses in all, one in each period."""

from __future__ import annotations

from fractions import Fraction

from dosecalc.amounts import just
from dosecalc.days import Length
from dosecalc.language import vocabulary
from dosecalc.language.clauses import dose, frequency
from dosecalc.language.draft import Draft, Every, Frequency
from dosecalc.language.tree import Node
from dosecalc.language.values import tokens, whole
from dosecalc.model import Extent

EXAMPLE = "4 daily doses of 1e11 particles"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft."""
    reading = draft.reading
    count_token = tokens(node, "COUNT")[0]
    count = whole(count_token, reading)
    span = reading.span(node)
    how_often = ""
    for token in tokens(node, "ADVERB", "FREQUENCY"):
        if token.type == "ADVERB":
            period = vocabulary.ADVERBS[str(token).lower()]
            given: Frequency = Every(Length(low=Fraction(1), high=Fraction(1), unit=period))
        else:
            given = frequency.abbreviation(str(token))
        frequency.put(draft, given, reading.span(token))
        how_often = str(token).lower() + " "
    draft.put("extent", Extent(kind="doses", count=just(count)), reading.span(count_token))
    doses = "dose" if count == 1 else "doses"
    text = f"{count} {how_often}{doses}"
    meaning = f"{count} {doses} in all"
    if tokens(node, "OF_AMOUNT"):
        held = dose.amount(node, reading)
        draft.put("dose", held, span)
        text += f" of {held.text}"
        meaning += f"; {dose.meaning(held)}"
    if how_often:
        draft.notes.append(f"`{count} {how_often}{doses}` is read as {count} in all")
    draft.say(text, meaning, span)
