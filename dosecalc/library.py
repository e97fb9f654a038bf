"""The calculator as functions: `parse`, `load`, `total`, `doses`, `curve`, `plot`, `check`.

Each takes what the command line takes: phrases, files, folders, ids of shipped trials, or trials
that were read before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING, Any

from dosecalc import calls, checks, sources
from dosecalc.asking import Argument, ask, missing_arm, texts, wishes
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.language import Text, read_file, read_phrase, sniff
from dosecalc.model import Trial
from dosecalc.results import Per, Results, Row
from dosecalc.totals import Question, rows

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes

    from dosecalc.activities import Activities
    from dosecalc.actuals import Actual
    from dosecalc.adherence_asking import Listed, Log
    from dosecalc.adherences import Adherence
    from dosecalc.administrations import Doses
    from dosecalc.amended_totals import Amendment
    from dosecalc.calendars import Calendar, Prefer
    from dosecalc.comparisons import Comparison
    from dosecalc.conversion import Converted
    from dosecalc.curves import Curves
    from dosecalc.enrolment import Enrolled
    from dosecalc.equivalents import Equivalent
    from dosecalc.following import Missed
    from dosecalc.formats.figures import Drawing
    from dosecalc.prepared import Prepared
    from dosecalc.reports import Report
    from dosecalc.supplies import Supplies


def parse(text: str, name: str | None = None) -> Text:
    """The meaning of a phrase, or of a file's text, with its diagnostics.

    >>> parse("4 daily doses of 1×10^11 particles").ok
    True
    """
    if sniff(text):
        return read_file(text, name or "text")
    return read_phrase(text, name or "phrase")


def load(argument: str | PathLike[str], notation: str | None = None) -> tuple[Text, ...]:
    """The trials of a file, of a folder, or of a shipped trial named by its id.

    `notation` names another notation than the schedule language (`rx`, `events`, `fhir`,
    `ctgov`, …), with `:hours` or `:days` where its times are bare numbers; then the argument is a
    file, `-` for standard input, or for short ones the text itself. What comes back can be handed
    to every other function.

    >>> load("NCT07232563")[0].trial.name
    'NCT07232563'
    >>> load("100 mg q12h x 4", "rx")[0].words
    '100 mg every 12 hours for 4 doses'
    """
    return tuple(sources.texts([str(argument)], notation))


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `convert(…, to="json")` writes.

    >>> schema()["$id"]
    'urn:dosecalc:trial:1'
    """
    from dosecalc import document

    return document.schema()


def convert(
    *arguments: Argument,
    to: str | None = None,
    notation: str | None = None,
    arm: str | None = None,
    reading: str | None = None,
    cohort: int | None = None,
    expand: bool = False,
    time_unit: str | None = None,
    subjects: int | None = None,
    strict: bool = False,
    ending: str = "",
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    weight: str | None = None,
    start: str | None = None,
) -> Converted:
    """The arguments in another notation, read back from which they say the same.

    `to` names it (`dosecalc convert --help` lists all); without it the `ending` of a file's name
    decides, and else it is the schedule language. `notation` is that of the arguments, as for
    `load`. `arm`, `reading` and `cohort` keep some ways of dosing. `expand` writes every dose in a
    line of its own, `time_unit` is `hours` or `days`, `subjects` how many participants each way of
    dosing has. What the form cannot hold is in `diagnostics`; with `strict` nothing is written
    then. Other arguments are those of `total`. Raises ValueError for a `time_unit` or a number of
    subjects that cannot be.

    >>> print(convert("100 mg q12h x 4 then 50 mg q24h x 3", notation="rx").text, end="")
    100 mg every 12 hours for 4 doses then 50 mg every 24 hours for 3 doses
    """
    from dosecalc import conversion
    from dosecalc.formats.exchange import Wanted

    if time_unit not in (None, "hours", "days"):
        raise ValueError(f"time_unit {time_unit!r}: hours or days")
    if subjects is not None and not 0 < subjects <= 1_000_000:
        raise ValueError(f"subjects {subjects}: 1 to 1,000,000")
    question, said = ask(unit=unit, assume=assume, with_=with_, weight=weight, start=start)
    form = conversion.form_of(to, ending)
    if isinstance(form, Diagnostic):
        return conversion.Converted(None, (*said, form))
    given = {"expand": expand, "time-unit": time_unit is not None, "subjects": subjects is not None}
    said += conversion.options_for(form, [name for name, is_given in given.items() if is_given])
    if question is None or any(each.is_error for each in said):
        return conversion.Converted(None, tuple(said))
    wanted = Wanted(
        question, arm, reading, cohort, expand, "day" if time_unit == "days" else "hour",
        subjects or 1, ending,
    )  # fmt: skip
    read = [text for each in arguments for text in _texts(each, notation)]
    return conversion.converted(read, form, wanted, said, strict=strict)


