"""Lines of `visits`: activities with their days and windows, watches, and visits that hang on
other visits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from dosecalc.diagnostics import Report
from dosecalc.language import clauses, refusals, visit_refusals
from dosecalc.language.block import Statement
from dosecalc.language.clauses.dose import Levels
from dosecalc.language.compose import course
from dosecalc.language.draft import Draft, Once, Placed
from dosecalc.language.facts import facts_of, one_name
from dosecalc.language.tree import Node
from dosecalc.language.values import (
    Reading,
    Refused,
    length,
    point,
    point_text,
    span_name,
    subtree,
    subtrees,
    tokens,
    words,
)
from dosecalc.language.vocabulary import CHAINED
from dosecalc.model import Extent, Facts, Point
from dosecalc.protocol import Chain, Visit, Watch

ANY_DOSE = "dose"
_WHICH: dict[str, Literal["each", "first", "last"]] = {
    "each": "each", "first": "first", "last": "last"
}  # fmt: skip


def visit(node: Node, statement: Statement, reading: Reading) -> Visit | Watch:
    """What one line of `visits` means; the statement gets its canonical text."""
    facts = facts_of(statement)
    watched = subtree(node, "watch")
    if watched is not None:
        return _watch(watched, statement, reading, facts)
    names = subtrees(next(subtrees(node, "activities")), "name")
    activities = tuple(words(name) for name in names)
    draft = Draft(reading, statement.span)
    chain = None
    for child in node.children:
        if not isinstance(child, Node):
            continue
        if child.data == "visit_at":
            _at(child, draft)
        elif child.data == "chained":
            chain = _chain(child, draft)
        elif clauses.is_clause(child):
            clauses.read(child, draft)
    said = ", ".join(map(one_name, activities))
    if chain is not None:
        statement.text = " ".join([said, *(each.text for each in draft.said)])
        if set(draft.slots) - {"window", "chain"} or draft.frequencies:
            raise Refused(visit_refusals.chain_and_days(draft.place("chain")))
        return Visit(
            activities=activities, pattern=None, extent=Extent(kind="listed"),
            said=tuple(draft.said), window=draft.get("window"), chain=chain, facts=facts,
        )  # fmt: skip
    draft.put("dose", Levels(((),), ""), statement.span)
    made = course(draft, None)
    statement.text = " ".join([said, *(each.text for each in made.said)])
    return Visit(
        activities=activities, pattern=made.patterns[0][1] if made.patterns else None,
        extent=made.extent, said=made.said, start=made.start, window=made.window, facts=facts,
    )  # fmt: skip


def _watch(node: Node, statement: Statement, reading: Reading, facts: Facts) -> Watch:
    name = words(next(subtrees(node, "name")))
    given = length(next(subtrees(node, "length")), reading)
    place = point(next(subtrees(node, "point")), reading)
    gates = bool(tokens(node, "BEFORE_NEXT_COHORT"))
    said = f"watch {one_name(name)} for {given} from {point_text(place, reading.days)}"
    said += ", before next cohort" if gates else ""
    statement.text = said
    return Watch(
        name=name, length=given, point=place, before_next_cohort=gates, said=said, facts=facts
    )


def _at(node: Node, draft: Draft) -> None:
    """`28 days after the last dose`, `3 days before radiotherapy starts`: a single visit there."""
    reading, span = draft.reading, draft.reading.span(node)
    given = length(next(subtrees(node, "length")), reading)
    before = bool(tokens(node, "BEFORE"))
    if tokens(node, "LAST_DOSE", "FIRST_DOSE"):
        last = bool(tokens(node, "LAST_DOSE"))
        place = Point(anchor="last dose" if last else "first dose", length=given, before=before)
    else:
        name = span_name(tokens(next(subtrees(node, "name")))[0], reading)
        end = bool(tokens(node, "ENDS"))
        place = Point(
            anchor="span end" if end else "span start", name=name, length=given, before=before
        )
    draft.put("start", place, span)
    draft.frequencies.append(Placed(Once(), span))
    draft.say(point_text(place, reading.days), "one visit, so far from there", span)


def _chain(node: Node, draft: Draft) -> Chain:
    """`7 days after each actual infusion`: counted from visits of another activity."""
    reading, span = draft.reading, draft.reading.span(node)
    *which, basis = tokens(node, "CHAINED")[0].lower().split()
    given = length(next(subtrees(node, "length")), reading)
    before = bool(tokens(node, "BEFORE"))
    if before and basis == "actual":
        raise Refused(visit_refusals.before_what_happened(span))
    if given.low != given.high:
        raise Refused(refusals.needs_exact(span, "the time between two visits"))
    named = next(subtrees(node, "name"))
    name, count = words(named), _WHICH[CHAINED[" ".join(which)]]
    shown = count if count == "each" else f"the {count}"
    draft.put("chain", True, span)
    draft.say(
        f"{given} {'before' if before else 'after'} {shown} {basis} {one_name(name)}",
        f"counted from the {basis} date of {name}", span,
    )  # fmt: skip
    return Chain(
        activity=name, which=count, actual=basis == "actual", length=given, before=before,
        span=reading.span(named),
    )  # fmt: skip


def check_chains(visits: Sequence[Visit | Watch], report: Report) -> None:
    """Report visits that hang on an activity that does not exist, or in the end on themselves."""
    hangs: dict[str, Chain] = {}
    known = {ANY_DOSE}
    for each in visits:
        if isinstance(each, Visit):
            known.update(each.activities)
            if each.chain is not None:
                hangs.update(dict.fromkeys(each.activities, each.chain))
    for activity, chain in hangs.items():
        assert chain.span is not None
        if chain.activity not in known:
            name = chain.activity
            report.add(refusals.unknown_name(chain.span, "activity", sorted(known), name))
            continue
        met, here = {activity}, chain.activity
        while here in hangs and here not in met:
            met.add(here)
            here = hangs[here].activity
        if here in met and here in hangs:
            report.add(visit_refusals.hangs_on_itself(chain.span, activity))
