"""What any statement may carry: names and labels, sources, notes, and why it is assumed."""

from __future__ import annotations

from dosecalc.language.block import Statement
from dosecalc.language.tree import Node
from dosecalc.language.values import quoted, subtrees, tokens, unquoted, words
from dosecalc.model import Facts


def body_of(tree: Node) -> Node:
    """The statement inside a `statement` tree; a visit is its own body."""
    if tree.data != "statement":
        return tree
    return next(child for child in tree.children if isinstance(child, Node))


def name_and_label(body: Node) -> tuple[str, str]:
    name = words(next(subtrees(body, "name")))
    label = tokens(body, "STRING")
    return name, unquoted(label[0]) if label else ""


def titled(body: Node) -> str:
    name, label = name_and_label(body)
    return one_name(name) + (f" {quoted(label)}" if label else "")


def facts_of(statement: Statement) -> Facts:
    """The attributes of a statement, on its own line and in its block."""
    inline = []
    if statement.tree is not None:
        inline = list(subtrees(statement.tree, "attribute"))
        if statement.rule == "attribute":
            inline = []
    nested = [each for each in statement.block if each.rule == "attribute"]
    return collected([*inline, *(body_of(each.tree) for each in nested if each.tree is not None)])


def inline_attributes(statement: Statement) -> list[str]:
    """The attributes that stand on a statement's own line, as canonical text."""
    assert statement.tree is not None
    found = subtrees(statement.tree, "attribute")
    return [facts_text(collected([each])).strip() for each in found]


def facts_of_all(found: list[Statement]) -> Facts:
    return collected([body_of(each.tree) for each in found if each.tree is not None])


def collected(attributes: list[Node]) -> Facts:
    assumed: list[str] = []
    sources: list[str] = []
    notes: list[str] = []
    kinds = {"assumed": assumed, "source": sources, "note": notes}
    for attribute in attributes:
        for inner in subtrees(attribute, *kinds):
            kinds[str(inner.data)].append(unquoted(tokens(inner, "STRING")[0]))
    return Facts(
        assumed="; ".join(assumed) if assumed else None,
        sources=tuple(sources),
        notes=tuple(notes),
    )


def facts_text(facts: Facts) -> str:
    parts = [f"assumed {quoted(facts.assumed)}"] if facts.assumed is not None else []
    parts += [f"source {quoted(each)}" for each in facts.sources]
    parts += [f"note {quoted(each)}" for each in facts.notes]
    return "".join(" " + part for part in parts)


def one_name(name: str) -> str:
    """A name that must be one word, or quoted."""
    return quoted(name) if " " in name else bare_name(name)


def bare_name(name: str | None) -> str:
    """A name as the language writes it: quoted where it is not one plain word or several."""
    if name is None:
        return ""
    plain = all(
        part and part[0].isalpha() and part.replace("-", "").isalnum() for part in name.split(" ")
    )
    return name if plain else quoted(name)