def _texts(argument: Argument, notation: str | None) -> Sequence[Text]:
    if notation is None or isinstance(argument, Text):
        return texts([argument])
    return load(argument, notation)


def total(
    *arguments: Argument,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    arm: str | None = None,
    weight: str | None = None,
    start: str | None = None,
    per: Per = "participant",
) -> Results:
    """Exact totals, a row for each arm, cohort, reading and unit.

    `unit` names the unit of the totals, `assume` holds assumptions as text, `with_` files of
    them, `weight` a body weight in kg (`70`, `50 to 90`) or with its unit. `start`, the date of
    day 1, makes months and weekdays exact. Mistakes of a text are in `diagnostics`; its rows are
    left out. Raises ValueError for a `per` that does not exist.

    >>> str(total("4 daily doses of 1×10^11 particles")[0].total.high)
    '400000000000'
    """
    if per not in ("participant", "cohort", "arm", "trial"):
        raise ValueError(f"per {per!r}: participant, cohort, arm or trial")
    question, diagnostics = ask(
        unit=unit, assume=assume, with_=with_, arm=arm, weight=weight, per=per, start=start
    )
    found: list[Row] = []
    read = list(texts(arguments))
    for text in read:
        diagnostics.extend(text.diagnostics)
        if text.ok:
            said = checks.check(text.trial)
            diagnostics.extend(said)
            if question is not None and not any(each.code in checks.STOPPING for each in said):
                found.extend(rows(text.trial, question))
    diagnostics.extend(missing_arm(read, arm))
    return Results(tuple(found), tuple(diagnostics))


def doses(
    *arguments: Argument,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    arm: str | None = None,
    weight: str | None = None,
    start: str | None = None,
) -> Doses:
    """Every dose of one participant, a row each; arguments as for `total`.

    Mistakes of a text are in `diagnostics`; its doses are left out, and so are those of a trial
    with more than two million of them.

    >>> [row[7] for row in doses("1e11 particles daily for 4 days")]
    [1, 2, 3, 4]
    """
    from dosecalc import administrations

    question, diagnostics = ask(
        unit=unit, assume=assume, with_=with_, arm=arm, weight=weight, start=start
    )
    found: list[Doses] = []
    read = texts(arguments)
    for text in read:
        diagnostics.extend(text.diagnostics)
        if text.ok:
            said = checks.check(text.trial)
            diagnostics.extend(said)
            if question is None or any(each.code in checks.STOPPING for each in said):
                continue
            try:
                found.append(administrations.doses(text.trial, question))
            except ValueError as error:
                diagnostics.append(calls.too_many_doses(text.trial.name, str(error)))
    diagnostics.extend(missing_arm(read, arm))
    return administrations.joined(found, diagnostics)


def curve(
    *arguments: Argument,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    arm: str | None = None,
    weight: str | None = None,
    start: str | None = None,
    at: str | None = None,
    grid: str | None = None,
    until: str | None = None,
    half_life: str | None = None,
    absorption_half_life: str | None = None,
    fraction: str | None = None,
    above: float | None = None,
) -> Curves:
    """How much has been given by when, a curve for each row of `total`; arguments as there.

    Points are the steps of a curve, or the ends of the days of `at` (`days 1, 7`, `weeks 0, 8`), or
    every `grid` (`1d`, `6 h`) to the last dose or to `until` (`5 days`). `half_life`, a length or a
    range of them, adds what may remain by a first-order sketch, with `absorption_half_life` and the
    `fraction` of a dose that arrives; `above` asks how long more than that remains. Mistakes are
    in `diagnostics`.

    >>> curve("10 mg daily for 4 days", at="days 2, 4")[0].end()
    Interval(low=Fraction(40, 1), high=Fraction(40, 1))
    """
    from dosecalc import curves, exposure
    from dosecalc.curves import Curves, Times

    question, diagnostics = ask(
        unit=unit, assume=assume, with_=with_, arm=arm, weight=weight, start=start
    )
    wish, said = wishes(at, grid, until, half_life, absorption_half_life, fraction, above)
    diagnostics.extend(said)
    read = texts(arguments)
    found: list[exposure.Curve] = []
    for text in read:
        diagnostics.extend(text.diagnostics)
        if text.ok:
            checked = checks.check(text.trial)
            diagnostics.extend(checked)
            if question is None or wish is None or any(c.code in checks.STOPPING for c in checked):
                continue
            try:
                found.extend(exposure.curves(text.trial, question))
            except ValueError as error:
                diagnostics.append(calls.too_many_doses(text.trial.name, str(error)))
    diagnostics.extend(missing_arm(read, arm))
    times, sketch = wish or (Times(), None)
    for each in found:
        points = times.count(each)
        if points > curves.MOST_POINTS:
            name = each.row.trial
            diagnostics.append(calls.too_many_points(name, points, curves.MOST_POINTS))
            found = []
            break
    return Curves(tuple(found), times, sketch, above, tuple(diagnostics))


