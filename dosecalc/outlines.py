"""A trial as an outline: all it says in canonical words, each part under what it belongs to.

>>> from dosecalc.language import read_phrase
>>> arm, = outline(read_phrase("1×10^9 particles QD x 4 days").trial).children
>>> arm.children[0].children[0].children[0].parts
(('amount', '1e9 particles'), ('frequency', 'daily'), ('extent', 'for 4 days'))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple

from dosecalc.clause_kinds import AMOUNT, Part, parts_of
from dosecalc.language.facts import bare_name, facts_text, one_name
from dosecalc.language.values import quoted
from dosecalc.model import (
    Arm,
    Course,
    Facts,
    Item,
    Reading,
    Regimen,
    Repeated,
    Rest,
    Sequence,
    Together,
    Trial,
    courses,
)
from dosecalc.protocol import (
    Agent,
    Assumption,
    Expect,
    Participants,
    Site,
    Spacing,
    SpanOfTime,
    Visit,
    Watch,
)


class Node(NamedTuple):
    """A part of a trial: what it says of itself, and the parts in it.

    `said` is all of it on one line. Children of one `kind` are matched by their keys; `placed`
    ones with one key stand in an order that means something. `sorts` is the same for two nodes
    that say the same in another order.
    """

    kind: str
    name: str
    said: str
    parts: tuple[Part, ...] = ()
    children: tuple[Node, ...] = ()
    key: tuple[object, ...] = ()
    placed: bool = False

    @property
    def sorts(self) -> tuple[object, ...]:
        """All that is said of it but its name, in an order of its own."""
        inner = [(each.kind, repr(each.key), each.sorts) for each in self.children]
        own = sorted(part for part in self.parts if part[0] != "label")
        return tuple(own), tuple(inner if self._ordered() else sorted(inner))

    def _ordered(self) -> bool:
        return any(each.placed for each in self.children)


def outline(trial: Trial) -> Node:
    """The whole of a trial, its own lines first."""
    return Node(
        "trial", trial.name, trial.name, tuple(_trial(trial)),
        (
            *map(_site, trial.sites), *map(_agent, trial.agents), *map(_span, trial.spans),
            *map(_arm, trial.arms),
            *(node for each in trial.visits for node in _visit(each)),
            *map(_assumption, trial.assumptions), *map(_expect, trial.expects),
        ),
    )  # fmt: skip


def _trial(trial: Trial) -> Iterator[Part]:
    if not trial.phrase:
        yield "name", trial.name
    yield from _label(trial.label)
    yield from trial.facts_stated
    yield from _people(trial.participants)
    yield from _spacing(trial.spacing)
    if trial.days_from_zero:
        yield "day count", "counting days from 0"
    if trial.unconfirmed:
        yield "draft", "unconfirmed"
    yield from _facts(trial.facts)


def _label(label: str) -> Iterator[Part]:
    if label:
        yield "label", quoted(label)


def _facts(facts: Facts) -> Iterator[Part]:
    if facts.assumed is not None:
        yield "assumed", quoted(facts.assumed)
    yield from (("source", quoted(each)) for each in facts.sources)
    yield from (("note", quoted(each)) for each in facts.notes)


def _people(found: Iterable[Participants]) -> Iterator[Part]:
    for each in found:
        yield "participants", f"{each.figure}{each.where}{facts_text(each.facts)}"


def _spacing(found: Iterable[Spacing]) -> Iterator[Part]:
    for each in found:
        yield each.kind, each.said + facts_text(each.facts)


def _site(site: Site) -> Node:
    return _named("site", site.name, site.said)


def _agent(agent: Agent) -> Node:
    products = (("product", f"{each}{facts_text(each.facts)}") for each in agent.products)
    usable = (("usable", f"{each}{facts_text(each.facts)}") for each in agent.usable)
    parts = (*_label(agent.label), *products, *usable, *_facts(agent.facts))
    return _named("agent", agent.name, parts)


def _span(span: SpanOfTime) -> Node:
    lasts = ("length", span.said)
    return _named("span", span.name, (*_label(span.label), lasts, *_facts(span.facts)))


def _named(kind: str, name: str, parts: tuple[Part, ...]) -> Node:
    return Node(kind, name, _joined(parts), parts, key=(name,))


def _joined(parts: Iterable[Part]) -> str:
    return ", ".join(text for _, text in parts)


# ------------------------------------------------------------------ dosing


def _arm(arm: Arm) -> Node:
    parts = (
        *_label(arm.label), *_people(arm.participants), *_spacing(arm.spacing), *_untreated(arm),
        *_facts(arm.facts),
    )  # fmt: skip
    readings = tuple(map(_reading, arm.readings))
    said = "; ".join(
        f"reading {bare_name(each.name)}: {each.said}" if each.name else each.said
        for each in readings
    )
    return Node("arm", arm.name, said or _joined(parts), parts, readings, key=(arm.name,))


def _untreated(group: Arm | Reading) -> Iterator[Part]:
    if group.untreated:
        yield "treatment", "no treatment"


def _reading(reading: Reading) -> Node:
    regimens = tuple(node for each in reading.regimens for node in _regimens(each))
    said = "; ".join(each.said for each in regimens) or "no treatment"
    parts = (*_untreated(reading), *_facts(reading.facts))
    name = reading.name or ""
    return Node("reading", name, said, parts, regimens, key=(name,))


def _regimens(regimen: Regimen) -> Iterator[Node]:
    """What runs together from one start, each for itself, as if it had a line of its own."""
    draft = (("draft", "unconfirmed"),) if regimen.unconfirmed else ()
    facts = (*draft, *_facts(regimen.facts))
    whole = dict(zip(map(id, courses(regimen.item)), _carried(regimen.item), strict=True))
    items = regimen.item.items if isinstance(regimen.item, Together) else (regimen.item,)
    for item in items:
        found = _courses(item, whole)
        alone = isinstance(item, Course)
        order = () if alone else (("sequence", _shape(item, count(1))),)
        yield Node("regimen", "", f"give {item}", (*order, *facts), found)


def _courses(item: Item, whole: dict[int, tuple[Part, ...]]) -> tuple[Node, ...]:
    return tuple(
        Node("course", "", str(each), whole[id(each)], placed=not isinstance(item, Course))
        for each in _in_order(item)
    )


def _in_order(item: Item) -> Iterator[Course]:
    """The courses as `_shape` numbers them."""
    if isinstance(item, Course):
        yield item
    elif isinstance(item, Repeated):
        yield from _in_order(item.item)
    elif not isinstance(item, Rest):
        for each in _tidy(item):
            yield from _in_order(each)


def _tidy(item: Sequence | Together) -> tuple[Item, ...]:
    """The items in the order that means something; those that run together, by their words."""
    if isinstance(item, Sequence):
        return item.items
    return tuple(sorted(item.items, key=lambda each: (type(each).__name__, _words(each))))


def _words(item: Item) -> list[str]:
    return [repr(sorted(parts_of(c.text for c in each.said))) for each in _in_order(item)]


def _shape(item: Item, numbers: Iterator[int]) -> str:
    """How courses follow each other: `course 1 then rest 7 days then course 2`."""
    if isinstance(item, Course):
        return f"course {next(numbers)}"
    if isinstance(item, Rest):
        return f"rest {item.length}"
    if isinstance(item, Repeated):
        times = f" repeated {item.times} times" if item.times != 1 else ""
        return f"({_shape(item.item, numbers)}){times}" + (
            f" every {item.every}" * bool(item.every)
        )
    inner = [
        f"({_shape(each, numbers)})" if isinstance(each, (Sequence, Together))
        else _shape(each, numbers)
        for each in _tidy(item)
    ]  # fmt: skip
    return (" then " if isinstance(item, Sequence) else " and ").join(inner)


def _carried(item: Item) -> Iterator[tuple[Part, ...]]:
    """The parts of every course, with the amount, agent and route that carry over to it."""
    amount: tuple[Part, ...] = ()
    for course in courses(item):
        parts = list(parts_of(clause.text for clause in course.said))
        own = tuple(part for part in parts if part[0] in AMOUNT)
        if own:
            amount = own
        else:
            parts = [*amount, *parts]
        parts = [part for part in parts if part[0] not in ("agent", "route")]
        if course.agent:
            parts.append(("agent", f"of {bare_name(course.agent)}"))
        if course.route:
            parts.append(("route", f"by {course.route}"))
        yield tuple(parts)


# ------------------------------------------------------------------ visits and the rest


def _visit(visit: Visit | Watch) -> Iterator[Node]:
    """A watch, or each activity of a visit for itself."""
    if isinstance(visit, Watch):
        yield _watch(visit)
        return
    parts = (*parts_of(each.text for each in visit.said), *_facts(visit.facts))
    said = " ".join(each.text for each in visit.said)
    for activity in visit.activities:
        yield Node("visit", activity, said, parts, key=(activity,))


def _watch(watch: Watch) -> Node:
    rest = watch.said.removeprefix(f"watch {one_name(watch.name)} for {watch.length} ")
    gate = (("gate", "before next cohort"),) if watch.before_next_cohort else ()
    start = rest.removesuffix(", before next cohort")
    parts = (("extent", f"for {watch.length}"), ("start", start), *gate, *_facts(watch.facts))
    said = watch.said.removeprefix(f"watch {one_name(watch.name)} ")
    return Node("watch", watch.name, said, parts, key=(watch.name,))


def _assumption(assumption: Assumption) -> Node:
    """What is assumed, under the thing that it gives a value."""
    left, _, right = assumption.text.partition(" = ")
    target = assumption.target.unit
    into = target.dimension if target and assumption.kind == "conversion" else None
    key = (assumption.kind, left, into, assumption.scope)
    parts = (("value", right), *_facts(assumption.facts))
    return Node("assumption", left, assumption.text, parts, key=key)


def _expect(expect: Expect) -> Node:
    """What is expected, under the figure that it speaks of."""
    cohort = f"cohort {expect.cohort}" if expect.cohort else ""
    per = expect.per if expect.per != "participant" else ""
    reading = f"in reading {bare_name(expect.reading)}" if expect.reading else ""
    name = " ".join(filter(None, (bare_name(expect.arm), cohort, per, expect.kind, reading)))
    value = _expected(expect)
    dimension = expect.unit.dimension if expect.unit else None
    key = (expect.arm, expect.cohort, expect.reading, expect.per, expect.kind, dimension)
    parts = (("value", value), *_facts(expect.facts))
    return Node("expectation", name, value, parts, key=key)


def _expected(expect: Expect) -> str:
    tail = f" in reading {bare_name(expect.reading)}" if expect.reading else ""
    return expect.said.removesuffix(tail).partition(f" {expect.kind} ")[2]
