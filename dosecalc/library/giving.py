"""What was given, and what it takes to give it: `adherence`, `supply`, `prepare`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dosecalc import calls, checks
from dosecalc.asking import Argument, ask, missing_arm, texts
from dosecalc.days import DayCount
from dosecalc.language import read_phrase

if TYPE_CHECKING:
    from dosecalc.adherence_asking import Listed, Log
    from dosecalc.adherences import Adherence
    from dosecalc.prepared import Prepared
    from dosecalc.supplies import Supplies


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
    trial = read[0].trial if read else read_phrase("").trial
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
