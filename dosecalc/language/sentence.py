"""A tree to its regimen: courses, in turn or together, repeated or not."""

from __future__ import annotations

from fractions import Fraction

from dosecalc.diagnostics import Diagnostic, Span
from dosecalc.language import clauses, mistakes, refusals, timing_refusals
from dosecalc.language.compose import course
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import Reading, Refused, length, subtree, subtrees, tokens, whole
from dosecalc.model import Course, Item, Repeated, Rest, Said, Together
from dosecalc.model import Sequence as InTurn
from dosecalc.patterns import DAY, Listed

_MOST_DEEP = 40


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


def _end(course: Course) -> Said | None:
    """The clause that ends a course, if one does."""
    starts = ("for ", "through ", "before day", "up to ")
    return next((said for said in course.said if said.text.startswith(starts)), None)


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
            self._check_ends(parts)
            return Together(tuple(parts))
        nodes = [child for child in node.children if isinstance(child, Node)]
        for part, following, place in zip(parts, parts[1:], nodes[1:], strict=False):
            self._check_turn(part, following, self.reading.span(place))
        return InTurn(tuple(parts))

    def _check_turn(self, part: Item, following: Item, place: Span) -> None:
        """What follows a single dose says when it starts; what follows anything, that it ends."""
        self._check_weeks(following)
        says_start = isinstance(following, Course) and following.start is not None
        if not isinstance(part, Course) or says_start:
            return
        if part.extent.kind == "listed" and part.patterns:
            single = part.patterns[0][1]
            days = {slot.offset // DAY for slot in getattr(single, "slots", ())}
            if isinstance(single, Listed) and (part.start is None or len(days) == 1):
                raise Refused(timing_refusals.start_needed(place))
        if part.extent.kind == "open" and not part.extent.why:
            span = part.said[0].span
            raise Refused(timing_refusals.no_end(span or place))

    def _check_weeks(self, following: Item) -> None:
        """Weeks of a later course count from its start: one that begins later is a slip."""
        if not isinstance(following, Course):
            return
        for said in following.said:
            late = said.text.startswith("in weeks ") and not said.text.startswith("in weeks 1")
            if late and said.span is not None:
                raise Refused(timing_refusals.weeks_after_then(said.span))

    def _check_ends(self, parts: list[Item]) -> None:
        """An end or a cycle of one course beside another that has none is often meant for both."""
        whole = [part for part in parts if isinstance(part, Course)]
        ended = [(part, _end(part)) for part in whole]
        given = next((said for part, said in ended if said is not None), None)
        for part, said in ended:
            alone = part.extent.kind == "open" and not part.extent.why
            cycled = given is not None and given.text.endswith("cycles")
            alone = alone or (cycled and part.extent.kind == "listed")
            if said is None and alone and given is not None and given.span and part.said[0].span:
                self.reading.report.add(
                    timing_refusals.end_of_one_course(part.said[0].span, given.span)
                )

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
            raise Refused(timing_refusals.no_earlier_dose(draft.place("start")))
        if self.divided is not None and draft.get("dose") is None and not draft.get("rate"):
            raise Refused(
                refusals.does_not_fit(
                    draft.span, self.divided, "the amount before this is divided into doses",
                    "say the amount of this course again",
                )
            )  # fmt: skip
        self.divided = draft.place("divided") if draft.get("divided") else None
        self.before = course(draft, self.before)
        return self.before
