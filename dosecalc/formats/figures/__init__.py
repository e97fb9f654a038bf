'''Figures: one kind a file, drawn with matplotlib's object interface, never with pyplot.

A kind is a module of this folder and a line in `KINDS`. It defines three functions:

    def figure(
        subject: Subject, target: Figure | Axes, look: Look, options: Options
    ) -> None:
        """Draw onto an empty figure, or into axes of the caller's."""

    def size(subject: Subject, options: Options) -> tuple[float, float]:
        """Width and height in inches where the caller asks for none."""

    def description(subject: Subject, options: Options) -> str:
        """Two or three sentences for those who cannot see it: what is shown, with its figures,
        and what is unknown or assumed. Texts in full that are shortened in the figure."""

What it may count on:

- `subject.trials` are the trials (`dosecalc.model.Trial`), `subject.question` is the question (arm,
  unit, assumptions); `subject.rows` are the totals per participant, one for each arm, cohort,
  reading, agent and unit. A kind with `needs="curves"` has a curve for each row in
  `subject.curves`. Anything else it computes itself from trials and question, as in
  `dosecalc.administrations.doses(trial, subject.question)`.
- It is called inside `style.styled(options.theme)`: sizes, faces, grid and background are set.
  `look` has the colours (`paper`, `ink`, `faint`, `grid`, `series`), `DASHES` and `MARKERS` what
  tells things apart without colour. Texts are never read as formulas, so `$` needs no care.
- `sheet.sheet(target, look, title, quiet)` writes the title above and quiet lines below, wrapped to
  the width, and returns the free rectangle between them as a `Box` in inches, whose
  `axes(left, bottom, width, height)` makes axes at a place in inches. For axes of the caller's it
  returns None: draw one panel into `target`, and raise ValueError where that cannot be done.
- `words.label(row, rows)` is what tells a row from the others, `words.headline(rows)` the usual
  title, `words.unknown(pairs, rows)` the quiet lines for what cannot be computed, from pairs of a
  row and what it needs. A title of the caller's is `options.title`; `""` asks for none.
- `measure.extent`, `measure.wrapped` and `measure.shortened` measure, wrap and shorten a text in
  inches without drawing. `axis.time(axes, options, days, first, last, width)` makes an axis of time
  in days after the start of day 1, `axis.amount(axes.yaxis, ...)` one of amounts; `words.number`
  writes a tick, `dosecalc.formats.table.total(row)` a total.
- matplotlib is imported inside functions, or under `TYPE_CHECKING`. Nothing may depend on the date,
  on chance or on the order of a set: the same input gives the same bytes.
- A function `text(subject, options, width) -> str` in the module draws it in characters, with
  plotext imported inside; without one, `--format text` says that it cannot.
- A caller's mistake raises ValueError with one line that can be shown as it is.
'''

from dosecalc.formats.figures.drawing import Drawing, draw
from dosecalc.formats.figures.kind import Kind, Options, Subject
from dosecalc.formats.figures.options import options

KINDS: tuple[Kind, ...] = (
    Kind("cumulative", "what has been given so far, in steps", "curves"),
    Kind("remaining", "what may remain of it; needs --half-life", "curves", sketched=True),
    Kind("totals", "the total of each participant, as intervals"),
    Kind("calendar", "the days with doses, weeks as rows"),
    Kind("timeline", "dosing, spans, visits and watches on one axis of study days"),
    Kind("ladder", "the dose levels as steps"),
    Kind("drivers", "how far each uncertain thing moves a total"),
)

__all__ = ["KINDS", "Drawing", "Kind", "Options", "Subject", "draw", "options"]
