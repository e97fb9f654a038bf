"""What a file expects to come out, and what it assumes: the lines `expect` and `assume`."""

from __future__ import annotations

from dataclasses import replace

from dosecalc.amounts import Amount, number
from dosecalc.diagnostics import Span
from dosecalc.language import dose_refusals, refusals
from dosecalc.language.facts import bare_name, one_name
from dosecalc.language.tree import Node
from dosecalc.language.values import (
    Reading,
    Refused,
    figure,
    quantity,
    quantity_text,
    subtree,
    subtrees,
    tokens,
    unit,
    value,
    whole,
    words,
)
from dosecalc.protocol import Assumption, Expect

DRAWN = ("log-uniform", "uniform", "log-triangular", "triangular")


def expectation(body: Node, reading: Reading) -> Expect:
    """An `expect` line."""
    named = subtree(body, "name")
    arm = words(named) if named is not None else None
    cohort = whole(tokens(body, "NUMBER")[0], reading) if tokens(body, "NUMBER") else None
    which = subtree(body, "words")
    name = words(which) if which is not None else None
    inner = next(subtrees(body, "expect_total", "expect_doses", "expect_days"))
    kind = str(inner.data).removeprefix("expect_")
    per = "trial" if tokens(inner, "TRIAL") else "arm" if tokens(inner, "ARM") else "participant"
    head = "expect" + (f" {one_name(arm)}" if arm else "") + (f" cohort {cohort}" if cohort else "")
    head += f" {per}" if per != "participant" else ""
    held, measured, shown = None, None, "unknown"
    given = subtree(inner, "figure")
    if given is not None:
        held = figure(given, reading)
        shown = str(held)
    total = subtree(inner, "quantity")
    if total is not None:
        amount = quantity(total, reading)[0]
        held, measured, shown = amount.figure, amount.unit, quantity_text(total, amount)
    said = f"{head} {kind} {shown}" + (f" in reading {bare_name(name)}" if name else "")
    return Expect(
        said=said, kind=kind, arm=arm, cohort=cohort, reading=name, per=per,  # type: ignore[arg-type]
        figure=held, unit=measured, span=reading.span(body),
    )  # fmt: skip


def assumption(node: Node, reading: Reading) -> Assumption:
    """The body of an `assume` line."""
    span = reading.span(node)
    inner = next(child for child in node.children if isinstance(child, Node))
    names = [words(each) for each in subtrees(inner, "words")]
    scoped = names[-1] if tokens(inner, "FOR") else None
    if inner.data == "unit_meant":
        measured = unit(next(subtrees(inner, "unit")), reading)
        text = f"unit = {measured}" + (f" for {bare_name(scoped)}" if scoped else "")
        return Assumption(
            text=text, kind="unit", target=Amount(None, measured), scope=scoped, span=span
        )
    held = [quantity(each, reading)[0] for each in subtrees(inner, "quantity")]
    if any(each.figure is None or each.unit is None for each in held):
        raise Refused(refusals.needs_exact(span, "an assumption"))
    if inner.data == "covariate":
        return _covariate(inner, held[0], span)
    source, target = held
    assert source.figure is not None
    if not source.figure.exact:
        raise Refused(refusals.needs_exact(span, "the left side of an assumption"))
    agent = names[0] if tokens(inner, "OF_AGENT") else None
    text = f"{source}" + (f" of {bare_name(agent)}" if agent else "") + f" = {target}"
    text += f" for {bare_name(scoped)}" if scoped else ""
    return Assumption(
        text=text, kind="conversion", target=target, source=source, agent=agent, scope=scoped,
        span=span,
    )  # fmt: skip


def refined(made: Assumption, body: Node, reading: Reading) -> tuple[Assumption, str]:
    """An assumption with its central value, or with how it is drawn; and the line's text."""
    span, figure = reading.span(body), made.target.figure
    for token in tokens(body, "NUMBER"):
        held = value(token)
        if figure is None or held < figure.low or (figure.high is not None and held > figure.high):
            raise Refused(
                refusals.does_not_fit(
                    span, made.span or span, "a central value lies between the bounds",
                    "give one that does, or widen the assumption",
                )
            )  # fmt: skip
        return replace(made, central=held), f"central {number(held)}"
    word = str(tokens(body, "NAME")[0]).lower()
    if word not in DRAWN:
        known = ", ".join(f"`{each}`" for each in DRAWN)
        raise Refused(
            refusals.does_not_fit(span, span, f"`{word}` is no way to draw", f"type {known}")
        )
    return replace(made, drawn=word), f"drawn {word}"


def _covariate(node: Node, held: Amount, span: Span) -> Assumption:
    weight = bool(tokens(node, "WEIGHT"))
    wanted = "mass" if weight else "area"
    if held.unit is None or held.unit.dimension != wanted:
        raise Refused(dose_refusals.unit_clash(
            span, f"a body {'weight' if weight else 'surface area'} is measured otherwise",
            "type `weight = 70 kg`" if weight else "type `area = 1.8 m2`",
        ))  # fmt: skip
    name = "weight" if weight else "area"
    return Assumption(text=f"{name} = {held}", kind=name, target=held, span=span)  # type: ignore[arg-type]
