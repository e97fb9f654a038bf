"""Texts of the schedule language for properties: numbers, clauses, phrases, whole files.

Every text made here is valid. A course is a tuple of clauses that may stand in any order.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Clauses = tuple[str, ...]
Text = SearchStrategy[str]

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
UNITS = ("particles", "vesicles", "cells", "mg", "µg", "g", "mL", "IU", "PFU", "cell-equivalents")
AGENTS = ("EX-EV", "hDFSC-Exo", "exosomes", '"drug A and B"', "IgG4")
ROUTES = ("by nasal drops", "intravenously", "by mouth", 'by "intravitreal injection"', "locally")
TIMED = re.compile(" (cycles|apart|a day)$")
NOTES = ("as listed", "said `once`", 'called "new"', "100 % of it", "Übung – 3×")

# ------------------------------------------------------------------ numbers


def whole(low: int, high: int) -> Text:
    """A whole number in digits."""
    return st.integers(low, high).map(str)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A number above zero, in any dress that the language reads without a warning."""
    mantissa = draw(st.sampled_from(("1", "2.5", "16", "0.75", "400")))
    power = draw(st.integers(1, 12))
    raised = str(power).translate(SUPERSCRIPTS)
    dresses = (
        mantissa, f"{mantissa}e{power}", f"{mantissa}E+{power}", f"{mantissa}×10^{power}",
        f"{mantissa}x10^{power}", f"{mantissa}*10^{power}", f"{mantissa}·10^{power}",
        f"{mantissa} × 10{raised}", f"{mantissa}×10\\^{power}", f"{mantissa} billion",
        f"10^{power}", f"10{raised}", f"{mantissa}e-{power}",
    )  # fmt: skip
    return draw(st.sampled_from(dresses))


def quoted(text: str) -> str:
    """A text between quotes, as a file writes it."""
    return '"' + text.replace('"', '\\"') + '"'


# ------------------------------------------------------------------ how much

units = st.sampled_from(UNITS)
ranges = st.tuples(st.integers(1, 5), st.integers(6, 9), st.sampled_from((" to ", "-", "–"))).map(
    lambda ends: f"{ends[0]}{ends[2]}{ends[1]}"
)
figures = st.one_of(
    numbers(),
    ranges,
    st.sampled_from(("1–16×10^9", "0.5-2x10^10", "3-5e11")),
    numbers().map("about {}".format),
    numbers().map("at least {}".format),
    numbers().map("up to {}".format),
)
quantities = st.one_of(
    st.tuples(figures, units).map(" ".join),
    units.map("unknown {}".format),
    st.sampled_from(
        (
            "an unknown amount", "placebo", "500 mg to 1 g", "2 mg/kg to 2.5 mg/kg", "unknown unstated", "3 unstated", "2 sprays of 0.1 mL",
            "sprays of about 1.5 mL", "2 vials of 1e11 particles", "2 mg/kg", "75 mg/m2",
            "260 mg below 50 kg, 390 mg from 50 to under 80 kg, 520 mg from 80 kg",
        )
    ),
)  # fmt: skip
levels = st.one_of(
    st.lists(whole(1, 900), min_size=2, max_size=5, unique=True).map(", ".join),
    st.just("1e9, 2e9, 4e9, 8e9, 16e9"),
)
steps = st.sampled_from(
    ("1e9 doubling to 16e9 particles", "50 mg rising by 50 mg to 200 mg",
     "200 mg falling by 50 mg to 50 mg")
)  # fmt: skip
escalations = st.sampled_from(
    ("escalating across cohorts", "escalation", "escalating each dose",
     "escalating every 2 doses", "escalating each week")
)  # fmt: skip

amounts: SearchStrategy[Clauses] = st.one_of(
    quantities.map(lambda quantity: (quantity,)),
    st.tuples(st.one_of(st.tuples(levels, units).map(" ".join), steps), escalations),
    st.tuples(numbers().map("{} particles".format), st.just("in 3 mL")),
    st.just(("unknown particles", "in about 2 mL")),
    st.just(("1.5 mL", "at 1e10 to 2e10 particles/mL")),
    st.just(("1 mL", "in each nostril")),
    st.just(("8 mg/kg", "capped at 400 mg a dose")),
    st.just(("5 mg", "at most 1 kg in total", "at most 5 mg a dose")),
    st.just(("1 g", "at 100 ug/g")),
    st.just(("2 mL per nostril",)),
    st.just(("one and a half tablets",)),
    st.just(("1.5e6 cells per kg",)),
)

