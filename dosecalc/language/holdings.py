"""`vial of 1e11 particles in 5 mL`: what one piece of a product holds, in a file or an option."""

from __future__ import annotations

from typing import NamedTuple

from dosecalc import units
from dosecalc.amounts import Amount, just
from dosecalc.language import dose_refusals, refusals
from dosecalc.language.tree import Node
from dosecalc.language.values import (
    Reading,
    Refused,
    quantity,
    subtree,
    subtrees,
    tokens,
    words,
)
from dosecalc.language.vocabulary import FORMS
from dosecalc.protocol import Product
from dosecalc.units import Unit


class Holding(NamedTuple):
    """An option's amounts, the piece that holds them where it names one, and of which agent."""

    amounts: tuple[Amount, ...]
    form: Unit | None = None
    agent: str | None = None

    @property
    def product(self) -> Product:
        """The amounts as those of one piece, a vial where no other is named."""
        return _product(self.form or units.table()["vial"], self.amounts)


def product(node: Node, reading: Reading) -> Product:
    """A `product` tree."""
    form = str(tokens(node, "FORM")[0])
    held = subtree(node, "held")
    found = units.find(form)
    assert held is not None and found is not None
    return _product(found, _held(held, reading), form.lower())


def holding(node: Node, reading: Reading) -> Holding:
    """A `holding` tree: `5 mL`, `1e11 particles in 5 mL of EX-EV`, `ampoule of 2 mL`."""
    held = subtree(node, "held")
    assert held is not None
    amounts = _held(held, reading)
    named = subtree(node, "words")
    agent = words(named) if named is not None else None
    first = amounts[0]
    piece = first.unit if first.unit is not None and first.unit.name in FORMS else None
    if piece is None or len(amounts) == 1:
        return Holding(amounts, None, agent)
    if first.figure != just(1):
        raise Refused(
            refusals.does_not_fit(
                reading.span(held), reading.span(held), "what one piece holds is asked for",
                f"give what one {piece.singular} holds, as in `5 mL`",
            )
        )  # fmt: skip
    return Holding(amounts[1:], piece, agent)


def _held(node: Node, reading: Reading) -> tuple[Amount, ...]:
    """The amounts of a `held` tree, which are of different kinds."""
    found = [quantity(each, reading) for each in subtrees(node, "quantity")]
    amounts = tuple(amount for each in found for amount in each)
    kinds = [amount.unit.dimension for amount in amounts if amount.unit is not None]
    if len(set(kinds)) < len(kinds):
        message = f"`{reading.span(node).text}` gives one piece two amounts of one kind"
        raise Refused(
            dose_refusals.unit_clash(reading.span(node), message, "leave one of the two out")
        )
    return amounts


def _product(form: Unit, held: tuple[Amount, ...], word: str = "") -> Product:
    said = f"{word or form.singular} of " + " in ".join(map(str, held))
    return Product(form=form, holds=held, said=said)
