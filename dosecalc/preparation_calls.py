"""Why a dose cannot be prepared: what is not chosen, not known, not exact, or does not fit.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.diagnostics import Diagnostic, Span, visible

# ------------------------------------------------------------------ which dose


def choice_needed(what: str, options: Sequence[str], hint: str) -> Diagnostic:
    """A schedule with several arms, cohorts, readings or doses, and none of them is chosen.

    A sheet is for one administration: nothing about it is guessed.

    Example: (on the command line) `dosecalc prepare NCT07312656 --exactly "1.5 mL"`
    Remedy: `--reading "arm text"`; likewise `--arm`, `--cohort`, `--agent`, `--dose` or `--day`
    """
    shown = ", ".join(f"`{visible(each)}`" for each in options[:8])
    more = f" and {len(options) - 8} more" if len(options) > 8 else ""
    return Diagnostic(
        code="choice-needed",
        message=f"a sheet is for one {what}, and there are {shown}{more}",
        span=None,
        hint=hint,
    )


def no_such_dose(asked: str, why: str) -> Diagnostic:
    """A dose or a day asked for on which nothing is given, or that cannot be found.

    Example: (on the command line) `dosecalc prepare NCT07232563 --dose 5`
    Remedy: `dosecalc doses` lists the doses with their days
    """
    return Diagnostic(
        code="no-such-dose",
        message=f"there is no {asked}: {why}",
        span=None,
        hint="`dosecalc doses` lists the doses with their days",
    )


def nothing_to_prepare(name: str) -> Diagnostic:
    """An arm without treatment.

    Example: (on the command line) `dosecalc prepare NCT07312656 --arm control`
    Remedy: choose an arm that is given something: `--arm spray`
    """
    return Diagnostic(
        code="nothing-to-prepare",
        message=f"`{visible(name)}` is given nothing",
        span=None,
        hint="choose another arm with `--arm`",
    )


def partner_needed(name: str, options: Sequence[str]) -> Diagnostic:
    """A placebo whose volume is that of another arm, and it is not clear which.

    Example: (on the command line) `--arm placebo` where two other arms are dosed
    Remedy: `--partner high`
    """
    shown = ", ".join(f"`{visible(each)}`" for each in options)
    return Diagnostic(
        code="partner-needed",
        message=f"which arm `{visible(name)}` has to look like is not clear: there are "
        f"{shown or 'no others'}",
        span=None,
        hint="name it with `--partner`" if options else "state the volume of the placebo",
    )


# ------------------------------------------------------------------ how much


def amount_unknown(needs: str, span: Span | None) -> Diagnostic:
    """A dose whose amount the schedule does not state, or that needs more to be known.

    Example: (on the command line) `dosecalc prepare NCT06598202 --arm vesicles --reading record`
    Remedy: state the amount in the schedule, with its source
    """
    return Diagnostic(
        code="amount-unknown",
        message=f"the amount of the dose cannot be computed: it needs {visible(needs)}",
        span=span,
        hint="state the unit in the schedule, or say what it is with `--assume`"
        if needs.startswith("the unit")
        else "state the amount in the schedule, with its source",
    )


def body_needed(what: str, span: Span | None) -> Diagnostic:
    """A dose per kilogram or square metre of body, and the participant's is not given.

    Example: (on the command line) `dosecalc prepare "2 mg/kg once" --batch "10 mg/mL"`
    Remedy: `--weight 70`, or `--assume "area = 1.8 m2"`
    """
    way = "--weight 70" if "weight" in what else '--assume "area = 1.8 m2"'
    return Diagnostic(
        code="body-needed",
        message=f"the dose depends on the participant: it needs {what}",
        span=span,
        hint=f"give it exactly, as in `{way}`",
    )


def amount_not_exact(said: str, cause: str, span: Span | None) -> Diagnostic:
    """A dose that is a range: one amount has to be decided on before it is prepared.

    Example: (on the command line) `dosecalc prepare "1 to 2 mg once" --batch "1 mg/mL"`
    Remedy: `--exactly "1.5 mg"`, if that is what was decided
    """
    rests = f", since it depends on {visible(cause)}" if cause else ""
    return Diagnostic(
        code="amount-not-exact",
        message=f"the dose is {visible(said)}{rests}, and one amount is prepared",
        span=span,
        hint="say which amount was decided on, as in `--exactly`, or make what it depends on exact",
    )


def amount_about(said: str, span: Span | None) -> Diagnostic:
    """A dose that the record states as `about` so much.

    Example: (on the command line) `dosecalc prepare "about 1.5 mL once"`
    Remedy: `--exactly "1.5 mL"`, if exactly that is meant
    """
    return Diagnostic(
        code="amount-about",
        message=f"the record says about {visible(said)}, and one exact amount is prepared",
        span=span,
        hint=f'confirm it with `--exactly "{visible(said)}"`',
    )


def not_within_the_dose(given: str, said: str) -> Diagnostic:
    """An amount confirmed with `--exactly` that the schedule does not allow.

    Example: (on the command line) `dosecalc prepare "1 to 2 mg once" --exactly "3 mg" …`
    Remedy: confirm an amount that the dose allows, or correct the schedule
    """
    return Diagnostic(
        code="not-within-the-dose",
        message=f"`{visible(given)}` is not within the dose, which is {visible(said)}",
        span=None,
        hint="confirm an amount that the schedule allows, or correct the schedule",
    )


# ------------------------------------------------------------------ the batch and its volumes


def batch_needed(unit: str) -> Diagnostic:
    """A dose that is no volume, and no measured concentration to draw it with.

    Example: (on the command line) `dosecalc prepare NCT07232563`
    Remedy: `--batch "2.3e10 particles/mL"`
    """
    return Diagnostic(
        code="batch-needed",
        message=f"the dose is in {unit}, and the concentration of the batch is not given",
        span=None,
        hint=f'give what was measured, as in `--batch "10 {unit}/mL"`',
    )


def batch_does_not_fit(given: str, said: str, needs: str, wanted: str) -> Diagnostic:
    """A concentration in a unit that the dose does not meet.

    Example: (on the command line) `dosecalc prepare NCT07232563 --batch "5 mg/mL"`
    Remedy: `--batch "2.3e10 particles/mL"`, or an assumption with its source
    """
    return Diagnostic(
        code="batch-does-not-fit",
        message=f"a dose of {visible(said)} does not meet a batch in {visible(given)}: "
        f"that needs {visible(needs)}",
        span=None,
        hint=f"give the batch in {visible(wanted)}, or state an assumption with `--assume`",
    )


def not_a_concentration(given: str) -> Diagnostic:
    """A batch that is not one exact amount per volume.

    Example: (on the command line) `dosecalc prepare NCT07232563 --batch "1e11 particles"`
    Remedy: `--batch "2.3e10 particles/mL"`
    """
    return Diagnostic(
        code="not-a-concentration",
        message=f"`{visible(given)}` is not one measured concentration",
        span=None,
        hint='give one figure per volume, as in `--batch "2.3e10 particles/mL"`',
    )


def not_a_volume(option: str, given: str) -> Diagnostic:
    """An option that takes one exact volume.

    Example: (on the command line) `dosecalc prepare NCT07232563 --step "1 mg" …`
    Remedy: `--step "0.01 mL"`
    """
    return Diagnostic(
        code="not-a-volume",
        message=f"`{option}` cannot be `{visible(given)}`",
        span=None,
        hint=f'give one volume, as in `{option} "0.05 mL"`',
    )


def step_needed(volume: str) -> Diagnostic:
    """A volume that no row of decimals ends, and no step to round it to.

    Example: (on the command line) `dosecalc prepare "1 mg once" --batch "3 mg/mL"`
    Remedy: `--step "0.01 mL"`
    """
    return Diagnostic(
        code="step-needed",
        message=f"the volume to draw is {volume}, which has to be rounded",
        span=None,
        hint='say what the syringe can measure, as in `--step "0.01 mL"`',
    )


def step_too_coarse(volume: str, step: str) -> Diagnostic:
    """A volume that rounds to nothing.

    Example: (on the command line) `dosecalc prepare "1 mg once" --batch "1 g/mL" --step "0.1 mL"`
    Remedy: a finer step, or a weaker batch
    """
    return Diagnostic(
        code="step-too-coarse",
        message=f"the volume to draw is {volume}, which is none in steps of {step}",
        span=None,
        hint="give a finer `--step`, or dilute the batch and measure it",
    )


def final_volume_too_small(final: str, drawn: str) -> Diagnostic:
    """A final volume that the dose alone is more than.

    Example: (on the command line) `dosecalc prepare "10 mg in 3 mL once" --batch "2 mg/mL"`
    Remedy: a stronger batch, or a schedule with a greater volume
    """
    return Diagnostic(
        code="final-volume-too-small",
        message=f"the dose alone is {drawn}, more than the final volume of {final}",
        span=None,
        hint="use a stronger batch, or a greater final volume where the schedule allows one",
    )


def final_volume_differs(given: str, stated: str, span: Span | None) -> Diagnostic:
    """A final volume other than the one that the schedule states, or none where it is not exact.

    Example: (on the command line) `dosecalc prepare "2e8 particles in 3 mL once" --final-volume …`
    Remedy: leave `--final-volume` out, or correct the schedule
    """
    asked = f"`--final-volume` is {visible(given)}" if given else "`--final-volume` is not given"
    return Diagnostic(
        code="final-volume-differs",
        message=f"{asked}, and the schedule states {visible(stated)}",
        span=span,
        hint="give one volume that the schedule states" if not given else
        "leave `--final-volume` out, or correct the schedule",
    )  # fmt: skip


def no_moment(text: str) -> Diagnostic:
    """A moment of opening that is no date with a time.

    Example: (on the command line) `dosecalc prepare … --opened 2026-03-02`
    Remedy: `--opened 2026-03-02T09:00`
    """
    return Diagnostic(
        code="no-moment",
        message=f"`{visible(text)}` is not a date with a time",
        span=None,
        hint="write it as in `2026-03-02T09:00`",
    )