def plot(
    *arguments: Argument,
    kind: str = "cumulative",
    ax: Axes | None = None,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    arm: str | None = None,
    weight: str | None = None,
    half_life: str | None = None,
    absorption_half_life: str | None = None,
    fraction: str | None = None,
    start: str | date | None = None,
    **wishes: Any,
) -> Drawing:
    """A figure of exposure, of what may remain, or of totals; arguments as for `curve`.

    Wishes are `x` (`days`, `weeks`, or `date` with a `start`), `log`, `title`, `size` in inches
    (`7x4`) and `style` (`light`, `dark`, `print`); totals have `group` (panels by a field of their
    rows) and `by_trial` (one line for each trial). With `ax` it is drawn into those axes of
    matplotlib. Raises ValueError for a kind or a wish that does not exist; mistakes of a text are
    in `diagnostics`.

    >>> plot("10 mg daily for 4 days").save("exposure.png")  # doctest: +SKIP
    """
    from dosecalc.formats.figures import Subject, draw
    from dosecalc.formats.figures.drawing import kind_of

    read, chosen = texts(arguments), kind_of(kind)
    asked: dict[str, Any] = {
        "unit": unit, "assume": assume, "with_": with_, "arm": arm, "weight": weight,
        "start": None if start is None else str(start),
    }  # fmt: skip
    wishes["start"] = start
    question, _ = ask(**asked)
    subject = Subject(tuple(text.trial for text in read if text.ok), question or Question())
    if chosen.needs == "rows":
        totals = total(*read, **asked)
        return draw(subject._replace(rows=totals.rows), chosen, ax, totals.diagnostics, **wishes)
    found = curve(
        *read, **asked, half_life=half_life, absorption_half_life=absorption_half_life,
        fraction=fraction,
    )  # fmt: skip
    subject = subject._replace(
        rows=tuple(each.row for each in found), curves=found.curves, sketch=found.sketch
    )
    return draw(subject, chosen, ax, found.diagnostics, **wishes)


