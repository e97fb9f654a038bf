"""Syntax trees: nodes named for the grammar's rules, tokens that know their place."""

from __future__ import annotations


class Token(str):
    """A word, number or sign of the text, of the kind that its place accepted."""

    __slots__ = ("start", "stop", "type")
    type: str
    start: int
    stop: int

    def __new__(cls, kind: str, text: str, start: int, stop: int) -> Token:
        token = super().__new__(cls, text)
        token.type, token.start, token.stop = kind, start, stop
        return token


class Node:
    """What a rule of the grammar found: its children in order, and where they stand."""

    __slots__ = ("children", "data", "start", "stop")

    def __init__(self, data: str, children: list[Node | Token]) -> None:
        self.data = data
        self.children = children
        self.start: int = children[0].start
        self.stop: int = children[-1].stop

    def holds(self, rule: str) -> bool:
        """Whether a node of that rule stands here or anywhere below."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            if node.data == rule:
                return True
            waiting.extend(child for child in node.children if isinstance(child, Node))
        return False

    def __repr__(self) -> str:
        return f"{self.data}({', '.join(map(repr, self.children))})"
