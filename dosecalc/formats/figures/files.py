"""A figure as the bytes of a PNG, SVG or PDF file: the same each time, and with its words in it."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal
from xml.sax.saxutils import escape
from zlib import crc32

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from dosecalc.formats.figures.kind import Theme

Form = Literal["png", "svg", "pdf"]
FORMS: tuple[Form, ...] = ("png", "svg", "pdf")
USE = "for planning, review and research, not for prescribing"


def content(figure: Figure, form: Form, theme: Theme, title: str, description: str) -> bytes:
    """The bytes of a file: no date in them, texts as texts, title and description within."""
    from dosecalc.formats.figures.style import styled

    file = BytesIO()
    words = f"{description} {made_by()}."
    with styled(theme):
        figure.savefig(file, format=form, metadata=_metadata(form, title, words))
    data = file.getvalue()
    return _accessible(data.decode(), title, words).encode() if form == "svg" else data


def made_by() -> str:
    """The program, its version, and what its figures are for."""
    from dosecalc import __version__

    return f"dosecalc {__version__}, {USE}"


def _metadata(form: Form, title: str, words: str) -> dict[str, Any]:
    if form == "png":
        return {"Title": title, "Description": words, "Software": made_by()}
    if form == "pdf":
        return {
            "Title": title, "Subject": words, "Creator": made_by(), "Producer": "matplotlib",
            "CreationDate": None,
        }  # fmt: skip
    return {"Title": title, "Description": words, "Creator": made_by(), "Date": None}


def _accessible(text: str, title: str, words: str) -> str:
    """An SVG that says what it shows to those who have it read to them.

    Its names are those of its words, so that several figures can stand on one page.
    """
    name = f"dosecalc-{crc32((title + words).encode()):08x}"
    head = (
        f'<svg role="img" aria-labelledby="{name}-title {name}-desc"\\1>\n'
        f' <title id="{name}-title">{_safe(title)}</title>\n'
        f' <desc id="{name}-desc">{_safe(words)}</desc>'
    )
    text = re.sub(r"<title>.*?</title>\s*", "", text, count=1, flags=re.DOTALL)
    text = re.sub(r"<svg\b([^>]*)>", head, text, count=1)
    return text.replace("'DejaVu Sans'", "'DejaVu Sans', Verdana, sans-serif")


def _safe(text: str) -> str:
    return escape(text).replace("\\", "\\\\")