def compare(
    *arguments: Argument,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    arm: str | None = None,
    weight: str | None = None,
    start: str | None = None,
    per: str = "participant",
    by_day: int | None = None,
    reference: str | None = None,
    where: Sequence[str] = (),
    group: str | None = None,
    sort: str = "text",
    samples: int | None = None,
    seed: int = 1,
) -> Comparison:
    """Every arm, cohort and reading on one basis, against a reference; arguments as for `total`.

    `per` names the basis (`participant`, `administration`, `dosing-day`, `week`, `peak-day`,
    `per-kg`, `arm`, `trial`), or `by_day` a study day. `reference` is a trial or `TRIAL/ARM`, else
    the first row that is known. `where` holds conditions such as `phase = 1` or `route ~ nasal`,
    `group` names a field to group rows by; `sort` is `text` or `amount`. With `samples`, each row
    has the chance that it exceeds the reference and quantiles of the ratio, by draws from `seed`.
    Raises ValueError for a basis or an
    order that does not exist, for a basis beside `by_day`, and for no sample or more than 10
    million.

    >>> rows = compare("10 mg daily for 7 days", "5 mg daily for 7 days")
    >>> rows[1].ratio, rows[1].verdict
    (Interval(low=Fraction(1, 2), high=Fraction(1, 2)), 'less')
    """
    from dosecalc import comparison, sifting
    from dosecalc.bases import BASES
    from dosecalc.comparisons import Comparison

    name = "by-day" if by_day is not None else per
    if name not in BASES:
        raise ValueError(f"per {per!r}: {', '.join(BASES)}")
    if sort not in ("text", "amount"):
        raise ValueError(f"sort {sort!r}: text or amount")
    if by_day is not None and per != "participant":
        raise ValueError(f"per {per!r} and by_day: one of the two")
    if samples is not None and not 1 <= samples <= comparison.MOST_SAMPLES:
        raise ValueError(f"{samples} samples: 1 to {comparison.MOST_SAMPLES:,}")
    question, diagnostics = ask(
        unit=unit, assume=assume, with_=with_, arm=arm, weight=weight, start=start
    )
    if by_day == 0:
        diagnostics.append(calls.no_day_zero())
    read = texts(arguments)
    items: list[comparison.Item] = []
    wrong = any(each.is_error for each in diagnostics)
    for place, text in enumerate(read):
        diagnostics.extend(text.diagnostics)
        if text.ok:
            checked = checks.check(text.trial)
            diagnostics.extend(checked)
            if question is None or wrong or any(e.code in checks.STOPPING for e in checked):
                continue
            offset = None if by_day is None else DayCount(text.trial.days_from_zero).offset(by_day)
            measured = comparison.measured([text.trial], question, BASES[name], offset)
            items += [each._replace(text=place) for each in measured]
    items, said = sifting.sifted(items, where)
    diagnostics.extend(said)
    if group is not None:
        items, said = sifting.grouped(items, group.strip().lower())
        diagnostics.extend(said)
    diagnostics.extend(missing_arm(read, arm))
    base = comparison.first_computable(items)
    if reference is not None:
        base = sifting.named(items, reference)
        if base is None and not wrong:
            diagnostics.append(calls.no_such_reference(reference, sifting.names(items)))
    draws = None if samples is None else comparison.Draws(samples, seed)
    rows = comparison.compared(sifting.told_apart(items), base, draws)
    if sort == "amount":
        rows = sifting.in_order(rows)
    return Comparison(tuple(rows), BASES[name], tuple(diagnostics), group)


def diff(
    old: Argument,
    new: Argument,
    *,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    weight: str | None = None,
) -> Amendment:
    """What changed from one version of a trial to the next; the other arguments as for `total`.

    Spelling, comments and the order of clauses and lines are no change. Mistakes of the texts and
    of the call are in `diagnostics`, and where a text cannot be read there are no changes.

    >>> for change in diff("10 mg daily for 7 days", "10 mg twice daily for 5 days"):
    ...     print(change)
    dosing: frequency daily → twice daily
    dosing: extent for 7 days → for 5 days
    """
    from dosecalc.amended_totals import Amendment, amendment

    question, diagnostics = ask(unit=unit, assume=assume, with_=with_, weight=weight)
    both = [texts([argument]) for argument in (old, new)]
    for argument, found in zip((old, new), both, strict=True):
        if len(found) != 1:
            diagnostics.append(calls.not_one_text(str(argument), len(found)))
    read = [text for found in both if len(found) == 1 for text in found]
    diagnostics += [each for text in read for each in text.diagnostics]
    names = [text.trial.name for text in read]
    if question is None or len(read) != 2 or not all(text.ok for text in read):
        return Amendment("".join(names[:1]), "".join(names[1:]), (), (), tuple(diagnostics))
    diagnostics += [each for text in read for each in checks.check(text.trial)]
    if any(each.code in checks.STOPPING for each in diagnostics):
        return Amendment(names[0], names[1], (), (), tuple(diagnostics))
    before, after = (text.trial for text in read)
    return amendment(before, after, question, tuple(dict.fromkeys(diagnostics)))


def match(
    regimen: str | Text,
    *targets: Argument,
    by_day: int | None = None,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    weight: str | None = None,
) -> tuple[tuple[Equivalent, ...], tuple[Diagnostic, ...]]:
    """What makes a regimen equal to each target, in all or by the end of a study day.

    A rhythm without an amount (`twice weekly for 8 weeks`) gets the amount of a dose; an amount
    without an end (`2e9 particles twice weekly`) the number of doses; a whole regimen the factor by
    which its doses are to be multiplied. Mistakes of the texts come second.

    >>> found, _ = match("twice weekly for 8 weeks", "1e11 particles daily for 4 days")
    >>> str(found[0].each.low), found[0].unit.plural
    ('25000000000', 'particles')
    """
    from dosecalc import equivalents

    question, diagnostics = ask(unit=unit, assume=assume, with_=with_, weight=weight)
    if by_day == 0:
        diagnostics.append(calls.no_day_zero())
    given = read_phrase(regimen) if isinstance(regimen, str) else regimen
    read = [given, *texts(targets)]
    for text in read:
        diagnostics.extend(text.diagnostics)
        if text.ok:
            diagnostics.extend(each for each in checks.check(text.trial) if each.is_error)
    if question is None or any(each.is_error for each in diagnostics):
        return (), tuple(diagnostics)
    day = None if by_day is None else DayCount().offset(by_day)
    own, *aims = (text.trial for text in read)
    return tuple(equivalents.equivalents(own, aims, question, day)), tuple(diagnostics)


