"""A figure that has been drawn: its words, its bytes in each form, and how it gets into a file."""

from __future__ import annotations

import os
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dosecalc.diagnostics import Diagnostic, either, nearest, visible
from dosecalc.formats.figures.files import FORMS, Form, content
from dosecalc.formats.figures.kind import Kind, Subject, Theme
from dosecalc.formats.figures.options import options as read_options

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class Drawing:
    """A figure of matplotlib, what it shows in words, and what was found on the way to it."""

    __slots__ = ("description", "diagnostics", "figure", "theme", "title")

    def __init__(
        self, figure: Figure, title: str, description: str, theme: Theme = "light",
        diagnostics: tuple[Diagnostic, ...] = (),
    ) -> None:  # fmt: skip
        self.figure = figure
        self.title = title
        self.description = description
        self.theme = theme
        self.diagnostics = diagnostics

    @property
    def ok(self) -> bool:
        """Whether nothing stopped the calculation; warnings do not count."""
        return not any(each.is_error for each in self.diagnostics)

    @property
    def axes(self) -> tuple[Axes, ...]:
        """The panels, in their order."""
        return tuple(self.figure.axes)

    def content(self, form: Form) -> bytes:
        """The figure as a file's bytes; the same figure gives the same bytes."""
        return content(self.figure, form, self.theme, self.title, self.description)

    def save(self, path: str | PathLike[str]) -> None:
        """Write it as the path's ending says, whole or not at all; ValueError for another one."""
        place = Path(path)
        data = self.content(form_of(place.name))
        partial = place.with_name(f".{place.name}.{os.getpid()}.part")
        try:
            partial.write_bytes(data)
            os.replace(partial, place)
        finally:
            partial.unlink(missing_ok=True)

    def _repr_svg_(self) -> str:
        return self.content("svg").decode()

    def __repr__(self) -> str:
        return f"<{self.title or 'figure'}: {self.description}>"


def form_of(name: str) -> Form:
    """The form that a file's ending names.

    >>> form_of("exposure.SVG")
    'svg'
    """
    ending = Path(name).suffix.lower().removeprefix(".")
    for form in FORMS:
        if ending == form:
            return form
    raise ValueError(f"`{visible(name)}` does not end in .png, .svg or .pdf")


def kind_of(name: str) -> Kind:
    """The kind of a name; ValueError, with the nearest, for one that does not exist."""
    from dosecalc.formats.figures import KINDS

    known = {kind.name: kind for kind in KINDS}
    if name in known:
        return known[name]
    meant = nearest(name, known) or tuple(known)
    raise ValueError(f"no figure is called `{visible(name)}`: there is {either(meant)}")


def draw(
    subject: Subject, kind: str | Kind = "cumulative", ax: Axes | None = None,
    diagnostics: tuple[Diagnostic, ...] = (), **wishes: Any,
) -> Drawing:  # fmt: skip
    """Draw a figure of this kind, into `ax` where it is given; wishes as `options` reads them.

    Raises ValueError for wishes that cannot be, and for axes that would have to be several.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from dosecalc.formats.figures.style import styled
    from dosecalc.formats.figures.words import headline

    chosen = kind_of(kind) if isinstance(kind, str) else kind
    options = read_options(**wishes)
    module = chosen.module()
    with styled(options.theme) as look:
        if ax is not None:
            module.figure(subject, ax, look, options)
            figure = ax.get_figure(root=True)
            assert figure is not None
        else:
            figure = Figure(figsize=options.size or module.size(subject, options))
            FigureCanvasAgg(figure)
            module.figure(subject, figure, look, options)
    title = headline(subject.rows) if options.title is None else options.title
    said = module.description(subject, options)
    return Drawing(figure, title, said, options.theme, diagnostics)
