"""A phrase to its regimen: lexemes, tree, courses; and what to say where a sentence goes wrong."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dosecalc import units
from dosecalc.diagnostics import Diagnostic, Span
from dosecalc.language import clauses, mistakes, refusals, vocabulary
from dosecalc.language.compose import course
from dosecalc.language.draft import Draft
from dosecalc.language.parser import Misfit
from dosecalc.language.tokens import Lexeme
from dosecalc.language.tree import Node
from dosecalc.language.values import Reading, Refused, length, subtree, subtrees, tokens, whole
from dosecalc.model import Course, Item, Repeated, Rest, Together
from dosecalc.model import Sequence as InTurn
from dosecalc.patterns import Listed

_REFUSED_WORDS: dict[str, tuple[tuple[str, ...], str]] = {
    "biweekly": (("twice a week", "every 2 weeks"), "means twice a week or every 2 weeks"),
    "bi-weekly": (("twice a week", "every 2 weeks"), "means twice a week or every 2 weeks"),
    "bimonthly": (("twice a month", "every 2 months"), "means twice a month or every 2 months"),
    "bi-monthly": (("twice a month", "every 2 months"), "means twice a month or every 2 months"),
    "biannually": (("twice a year", "every 2 years"), "means twice a year or every 2 years"),
    "semiweekly": (("twice a week", "every 2 weeks"), "is easily taken for every 2 weeks"),
    "u": (("IU",), "is easily read as a 0 or a 4"),
    "cc": (("mL",), "is easily read as two noughts"),
    "od": (("once daily", 'by "right eye"'), "means once daily or the right eye"),
}
_UNIT_OF = {
    "minutely": "minute", "hourly": "hour", "daily": "day", "weekly": "week",
    "fortnightly": "fortnight", "monthly": "month", "yearly": "year",
}  # fmt: skip
_EXPECTED_WORDS = {
    "NUMBER": "a number",
    "UNIT": "a unit",
    "TIME_UNIT": "a unit of time",
    "NAME": "a name",
    "STRING": 'words in `"`',
    "DATE": "a date such as `2026-03-01`",
    "CLOCK": "a clock time such as `08:00`",
    "ADVERB": "`daily` or `weekly`",
    "FREQUENCY": "`BID` or `Q3W`",
    "WEEKDAY": "a weekday",
    "MEAL": "a meal",
    "ROUTE": "a route",
    "FOR": "`for`",
    "EVERY": "`every`",
    "DOSES": "`doses`",
    "CYCLES": "`cycles`",
    "DAYS": "`day`",
    "TIMES": "`times`",
}
_MOST_DEEP = 40


def refused_words(lexemes: Sequence[Lexeme]) -> list[Diagnostic]:
    """Words that mean two things, wherever they stand outside quotes and names."""
    found = []
    for position, lexeme in enumerate(lexemes):
        word = lexeme.text.lower()
        before = lexemes[position - 1] if position else None
        if before and before.kinds[0] in ("ARM", "TRIAL", "AGENT", "SPAN", "READING", "OF_AGENT"):
            continue
        if word in _REFUSED_WORDS and (word != "u" or (before and before.of("NUMBER"))):
            readings, why = _REFUSED_WORDS[word]
            found.append(mistakes.refused_word(lexeme.span, readings, why))
        elif (
            before
            and before.kinds[0] == "NUMBER"
            and word in _UNIT_OF
            and not _is_a_figure(lexemes, position - 1)
            and not _is_a_day(lexemes, position - 1)
        ):
            number, unit = before.text, _UNIT_OF[word]
            readings = (f"every {number} {unit}s", f"{number} times per {unit}")
            why = f"means every {number} {unit}s or {number} times per {unit}"
            span = before.span.to(lexeme.span)
            found.append(mistakes.refused_word(span, readings, why))
    return found


def _is_a_figure(lexemes: Sequence[Lexeme], position: int) -> bool:
    """Whether the number is dressed as an amount, such as `1e9`, that no one counts periods in."""
    numeral = lexemes[position].value
    return numeral is not None and (numeral.power or numeral.value is None or numeral.value > 60)


def _is_a_day(lexemes: Sequence[Lexeme], position: int) -> bool:
    """Whether the number is a day or a week, alone or at the end of a list: `on days 1-4 daily`."""
    while position and lexemes[position].of(
        "NUMBER", "SIGNED", "LIST_COMMA", "LIST_AND", "DASH", "TO"
    ):
        position -= 1
    return lexemes[position].of("DAYS", "WEEKS")


def misfit(lexemes: Sequence[Lexeme], trouble: Misfit, line: Span) -> Diagnostic:
    """What to say about the lexeme that fits no rule: the likeliest slip first."""
    if trouble.position >= len(lexemes):
        return _early(lexemes, trouble, line)
    at = lexemes[trouble.position]
    before = lexemes[trouble.position - 1] if trouble.position else None
    expected = trouble.expected
    if at.of("AND", "THEN"):
        other = next((each for each in lexemes[: trouble.position] if each.of("AND", "THEN")), None)
        if other is not None and other.kinds[0] != at.kinds[0]:
            return mistakes.then_and_mixed(at.span, other.span)
    counted = before is not None and before.of("NUMBER") and "UNIT" in expected
    if counted and at.kinds == ("NAME",):
        return mistakes.unknown_unit(at.span, _unit_words())
    if at.of("TIMES", "ADVERB", "UNIT") and before is not None and _after_list(lexemes, trouble):
        return mistakes.list_runs_on(before.span)
    if before is not None and "TIME_UNIT" in expected and before.of("NUMBER"):
        head = lexemes[trouble.position - 2] if trouble.position > 1 else None
        if head is not None and head.of("FOR") and not (at.of("NAME") and at.kinds == ("NAME",)):
            return mistakes.bare_count(head.span.to(before.span))
    return mistakes.not_understood(at.span, _in_words(expected), _fitting_words(expected))


def _after_list(lexemes: Sequence[Lexeme], trouble: Misfit) -> bool:
    before, comma = (
        lexemes[trouble.position - 1],
        lexemes[trouble.position - 2 : trouble.position - 1],
    )
    return before.of("NUMBER") and bool(comma) and comma[0].of("LIST_COMMA")


def _early(lexemes: Sequence[Lexeme], trouble: Misfit, line: Span) -> Diagnostic:
    if not lexemes:
        return mistakes.ends_early(line, ("an amount", "how often"))
    last = lexemes[-1]
    if last.of("NUMBER") and len(lexemes) > 1 and lexemes[-2].of("FOR"):
        return mistakes.bare_count(lexemes[-2].span.to(last.span))
    end = Span(last.span.source, last.span.stop, last.span.stop)
    return mistakes.ends_early(end, _in_words(trouble.expected))


def _in_words(expected: frozenset[str]) -> tuple[str, ...]:
    """Up to six things that could stand here, in the reader's words."""
    found = [words for kind, words in _EXPECTED_WORDS.items() if kind in expected]
    return tuple(found[:6])