def adherence(
    regimen: Argument,
    log: Log,
    *,
    start: str | None = None,
    participants: Listed | None = None,
    arm: str | None = None,
    cohort: int | None = None,
    reading: str | None = None,
    until: str | None = None,
    by_day: int | None = None,
    by_week: int | None = None,
    late: str | None = None,
    missed: str | None = None,
    as_planned: bool = False,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    weight: str | None = None,
) -> Adherence:
    """Which planned doses were given, when and how much of the amount, by a log of what was done.

    `log` is the file of a log, or its rows (`actuals.Actual`). `start` is the date of day 1, for
    all, or for whom `participants` (a file, or `enrolment.Enrolled`) gives no other. `until`, a
    date, or `by_day` or `by_week`, counted for each participant, are the last day that counts:
    `by_week=8` ends with day 56. A dose is late behind its window, or where it has none from the
    delay `late` on (`1 day`); one whose day the text does not give is in time in its whole period.
    `missed` says what a missed dose means: `skip`, `shift` or `make-up`. With `as_planned`, doses
    given without a stated amount held what was planned. Mistakes are in `diagnostics`; with an
    error there are no rows.

    >>> from datetime import date
    >>> from dosecalc.actuals import Actual
    >>> taken = [Actual("001", date=date(2026, 3, day)) for day in (2, 3, 5)]
    >>> found = adherence("10 mg daily for 4 days", taken, start="2026-03-02")
    >>> found[0].counts.given, found[0].counts.unrecorded, found[0].counts.rate
    (3, 1, Fraction(3, 4))
    """
    from dosecalc import accounts, adherence_asking, adherence_mistakes
    from dosecalc.adherences import Adherence

    question, diagnostics = ask(unit=unit, assume=assume, with_=with_, weight=weight, start=start)
    read = texts([regimen])
    for text in read:
        diagnostics.extend(text.diagnostics)
        if text.ok:
            diagnostics.extend(checks.check(text.trial))
    if len(read) != 1:
        diagnostics.append(adherence_mistakes.one_trial_needed(len(read)))
    trial = read[0].trial if read else parse("").trial
    days = DayCount(trial.days_from_zero)
    terms, said = adherence_asking.terms(until, by_day, by_week, late, missed, as_planned, days)
    diagnostics.extend(said)
    rows, said = adherence_asking.log_of(log)
    diagnostics.extend(said)
    found = accounts.Accounts()
    stopped = any(each.is_error or each.code in checks.STOPPING for each in diagnostics)
    if question is not None and not stopped:
        people, rows, said = adherence_asking.people(
            trial, rows, participants, start=question.start, arm=arm, cohort=cohort,
            reading=reading,
        )  # fmt: skip
        diagnostics.extend(said)
        if not any(each.is_error for each in said):
            try:
                found = accounts.accounts(trial, people, rows, terms, question)
            except ValueError as error:
                diagnostics.append(calls.too_many_doses(trial.name, str(error)))
    diagnostics.extend(found.diagnostics)
    tallies = accounts.tallies(trial, found.accounts)
    return Adherence(trial, tallies, found, terms, tuple(dict.fromkeys(diagnostics)))


def report(
    *arguments: Argument,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    arm: str | None = None,
    weight: str | None = None,
    per: str = "participant",
    reference: str | None = None,
    start: str | None = None,
    title: str | None = None,
    time: str | None = None,
) -> Report:
    """A comparison with all that it rests on, as one page or in Markdown; arguments as `compare`.

    `time` says when it is made (`2026-03-02T10:00`, in UTC unless it has an offset), else the
    environment's `SOURCE_DATE_EPOCH`, else now; the same input at the same time gives the same
    bytes. Mistakes of a text are in `diagnostics` and on the page, which leaves the text out.
    Raises ValueError for a time or a basis that cannot be.

    >>> made = report("10 mg daily for 7 days", time="2026-03-02")
    >>> made.html().startswith("<!DOCTYPE html>")
    True
    """
    from dosecalc import __version__, reports, stamps

    moment, read = stamps.moment(time), texts(arguments)
    asked: dict[str, Any] = {
        "unit": unit, "assume": assume, "with_": with_, "arm": arm, "weight": weight,
        "start": start,
    }  # fmt: skip
    compared = compare(*read, **asked, per=per, reference=reference)
    question, _ = ask(**asked)
    sound = [text.trial for text in read if question is not None and _sound(text)]
    return reports.made(sound, question or Question(), compared, moment, __version__, title or "")