# ------------------------------------------------------------------ when

daily = st.sampled_from(
    ("daily", "once daily", "twice daily", "BID", "3 times daily", "QID", "4× daily",
     "every other day", "QOD", "every 12 hours", "Q8H", "2 to 3 times a day", "every 2 days",
     "every 4 to 6 hours", "up to 4 times a day", "b.i.d.", "q 8 h", "q4-6h", "three times daily",
     "every second day", "on alternate days", "4 times/day", "every 24 hours", "QHS", "nightly",
     "every morning")
)  # fmt: skip
weekly = st.sampled_from(
    ("weekly", "twice weekly", "3 times a week", "TIW", "every week", "Q1W", "once a week",
     "2 to 3 times a week", "8 times a week", "5 days a week", "every Monday")
)  # fmt: skip
spans_of_days = st.one_of(
    whole(2, 90).map("for {} days".format),
    whole(2, 40).map("for {} doses".format),
    whole(2, 90).map("through day {}".format),
    whole(3, 90).map("before day {}".format),
    st.sampled_from(
        ("for 4 to 6 days", "for 2 weeks", "x 14 days", "until progression", "for 1 month",
         "for at least 3 weeks", "for an unstated time", "for 4 to 6 doses")
    ),
)  # fmt: skip
spans_of_weeks = st.one_of(
    whole(1, 30).map("for {} weeks".format),
    whole(2, 40).map("for {} doses".format),
    whole(7, 90).map("through day {}".format),
    st.sampled_from(("for 10 days", "for 2 months", "for 1 year", "until progression")),
)
starts = st.sampled_from(((), ("from day 2",), ("from day -7",), ("starting on day 2",)))
cycles = st.one_of(
    whole(1, 9).map("for {} cycles".format), st.just("up to 6 cycles"), st.just("for 2-4 cycles")
)

rhythms: SearchStrategy[Clauses] = st.one_of(
    st.tuples(daily, spans_of_days),
    st.tuples(weekly, spans_of_weeks),
    st.tuples(daily, st.just("for 9 days"), starts).map(lambda found: (*found[:2], *found[2])),
    st.sampled_from(
        (
            ("once",), ("once", "on day 4"), ("at unstated times",), (),
            ("on days 1-4",), ("on days -7 to -1",), ("on days 1, 3 and 5", "twice daily"),
            ("at weeks 0, 2, 6",), ("daily", "in weeks 1-4"), ("twice daily", "in weeks 1, 3"),
            ("daily", "for 28 days", "except days 9, 16"),
            ("twice daily", "at 08:00, 20:00", "for 7 days"),
            ("daily", "at bedtime", "for 7 days"),
            ("3 times daily", "30 minutes after breakfast, lunch, dinner", "for 7 days"),
            ("twice daily", "with breakfast and dinner", "for 7 days"),
            ("on Mon, Thu", "for 8 weeks"), ("on weekdays", "for 10 days"),
            ("weekly", "on Monday", "for 3 weeks"), ("twice daily", "on Mon, Fri", "for 9 days"),
            ("once daily", "twice a week", "for 2 weeks"), ("daily", "every 3 weeks", "for 9 weeks"),
            ("3 times a week", "at least 48 hours apart", "for 4 weeks"),
            ("as needed", "at most 4 doses a day", "at least 4 hours apart", "for 7 days"),
            ("monthly", "for 6 months"), ("twice a month", "for 3 months"), ("QM", "for 3 months"),
            ("daily", "for 4 days", 'if "not recovered"'),
            ("twice",), ("thrice", "at weeks 0, 2, 6"), ("ad libitum", "for 7 days"), ("PRN",),
            ("with meals", "for 7 days"), ("TID", "30 minutes before meals", "for 7 days"),
            ("twice daily", "in the morning and at night", "for 7 days"),
            ("twice daily", "at 8 am, 8:30 pm", "for 7 days"),
            ("daily", "on Mon-Fri", "for 9 days"), ("on weekends", "for 3 weeks"),
            ("daily", "except on weekends", "for 9 days"), ("except Sundays", "for 2 weeks"),
            ("on the first 5 days of every 28 days", "twice daily", "for 3 cycles"),
            ("2 times per cycle", "for 6 cycles of 21 days"),
            ("on days 1, 8", "for 6 cycles of 21 days"), ("daily", "for 2 cycles of 4 weeks"),
            ("for 3 doses", "8 hours apart"), ("for 2 doses", "3 months apart"),
            ("on days 1, 3, 5", "at weeks 2, 6"), ("daily", "for up to 2 weeks"),
            ("10 days per month", "for 3 months"), ("every 4 hours", "as needed",
             "at most 4 doses in 24 hours", "for 3 days"),
        )
    ),
    st.tuples(st.just("on days 1, 8, 15 of every 28 days"), cycles),
    st.tuples(st.just("every 3 weeks"), st.just("on days 1, 8"), cycles),
    st.tuples(st.just("twice weekly"), st.just("on days 1, 4"), spans_of_weeks),
    st.tuples(st.sampled_from(("every 3 weeks", "Q4W")), cycles),
    st.tuples(daily.filter("every 4 to 6 hours".__ne__), st.just("21 days on, 7 days off"), cycles),
)  # fmt: skip

