"""A record as the text of a `.dose` file: a draft that says that nobody has checked it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dosecalc.diagnostics import Report
from dosecalc.language.facts import one_name
from dosecalc.language.read import Text, read_file
from dosecalc.language.values import quoted
from dosecalc.language.writer import read_and_formatted
from dosecalc.notations import agent_and_route, ctgov_mistakes, notation_mistakes
from dosecalc.notations.ctgov import facts, names
from dosecalc.notations.ctgov.dosing import MOST_QUOTES, Give, Texts, quotes
from dosecalc.notations.ctgov.fields import Field
from dosecalc.notations.ctgov.groups import (
    Group,
    Intervention,
    Words,
    groups,
    interventions,
)
from dosecalc.notations.ctgov.visits import Visits, visits
from dosecalc.notations.prose.candidates import counts_from_zero
from dosecalc.notations.prose.plain import one_line
from dosecalc.notations.prose.tape import LONGEST

_LONGEST_NOTE = 2_000
_NOTHING_KNOWN = "an unknown amount at unstated times"
_SECTIONS = {
    "resultsSection": "results", "documentSection": "documents", "annotationSection": "annotations",
    "derivedSection": "terms that the registry derives",
}  # fmt: skip
_MODULES = {
    "oversightModule": "oversight", "contactsLocationsModule": "contacts and locations",
    "referencesModule": "references", "ipdSharingStatementModule": "data sharing",
    "eligibilityModule": "eligibility criteria",
}  # fmt: skip
_TAKEN = frozenset(
    {
        "identificationModule", "statusModule", "sponsorCollaboratorsModule", "conditionsModule",
        "designModule", "armsInterventionsModule", "outcomesModule", "descriptionModule",
    }
)  # fmt: skip
_ELIGIBLE = frozenset({"minimumAge", "maximumAge", "sex", "stdAges"})


def draft(study: Field, number: int, report: Report) -> Text | None:
    """The draft, as the language reads it; None where none can be made."""
    protocol = study["protocolSection"]
    name = _name(protocol["identificationModule"], number)
    made = _Draft(study, protocol, name, report)
    called = f"{study.name}, draft of {name}"
    for plain in (False, True):
        words = made.text(plain=plain)
        text, canonical = read_and_formatted(words, called)
        if canonical is None:
            continue
        if canonical != words:
            text = read_file(canonical, called)
        if text.ok:
            return text
    report.add(ctgov_mistakes.draft_without_doses(study.pointer))
    return None


def _name(identity: Field, number: int) -> str:
    """The registry's number; the sponsor's, or the place in the list, where there is none."""
    nct = one_line(identity["nctId"].text())
    if nct and names.plain(nct):
        return nct
    other = one_line(identity["orgStudyIdInfo"]["id"].text(), 40)
    name = names.arm_name(nct or other or f"study-{number}", set())
    if not nct:
        identity.report.add(ctgov_mistakes.study_without_number(identity.pointer, name))
    return name


class _Draft:
    """One study's draft, part by part."""

    def __init__(self, study: Field, protocol: Field, name: str, report: Report) -> None:
        self.study, self.protocol, self.name, self.report = study, protocol, name, report
        module = protocol["armsInterventionsModule"]
        self.interventions = interventions(module)
        self.groups = groups(module, self.interventions)
        self.visits = visits(protocol["outcomesModule"])
        self.facts = tuple(facts.trial_lines(protocol))
        self.title = protocol["identificationModule"]["briefTitle"].text()
        self.agents = self._agent_names()
        self.texts = Texts(report, study.pointer)
        self.general = self._general()
        self.gives = {
            (group.pointer, place): self.texts.give(agent, group, self.general)
            for group in self.groups
            for place, agent in enumerate(group.agents)
        }
        self._left_out()

    def text(self, *, plain: bool = False) -> str:
        """The file; `plain` without what the texts may mean and without visits."""
        shown = Visits((), self.visits.notes) if plain else self.visits
        arms = [line for each in self._arms(plain) for line in each]
        timed = [line for line, *_ in shown.lines]
        zero = any(counts_from_zero(line) for line in (*arms, *timed))
        parts = [
            ["unconfirmed"],
            ["counting days from 0"] if zero else [],
            [*self._trial(shown.notes)],
            *([*lines] for lines in self._agent_blocks()),
            arms,
            [*_visit_lines(shown)],
        ]
        whole = "\n\n".join("\n".join(part).rstrip("\n") for part in parts if part)
        return whole.strip("\n") + "\n"

    def _trial(self, notes: Sequence[str]) -> Iterator[str]:
        title = one_line(self.title, 500)
        yield f"trial {one_name(self.name)}" + (f" {quoted(title)}" if title else "")
        yield from (f"  {line}" for line in self.facts)
        if not self.groups:
            yield '  note "the record lists no arm and no drug"'
        yield from (f"  note {quoted(each)}" for each in notes)

    # -- agents

    def _agent_names(self) -> dict[int, str]:
        """A name for each intervention that is given, by its place."""
        taken: set[str] = set()
        found = {}
        for place, each in enumerate(self.interventions):
            if each.given:
                bare = " " not in each.name and one_name(each.name) == each.name
                sound = each.name if not bare or names.plain(each.name) else f"agent {each.name}"
                found[place] = names.unique(sound, taken)
        return found

    def _agent(self, each: Intervention) -> str:
        place = next(n for n, other in enumerate(self.interventions) if other is each)
        return self.agents[place]

    def _agent_blocks(self) -> Iterator[Iterator[str]]:
        for place, name in self.agents.items():
            yield self._agent_block(self.interventions[place], name)

    def _agent_block(self, each: Intervention, name: str) -> Iterator[str]:
        yield f"agent {one_name(name)}"
        kind = each.kind.replace("_", " ").lower()
        if kind not in ("drug", ""):
            yield f"  note {quoted(f'listed as {kind}')}"
        if each.others:
            yield f"  note {quoted(one_line('also called ' + '; '.join(each.others), 500))}"
        if one_line(each.description.text):
            yield f"  note {quoted(one_line(each.description.text, _LONGEST_NOTE))}"

    # -- arms

    def _general(self) -> list[tuple[str, Words]]:
        """Titles, summary and description, where they can only speak of one agent in one arm."""
        dosed = [
            agent
            for group in self.groups
            for agent in group.agents
            if not agent.placebo and not group.untreated
        ]
        if len(dosed) != 1:
            return []
        identity, text = self.protocol["identificationModule"], self.protocol["descriptionModule"]
        fields = (
            ("brief summary", text["briefSummary"]), ("description", text["detailedDescription"]),
            ("brief title", identity["briefTitle"]), ("official title", identity["officialTitle"]),
        )  # fmt: skip
        return [(name, Words(each.text(), each.pointer)) for name, each in fields]

    def _arms(self, plain: bool) -> Iterator[list[str]]:
        taken: set[str] = set()
        for group in self.groups:
            label = one_line(group.label.text, 500)
            name = names.arm_name(label, taken)
            lines = [f"arm {one_name(name)}" + (f" {quoted(label)}" if label else "")]
            lines += (f"  {line}" for line in self._arm(group, plain))
            yield [*lines, ""]

    def _arm(self, group: Group, plain: bool) -> Iterator[str]:
        if group.kind and not group.untreated:
            yield f"# {one_line(group.kind.replace('_', ' ').lower(), 100)}"
        if one_line(group.description.text) and not self._quoted(group):
            yield f"note {quoted(one_line(group.description.text, _LONGEST_NOTE))}"
        for each in group.interventions:
            if not each.given:
                kind = each.kind.replace("_", " ").lower() or "without a kind"
                yield f"note {quoted(f'also in this arm, {kind}: {each.name}')}"
        if not group.agents and group.untreated:
            yield "no treatment"
        elif not group.agents:
            yield f"give {_NOTHING_KNOWN}"
            yield "  unconfirmed"
            yield '  note "no drug is listed for this arm"'
        else:
            yield from self._gives(group, plain)

    def _quoted(self, group: Group) -> bool:
        """Whether the lines of every agent quote the whole text of the arm."""
        sentences = self.texts.passage(group.description).sentences
        told = [
            each
            for place in range(len(group.agents))
            for each in self.gives[group.pointer, place].told
            if each.pointer == group.description.pointer.removeprefix(self.study.pointer)
        ]
        heard = {find.sentence for each in told for find in each.finds}
        return len(told) == len(group.agents) > 0 and len(heard) == len(sentences) <= MOST_QUOTES

    def _gives(self, group: Group, plain: bool) -> Iterator[str]:
        gives = [self.gives[group.pointer, place] for place in range(len(group.agents))]
        readings = list(dict.fromkeys(
            name for each in gives if len(each.phrases) > 1 for name in each.phrases
        ))  # fmt: skip
        if not readings or plain:
            for agent, each in zip(group.agents, gives, strict=True):
                yield from self._one_give(agent, each, "", plain)
            return
        for reading in readings:
            yield f"reading {reading}"
            for agent, each in zip(group.agents, gives, strict=True):
                yield from (f"  {line}" for line in self._one_give(agent, each, reading, plain))

    def _one_give(
        self, agent: Intervention, give: Give, reading: str, plain: bool
    ) -> Iterator[str]:
        name = agent_and_route.quoted(self._agent(agent))
        phrase = give.phrase(reading).replace(
            f"of {agent_and_route.quoted(agent.name)}", f"of {name}", 1
        )
        yield f"give an unknown amount of {name} at unstated times" if plain else f"give {phrase}"
        yield "  unconfirmed"
        heard = list(give.heard(reading))
        for told in heard:
            yield f"  source {quoted(f'{told.name}, {told.pointer}')}"
        for told in heard:
            for words in quotes(told):
                yield f"  note {quoted(one_line(f'{told.name}: {words}', 600))}"
        for why in give.open:
            yield f"  note {quoted(one_line(why, 600))}"

    # -- what is not taken over

    def _left_out(self) -> None:
        """One line for everything that a schedule has no place for."""
        kinds = [_MODULES[key] for key in self.protocol.names() if key in _MODULES
                 and (key != "eligibilityModule" or self._has_criteria())]  # fmt: skip
        kinds += [key for key in self.protocol.names() if key not in _MODULES and key not in _TAKEN]
        kinds += [_SECTIONS[key] for key in self.study.names() if key in _SECTIONS]
        if self.visits.notes:
            kinds.append(f"time frames, which are notes ({len(self.visits.notes):,})")
        kinds += self._cut()
        if kinds:
            what = f"{', '.join(kinds)} of {self.name}"
            self.report.add(
                notation_mistakes.not_taken_over(what, "a schedule has no place for it")
            )

    def _has_criteria(self) -> bool:
        return bool(set(self.protocol["eligibilityModule"].names()) - _ELIGIBLE)

    def _cut(self) -> Iterator[str]:
        texts = self.protocol["descriptionModule"]
        for key, name in (("briefSummary", "summary"), ("detailedDescription", "description")):
            if texts[key].text():
                yield f"the {name}, beyond quotations" if self.general else f"the {name}"
        long = [
            each.pointer
            for each in (*(one.description for one in self.interventions),
                         *(one.description for one in self.groups))
            if len(each.text) > min(_LONGEST_NOTE, LONGEST)
        ]  # fmt: skip
        if long:
            yield f"the ends of {len(long):,} long texts"


def _visit_lines(shown: Visits) -> Iterator[str]:
    if shown.lines:
        yield "visits"
    for line, *under in shown.lines:
        yield f"  {line}"
        yield from (f"    {each}" for each in under)
