"""What a kind of figure is, what it is given, and what may be asked of it."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, cast

from dosecalc.variants import Question

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from dosecalc.exposure import Curve
    from dosecalc.formats.figures.style import Look
    from dosecalc.model import Trial
    from dosecalc.results import Row
    from dosecalc.sketch import Sketch

Theme = Literal["light", "dark", "print"]
TimeAxis = Literal["days", "weeks", "date"]


class Subject(NamedTuple):
    """What a figure is about.

    `trials` are those that could be read, `question` what is asked of them; `rows` are their totals
    per participant, and `curves`, for a kind that needs them, the curve of each row.
    """

    trials: tuple[Trial, ...] = ()
    question: Question = Question()
    rows: tuple[Row, ...] = ()
    curves: tuple[Curve, ...] = ()
    sketch: Sketch | None = None


class Options(NamedTuple):
    """How a figure is to look: the axis of time, day 1's date, scale, title, inches, theme.

    Totals may be in panels by a field of their rows (`group`), and one line for each trial.
    """

    x: TimeAxis = "days"
    start: date | None = None
    log: bool = False
    title: str | None = None
    size: tuple[float, float] | None = None
    theme: Theme = "light"
    group: str = ""
    by_trial: bool = False


class Drawn(Protocol):
    """The module of a kind."""

    def figure(
        self, subject: Subject, target: Figure | Axes, look: Look, options: Options
    ) -> None: ...

    def size(self, subject: Subject, options: Options) -> tuple[float, float]: ...

    def description(self, subject: Subject, options: Options) -> str: ...


class Kind(NamedTuple):
    """A kind's name, which is its module's too, what it shows, and what it is computed from.

    One that is `sketched` needs a half-life.
    """

    name: str
    about: str
    needs: Literal["curves", "rows"] = "rows"
    sketched: bool = False

    def module(self) -> Drawn:
        """The module that draws it, imported when it is used."""
        return cast(Drawn, import_module(f"dosecalc.formats.figures.{self.name}"))
