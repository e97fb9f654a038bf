"""Trials beside each other: `compare`, `match`, `diff`, `report`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dosecalc import calls, checks
from dosecalc.asking import Argument, ask, missing_arm, texts
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.language import Text, read_phrase
from dosecalc.totals import Question

if TYPE_CHECKING:
    from dosecalc.amended_totals import Amendment
    from dosecalc.comparisons import Comparison
    from dosecalc.equivalents import Equivalent
    from dosecalc.reports import Report
from dosecalc.library.reading import sound


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
    trials = [text.trial for text in read if question is not None and sound(text)]
    return reports.made(trials, question or Question(), compared, moment, __version__, title or "")