# ------------------------------------------------------------------ courses and phrases

extras = st.lists(
    st.one_of(
        st.sampled_from(AGENTS).map("of {}".format),
        st.sampled_from(ROUTES),
        st.sampled_from(
            ("over 2 hours", "over half an hour", "over 90, 60, 30 minutes", "over 30 to 60 min")
        ),
    ),
    max_size=3,
    unique_by=lambda clause: clause.split()[0] if clause[:2] in ("of", "ov") else "route",
).map(tuple)
parts: SearchStrategy[Clauses] = st.one_of(
    st.tuples(amounts, rhythms, extras).map(lambda found: found[0] + found[1] + found[2]),
    st.just(("300 mg", "daily", "in 3 divided doses", "for 7 days")),
    st.just(("4 daily doses of 1×10^11 particles",)),
    st.just(("10 doses of 2 mg", "twice daily")),
    st.just(("2 doses of 100 ug/kg", "1 week apart")),
    st.just(("at 50 mL/hour", "over 4 hours", "daily", "for 3 days")),
    st.just(("500 mg", "in 250 mL", "at 50 mL/hour", "once")),
)


def joined(clauses: Clauses) -> str:
    """The clauses as a phrase; an amount in words is led in by `with` where it comes late."""
    led = ("sprays", "unknown", "an unknown", "placebo", "about", "at least", "up to")
    return " ".join(
        f"with {clause}"
        if place and clause.startswith(led) and not TIMED.search(clause)
        else clause
        for place, clause in enumerate(clauses)
    )


courses_in_order = parts.map(joined)
courses = parts.flatmap(st.permutations).map(tuple).map(joined)
ending = st.sampled_from(
    (
        "10 mg daily for 7 days", "600 mg weekly for 4 doses", "2 mg BID through day 10",
        "rest 7 days", "5 mg daily for 3 days on, 4 days off, for 2 cycles", "1e9 cells on days 1-5",
    )
)  # fmt: skip
_brackets: Callable[[str], str] = "({})".format
sequences = st.lists(ending, min_size=2, max_size=4).map(" then ".join)
phrases = st.one_of(
    courses,
    sequences,
    st.lists(courses, min_size=2, max_size=3).map(" and ".join),
    st.tuples(sequences.map(_brackets), st.sampled_from((" repeated 3 times", " repeated 2 times every 90 days"))).map(
        "".join
    ),
    st.tuples(sequences.map(_brackets), courses).map(" and ".join),
    courses.map("600 mg once then 300 mg every 8 weeks for 4 doses starting 2 weeks after the last dose and {}".format).map(
        lambda text: "(" + text.replace(" and ", ") and ", 1)
    ),
)  # fmt: skip

# ------------------------------------------------------------------ files

Lines = tuple[str, ...]


def indented(lines: Lines) -> Lines:
    """The lines of a block, two spaces deeper."""
    return tuple("  " + line for line in lines)


def some(lines: SearchStrategy[str], most: int = 3) -> SearchStrategy[Lines]:
    """A few different lines."""
    return st.lists(lines, max_size=most, unique=True).map(tuple)


remarks = some(
    st.one_of(
        st.sampled_from(NOTES).map(lambda text: f"note {quoted(text)}"),
        st.just('source "registry record"'),
        st.just('assumed "the record does not say"'),
        st.just("# a comment of the file"),
    ),
    2,
)
facts = some(
    st.sampled_from(
        (
            "phase 1", "phase early 1", 'sponsor "Example hospital"', "participants 15 planned",
            "stagger 7 days between participants",
            "starts 2026-03-01", "primary completion 2026-09-01", "completes 2026-12-01",
            'record "registry" version 2026-03-20', "ages 18 to 75", 'number "2026-1"',
            'design "open label"', 'condition "asthma" note "of adults"', 'status "recruiting"',
        )
    ),
    5,
)  # fmt: skip


