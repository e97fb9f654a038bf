"""A figure that has been drawn: its words, its bytes in each form, and how it gets into a file."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dosecalc.diagnostics import Diagnostic, either, nearest, visible
from dosecalc.files import write_whole
from dosecalc.formats.figures.files import FORMS, Form, content
from dosecalc.formats.figures.kind import Kind, Options, Subject
from dosecalc.formats.figures.options import options as read_options
from dosecalc.formats.figures.style import styled
from dosecalc.formats.figures.words import headline

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class Drawing:
    """A figure that is drawn when it is first looked at, and what was found on the way to it."""

    __slots__ = ("_figure", "diagnostics", "kind", "options", "subject")

    def __init__(
        self, subject: Subject, kind: Kind, options: Options,
        diagnostics: tuple[Diagnostic, ...] = (), ax: Axes | None = None,
    ) -> None:  # fmt: skip
        self.subject = subject
        self.kind = kind
        self.options = options
        self.diagnostics = diagnostics
        self._figure = None if ax is None else self._drawn_into(ax)

    @property
    def ok(self) -> bool:
        """Whether nothing stopped the calculation; warnings do not count."""
        return not any(each.is_error for each in self.diagnostics)

    @property
    def empty(self) -> bool:
        """Whether no text was understood that could be drawn."""
        return not self.subject.rows

    @property
    def figure(self) -> Figure:
        """The figure of matplotlib."""
        if self._figure is None:
            self._figure = self._drawn()
        return self._figure

    @property
    def axes(self) -> tuple[Axes, ...]:
        """Its panels, in their order."""
        return tuple(self.figure.axes)

    @property
    def title(self) -> str:
        """The title: the caller's, or the trial's."""
        given = self.options.title
        return headline(self.subject.rows) if given is None else given

    @property
    def description(self) -> str:
        """What is shown, for those who cannot see it."""
        if self.empty:
            return "Nothing could be drawn."
        return self.kind.module().description(self.subject, self.options)

    def _drawn(self) -> Figure:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        module = self.kind.module()
        with styled(self.options.theme) as look:
            size = self.options.size
            if self.empty:
                figure = Figure(figsize=size or (6.4, 2.0))
                figure.text(0.5, 0.5, self.description, ha="center", color=look.faint)
            else:
                figure = Figure(figsize=size or module.size(self.subject, self.options))
                FigureCanvasAgg(figure)
                module.figure(self.subject, figure, look, self.options)
        return figure

    def _drawn_into(self, ax: Axes) -> Figure:
        if not self.empty:
            with styled(self.options.theme) as look:
                self.kind.module().figure(self.subject, ax, look, self.options)
        figure = ax.get_figure(root=True)
        if figure is None:
            raise ValueError("the axes belong to no figure")
        return figure

    def content(self, form: Form) -> bytes:
        """The figure as a file's bytes; the same input gives the same bytes."""
        title = self.title or self.kind.name
        return content(self.figure, form, self.options.theme, title, self.description)

    def text(self, width: int = 80) -> str:
        """The figure in characters, so many columns wide; needs the extra `terminal`.

        Raises ModuleNotFoundError without it, ValueError for a kind that is not drawn so.
        """
        draw_text = getattr(self.kind.module(), "text", None)
        if draw_text is None:
            raise ValueError(f"the figure `{self.kind.name}` cannot be drawn in characters")
        return str(draw_text(self.subject, self.options, width))

    def save(self, path: str | PathLike[str]) -> None:
        """Write it as the path's ending says, whole or not at all; ValueError for another one."""
        write_whole(path, self.content(form_of(Path(path).name)))

    def _repr_svg_(self) -> str:
        return self.content("svg").decode()

    def __repr__(self) -> str:
        return f"<{self.kind.name}: {self.description}>"


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
    """A figure of this kind, drawn into `ax` where it is given; wishes as `options` reads them.

    Raises ValueError for wishes that cannot be, and for axes that would have to be several.
    """
    chosen = kind_of(kind) if isinstance(kind, str) else kind
    if chosen.sketched and subject.sketch is None and subject.rows:
        raise ValueError('what remains needs a half-life: add `--half-life "2 to 8 h"`')
    return Drawing(subject, chosen, read_options(**wishes), diagnostics, ax)
