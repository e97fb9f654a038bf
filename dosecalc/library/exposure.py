"""What has been given by when, as figures and drawn: `curve`, `plot`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dosecalc import calls, checks
from dosecalc.asking import Argument, ask, missing_arm, texts, wishes
from dosecalc.library.totals import total
from dosecalc.totals import Question

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes

    from dosecalc.curves import Curves
    from dosecalc.formats.figures import Drawing


def curve(
    *arguments: Argument,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    arm: str | None = None,
    weight: str | None = None,
    start: str | None = None,
    at: str | None = None,
    grid: str | None = None,
    until: str | None = None,
    half_life: str | None = None,
    absorption_half_life: str | None = None,
    fraction: str | None = None,
    above: float | None = None,
) -> Curves:
    """How much has been given by when, a curve for each row of `total`; arguments as there.

    Points are the steps of a curve, or the ends of the days of `at` (`days 1, 7`, `weeks 0, 8`), or
    every `grid` (`1d`, `6 h`) to the last dose or to `until` (`5 days`). `half_life`, a length or a
    range of them, adds what may remain by a first-order sketch, with `absorption_half_life` and the
    `fraction` of a dose that arrives; `above` asks how long more than that remains. Mistakes are
    in `diagnostics`.

    >>> curve("10 mg daily for 4 days", at="days 2, 4")[0].end()
    Interval(low=Fraction(40, 1), high=Fraction(40, 1))
    """
    from dosecalc import curves, exposure
    from dosecalc.curves import Curves, Times

    question, diagnostics = ask(
        unit=unit, assume=assume, with_=with_, arm=arm, weight=weight, start=start
    )
    wish, said = wishes(at, grid, until, half_life, absorption_half_life, fraction, above)
    diagnostics.extend(said)
    read = texts(arguments)
    found: list[exposure.Curve] = []
    for text in read:
        diagnostics.extend(text.diagnostics)
        if text.ok:
            checked = checks.check(text.trial)
            diagnostics.extend(checked)
            if question is None or wish is None or any(c.code in checks.STOPPING for c in checked):
                continue
            try:
                found.extend(exposure.curves(text.trial, question))
            except ValueError as error:
                diagnostics.append(calls.too_many_doses(text.trial.name, str(error)))
    diagnostics.extend(missing_arm(read, arm))
    times, sketch = wish or (Times(), None)
    for each in found:
        points = times.count(each)
        if points > curves.MOST_POINTS:
            name = each.row.trial
            diagnostics.append(calls.too_many_points(name, points, curves.MOST_POINTS))
            found = []
            break
    return Curves(tuple(found), times, sketch, above, tuple(diagnostics))


def plot(
    *arguments: Argument,
    kind: str = "cumulative",
    ax: Axes | None = None,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    arm: str | None = None,
    weight: str | None = None,
    half_life: str | None = None,
    absorption_half_life: str | None = None,
    fraction: str | None = None,
    start: str | date | None = None,
    **wishes: Any,
) -> Drawing:
    """A figure of exposure, of what may remain, or of totals; arguments as for `curve`.

    Wishes are `x` (`days`, `weeks`, or `date` with a `start`), `log`, `title`, `size` in inches
    (`7x4`) and `style` (`light`, `dark`, `print`); totals have `group` (panels by a field of their
    rows) and `by_trial` (one line for each trial). With `ax` it is drawn into those axes of
    matplotlib. Raises ValueError for a kind or a wish that does not exist; mistakes of a text are
    in `diagnostics`.

    >>> plot("10 mg daily for 4 days").save("exposure.png")  # doctest: +SKIP
    """
    from dosecalc.formats.figures import Subject, draw
    from dosecalc.formats.figures.drawing import kind_of

    read, chosen = texts(arguments), kind_of(kind)
    asked: dict[str, Any] = {
        "unit": unit, "assume": assume, "with_": with_, "arm": arm, "weight": weight,
        "start": None if start is None else str(start),
    }  # fmt: skip
    wishes["start"] = start
    question, _ = ask(**asked)
    subject = Subject(tuple(text.trial for text in read if text.ok), question or Question())
    if chosen.needs == "rows":
        totals = total(*read, **asked)
        return draw(subject._replace(rows=totals.rows), chosen, ax, totals.diagnostics, **wishes)
    found = curve(
        *read, **asked, half_life=half_life, absorption_half_life=absorption_half_life,
        fraction=fraction,
    )  # fmt: skip
    subject = subject._replace(
        rows=tuple(each.row for each in found), curves=found.curves, sketch=found.sketch
    )
    return draw(subject, chosen, ax, found.diagnostics, **wishes)
