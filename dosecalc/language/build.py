"""Statements to a `Trial`: each line's place in its block is checked, then its meaning is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dosecalc.days import WEEKDAYS, DayCount, weekday
from dosecalc.diagnostics import Diagnostic, Report, Source, Span
from dosecalc.language import dose_refusals, mistakes, places, refusals, sentence, visiting
from dosecalc.language.block import Statement, walk
from dosecalc.language.clauses import weekdays
from dosecalc.language.expecting import assumption, expectation, refined
from dosecalc.language.facts import (
    bare_name,
    body_of,
    collected,
    facts_of,
    facts_of_all,
    facts_text,
    name_and_label,
    titled,
)
from dosecalc.language.holdings import product
from dosecalc.language.tree import Node
from dosecalc.language.values import (
    Reading,
    Refused,
    figure,
    length,
    quoted,
    subtree,
    subtrees,
    tokens,
    unquoted,
    words,
)
from dosecalc.model import Arm, Facts, Regimen, Trial, pieces
from dosecalc.model import Reading as ArmReading
from dosecalc.patterns import Slot, weekly
from dosecalc.protocol import (
    Agent,
    Assumption,
    Expect,
    Participants,
    Product,
    Site,
    Spacing,
    SpanOfTime,
    Usable,
    Visit,
    Watch,
)

_FILE = (
    "trial", "agent", "arm", "span", "visits", "expect", "assume", "counting", "unconfirmed",
    "attribute",
)  # fmt: skip
_FACTS = ("attribute", "unconfirmed")
_ALLOWED: dict[str, tuple[str, ...]] = {
    "trial": (
        "phase", "fact", "site", "ages", "participants", "sentinel", "stagger", "starts",
        "completes", "record", "attribute", "unconfirmed", "counting",
    ),
    "site": ("closed", "holidays", "slots", "zone", "attribute"),
    "agent": ("product", "usable", "attribute"),
    "arm": ("participants", "sentinel", "stagger", "reading", "give", "nothing", "attribute"),
    "reading": ("give", "nothing", "attribute"),
    "give": _FACTS,
    "span": ("lasts", "attribute"),
    "visits": ("visit", "attribute"),
    "assume": ("central", "drawn", "attribute"),
}  # fmt: skip
_LEAF = ("attribute",)
_WORDS = {
    "fact": "sponsor", "attribute": "note", "counting": "counting days from 0",
    "nothing": "no treatment", "visit": "activity at weeks 0, 4", "slots": "slots 8 a day",
    "zone": "timezone",
}  # fmt: skip


@dataclass(slots=True)
class _Made:
    """What the statements of a file have made so far."""

    trial: Statement | None = None
    stated: list[tuple[str, str]] = field(default_factory=list)
    participants: list[Participants] = field(default_factory=list)
    spacing: list[Spacing] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    agents: list[Agent] = field(default_factory=list)
    spans: list[SpanOfTime] = field(default_factory=list)
    arms: list[Arm] = field(default_factory=list)
    visits: list[Visit | Watch] = field(default_factory=list)
    expects: list[Expect] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)
    facts: Facts = Facts()
    unconfirmed: bool = False


def trial(found: list[Statement], source: Source, report: Report) -> Trial:
    """The trial of a file; every mistake is reported, and what is sound is kept."""
    _places(found, report)
    return _Builder(source, report, found).trial()


def _places(found: list[Statement], report: Report) -> None:
    """Report lines that stand in a block which cannot hold them."""

    def check(statements: list[Statement], allowed: tuple[str, ...], place: str) -> None:
        for each in statements:
            if each.tree is not None and each.rule not in allowed:
                shown = [_WORDS.get(rule, rule) for rule in allowed]
                report.add(mistakes.misplaced_line(_head(each), place, shown))
                each.tree = None
            check(each.block, _ALLOWED.get(each.rule, _LEAF), f"under `{each.rule}`")

    check(found, _FILE, "at the top of a file")


def _said_again(line: Statement, statement: Statement) -> Diagnostic:
    """A block that says one thing in two lines."""
    first = next(each for each in statement.block if each.rule == line.rule)
    message = f"one agent has one line `{line.rule}`"
    return refusals.does_not_fit(_head(line), _head(first), message, "leave one of the two out")


def _head(statement: Statement) -> Span:
    return statement.lines[0].lexemes[0].span if statement.lines[0].lexemes else statement.span


class _Builder:
    """Builds one trial; each method reads one kind of statement."""

    def __init__(self, source: Source, report: Report, found: list[Statement]) -> None:
        self.report = report
        self.found = found
        self.made = _Made()
        counting = any(each.tree is not None and each.rule == "counting" for each in walk(found))
        names = tuple(
            words(named)
            for each in found
            if each.rule == "span" and each.tree is not None
            for named in subtrees(body_of(each.tree), "name")
        )
        self.reading = Reading(source=source, report=report, days=DayCount(counting), spans=names)
        self.counting = counting
        self.seen: dict[tuple[str, str], Span] = {}

    def trial(self) -> Trial:
        readers: dict[str, Callable[[Node, Statement], None]] = {
            "trial": self._trial, "agent": self._agent, "arm": self._arm, "span": self._span,
            "visits": self._visits, "expect": self._expect, "assume": self._assume,
        }  # fmt: skip
        for statement in self.found:
            if statement.tree is None:
                continue
            reader = readers.get(statement.rule)
            if reader is not None:
                self._guarded(reader, statement)
            elif statement.rule == "unconfirmed":
                self.made.unconfirmed = True
                statement.text = "unconfirmed"
            elif statement.rule == "counting":
                statement.text = "counting days from 0"
        self._loose_facts()
        self._expected_arms()
        return self._finished()

    def _guarded(self, reader: Callable[[Node, Statement], None], statement: Statement) -> None:
        assert statement.tree is not None
        try:
            reader(body_of(statement.tree), statement)
        except Refused as refused:
            self.report.add(refused.diagnostic)

    def _loose_facts(self) -> None:
        """Notes and sources at the top of a file belong to the trial."""
        loose = [each for each in self.found if each.rule == "attribute"]
        for each in walk(self.found):
            if each.rule == "attribute" and each.tree is not None:
                each.text = facts_text(collected([body_of(each.tree)])).strip()
        facts = facts_of_all(loose)
        mine = self.made.facts
        self.made.facts = Facts(
            assumed=mine.assumed or facts.assumed,
            sources=mine.sources + facts.sources,
            notes=mine.notes + facts.notes,
        )

    def _finished(self) -> Trial:
        made = self.made
        name, label, span = "", "", None
        if made.trial is not None and made.trial.tree is not None:
            body = body_of(made.trial.tree)
            name, label = name_and_label(body)
            span = self.reading.span(next(subtrees(body, "name")))
        elif made.arms and self.report.ok:
            self.report.add(refusals.no_trial(_head(self.found[0])))
        return Trial(
            name=name, label=label, facts_stated=tuple(made.stated),
            participants=tuple(made.participants), spacing=tuple(made.spacing),
            sites=tuple(made.sites), days_from_zero=self.counting,
            unconfirmed=made.unconfirmed, agents=tuple(made.agents), spans=tuple(made.spans),
            arms=tuple(made.arms), visits=tuple(made.visits), expects=tuple(made.expects),
            assumptions=tuple(made.assumptions), facts=made.facts, span=span,
        )  # fmt: skip

    def _expected_arms(self) -> None:
        """Report expectations of arms that no line declares, not even one with mistakes."""
        if self.report.ok:
            return  # the checks see to it
        names = [name for kind, name in self.seen if kind == "arm"]
        for expect in self.made.expects:
            if expect.arm is not None and expect.arm not in names and expect.span is not None:
                self.report.add(refusals.unknown_name(expect.span, "arm", names, expect.arm))

    def _unique(self, kind: str, name: str, span: Span) -> None:
        before = self.seen.setdefault((kind, name), span)
        if before is not span:
            raise Refused(refusals.duplicate_name(span, before, kind))

    # -- the trial's own lines

    def _trial(self, body: Node, statement: Statement) -> None:
        if self.made.trial is not None:
            before = _head(self.made.trial)
            self.report.add(refusals.duplicate_name(_head(statement), before, "the file's"))
            return
        self.made.trial = statement
        statement.text = f"trial {titled(body)}"
        self.made.facts = facts_of(statement)
        for line in statement.block:
            if line.tree is None:
                continue
            inner = body_of(line.tree)
            try:
                if line.rule == "participants":
                    self.made.participants.append(
                        places.participants(inner, line, self.reading, self.made.participants)
                    )
                elif line.rule in ("sentinel", "stagger"):
                    self.made.spacing.append(places.spacing(inner, line, self.reading))
                elif line.rule == "site":
                    found = places.site(inner, line, self.reading, self.report)
                    self._unique("site", found.name, self.reading.span(inner))
                    self.made.sites.append(found)
                    self.made.stated.append(("site", quoted(found.name) + facts_text(found.facts)))
                elif line.rule == "unconfirmed":
                    self.made.unconfirmed = True
                    line.text = "unconfirmed"
                elif line.rule == "counting":
                    line.text = "counting days from 0"
                elif line.rule != "attribute":
                    keyword, text = self._stated(inner)
                    self.made.stated.append((keyword, text + facts_text(facts_of(line))))
                    line.text = f"{keyword} {text}"
            except Refused as refused:
                self.report.add(refused.diagnostic)

    def _stated(self, body: Node) -> tuple[str, str]:
        """A plain fact as its keyword and canonical text."""
        found = tokens(body)
        keyword = " ".join(str(found[0]).lower().split())
        given = subtree(body, "figure")
        if given is not None:
            return keyword, str(figure(given, self.reading))
        text = "".join(
            "/" if each.type == "SLASH" else (" " + quoted(unquoted(each)) if each.type == "STRING"
            else f" {str(each).lower() if each.type == 'VERSION' else each}")
            for each in found[1:]
        ).replace("/ ", "/").strip()  # fmt: skip
        return keyword, text

    def _agent(self, body: Node, statement: Statement) -> None:
        name, label = name_and_label(body)
        self._unique("agent", name, self.reading.span(next(subtrees(body, "name"))))
        products: list[Product] = []
        usable: list[Usable] = []
        statement.text = f"agent {titled(body)}"
        for line in statement.block:
            if line.tree is None:
                continue
            inner = body_of(line.tree)
            try:
                if line.rule == "product":
                    products.append(replace(product(inner, self.reading), facts=facts_of(line)))
                    line.text = f"product {products[-1]}"
                elif line.rule == "usable":
                    given = next(subtrees(inner, "length"))
                    usable.append(Usable(length=length(given, self.reading), facts=facts_of(line)))
                    line.text = f"usable {usable[-1]}"
                    if usable[1:]:
                        raise Refused(_said_again(line, statement))
            except Refused as refused:
                self.report.add(refused.diagnostic)
        self.made.agents.append(
            Agent(
                name=name, label=label, products=tuple(products), usable=tuple(usable),
                facts=facts_of(statement),
            )
        )  # fmt: skip

    # -- arms

    def _arm(self, body: Node, statement: Statement) -> None:
        name, label = name_and_label(body)
        span = self.reading.span(next(subtrees(body, "name")))
        self._unique("arm", name, span)
        statement.text = f"arm {titled(body)}"
        errors = len(self.report.errors)
        people: list[Participants] = []
        spacing: list[Spacing] = []
        gives: list[Regimen] = []
        readings: list[ArmReading] = []
        untreated = False
        names: dict[str, Span] = {}
        for line in statement.block:
            if line.tree is None:
                continue
            inner = body_of(line.tree)
            try:
                if line.rule == "participants":
                    people.append(places.participants(inner, line, self.reading, people))
                elif line.rule in ("sentinel", "stagger"):
                    spacing.append(places.spacing(inner, line, self.reading))
                elif line.rule == "give":
                    gives.append(self._give(inner, line))
                elif line.rule == "nothing":
                    untreated = True
                    line.text = "no treatment"
                elif line.rule == "reading":
                    readings.append(self._reading(inner, line, names))
            except Refused as refused:
                self.report.add(refused.diagnostic)
        if gives and readings:
            self.report.add(refusals.does_not_fit(
                span, readings[0].regimens[0].span or span if readings[0].regimens else span,
                "this arm has readings, and doses outside of them",
                "move every `give` into a reading",
            ))  # fmt: skip
        if gives:
            readings = [ArmReading(name=None, regimens=tuple(gives))]
        broken = any(each.tree is None for each in walk(statement.block))
        if untreated and readings:
            raise Refused(refusals.does_not_fit(
                span, span, "this arm has doses, and no treatment", "leave one of the two out"
            ))  # fmt: skip
        if not readings and not untreated and not broken and len(self.report.errors) == errors:
            self.report.add(refusals.missing(
                span, f"arm `{name}` does not say what is given",
                "add `give …`, or `no treatment`",
            ))  # fmt: skip
        self.made.arms.append(
            Arm(
                name=name, label=label, participants=tuple(people), spacing=tuple(spacing),
                readings=tuple(readings), untreated=untreated, facts=facts_of(statement),
                span=span,
            )
        )  # fmt: skip

    def _reading(self, body: Node, statement: Statement, names: dict[str, Span]) -> ArmReading:
        name = words(next(subtrees(body, "words")))
        span = self.reading.span(next(subtrees(body, "words")))
        if name in names:
            raise Refused(refusals.duplicate_name(span, names[name], "reading"))
        names[name] = span
        statement.text = f"reading {bare_name(name)}"
        gives: list[Regimen] = []
        untreated = False
        errors = len(self.report.errors)
        for line in statement.block:
            if line.rule == "nothing":
                untreated, line.text = True, "no treatment"
            elif line.rule == "give" and line.tree is not None:
                try:
                    gives.append(self._give(body_of(line.tree), line))
                except Refused as refused:
                    self.report.add(refused.diagnostic)
        broken = any(each.tree is None for each in statement.block)
        if untreated and gives:
            raise Refused(refusals.does_not_fit(
                span, span, "this reading has doses, and no treatment", "leave one of the two out"
            ))  # fmt: skip
        if not gives and not untreated and not broken and len(self.report.errors) == errors:
            message = f"reading `{name}` does not say what is given"
            hint = "add `give …`, or `no treatment`"
            self.report.add(refusals.missing(span, message, hint))
        return ArmReading(
            name=name, regimens=tuple(gives), untreated=untreated, facts=facts_of(statement)
        )

    def _give(self, body: Node, statement: Statement) -> Regimen:
        phrase = next(child for child in body.children if isinstance(child, Node))
        unconfirmed = False
        for line in statement.block:
            if line.rule == "unconfirmed":
                unconfirmed, line.text = True, "unconfirmed"
        made = Regimen(
            item=sentence.item(phrase, self.reading),
            facts=facts_of(statement),
            unconfirmed=unconfirmed,
            span=self.reading.span(phrase),
        )
        statement.text = f"give {made.item}"
        statement.pieces = pieces(made.item)
        return made

    # -- spans, visits

    def _span(self, body: Node, statement: Statement) -> None:
        name, label = name_and_label(body)
        span = self.reading.span(next(subtrees(body, "name")))
        self._unique("span", name, span)
        statement.text = f"span {titled(body)}"
        lines = [line for line in statement.block if line.rule == "lasts"]
        if len(lines) != 1:
            if not lines:
                self.report.add(refusals.missing(
                    span, f"span `{name}` does not say how long it lasts",
                    "add `lasts 6 weeks`, or `lasts an unstated time`",
                ))  # fmt: skip
            else:
                raise Refused(
                    refusals.said_twice(_head(lines[1]), _head(lines[0]), "how long it lasts")
                )
        facts = facts_of(statement)
        made = SpanOfTime(name=name, label=label, facts=facts, span=span)
        if lines and lines[0].tree is not None:
            inner = facts_of(lines[0])
            both = Facts(
                assumed=facts.assumed or inner.assumed,
                sources=facts.sources + inner.sources,
                notes=facts.notes + inner.notes,
            )
            made = self._lasts(replace(made, facts=both), body_of(lines[0].tree))
            lines[0].text = made.said
        self.made.spans.append(made)

    def _lasts(self, made: SpanOfTime, body: Node) -> SpanOfTime:
        plain = subtree(body, "lasts_length")
        if plain is not None:
            given = length(next(subtrees(plain, "length")), self.reading)
            return replace(made, length=given, said=f"lasts {given}")
        fractions = subtree(body, "lasts_fractions")
        if fractions is None:
            return replace(made, said="lasts an unstated time")
        count = figure(next(subtrees(fractions, "figure")), self.reading)
        span = self.reading.span(fractions)
        if count.low.denominator != 1 or count.low < 1 or count.high is None:
            raise Refused(dose_refusals.not_whole(span))
        days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
        said = f"lasts {count} fractions"
        listed = subtree(fractions, "on_weekdays")
        if listed is not None:
            days, on = weekdays.listed(listed, self.reading)
            said += f" on {on}"
        first = [weekday(str(token)) for token in tokens(fractions, "WEEKDAY")]
        starts = tuple(day for day in first if day is not None) or days
        if first:
            said += f", starting on a {WEEKDAYS[starts[0]]}"
            if starts[0] not in days:
                raise Refused(refusals.does_not_fit(
                    span, span, "the first fraction falls on a day without fractions",
                    "start on one of the listed weekdays",
                ))  # fmt: skip
        patterns = tuple((WEEKDAYS[day], weekly(days, (Slot(0),), day)) for day in starts)
        if listed is None:
            patterns = patterns[:1]
        return replace(made, fractions=count, patterns=patterns, said=said)

    def _visits(self, body: Node, statement: Statement) -> None:
        statement.text = "visits"
        facts, mine = facts_of(statement), self.made.facts
        self.made.facts = replace(
            mine, sources=mine.sources + facts.sources, notes=mine.notes + facts.notes
        )
        for line in statement.block:
            if line.tree is None or line.tree.data != "visit":
                continue
            try:
                self.made.visits.append(visiting.visit(line.tree, line, self.reading))
            except Refused as refused:
                self.report.add(refused.diagnostic)
        visiting.check_chains(self.made.visits, self.report)

    # -- expectations and assumptions

    def _expect(self, body: Node, statement: Statement) -> None:
        made = replace(expectation(body, self.reading), facts=facts_of(statement))
        statement.text = made.said
        self.made.expects.append(made)

    def _assume(self, body: Node, statement: Statement) -> None:
        inner = next(subtrees(body, "assumption"))
        made = assumption(inner, self.reading)
        statement.text = f"assume {made.text}"
        for each in statement.block:
            if each.tree is not None and each.rule in ("central", "drawn"):
                made, each.text = refined(made, body_of(each.tree), self.reading)
        self.made.assumptions.append(replace(made, facts=facts_of(statement)))