def supply(
    *arguments: Argument,
    vial: str | Sequence[str] = (),
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    arm: str | None = None,
    cohort: int | None = None,
    reading: str | None = None,
    weight: str | None = None,
    start: str | None = None,
    participants: str | int | None = None,
    overage: str | None = None,
    share: str = "dose",
    undiluted: bool = False,
) -> Supplies:
    """Vials for each dose, week, participant, cohort, arm and trial; other arguments as `total`.

    `vial` says what one holds (`5 mL`, `1e11 particles in 5 mL`, `5 mL of AGENT`, `ampoule of 2
    mL`) in the place of a file's `product` lines; several are counted side by side. `participants`
    (`12`, `3 to 6`) replace those of each arm, or of each cohort. `share` says whose later doses
    may use what is left in a vial: those of the `day`, of the `participant`, of `everyone`, or
    none: `dose`. `undiluted` says that a volume which holds an active amount is drawn as it is.
    Raises ValueError for another `share`. Mistakes are in `diagnostics`.

    >>> (one,) = supply("3 mL daily for 7 days", vial="5 mL")
    >>> str(one.row.total.high), str(one.left.bounds.high)
    ('7', '14')
    """
    from dosecalc import supplying
    from dosecalc.supplies import RULES
    from dosecalc.supply_groups import supplies

    if share not in RULES:
        raise ValueError(f"share {share!r}: {', '.join(RULES)}")
    question, diagnostics = ask(assume=assume, with_=with_, arm=arm, weight=weight, start=start)
    wish, said = supplying.wish(
        (vial,) if isinstance(vial, str) else vial, share, undiluted, overage, participants,
        cohort, reading,
    )  # fmt: skip
    diagnostics.extend(said)
    read = texts(arguments)
    found: list[Supplies] = []
    for text in read:
        diagnostics.extend(text.diagnostics)
        if text.ok:
            checked = checks.check(text.trial)
            diagnostics.extend(checked)
            if question is None or wish is None or any(c.code in checks.STOPPING for c in checked):
                continue
            draft = supplying.draft(text.trial, question, wish)
            if draft is not None:
                diagnostics.append(draft)
            else:
                found.append(supplies(text.trial, question, wish))
    diagnostics.extend(missing_arm(read, arm))
    if wish is not None:
        diagnostics.extend(supplying.missing([text.trial for text in read if text.ok], wish))
    return supplying.joined(found, wish, tuple(diagnostics))


def prepare(
    argument: Argument,
    *,
    batch: str | None = None,
    batch_id: str | None = None,
    arm: str | None = None,
    cohort: int | None = None,
    reading: str | None = None,
    agent: str | None = None,
    dose: int | None = None,
    day: int | None = None,
    exactly: str | None = None,
    vial: str | None = None,
    step: str | None = None,
    dead_volume: str | None = None,
    final_volume: str | None = None,
    partner: str | None = None,
    opened: str | None = None,
    usable: str | None = None,
    participant: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    weight: str | None = None,
    start: str | None = None,
    time: str | None = None,
) -> Prepared:
    """The sheet of one administration made from one batch, or why there can be none.

    `batch` is a measured concentration (`2.3e10 particles/mL`), `step` what volumes are rounded to;
    `exactly` confirms one amount of a dose that the record states as a range or as about so much;
    `partner` names the arm that a placebo has to look like. `time` is when the sheet is made, as
    for `report`. Nothing is guessed: what is not chosen, known or exact is in `diagnostics`.

    >>> made = prepare("1e11 particles once", batch="2.3e10 particles/mL", step="0.01 mL")
    >>> str(made.preparation.exact), str(made.preparation.drug)
    ('100/23', '87/20')
    """
    from dosecalc import __version__, preparing, stamps
    from dosecalc.compounding import preparation
    from dosecalc.preparation import Stopped
    from dosecalc.prepared import Prepared

    moment = stamps.moment(time)
    question, diagnostics = ask(assume=assume, with_=with_, arm=arm, weight=weight, start=start)
    wish, said = preparing.wish(
        preparing.Typed(
            batch, batch_id, participant, cohort, reading, agent, partner, dose, day, exactly,
            vial, step, dead_volume, final_volume, opened, usable,
        )
    )  # fmt: skip
    diagnostics.extend(said)
    read = texts([argument])
    if len(read) != 1:
        diagnostics.append(calls.not_one_text(str(argument), len(read)))
    for text in read[:1]:
        diagnostics.extend(text.diagnostics)
        if text.ok:
            diagnostics.extend(checks.check(text.trial))
    diagnostics.extend(missing_arm(read, arm))
    made = None
    if question is not None and wish is not None and not any(e.is_error for e in diagnostics):
        try:
            made = preparation(read[0].trial, question, wish)
        except Stopped as stopped:
            diagnostics.append(stopped.diagnostic)
    return Prepared(
        preparation=made, moment=moment, version=__version__, diagnostics=tuple(diagnostics)
    )


