"""The order of clauses, and of the blocks of a file, changes no figure."""

from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import Clauses, Lines, blocks, joined, parts, text_of

import dosecalc
from dosecalc.results import Row


def figures(text: str) -> list[object]:
    """What the rows of a text state, without the words that they come from."""
    results = dosecalc.total(dosecalc.parse(text))
    return [[each.code for each in results.diagnostics], *map(stated, results)]


def stated(row: Row) -> tuple[object, ...]:
    return (
        row.arm, row.cohort, row.reading, row.agent, row.route, row.doses, row.amount, row.total,
        row.unit, row.first_day, row.last_day, row.dosing_days, row.status, row.unknown,
        sorted(row.depends_on), sorted(row.notes), sorted(row.sources),
    )  # fmt: skip


@given(parts, st.randoms())
@settings(max_examples=300)
def test_the_order_of_clauses_changes_no_figure(clauses: Clauses, random: Random) -> None:
    mixed = list(clauses)
    random.shuffle(mixed)
    assert figures(joined(tuple(mixed))) == figures(joined(clauses))


@given(parts, st.data())
def test_a_comma_between_clauses_changes_no_figure(clauses: Clauses, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(clauses) - 1))
    # A comma before a digit continues a list, and so it may not stand there.
    head, tail = joined(clauses[:place]), joined(clauses)[len(joined(clauses[:place])) :]
    comma = "," if place and not tail.lstrip()[:1].isdigit() else ""
    assert figures(head + comma + tail) == figures(joined(clauses))


@given(blocks(), st.randoms())
@settings(max_examples=60)
def test_the_order_of_blocks_changes_no_figure(found: tuple[Lines, ...], random: Random) -> None:
    mixed = list(found[1:])
    random.shuffle(mixed)
    assert in_order(text_of((found[0], *mixed))) == in_order(text_of(found))


def in_order(text: str) -> list[str]:
    """The figures of every row of a file, whatever the order of its arms."""
    return sorted(map(repr, figures(text)))


@given(parts, st.data())
def test_a_line_break_between_words_changes_no_figure(
    clauses: Clauses, data: st.DataObject
) -> None:
    words = joined(clauses).split(" ")
    place = data.draw(st.integers(1, len(words)))
    broken = " ".join(words[place - 1 : place + 1])
    assume("×" not in broken and "billion" not in broken)  # one number
    assume(" ".join(words[:place]).count('"') % 2 == 0)  # one text
    text = "\n    ".join(" ".join(part) for part in (words[:place], words[place:]) if part)
    assert figures(f"trial T\narm A\n  give {text}") == figures(
        f"trial T\narm A\n  give {joined(clauses)}"
    )
