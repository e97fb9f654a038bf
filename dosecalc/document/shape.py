"""Kinds of values in a document: how each is written as JSON, and what its schema says.

>>> Exact().written(Fraction(245, 3)), Rounded().written(Fraction(245, 3))
('245/3', Decimal('81.6666666666667'))
>>> Pair(("first", "last"), (Whole(), Whole())).written((3, 5))
{'first': 3, 'last': 5}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any, NamedTuple, Protocol

from dosecalc.amounts import number
from dosecalc.days import WEEKDAYS

# A decimal of so many figures goes through a program of floats unchanged.
_FIGURES = 15
_EXACT = r"^-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?$|^-?[0-9]+/[1-9][0-9]*$"


class Shape(Protocol):
    """What every kind of value can do."""

    def written(self, value: Any) -> Any:
        """The value as JSON: objects, lists, texts, whole numbers, decimals, true or false."""

    def schema(self) -> dict[str, Any]:
        """What a JSON Schema says of it."""


class Words(NamedTuple):
    """A text that is not empty."""

    def written(self, value: object) -> str:
        return str(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1}


class Flag(NamedTuple):
    """True or false."""

    def written(self, value: bool) -> bool:
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Whole(NamedTuple):
    """A whole number."""

    def written(self, value: int) -> int:
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "integer"}


class Exact(NamedTuple):
    """A number without loss, as a text: `1.5`, `1e11`, `245/3`."""

    def written(self, value: Fraction) -> str:
        return number(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": _EXACT}


class Rounded(NamedTuple):
    """The same number for programs that only compare or draw: a decimal of 15 figures at most."""

    def written(self, value: Fraction) -> int | Decimal:
        context = Context(prec=_FIGURES)
        rounded = context.divide(Decimal(value.numerator), Decimal(value.denominator))
        return int(rounded) if rounded == rounded.to_integral_value() else rounded.normalize()

    def schema(self) -> dict[str, Any]:
        return {"type": "number"}


class Day(NamedTuple):
    """A date of the calendar."""

    def written(self, value: date) -> str:
        return value.isoformat()

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


class Weekday(NamedTuple):
    """A day of the week by its name; the model counts from Monday as 0."""

    def written(self, value: int) -> str:
        return WEEKDAYS[value]

    def schema(self) -> dict[str, Any]:
        return {"enum": list(WEEKDAYS)}


class Choice(NamedTuple):
    """One of a few words."""

    words: tuple[str, ...]

    def written(self, value: str) -> str:
        return value

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


class Each(NamedTuple):
    """A list; it may only be empty where it is always there."""

    item: Shape

    def written(self, value: tuple[Any, ...]) -> list[Any]:
        return [self.item.written(each) for each in value]

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.item.schema()}


class Pair(NamedTuple):
    """Two values that belong together, each under a name."""

    names: tuple[str, str]
    shapes: tuple[Shape, Shape]

    def written(self, value: tuple[Any, Any]) -> dict[str, Any]:
        found = zip(self.names, self.shapes, value, strict=True)
        return {name: shape.written(each) for name, shape, each in found if each != ""}

    def schema(self) -> dict[str, Any]:
        each = zip(self.names, self.shapes, strict=True)
        return {
            "type": "object",
            "properties": {name: shape.schema() for name, shape in each},
            "required": [name for name in self.names if name not in _MAY_BE_EMPTY],
            "additionalProperties": False,
        }


# The first weekday of a pattern, which most patterns do not depend on.
_MAY_BE_EMPTY = frozenset({"if_first_dose_on"})


class Key(NamedTuple):
    """A key of an object: its values, where they are found, and what they mean."""

    name: str
    shape: Shape
    found: Callable[[Any], Any]
    about: str
    always: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Object:
    """A value with keys; `type` tells it from the others that may stand in its place."""

    name: str
    title: str
    about: str
    keys: tuple[Key, ...]
    type: str = ""

    def written(self, value: Any) -> dict[str, Any]:
        """The keys that say something: none that is empty, none that does not apply."""
        made: dict[str, Any] = {"type": self.type} if self.type else {}
        for key in self.keys:
            found = key.found(value)
            if key.always or (found is not None and found != "" and found != ()):
                made[key.name] = key.shape.written(found)
        return made

    def schema(self) -> dict[str, Any]:
        kind = {"type": {"const": self.type}} if self.type else {}
        return {
            "title": self.title,
            "description": self.about,
            "type": "object",
            "properties": {**kind, **{key.name: _described(key) for key in self.keys}},
            "required": [*kind, *(key.name for key in self.keys if key.always)],
            "additionalProperties": False,
        }


def _described(key: Key) -> dict[str, Any]:
    least = {"minItems": 1} if isinstance(key.shape, Each) and not key.always else {}
    return {**key.shape.schema(), **least, "description": key.about}


@dataclass(frozen=True, slots=True, eq=False)
class OneOf:
    """A value of one of several classes, each an object of the document."""

    objects: Mapping[type, Object]
    classes: tuple[type, ...]

    def written(self, value: Any) -> dict[str, Any]:
        return self.objects[type(value)].written(value)

    def schema(self) -> dict[str, Any]:
        places = [{"$ref": f"#/$defs/{self.objects[each].name}"} for each in self.classes]
        return places[0] if len(places) == 1 else {"oneOf": places}