def _sound(text: Text) -> bool:
    """Whether a text can be computed with."""
    return text.ok and not any(each.code in checks.STOPPING for each in checks.check(text.trial))


def _only(argument: Argument, said: list[Diagnostic]) -> tuple[Trial, bool]:
    """The trial of the one text that an argument is, and whether that could be read."""
    read = texts([argument])
    if len(read) != 1:
        said.append(calls.not_one_text(str(argument), len(read)))
    said += [each for text in read for each in text.diagnostics]
    trial = read[0].trial if len(read) == 1 else Trial(name="")
    return trial, len(read) == 1 and read[0].ok


def calendar(
    argument: Argument,
    *,
    start: str | date | None = None,
    anchors: Sequence[str] = (),
    arm: str | None = None,
    cohort: int | None = None,
    reading: str | None = None,
    id: str = "",
    participants: int | str | Sequence[Enrolled] | None = None,
    first: str | None = None,
    every: str | None = None,
    per_cohort: int | None = None,
    gate: Sequence[str] = (),
    site: str | None = None,
    closed: Sequence[str] = (),
    holidays: Sequence[str] = (),
    slots: int | None = None,
    timezone: str | None = None,
    prefer: Prefer = "earlier",
    window: str | None = None,
    until: str | None = None,
    log: str | Sequence[Actual] | None = None,
    as_of: str | None = None,
    missed: Missed = "",
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    weight: str | None = None,
    time: str | None = None,
    tick: Callable[[int], Callable[[], None]] | None = None,
) -> Calendar:
    """Every dose, assessment, watch and span of a participant, or of several, on real dates.

    `start` dates day 1, with the time of the first dose if it has one (`2026-03-02T08:00`);
    `anchors` date spans (`radiotherapy=2026-04-13`, or both of its ends). Of several arms,
    readings or cohorts one has to be named.

    `participants` is a list of them, or its file, each with their arm, cohort and start; or a
    number of them, who come from `first` on, each `every` so long, fill the cohorts
    (`per_cohort` where the schedule leaves their size open) and wait for what gates cohorts,
    `gate` naming watches that are assumed to.

    What falls on a closed day (`closed` holds weekdays or dates, `holidays` countries, `slots`
    appointments a day) moves to the nearest open day inside its window, the one that is
    preferred of two; `window` is that of what has none. `until`, a date or a study day, ends
    what nothing else ends.

    With a `log` of what was done, or its file, what is past through `as_of` (the last date of the
    log) is marked, and what is still to come is planned anew; `missed` says what a missed dose
    means: `skip`, `shift` or `make-up`.

    `time` is when the calendar is made, as for `report`; `tick` is called with the number of
    participants and gives what is called after each. Mistakes are in `diagnostics`; a draft
    that is unconfirmed has no calendar. Raises ValueError for a time or a preference that
    cannot be.

    >>> found = calendar("10 mg weekly for 3 doses within 1 day", start="2026-02-28",
    ...                  closed=["Sat, Sun"])
    >>> [entry.on.isoformat() for entry in found.entries()]
    ['2026-02-27', '2026-03-06', '2026-03-13']
    """
    from dosecalc import __version__, calendar_plans, calendars, day_rules, scheduling, stamps

    if prefer not in ("earlier", "later"):
        raise ValueError(f"prefer {prefer!r}: earlier or later")
    if missed not in ("", "skip", "shift", "make-up"):
        raise ValueError(f"missed {missed!r}: skip, shift or make-up")
    question, said = ask(unit=unit, assume=assume, with_=with_, weight=weight)
    trial, readable = _only(argument, said)
    stamp = stamps.stamp(trial, __version__, time)
    nothing = calendars.Calendar(trial=trial, rules=calendars.Rules(), stamp=stamp)
    if question is None or not readable:
        return replace(nothing, diagnostics=tuple(said))
    said += checks.check(trial)
    if any(each.code in checks.STOPPING for each in said):
        return replace(nothing, diagnostics=tuple(said))
    wrong: list[Diagnostic] = []
    begin, _ = day_rules.moment_of(start, wrong)
    anchored = day_rules.anchors(trial, anchors, wrong)
    typed = day_rules.Typed(
        start, anchors, site, closed, holidays, slots, timezone, prefer, window, until
    )
    whole = scheduling.Whole(participants, first, every, per_cohort, tuple(gate))
    who = scheduling.Who(arm, cohort, reading, id)
    done = scheduling.Done(log, as_of, missed)
    try:
        made = scheduling.made(trial, question, typed, whole, who, done, begin, anchored, wrong)
    except OverflowError:
        raise ValueError("days lie before the year 1 or after the year 9999") from None
    said += dict.fromkeys(wrong)
    if made is None or any(each.is_error for each in wrong):
        return replace(nothing, diagnostics=tuple(said))
    ticked = tick(len(made.people)) if tick else lambda: None
    found = calendar_plans.calendar(
        trial, made.people, made.rules, question, stamp, made.follow, ticked, made.plans
    )
    return replace(found, enrolment=made.enrolment, diagnostics=tuple(said))


