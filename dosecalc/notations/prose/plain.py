r"""A text of a registry without its markup: escapes, entities, tags, and what no page shows.

>>> plain(r"1 × 10\^9 \[particles\] &gt; 10<sup>8</sup>")
'1 × 10^9 [particles] > 10^8'
"""

from __future__ import annotations

import html
from unicodedata import category

from dosecalc.language.lazy import compiled

_ESCAPED = r"\\([!-/:-@\[-`{-~])"
_RAISED = r"(?i)<sup>\s*([+−-]?[0-9]{1,3})\s*</sup>"
_TAG = r"</?[a-zA-Z][a-zA-Z0-9]{0,9}(?:\s[^<>]{0,200})?/?>"
_LINES = frozenset("\n\r\u2028\u2029\x85\x0b\x0c")
# Control characters, marks that turn the writing direction, half characters, private ones.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SPACES = frozenset({"Zs", "Zl", "Zp"})


def plain(text: str) -> str:
    """The text as a reader sees it; each line ended by a line feed."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = compiled(_TAG).sub(" ", compiled(_RAISED).sub(r"^\1", text))
    text = compiled(_ESCAPED).sub(r"\1", text) if "\\" in text else text
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_seen, text.replace("\r\n", "\n")))


def one_line(text: str, most: int | None = None) -> str:
    r"""The text on one line, cut after `most` characters.

    >>> one_line("two\n  lines"), one_line("a long text", 6)
    ('two lines', 'a long […]')
    """
    line = " ".join(plain(text).split())
    return line if most is None or len(line) <= most else line[:most].rstrip() + " […]"


def _seen(character: str) -> str:
    if character in _LINES:
        return "\n"
    kind = category(character)
    if kind in _SPACES or character == "\t":
        return " "
    return "" if kind in _UNSEEN else character
