"""Lexemes to syntax trees, by the LALR tables that lark makes of `grammar.lark`.

The tables are made once and kept beside the user's other caches, under a name made from the
grammar; lark is imported only to make them. A cache that is
missing, stale, damaged or cannot be written costs the time to make the tables again and nothing
else: a seal tells whether it is whole.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from dosecalc.language.tokens import Lexeme
from dosecalc.language.tree import Node, Token

STARTS = (
    "statement", "visit", "phrase", "assumption", "length", "figure", "moments", "within", "closed",
    "holding",
)  # fmt: skip
_END = "$END"
_FORM = "tables 1"


class Misfit(Exception):
    """The lexeme at `position` (the end, where that is their number) fits no rule."""

    def __init__(self, position: int, expected: frozenset[str]) -> None:
        super().__init__(position)
        self.position = position
        self.expected = expected


class Rule(NamedTuple):
    """A rule's name, how many parts it joins, and whether a single part stands for itself."""

    name: str
    size: int
    single: bool


class Tables(NamedTuple):
    """An LALR automaton: in each state, a kind or a rule's name leads to a step.

    A step of 0 or more is the next state; a step below 0 reduces rule `-step - 1`.
    """

    starts: dict[str, int]
    ends: dict[str, int]
    states: list[dict[str, int]]
    rules: list[Rule]


def parse(lexemes: Sequence[Lexeme], start: str) -> Node:
    """The syntax tree of a line. Raises `Misfit` where a lexeme fits no rule."""
    run = _Run(tables(), start)
    for position, lexeme in enumerate(lexemes):
        kind = next((kind for kind in lexeme.kinds if run.fits(kind)), None)
        if kind is None:
            raise Misfit(position, run.expected())
        run.shift(kind, Token(kind, lexeme.text, lexeme.span.start, lexeme.span.stop))
    if not run.fits(_END):
        raise Misfit(len(lexemes), run.expected())
    return run.end()


Value = Node | Token | list["Node | Token"]


class _Run:
    """The stacks of one parse."""

    def __init__(self, automaton: Tables, start: str) -> None:
        self.states = automaton.states
        self.rules = automaton.rules
        self.stack = [automaton.starts[start]]
        self.last = automaton.ends[start]
        self.values: list[Value] = []

    def fits(self, kind: str) -> bool:
        """Whether the kind can be shifted, after the reductions that it brings about."""
        stack, shadow = self.stack, [self.stack[-1]]
        depth = len(stack) - 1
        while True:
            if kind == _END and shadow[-1] == self.last:
                return True
            step = self.states[shadow[-1]].get(kind)
            if step is None:
                return False
            if step >= 0:
                return True
            rule = self.rules[-step - 1]
            if rule.size < len(shadow):
                del shadow[len(shadow) - rule.size :]
            else:
                depth -= rule.size - len(shadow) + 1
                shadow = [stack[depth]]
            shadow.append(self.states[shadow[-1]][rule.name])

    def expected(self) -> frozenset[str]:
        """The kinds that could come next."""
        kinds = self.states[self.stack[-1]]
        return frozenset(kind for kind in kinds if kind.isupper() and self.fits(kind))

    def shift(self, kind: str, token: Token) -> None:
        """Take a token of a kind that fits."""
        self._reduce(kind)
        self.stack.append(self.states[self.stack[-1]][kind])
        self.values.append(token)

    def end(self) -> Node:
        """The tree, once the end fits."""
        self._reduce(_END)
        tree = self.values[-1]
        assert isinstance(tree, Node)
        return tree

    def _reduce(self, kind: str) -> None:
        while not (kind == _END and self.stack[-1] == self.last):
            step = self.states[self.stack[-1]][kind]
            if step >= 0:
                return
            rule = self.rules[-step - 1]
            values = self.values[-rule.size :]
            del self.values[-rule.size :], self.stack[-rule.size :]
            self.stack.append(self.states[self.stack[-1]][rule.name])
            self.values.append(_joined(rule, values))


def _joined(rule: Rule, values: list[Value]) -> Value:
    """The value of a rule: a node, its only part, or for `_rule` the parts for its parent."""
    parts: list[Node | Token] = []
    for value in values:
        if isinstance(value, list):
            parts.extend(value)
        else:
            parts.append(value)
    if rule.name.startswith("_"):
        return parts
    if rule.single and len(parts) == 1:
        return parts[0]
    return Node(rule.name, parts)


# ------------------------------------------------------------------ the tables


@cache
def tables() -> Tables:
    """The automaton of the grammar, from the cache where that is whole, else made anew."""
    grammar = (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    content = f"{grammar}{STARTS}".encode()
    sums = f"{zlib.crc32(content):08x} {zlib.adler32(content):08x}"
    stamp = f"{_FORM} {sys.version_info[:3]} {len(content)} {sums}"
    place = _folder() / f"grammar-{zlib.crc32(stamp.encode()):08x}.tables"
    found = _stored(place, stamp)
    if found is None:
        found = _made(grammar)
        _store(place, stamp, found)
    return found


def _made(grammar: str) -> Tables:
    """The automaton by lark's analysis of the grammar."""
    import lark

    made = lark.Lark(
        grammar, parser="lalr", lexer="basic", start=list(STARTS), maybe_placeholders=False
    )
    table = made.parser.parser._parse_table
    rules: dict[Any, int] = {}
    states: list[dict[str, int]] = []
    for number in range(len(table.states)):
        steps: dict[str, int] = {}
        for name, (action, target) in table.states[number].items():
            shifts = action.name == "Shift"
            steps[f"{name}"] = target if shifts else -rules.setdefault(target, len(rules)) - 1
        states.append(steps)
    listed = [
        Rule(f"{rule.origin.name}", len(rule.expansion), bool(rule.options.expand1))
        for rule in rules
    ]
    return Tables(_plain(table.start_states), _plain(table.end_states), states, listed)


def _plain(states: dict[Any, int]) -> dict[str, int]:
    return {f"{name}": state for name, state in states.items()}


def _folder() -> Path:
    named = os.environ.get("DOSECALC_CACHE") or os.environ.get("XDG_CACHE_HOME")
    if named:
        return Path(named) / "dosecalc"
    return Path(os.path.expanduser("~")) / ".cache" / "dosecalc"


def _stored(place: Path, stamp: str) -> Tables | None:
    """The tables stored at `place`, where they are whole and of this stamp; else None."""
    with contextlib.suppress(Exception):
        head, _, body = place.read_bytes().partition(b"\n")
        if head == _seal(stamp, body):
            starts, ends, states, rules = marshal.loads(body)
            return Tables(starts, ends, states, [Rule(*rule) for rule in rules])
    return None


def _seal(stamp: str, body: bytes) -> bytes:
    return f"{stamp} {len(body)} {zlib.crc32(body):08x}".encode()


def _store(place: Path, stamp: str, made: Tables) -> None:
    from dosecalc.files import write_whole

    with contextlib.suppress(Exception):
        body = marshal.dumps((made.starts, made.ends, made.states, [tuple(r) for r in made.rules]))
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, _seal(stamp, body) + b"\n" + body)
