"""How figures look: palettes that colour-blind readers can tell apart, themes, type, exact bytes.

The eight colours are those of Okabe and Ito, Color Universal Design (2008), without black; light
ones are darkened for text on white.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

from dosecalc.formats.figures.kind import Theme


class Look(NamedTuple):
    """The colours of a theme: paper, ink, fainter ink, lines of a grid, and series."""

    paper: str
    ink: str
    faint: str
    grid: str
    series: tuple[str, ...]


LOOKS: dict[str, Look] = {
    "light": Look(
        "#ffffff", "#1b1f24", "#5c6670", "#e3e7eb",
        ("#0072b2", "#c4500a", "#00795a", "#a2447f", "#8a6d00", "#3a86c8", "#6b4c9a"),
    ),
    "dark": Look(
        "#14181d", "#eceff3", "#a4aeb8", "#2c343c",
        ("#56b4e9", "#f0965a", "#2fc39a", "#e29cc4", "#f0e442", "#9fb8ff", "#c7a5f0"),
    ),
    "print": Look(
        "#ffffff", "#000000", "#444444", "#cccccc",
        ("#000000", "#767676", "#3d3d3d", "#929292", "#555555", "#1f1f1f", "#848484"),
    ),
}  # fmt: skip
# What tells series apart without colour, in the same order as the colours.
DASHES: tuple[Any, ...] = ("-", (0, (7, 2)), (0, (3, 1.5)), (0, (7, 2, 1.5, 2)), (0, (1, 1.2)))
MARKERS = ("o", "s", "D", "^", "v", "P", "X")


# Faces for letters that the first one lacks; each is used where it is installed.
_OTHERS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "WenQuanYi Zen Hei", "Microsoft YaHei", "PingFang SC",
    "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari",
)  # fmt: skip


# Settings of the program that draws, not of what it draws.
_NOT_STYLE = frozenset(
    {"backend", "backend_fallback", "interactive", "toolbar", "webagg", "tk", "timezone",
     "docstring", "date", "animation", "keymap"}
)  # fmt: skip


@cache
def faces() -> tuple[str, ...]:
    """The face of the figures, and those that have letters it lacks."""
    from matplotlib.font_manager import fontManager

    installed = {face.name for face in fontManager.ttflist}
    return ("DejaVu Sans", *(name for name in _OTHERS if name in installed))


def _defaults() -> dict[str, Any]:
    """matplotlib's own settings, whatever the caller's style or `matplotlibrc` says."""
    import matplotlib as mpl

    return {
        key: value
        for key, value in mpl.rcParamsDefault.items()
        if key.partition(".")[0] not in _NOT_STYLE
    }


@contextmanager
def styled(theme: Theme) -> Iterator[Look]:
    """matplotlib's settings for a theme; fonts stay text in SVG and PDF, and ids are fixed."""
    import matplotlib as mpl

    look = LOOKS[theme]
    settings: Any = {
        **_defaults(), "figure.facecolor": look.paper, "axes.facecolor": look.paper,
        "savefig.facecolor": look.paper, "text.color": look.ink,
        "axes.edgecolor": look.faint, "axes.labelcolor": look.ink,
        "xtick.color": look.faint, "ytick.color": look.faint,
        "xtick.labelcolor": look.ink, "ytick.labelcolor": look.ink,
        "grid.color": look.grid, "grid.linewidth": 0.8, "axes.grid": True,
        "axes.axisbelow": True, "axes.spines.top": False, "axes.spines.right": False,
        "font.family": list(faces()), "font.size": 9.5, "axes.titlesize": 11,
        "axes.titlelocation": "left", "axes.titleweight": "bold", "axes.labelsize": 9.5,
        "xtick.labelsize": 9, "ytick.labelsize": 9, "lines.linewidth": 1.8,
        "svg.fonttype": "none", "svg.hashsalt": "dosecalc", "pdf.fonttype": 42,
        "text.parse_math": False, "path.simplify": True, "agg.path.chunksize": 20_000,
        "text.hinting": "no_hinting", "figure.dpi": 100,
        "savefig.dpi": 200,
    }  # fmt: skip
    with mpl.rc_context(settings), warnings.catch_warnings():
        # A letter that no installed face has is a box in a bitmap; in SVG it stays a letter.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield look
