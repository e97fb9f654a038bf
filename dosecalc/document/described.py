"""What the parts of a document are, for people who have never seen the schedule language.

For each class its title, what it is, and what each of its fields holds. Lengths say which ends
they include. A test sees to it that no field is without a description.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from dosecalc import model, patterns, protocol
from dosecalc.amounts import Amount, Figure
from dosecalc.days import Length
from dosecalc.units import Unit


class About(NamedTuple):
    """The title of a class, what it is, and what its fields hold."""

    title: str
    what: str
    fields: Mapping[str, str]


WORDS: Final = "The same in canonical words of the schedule language."
TEXT: Final = (
    "The lines of the trial in the schedule language. They are what counts: whatever else stands"
    " in the document has to agree with them when it is read."
)
NUMBER: Final = "The same as a number, rounded to 15 figures; the text beside it is exact."
_NOTE = "Facts of the record and repairs are told apart: a line is a fact unless it is assumed."
_FIGURE = {
    "kind": "What is known: one number, a value somewhere in a range with both ends included, a"
    " bound on one side (the other side of `up to` is 0), or nothing.",
    "about": "Whether the record calls the figure approximate. It is computed as it stands.",
    "low": "The number, or the least of them, exact: a whole number, a decimal, a power of ten"
    " such as `1e11`, or a fraction such as `245/3`.",
    "high": "The number, or the greatest of them, exact; not there where nothing bounds it.",
}  # fmt: skip
_SAID = "The clauses in the order of the text."

ABOUT: Final[Mapping[type, About]] = MappingProxyType({
    model.Trial: About("A trial", "A trial, or a regimen that was written as one phrase.", {
        "name": "The trial's name, often its number in a registry; of a phrase, the phrase. Not"
        " there where assumptions stand alone.",
        "label": "The trial's title.",
        "phrase": "Whether this is one regimen, written as a phrase, and no trial.",
        "facts_stated": "What the record says of the trial itself: phase, sponsor, dates and so on,"
        " each with the keyword and the words of its line.",
        "participants": "How many take part in all.",
        "spacing": "How participants wait for each other.",
        "sites": "The places that see participants.",
        "days_from_zero": "Whether the first study day is day 0; else it is day 1, and the day"
        " before it is day -1. Offsets always count the first day as 0.",
        "unconfirmed": "Whether this is a draft that no person has checked.",
        "agents": "What is given, as far as the text says more of it than a name.",
        "spans": "Stretches of time with a name, such as radiotherapy, that doses hang on.",
        "arms": "The groups of participants.",
        "visits": "When participants are seen, and what is watched for.",
        "expects": "Totals, counts of doses and dosing days that should come out, as the record"
        " prints them.",
        "assumptions": "What is assumed so that amounts in different units meet, and of bodies.",
    }),
    model.Facts: About("Facts", _NOTE, {
        "assumed": "Why this is assumed; not there where the record says it.",
        "sources": "Where it stands in the record.",
        "notes": "Remarks of the author.",
    }),
    model.Arm: About("An arm", "A group of participants who are treated alike.", {
        "name": "The arm's name; not there for a phrase.",
        "label": "What the arm is, in words.",
        "participants": "How many take part in the arm.",
        "spacing": "How participants of the arm wait for each other.",
        "readings": "The ways in which the record can be read, side by side: never added. One"
        " without a name where there is only one way; none where nothing is given.",
        "untreated": "Whether the record says that this arm gets no treatment.",
    }),
    model.Reading: About("A reading", "One way to read what an arm gets.", {
        "name": "The reading's name; not there where there is only one.",
        "regimens": "What is given; all of them run from the same start.",
        "untreated": "Whether in this reading nothing is given.",
    }),
    model.Regimen: About("A regimen", "What is given to one participant, as one statement.", {
        "item": "The course, or courses one after another, together, or repeated.",
        "unconfirmed": "Whether this is a draft that no person has checked.",
    }),
    model.Course: About("A course", "One dose, one pattern of days, and how far it goes.", {
        "said": _SAID,
        "dose": "What one administration holds; not there where nothing is said of it. What an"
        " earlier course states, and this one leaves out, is repeated here.",
        "patterns": "When doses fall, counted from the start of the course. Several where the"
        " pattern depends on the weekday of the first dose; none where it is not known.",
        "extent": "How far the course goes.",
        "start": "Where the course starts. Without it, on day 1 or where the one before it ends.",
        "escalation": "Who gets which dose level.",
        "agent": "What is given.",
        "route": "How it is given.",
        "infusion": "How long an infusion lasts: of the first, the second and so on, the last for"
        " all that follow.",
        "unstated": "What the record says instead of how often.",
        "optional": "The condition under which the course is given, or `as needed`.",
        "limits": "Limits that the schedule is checked against, and caps.",
        "window": "How long before and after its planned day a dose may be given.",
        "apart": "The least number of seconds between two doses.",
        "notes": "What the days rest on where the text does not state them.",
    }),
    model.Rest: About("A rest", "A stretch of time without doses.", {
        "length": "How long it is; the end is not included.",
    }),
    model.Sequence: About("One after another", "Items of which each starts where the last ends.", {
        "items": "The items in order.",
    }),
    model.Together: About("Together", "Items that run from the same start.", {
        "items": "The items in the order of the text.",
    }),
    model.Repeated: About("Repeated", "An item so many times in all; once for a mere bracket.", {
        "item": "What is repeated.",
        "times": "How many times it is given in all.",
        "every": "How long after the start of one the next one starts; without it, where it ends.",
    }),
    model.Said: About("A clause", "One clause of a course or a visit.", {
        "text": "The clause in canonical words of the schedule language.",
        "meaning": "What it means, in plain words.",
    }),
    model.Dose: About("A dose", "What one administration holds.", {
        "levels": "The dose levels in order. Each holds one amount, or several that are given all"
        " at once, such as particles and the volume that holds them; of placebo, none.",
        "spread": "Whether the one level is a range that is escalated in steps nobody states.",
        "placebo": "Whether the dose has no active content.",
        "bands": "Amounts by body weight, in the place of levels.",
    }),
    model.Band: About("A weight band", "The amount for some body weights.", {
        "start": "The least body weight in kg, included.",
        "stop": "The body weight in kg at which the band ends, not included; not there in the last"
        " band.",
        "amount": "The amount for these weights.",
    }),
    model.Escalation: About("An escalation", "Who gets which dose level.", {
        "kind": "`cohorts`: one participant stays on one level. `time`: one participant goes from"
        " level to level. `open`: the record does not say which of the two.",
        "doses": "After how many doses the next level follows.",
        "seconds": "After how many seconds the next level follows.",
    }),
    model.Point: About("A point in time", "A study day, a dose, or an end of a span.", {
        "anchor": "What it is counted from; `origin` is day 1, or where a bracket begins.",
        "day": "The study day, as a number of days after day 1.",
        "name": "The span.",
        "length": "How long before or after the anchor.",
        "before": "Whether that length lies before the anchor, not after it.",
    }),
    model.Extent: About("An extent", "How far a course or a visit goes.", {
        "kind": "`length`: for so long, the end not included. `doses`: so many doses. `cycles`: so"
        " many times the cycle. `point`: to a point. `listed`: the days end by themselves. `open`:"
        " nothing ends it. `unstated`: the record does not say.",
        "length": "How long; of cycles, how long one is.",
        "count": "How many doses or cycles.",
        "point": "Where it ends.",
        "closed": "Whether the day of that point is included.",
        "why": "What ends an open extent.",
    }),
    model.Limit: About("A limit", "At most so much.", {
        "amount": "How much.",
        "per": "Of what: `dose`, `total`, or a unit of time such as `day`. `cap` is the lesser of"
        " an amount per kg or m² and this.",
    }),
    patterns.Cycle: About("A cycle", "Doses within a period that repeats without end.", {
        "period": "The length of the period.",
        "slots": "The doses of one period in order.",
        "even": "Whether days are evenly placed because the text does not state them.",
        "timed": "Whether doses follow each other by elapsed time, as in `every 12 hours`; else"
        " they fall on days, at times that may be unknown.",
    }),
    patterns.Listed: About("Listed days", "Doses once each.", {"slots": "The doses in order."}),
    patterns.Irregular: About("An interval", "Doses at an interval known only as a range.", {
        "least": "The shortest interval.", "greatest": "The longest interval, included.",
    }),
    patterns.Often: About("A number a period", "A number of doses a period, known as a range.", {
        "period": "The length of the period.",
        "least": "The fewest doses a period.", "greatest": "The most doses a period, included.",
    }),
    patterns.Monthly: About("Months", "Doses in calendar months, whose lengths differ.", {
        "step": "After how many months the period repeats.",
        "each": "How many doses a period has.",
    }),
    patterns.Masked: About("On and off", "A pattern that runs for a part of every period.", {
        "inner": "The pattern, which starts anew each time.",
        "on": "How long it runs in each period, from the period's start; the end is not included.",
        "period": "The length of the period.",
    }),
    patterns.Windowed: About("Kept days", "A pattern inside stretches of time, or outside them.", {
        "inner": "The pattern.",
        "windows": "The stretches; the start is included, the stop is not.",
        "outside": "Whether doses inside the stretches are left out, not those outside.",
    }),
    patterns.Slot: About("A slot", "One dose of a pattern.", {
        "offset": "How long after the start of the first day, or of the period.",
        "time": "The time of day as the text states it.",
    }),
    Amount: About("An amount", "So much in one unit.", {
        **_FIGURE, "unit": "The unit; not there where nothing is known of the amount.",
    }),
    Figure: About("A figure", "One number, a range, or a bound.", _FIGURE),
    Length: About("A length of time", "A length of time as the text states it.", {
        **_FIGURE,
        "unit": "The unit of both numbers.",
        "least_seconds": "The least number of seconds: a month may have 28 days.",
        "greatest_seconds": "The greatest number of seconds: a month may have 31 days.",
    }),
    Unit: About("A unit", "A unit. Only units of one dimension convert, and none is guessed.", {
        "name": "The unit's name; `unstated` where the record gives a figure without one.",
        "dimension": "What it measures.",
        "plural": "How several of it are written.",
        "per": "The unit below the line, as kg in mg/kg; such an amount needs a body weight.",
    }),
    protocol.Site: About("A site", "A place that sees participants.", {
        "name": "The site's name.",
        "closed": "The weekdays on which nobody is seen.",
        "dates": "The dates on which nobody is seen, first and last day included.",
        "holidays": "The country, or country and region, whose public holidays are kept.",
        "slots": "How many participants are seen a day.",
        "zone": "The time zone, by its name in the IANA database.",
        "said": "The lines of the site, each with its keyword and canonical words.",
    }),
    protocol.Spacing: About("Spacing", "How long participants of a cohort wait for each other.", {
        "kind": "`sentinel`: the others wait for the first. `stagger`: each waits for the one"
        " before.",
        "length": "How long they wait.",
        "said": WORDS,
        "first": "Among how many of the first participants; without it, among all.",
    }),
    protocol.Participants: About("Participants", "How many take part.", {
        "figure": "How many.",
        "in_each_cohort": "Whether so many are in each cohort.",
        "cohorts": "The cohorts that it is said of, first and last included; none for all.",
    }),
    protocol.SpanOfTime: About("A span", "A named stretch of time that doses hang on.", {
        "name": "The span's name.",
        "label": "What it is, in words.",
        "length": "How long it lasts.",
        "fractions": "How many fractions it has.",
        "patterns": "The days of its fractions, for each weekday it may start on.",
        "said": WORDS,
    }),
    protocol.Product: About("A product", "One piece as it is supplied, such as a vial.", {
        "form": "What a piece is.",
        "holds": "What one piece holds, all at once.",
        "said": WORDS,
    }),
    protocol.Usable: About("In use", "How long a piece may be used once it is opened.", {
        "length": "How long.",
    }),
    protocol.Agent: About("An agent", "A product under study.", {
        "name": "The agent's name, as courses give it.",
        "label": "What it is, in words.",
        "products": "The pieces that it is supplied in.",
        "usable": "How long an opened piece may be used.",
    }),
    protocol.Chain: About("A visit after a visit", "So long after or before another visit.", {
        "activity": "The activity of the other visit; `dose` is any administration.",
        "which": "Each of them, the first, or the last.",
        "actual": "Whether it counts from the date on which that took place, where it is known;"
        " else from the planned one.",
        "length": "How long after it.",
        "before": "Whether before it, not after it.",
    }),
    protocol.Visit: About("A visit", "Activities, and when they are due.", {
        "activities": "What is done.",
        "pattern": "The days, counted from day 1; not there where they hang on another visit or"
        " are not known.",
        "extent": "How far the visits go.",
        "said": _SAID,
        "start": "Where they start.",
        "window": "How long before and after its planned day a visit may be.",
        "chain": "The other visit that these are counted from.",
    }),
    protocol.Watch: About("A watch", "A named observation of each participant.", {
        "name": "What is watched for.",
        "length": "How long; the end is not included.",
        "point": "From where.",
        "before_next_cohort": "Whether the next cohort waits for it.",
        "said": WORDS,
    }),
    protocol.Assumption: About("An assumption", "So much of one thing is so much of another.", {
        "text": WORDS,
        "kind": "`conversion` between two units, `weight` or `area` of a body, or the `unit` that"
        " a record leaves out.",
        "target": "The right side.",
        "source": "The left side of a conversion, one exact number.",
        "agent": "The agent that it holds for; without it, for all.",
        "scope": "The trial or agent that it is made for; without it, for all.",
        "central": "The likeliest number of the right side.",
        "drawn": "How samples are drawn between its bounds.",
    }),
    protocol.Expect: About("An expectation", "What should come out, as the record prints it.", {
        "said": WORDS,
        "kind": "A total amount, a count of doses, or a count of dosing days.",
        "arm": "The arm that it is of; without it, of every arm.",
        "cohort": "The cohort that it is of.",
        "reading": "The reading that it is of; without it, of every reading.",
        "per": "Of one participant, of a whole arm, or of the whole trial.",
        "figure": "The number; not there for `unknown`.",
        "unit": "The unit of a total.",
    }),
})  # fmt: skip
