"""Lexemes to syntax trees: the LALR tables of `grammar.lark`, made once and then read back.

The tables are kept beside the user's other caches, under a name made from the grammar and the
versions that made them. A cache that is missing, stale, damaged or cannot be written costs the
time to make the tables again and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import lark
from lark.parsers.lalr_interactive_parser import InteractiveParser

from dosecalc.language.tokens import Lexeme

STARTS = ("statement", "visit", "phrase", "assumption")
Node = lark.Tree[lark.Token]
Child = Node | lark.Token | None


class Misfit(Exception):  # noqa: N818 - a place in the text, made into a diagnostic by its catcher
    """The lexeme at `position` (the end, where that is their number) fits no rule."""

    def __init__(self, position: int, expected: frozenset[str]) -> None:
        super().__init__(position)
        self.position = position
        self.expected = expected


def parse(lexemes: Sequence[Lexeme], start: str) -> Node:
    """The syntax tree of a line; its tokens carry offsets into the text. Raises `Misfit`."""
    run = _parser().parse_interactive("", start=start)
    for position, lexeme in enumerate(lexemes):
        kind = next((kind for kind in lexeme.kinds if _fits(run, kind)), None)
        if kind is None:
            raise Misfit(position, _expected(run))
        run.feed_token(
            lark.Token(
                kind, lexeme.text, start_pos=lexeme.span.start, line=0, column=0,
                end_line=0, end_column=0, end_pos=lexeme.span.stop,
            )
        )  # fmt: skip
    if not _fits(run, "$END"):
        raise Misfit(len(lexemes), _expected(run))
    tree: Node = run.feed_eof()  # type: ignore[no-untyped-call]
    return tree


def _fits(run: InteractiveParser, kind: str) -> bool:
    """Whether the kind can be shifted, after the reductions that it brings about."""
    states = run.parser_state.parse_conf.states
    stack = run.parser_state.state_stack
    shadow: list[Any] = []
    depth = len(stack)
    while True:
        state = shadow[-1] if shadow else stack[depth - 1]
        step = states[state].get(kind)
        if step is None:
            return False
        action, rule = step
        if action.name == "Shift":
            return True
        size = len(rule.expansion)
        from_shadow = min(size, len(shadow))
        if from_shadow:
            del shadow[-from_shadow:]
        depth -= size - from_shadow
        state = shadow[-1] if shadow else stack[depth - 1]
        shadow.append(states[state][rule.origin.name][1])
        if kind == "$END" and shadow[-1] == run.parser_state.parse_conf.end_state:
            return True



def _expected(run: InteractiveParser) -> frozenset[str]:
    states = run.parser_state.parse_conf.states
    state: Any = run.parser_state.state_stack[-1]
    return frozenset(k for k in states[state] if k.isupper() and _fits(run, k))


# ------------------------------------------------------------------ the tables


@cache
def _parser() -> lark.Lark:
    grammar = (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    stamp = f"{lark.__version__} {sys.version_info[:2]} {STARTS} {grammar}"
    digest = hashlib.sha256(stamp.encode()).hexdigest()
    place = _folder() / f"grammar-{digest[:20]}.tables"
    stored = _stored(place, digest)
    if stored is not None:
        with contextlib.suppress(Exception):
            return lark.Lark.load(io.BytesIO(stored))
    made = lark.Lark(
        grammar,
        parser="lalr",
        lexer="basic",
        start=list(STARTS),
        propagate_positions=True,
        maybe_placeholders=False,
    )
    _store(place, digest, made)
    return made


def _folder() -> Path:
    named = os.environ.get("DOSECALC_CACHE") or os.environ.get("XDG_CACHE_HOME")
    if named:
        return Path(named) / "dosecalc"
    return Path(os.path.expanduser("~")) / ".cache" / "dosecalc"


class _Plain(pickle.Unpickler):
    """Reads numbers, texts and containers; a cache that asks for anything else is refused."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name}")


def _stored(place: Path, digest: str) -> bytes | None:
    """The tables stored at `place`, where they are whole and plain; else None."""
    with contextlib.suppress(Exception):
        content = place.read_bytes()
        body = content[64:]
        if content[:64].decode() == hashlib.sha256(digest.encode() + body).hexdigest():
            _Plain(io.BytesIO(body)).load()
            return body
    return None


def _store(place: Path, digest: str, made: lark.Lark) -> None:
    with contextlib.suppress(Exception):
        buffer = io.BytesIO()
        made.save(buffer)
        body = buffer.getvalue()
        _Plain(io.BytesIO(body)).load()
        place.parent.mkdir(parents=True, exist_ok=True)
        partial = place.with_suffix(f".{os.getpid()}.partial")
        partial.write_bytes(hashlib.sha256(digest.encode() + body).hexdigest().encode() + body)
        os.replace(partial, place)