@st.composite
def gives(draw: st.DrawFn) -> Lines:
    """A regimen, its clauses on one line or on continuation lines, with what is noted of it."""
    clauses = list(draw(parts))
    cut = draw(st.integers(1, len(clauses)))
    head, rest = clauses[:cut], clauses[cut:]
    lines = (f"give {' '.join(head)}", *indented((" ".join(rest),) if rest else ()))
    return lines + indented(draw(remarks))


def block(head: str, lines: SearchStrategy[Lines]) -> SearchStrategy[Lines]:
    """A line with the lines of its block."""
    return lines.map(lambda inside: (head, *indented(inside)))


def flat(blocks: SearchStrategy[list[Lines]]) -> SearchStrategy[Lines]:
    """Blocks as lines."""
    return blocks.map(lambda found: tuple(line for lines in found for line in lines))


readings = st.one_of(
    flat(st.lists(gives(), min_size=1, max_size=2)),
    st.just(("no treatment",)),
    st.tuples(block("reading eight weeks", gives()), block('reading "2nd text"', gives())).map(
        lambda found: found[0] + found[1]
    ),
)
people = st.sampled_from(
    ((), ("participants 20",), ("participants 3 to 6 in each cohort",),
     ("participants 3 in cohorts 1, 3-5", "participants 6 in cohort 2 note \"as discussed\"",
      "stagger 3 days between the first 3 participants"),
     ('participants 100 assumed "200 planned"',),
     ("participants 6 in each cohort", "sentinel participant 3 days before the others",
      'stagger at least 24 hours between participants note "as discussed"'))
)  # fmt: skip


def arms(name: str) -> SearchStrategy[Lines]:
    """An arm of that name."""
    inside = st.tuples(people, readings, remarks.filter(lambda found: True))
    return block(f'arm {name} "of the study"', inside.map(lambda f: f[0] + f[1] + f[2]))


visits = block(
    "visits",
    some(
        st.sampled_from(
            (
                "safety-labs, vital-signs at weeks 0, 2, 4 within 3 days",
                "questionnaire at weeks 0, 8 within 1 day before to 2 days after",
                "vital-signs daily through day 56",
                '"blood, fasting", ECG, "the 6-minute walk" at weeks 0, 4',
                "MRI on days 1, 29 within 36 hours",
                'DLT-call weekly for 4 weeks note "by phone"',
                "watch DLT for 28 days from the first dose, before next cohort",
                "watch relapse for 1 year from day 1",
                "follow-up 28 days after the last dose within 1 week",
                "consent 3 days before the first dose",
                "telephone-call 2 days after each actual dose within 1 day",
                "swab 1 week before the last planned dose",
            )
        )
    ),
)
others = some(
    st.sampled_from(
        (
            "assume 1 vesicle = 1 particle", "assume weight = 50 to 90 kg",
            "assume 1 cell-equivalent = 1e3 to 1e4 particles for EX-EV",
            "assume unit = particles", "counting days from 0", "# the end",
            "assume 1 mL of exosomes = 1e9 to 1e10 particles for EX-01",
        )
    )
)  # fmt: skip
spans = st.sampled_from(
    (
        (),
        ("span radiotherapy", "  lasts 30 to 35 fractions on weekdays, starting on a Monday"),
        ("span surgery \"the operation\"", "  lasts an unstated time", '  note "as needed"'),
        ("span washout", "  lasts 4 to 6 weeks"),
    )
)  # fmt: skip


agent_lines = st.sampled_from(
    (
        ("product vial of 1e11 particles in 5 mL",),
        ("product vial of 1e11 particles in 5 mL", "usable for 4 hours once opened"),
        ('product Ampoule of about 2 mL note "x"', 'usable for 1 day after opening assumed "y"'),
        ("product syringe of 1 to 2 mL", "product vial of an unknown amount"),
    )
)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[Lines, ...]:
    """The blocks of a file; all but the first may stand in any order."""
    agent = block('agent EX-EV "vesicles"', agent_lines)
    found = [
        draw(block('trial EX-01 "A made-up trial"', facts)),
        draw(agent),
        draw(spans),
        draw(arms("first")),
        draw(arms("second")),
        draw(visits),
        draw(others),
    ]  # fmt: skip
    return tuple(lines for lines in found if lines)


def text_of(found: tuple[Lines, ...]) -> str:
    """Blocks as the text of a file."""
    return "\n\n".join("\n".join(lines) for lines in found) + "\n"


files = blocks().map(text_of)