def visits(
    argument: Argument,
    *,
    arm: str | None = None,
    cohort: int | None = None,
    reading: str | None = None,
    until: str | None = None,
    start: str | None = None,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    weight: str | None = None,
    time: str | None = None,
) -> Activities:
    """The schedule of activities: what is done on which study day, a matrix for each way of dosing.

    Ways of dosing that have the same matrix share it, whatever their amounts. `arm`, `cohort` and
    `reading` keep some of them. `until`, a study day or week (`day 56`, `week 24`), ends what
    nothing else ends. `start`, the date of day 1, makes months exact; no date is shown. `time` is
    when it is made, as for `report`. Mistakes are in `diagnostics`; a draft that is unconfirmed is
    shown as one. Raises ValueError for a time that cannot be.

    >>> (found,) = visits("10 mg every 3 weeks for 4 doses within 2 days").matrices
    >>> [column.days[0].day for column in found.columns], found.columns[1].window
    ([0, 21, 42, 63], (2, 2))
    """
    from dosecalc import __version__, activities, choosing, stamps
    from dosecalc.language.read import read_moments
    from dosecalc.model import Arm
    from dosecalc.variants import Variant

    question, said = ask(unit=unit, assume=assume, with_=with_, weight=weight, start=start)
    trial, readable = _only(argument, said)
    nothing = activities.Activities(trial=trial, stamp=stamps.stamp(trial, __version__, time))
    if question is None or not readable:
        return replace(nothing, diagnostics=tuple(said))
    said += checks.check(trial)
    last: int | None = None
    if until is not None:
        days, wrong = read_moments(until, "until", DayCount(trial.days_from_zero))
        said += wrong
        last = max(days) if days else None
    ways = choosing.fitting(trial, arm, cohort, reading)
    if not trial.arms and arm is None and cohort is None and reading is None:
        ways = [Variant(Arm(name=""), None, None)]
    if isinstance(ways, Diagnostic):
        return replace(nothing, diagnostics=(*said, ways))
    if (until is not None and last is None) or any(each.code in checks.STOPPING for each in said):
        return replace(nothing, diagnostics=tuple(said))
    try:
        found = activities.matrices(trial, ways, question, last)
    except ValueError as error:
        said.append(calls.too_many_doses(trial.name, str(error)))
        return replace(nothing, diagnostics=tuple(said))
    return replace(nothing, matrices=found, diagnostics=tuple(said))


def check(*arguments: Argument) -> tuple[Diagnostic, ...]:
    """Everything that is wrong or doubtful in the texts, in their order."""
    found: list[Diagnostic] = []
    for text in texts(arguments):
        found.extend(text.diagnostics)
        if text.ok:
            found.extend(checks.check(text.trial))
    return tuple(found)
