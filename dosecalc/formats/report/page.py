"""A report as one page: templates filled with texts, which are escaped, and figures within it."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from dosecalc.diagnostics import Diagnostic, visible
from dosecalc.formats.comparison_table import label
from dosecalc.formats.figures.style import LOOKS, Look
from dosecalc.formats.report import tables
from dosecalc.formats.report.cards import cards, seal
from dosecalc.formats.report.figures import Drafter
from dosecalc.reports import Report, once
from dosecalc.stamps import DUTY, USE

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_FOLDER = Path(__file__).parent
_LONG, _PIECE = 22, 12  # letters of a word that may be broken, and of its pieces


def html(report: Report) -> str:
    """The report as a page that asks for nothing beside it; the same report gives the same text."""
    from markupsafe import Markup

    drafter = Drafter()
    found = cards(report)
    body = {
        "comparison_figure": drafter.comparison(report),
        "curves": drafter.curves(report),
        "cards": [
            (card, drafter.calendar(schedule, report.question))
            for card, schedule in zip(found, report.schedules, strict=True)
        ],
    }
    style, script = _style(drafter), _read("page.js")
    page = _environment().get_template("page.html.j2")
    return page.render(
        **about(report), **body,
        comparison=tables.comparison(report, _places(report)),
        assumptions=tables.assumptions(report), gaps=tables.gaps(report),
        spreads=tables.spreads(report), seal=seal(found),
        style=Markup(style), script=Markup(script),
        style_digest=_digest(style), script_digest=_digest(script),
    )  # fmt: skip


def about(report: Report) -> dict[str, object]:
    """What a report says of itself: title, use, version, time, reference, messages."""
    reference = report.comparison.reference
    return {
        "title": visible(report.title), "use": USE, "duty": DUTY, "version": report.version,
        "time": report.moment.strftime("%Y-%m-%d %H:%M:%S UTC"),
        "moment": report.moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "reference": visible(label(reference)) if reference is not None else "",
        "start": report.question.start.isoformat() if report.question.start is not None else "",
        "unit": report.question.unit.plural if report.question.unit is not None else "",
        "remarks": [visible(text) for text in _remarks(report)],
        "messages": [(each.severity.value, _message(each)) for each in report.diagnostics],
    }  # fmt: skip


def _remarks(report: Report) -> tuple[str, ...]:
    own = (f"{label(each)}: {each.note}" for each in report.comparison if each.note)
    return once((*report.comparison.remarks(), *own))


def _message(each: Diagnostic) -> str:
    place = f"{each.span}: " if each.span is not None else ""
    hint = f" ({each.hint})" if each.hint else ""
    return visible(f"{place}{each.message}{hint}")


def _places(report: Report) -> dict[str, str]:
    """Where the card of a trial stands, of each that has a name of its own."""
    names = [each.trial.name for each in report.schedules]
    return {
        name: f"schedule-{number}" for number, name in enumerate(names, 1) if names.count(name) == 1
    }


def _style(drafter: Drafter) -> str:
    """The page's style sheet, with the colours of both themes and the styles of its figures."""
    light, dark = (
        _colours(LOOKS[theme]) + drafter.styles.colours(number)
        for number, theme in enumerate(("light", "dark"))
    )
    sheet = _read("page.css").replace("/* light */", light).replace("/* dark */", dark)
    return sheet + drafter.styles.rules()


def _colours(look: Look) -> str:
    """The page's own colours as CSS variables."""
    return (
        f"--paper:{look.paper};--ink:{look.ink};--faint:{look.faint};--grid:{look.grid};"
        f"--mark:{look.series[0]};"
    )


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _breakable(text: str) -> Markup:
    """A text whose long words may be broken, so that no column is wider than its page."""
    from markupsafe import Markup, escape

    parts = (
        Markup("<wbr>").join(word[n : n + _PIECE] for n in range(0, len(word), _PIECE))
        if len(word) > _LONG else escape(word)
        for word in text.split(" ")
    )  # fmt: skip
    return Markup(" ").join(parts)


@cache
def _environment() -> Environment:
    """The templates, in which every text is escaped that does not say it is safe."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.filters["drawing"] = Markup
    made.filters["breakable"] = _breakable
    return made
