"""The objects of a document, derived from the classes of the model and their types.

>>> from dosecalc.language import read_phrase
>>> made = document(read_phrase("75 mg/m2 every 3 weeks for 6 cycles"))
>>> made["arms"][0]["readings"][0]["regimens"][0]["item"]["dose"]["levels"][0][0]["words"]
'75 mg/m2'
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from dosecalc import model, patterns, protocol
from dosecalc.amounts import Amount, Figure
from dosecalc.days import Length
from dosecalc.diagnostics import Span
from dosecalc.document import described
from dosecalc.document.shape import (
    Choice,
    Day,
    Each,
    Exact,
    Flag,
    Key,
    Object,
    OneOf,
    Pair,
    Rounded,
    Shape,
    Weekday,
    Whole,
    Words,
)
from dosecalc.language.facts import one_name
from dosecalc.language.writer import formatted
from dosecalc.units import Unit

if TYPE_CHECKING:
    from dosecalc.language import Text

# A pattern is a protocol of its own; `Dated` is made for a date of day 1, which no text holds.
PATTERNS: Final = (
    patterns.Cycle, patterns.Listed, patterns.Irregular, patterns.Often, patterns.Monthly,
    patterns.Masked, patterns.Windowed,
)  # fmt: skip
_ITEMS: Final = get_args(model.Item)
_TYPES: Final[Mapping[type, str]] = {
    **{each: each.__name__.lower() for each in (*PATTERNS, *_ITEMS)},
    protocol.Visit: "visit",
    protocol.Watch: "watch",
}
_SIMPLE: Final[Mapping[Any, Shape]] = {
    str: Words(), bool: Flag(), int: Whole(), Fraction: Exact(), date: Day(),
}  # fmt: skip
_KINDS: Final = Choice(("exact", "range", "at least", "up to", "unknown"))

# Names that a document has in the place of the model's, where these say too little by themselves.
_NAMES: Final[Mapping[tuple[type, str], str]] = {
    (model.Trial, "facts_stated"): "facts",
    (model.Trial, "days_from_zero"): "counting_days_from_zero",
    (model.Trial, "expects"): "expectations",
    (model.Course, "said"): "clauses",
    (model.Course, "notes"): "days_rest_on",
    (model.Course, "apart"): "apart_seconds",
    (model.Said, "text"): "words",
    (model.Band, "start"): "from_kg",
    (model.Band, "stop"): "below_kg",
    (model.Escalation, "doses"): "every_doses",
    (model.Escalation, "seconds"): "every_seconds",
    (model.Point, "day"): "offset_days",
    (patterns.Cycle, "period"): "period_seconds",
    (patterns.Irregular, "least"): "least_seconds",
    (patterns.Irregular, "greatest"): "greatest_seconds",
    (patterns.Often, "period"): "period_seconds",
    (patterns.Often, "least"): "least_doses",
    (patterns.Often, "greatest"): "greatest_doses",
    (patterns.Monthly, "step"): "every_months",
    (patterns.Monthly, "each"): "doses",
    (patterns.Masked, "on"): "on_seconds",
    (patterns.Masked, "period"): "period_seconds",
    (patterns.Slot, "offset"): "offset_seconds",
    (Unit, "plural"): "words",
    (protocol.Site, "closed"): "closed_weekdays",
    (protocol.Site, "dates"): "closed_dates",
    (protocol.Site, "slots"): "slots_a_day",
    (protocol.Site, "zone"): "timezone",
    (protocol.Site, "said"): "lines",
    (protocol.Spacing, "said"): "words",
    (protocol.SpanOfTime, "said"): "words",
    (protocol.Product, "said"): "words",
    (protocol.Visit, "said"): "clauses",
    (protocol.Watch, "said"): "words",
    (protocol.Assumption, "text"): "words",
    (protocol.Expect, "said"): "words",
}
_PAIRS: Final[Mapping[tuple[type, str], tuple[str, str]]] = {
    (model.Trial, "facts_stated"): ("keyword", "words"),
    (model.Course, "patterns"): ("if_first_dose_on", "pattern"),
    (model.Course, "window"): ("before", "after"),
    (patterns.Windowed, "windows"): ("start_seconds", "stop_seconds"),
    (protocol.Participants, "cohorts"): ("first", "last"),
    (protocol.Site, "dates"): ("first", "last"),
    (protocol.Site, "said"): ("keyword", "words"),
    (protocol.SpanOfTime, "patterns"): ("if_first_dose_on", "pattern"),
    (protocol.Visit, "window"): ("before", "after"),
}
_LEFT_OUT: Final = frozenset({(Unit, "factor"), (Unit, "singular")})
# Lists that a program goes through to reach the doses are there even where they are empty.
_ALWAYS: Final = frozenset(
    {(model.Trial, "arms"), (model.Arm, "readings"), (model.Reading, "regimens"),
     (model.Course, "patterns")}
)  # fmt: skip
# Fields that say something in some values of their class alone: a phrase's arm has no name.
_WHERE: Final[Mapping[tuple[type, str], Callable[[Any], object]]] = {
    (model.Trial, "name"): lambda trial: trial.name,
    (model.Arm, "name"): lambda arm: arm.name,
    (model.Extent, "closed"): lambda extent: extent.kind == "point",
    (model.Point, "day"): lambda point: point.anchor == "day",
    (model.Point, "before"): lambda point: point.length is not None,
    (model.Course, "apart"): lambda course: course.apart > 0,
}


def _visit_words(visit: protocol.Visit) -> str:
    return " ".join([", ".join(map(one_name, visit.activities)), *map(str, visit.said)])


_WORDS: Final[Mapping[type, Callable[[Any], str]]] = {
    **dict.fromkeys((*_ITEMS, Amount, Figure, Length, protocol.Usable), str),
    protocol.Participants: lambda count: f"participants {count.figure}{count.where}",
    protocol.Visit: _visit_words,
}


def document(text: Text) -> dict[str, Any]:
    """What a text says as a document; the text has no errors."""
    words = formatted(text.words, text.trial.name)[0] if not text.trial.phrase else text.words
    lines = (words or text.words).removesuffix("\n").split("\n")
    return {"text": lines, **objects()[model.Trial].written(text.trial)}


@cache
def objects() -> Mapping[type, Object]:
    """The objects that a document may hold, by class: the trial, and whatever it leads to."""
    found: dict[type, Object] = {}
    _add(model.Trial, found)
    return types.MappingProxyType(found)


def _add(kind: type, found: dict[type, Object]) -> None:
    """Derive the object of a class, and those that its fields lead to."""
    if kind in found:
        return
    about = described.ABOUT[kind]
    found[kind] = Object(kind.__name__, about.title, about.what, ())
    keys = [*_words_key(kind), *_keys(kind, about, found)]
    derived = Object(kind.__name__, about.title, about.what, tuple(keys), _TYPES.get(kind, ""))
    found[kind] = derived


def _words_key(kind: type) -> Iterator[Key]:
    if kind in _WORDS:
        yield Key("words", Words(), _WORDS[kind], described.WORDS, always=True)


def _keys(kind: type, about: described.About, found: dict[type, Object]) -> Iterator[Key]:
    if kind is Amount:
        yield from _amount_keys(about, found)
        return
    if kind is Length:
        yield from _length_keys(about)
        return
    if kind is Figure:
        yield from _figure_keys(about, lambda figure: figure)
        return
    hints = get_type_hints(kind, localns={**vars(model), **vars(protocol), "date": date})
    for name, hint in hints.items():
        if Span in (hint, *get_args(hint)) or (kind, name) in _LEFT_OUT:
            continue
        if hint is model.Facts:
            yield from _facts_keys(name)
        else:
            yield from _field(kind, name, hint, about, found)


def _field(
    kind: type, name: str, hint: Any, about: described.About, found: dict[type, Object]
) -> Iterator[Key]:
    """The key of a field, and a second one with the rounded number where that is exact."""
    inner = [each for each in get_args(hint) if each is not type(None)]
    optional = _is_union(hint) and len(inner) < len(get_args(hint))
    if optional and len(inner) == 1:
        hint = inner[0]
    shape = _shape(hint, (kind, name), found)
    where = _WHERE.get((kind, name))
    value = _getter(name, where)
    simple = isinstance(shape, (Flag, Whole, Choice, OneOf, Exact))
    required = (kind, name) in _ALWAYS or not _has_default(kind, name)
    always = where is None and not optional and (required or simple)
    key = _NAMES.get((kind, name), name)
    yield Key(key, shape, value, about.fields[name], always)
    if isinstance(shape, Exact):
        yield Key(f"{key}_number", Rounded(), value, described.NUMBER, always)


def _getter(name: str, where: Callable[[Any], object] | None) -> Callable[[Any], Any]:
    if where is None:
        return lambda value: getattr(value, name)
    return lambda value: getattr(value, name) if where(value) else None


def _has_default(kind: type, name: str) -> bool:
    """Whether a value may leave a field out, or empty: then a document does as well."""
    if not is_dataclass(kind):
        return name in kind._field_defaults  # type: ignore[attr-defined]
    field = next(each for each in fields(kind) if each.name == name)
    return field.default in (None, "", ())


def _shape(hint: Any, place: tuple[type, str], found: dict[type, Object]) -> Shape:
    if place == (protocol.Site, "closed") and hint is int:
        return Weekday()
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return Choice(inner)
    if origin is tuple and inner[-1] is Ellipsis:
        return Each(_shape(inner[0], place, found))
    if origin is tuple:
        first, second = (_shape(each, place, found) for each in inner)
        return Pair(_PAIRS[place], (first, second))
    if hint is patterns.Pattern:
        return _one_of(PATTERNS, found)
    return _one_of(inner if _is_union(hint) else (hint,), found)


def _is_union(hint: Any) -> bool:
    return get_origin(hint) in (Union, types.UnionType)


def _one_of(classes: tuple[type, ...], found: dict[type, Object]) -> OneOf:
    for each in classes:
        _add(each, found)
    return OneOf(found, classes)


# ------------------------------------------------------------------ values that say more


def _facts_keys(name: str) -> Iterator[Key]:
    """Why something is assumed, where it stands, and notes: beside what they are said of."""
    for key, text in described.ABOUT[model.Facts].fields.items():
        shape: Shape = Words() if key == "assumed" else Each(Words())
        yield Key(key, shape, _fact(name, key), text)


def _fact(name: str, key: str) -> Callable[[Any], Any]:
    return lambda value: getattr(getattr(value, name), key)


def _figure_keys(about: described.About, figure: Callable[[Any], Figure | None]) -> Iterator[Key]:
    """The kind of a figure and its ends, of a value that holds one or, for unknown, none."""

    def end(name: str) -> Callable[[Any], Any]:
        return lambda value: getattr(figure(value), name, None)

    yield Key("kind", _KINDS, lambda value: _kind(figure(value)), about.fields["kind"], True)
    yield Key("about", Flag(), lambda value: bool(end("about")(value)), about.fields["about"], True)
    for name in ("low", "high"):
        yield Key(name, Exact(), end(name), about.fields[name])
        yield Key(f"{name}_number", Rounded(), end(name), described.NUMBER)


def _kind(figure: Figure | None) -> str:
    if figure is None:
        return "unknown"
    if figure.high is None:
        return "at least"
    if figure.low == figure.high:
        return "exact"
    return "range" if figure.low else "up to"


def _amount_keys(about: described.About, found: dict[type, Object]) -> Iterator[Key]:
    yield from _figure_keys(about, lambda amount: amount.figure)
    yield Key("unit", _one_of((Unit,), found), lambda amount: amount.unit, about.fields["unit"])


def _length_keys(about: described.About) -> Iterator[Key]:
    """A length, which is never about, with its seconds."""
    from dosecalc.language.vocabulary import TIME_UNITS

    made = _figure_keys(about, lambda length: Figure(length.low, length.high))
    yield from (key for key in made if key.name != "about")
    units = Choice(tuple(dict.fromkeys(TIME_UNITS.values())))
    yield Key("unit", units, lambda length: length.unit, about.fields["unit"], True)
    for place, name in enumerate(("least_seconds", "greatest_seconds")):
        yield Key(name, Exact(), _seconds(place), about.fields[name], not place)
        yield Key(f"{name}_number", Rounded(), _seconds(place), described.NUMBER, not place)


def _seconds(place: int) -> Callable[[Length], Fraction | None]:
    return lambda length: length.seconds[place]