def _fitting_words(expected: frozenset[str]) -> tuple[str, ...]:
    """The known words that the place accepts; all of them where it accepts many."""
    fitting = tuple(
        word
        for word in vocabulary.known_words()
        if set(vocabulary.kinds(word)) & expected or len(expected) > 30
    )
    return fitting or vocabulary.known_words()


def _unit_words() -> tuple[str, ...]:
    return tuple(
        spelling for spelling in units.table() if len(spelling) > 1 and "_" not in spelling
    )


# ------------------------------------------------------------------ trees to regimens


def item(node: Node, reading: Reading) -> Item:
    """The regimen of a phrase. Raises `Refused` for what cannot be meant."""
    return _Builder(reading).item(node, in_bracket=False, depth=0)


def _least(item: Item) -> Fraction:
    """The least time in seconds that an item is known to take."""
    if isinstance(item, Course):
        length = item.extent.length if item.extent.kind == "length" else None
        return length.seconds[0] if length is not None else Fraction(0)
    if isinstance(item, Rest):
        return item.length.seconds[0]
    if isinstance(item, Repeated):
        return _least(item.item) * item.times
    added = [_least(part) for part in item.items]
    return sum(added, Fraction(0)) if isinstance(item, InTurn) else max(added)


class _Builder:
    """Builds items left to right, carrying amount, agent and route from course to course."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.before: Course | None = None
        self.divided: Span | None = None

    def item(self, node: Node, in_bracket: bool, depth: int) -> Item:
        if depth > _MOST_DEEP:
            raise Refused(mistakes.text_too_long(self.reading.span(node)))
        if node.data == "course":
            return self._course(node, in_bracket)
        if node.data == "rest":
            given = subtree(node, "length")
            assert given is not None
            return Rest(length(given, self.reading))
        if node.data == "bracket":
            return self._bracket(node, depth)
        parts = [
            self.item(child, in_bracket, depth + 1)
            for child in node.children
            if isinstance(child, Node)
        ]
        if node.data == "together":
            return Together(tuple(parts))
        nodes = [child for child in node.children if isinstance(child, Node)]
        for part, following, place in zip(parts, parts[1:], nodes[1:], strict=False):
            self._check_turn(part, following, self.reading.span(place))
        return InTurn(tuple(parts))

    def _check_turn(self, part: Item, following: Item, place: Span) -> None:
        """What follows a single dose says when it starts; what follows anything, that it ends."""
        says_start = isinstance(following, Course) and following.start is not None
        if not isinstance(part, Course) or says_start:
            return
        if part.extent.kind == "listed" and part.patterns:
            single = part.patterns[0][1]
            if isinstance(single, Listed) and part.start is None:
                raise Refused(refusals.start_needed(place))
        if part.extent.kind == "open" and not part.extent.why:
            span = part.said[0].span
            raise Refused(refusals.no_end(span or place))

    def _bracket(self, node: Node, depth: int) -> Item:
        inner = next(child for child in node.children if isinstance(child, Node))
        made = self.item(inner, in_bracket=True, depth=depth + 1)
        if not tokens(node, "REPEATED"):
            return Repeated(made)
        figure = subtree(node, "figure")
        assert figure is not None
        number = tokens(figure, "NUMBER")
        if not number or len(tokens(figure)) != 1:
            raise Refused(refusals.needs_exact(self.reading.span(figure), "a repetition"))
        given = list(subtrees(node, "length"))
        every = length(given[0], self.reading) if given else None
        if every is not None and every.seconds[1] is not None and _least(made) > every.seconds[1]:
            raise Refused(refusals.does_not_fit(
                self.reading.span(given[0]), self.reading.span(inner),
                "one round is longer than the time until the next",
                "lengthen it, or shorten the round",
            ))  # fmt: skip
        return Repeated(made, whole(number[0], self.reading), every)

    def _course(self, node: Node, in_bracket: bool) -> Course:
        draft = Draft(self.reading, self.reading.span(node), in_bracket)
        trouble: list[Diagnostic] = []
        for child in node.children:
            if isinstance(child, Node):
                try:
                    clauses.read(child, draft)
                except Refused as refused:
                    trouble.append(refused.diagnostic)
        if trouble:
            for diagnostic in trouble[:-1]:
                self.reading.report.add(diagnostic)
            raise Refused(trouble[-1])
        start = draft.get("start")
        if self.before is None and start is not None and start.anchor.endswith("dose"):
            raise Refused(refusals.no_earlier_dose(draft.place("start")))
        if self.divided is not None and draft.get("dose") is None:
            raise Refused(
                refusals.does_not_fit(
                    draft.span, self.divided, "the amount before this is divided into doses",
                    "say the amount of this course again",
                )
            )  # fmt: skip
        self.divided = draft.place("divided") if draft.get("divided") else None
        self.before = course(draft, self.before)
        return self.before
