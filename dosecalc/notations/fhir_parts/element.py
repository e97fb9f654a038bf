"""One object of a FHIR resource: its members by type, with the place of all that is wrong.

>>> report = Report()
>>> found = Element({"count": 3, "unit": 5, "id": "a"}, "/repeat", "order.json", report)
>>> found.positive("count"), found.text("unit"), found.rest()
(3, None, [])
>>> print(report.errors[0].message)
`order.json` holds the number 5 where a text belongs, at `/repeat/unit`
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dosecalc.diagnostics import Diagnostic, Report
from dosecalc.notations import fhir_mistakes
from dosecalc.notations.fhir_mistakes import fhir_two_choices
from dosecalc.notations.json_mistakes import wrong_json_type
from dosecalc.notations.json_text import child

_MOST = 100_000
_GREATEST = 2**31 - 1  # of FHIR's integers
# What every element may have, and what says nothing about doses.
_SILENT = frozenset({"id", "fhir_comments", "resourceType"})


class Element:
    """An object, its JSON pointer, and which of its members have been read.

    What is missing is None, and so is what has the wrong type, which is reported.
    """

    __slots__ = ("members", "name", "pointer", "report", "seen")

    def __init__(self, members: dict[str, Any], pointer: str, name: str, report: Report) -> None:
        self.members, self.pointer, self.name, self.report = members, pointer, name, report
        self.seen: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self.members

    def text(self, key: str) -> str | None:
        value = self._take(key)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        self._wrong(key, value, "a text")
        return None

    def number(self, key: str) -> Fraction | None:
        """A decimal, exact."""
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            self._wrong(key, value, "a number")
            return None
        return Fraction(value)

    def whole(self, key: str, least: int) -> int | None:
        """A whole number from `least` on, as FHIR's integers are."""
        value = self.number(key)
        if value is None:
            return None
        if value.denominator != 1 or not least <= value <= _GREATEST:
            wanted = "a whole number" + (" above 0" if least else " from 0 on")
            self._wrong(key, self.members[key], wanted)
            return None
        return int(value)

    def positive(self, key: str) -> int | None:
        return self.whole(key, 1)

    def boolean(self, key: str) -> bool | None:
        value = self._take(key)
        if value is None or isinstance(value, bool):
            return value
        self._wrong(key, value, "true or false")
        return None

    def code(self, key: str, what: str, known: Iterable[str]) -> str | None:
        """One of the codes that FHIR has there."""
        value = self.text(key)
        return value if value is None else self._known(value, child(self.pointer, key), what, known)

    def codes(self, key: str, what: str, known: Iterable[str]) -> list[str]:
        found = [
            self._known(value, child(child(self.pointer, key), place), what, known)
            for place, value in enumerate(self.texts(key))
        ]
        return [each for each in found if each is not None]

    def texts(self, key: str) -> list[str]:
        found = []
        for place, value in enumerate(self._list(key)):
            if isinstance(value, str) and value.strip():
                found.append(value)
            else:
                self._wrong(key, value, "a text", place)
        return found

    def element(self, key: str) -> Element | None:
        value = self._take(key)
        return None if value is None else self._element(value, key, None)

    def elements(self, key: str) -> list[Element]:
        made = [self._element(value, key, place) for place, value in enumerate(self._list(key))]
        return [each for each in made if each is not None]

    def choice(self, *keys: str) -> str | None:
        """Which of several members is there; two of them are a mistake."""
        there = [key for key in keys if key in self.members]
        if len(there) > 1:
            self.report.add(fhir_two_choices(self.pointer, there[0], there[1]))
        return there[0] if there else None

    def rest(self) -> list[str]:
        """Members that say something and have not been read, in the order of the file."""
        return [
            key for key in self.members
            if key not in self.seen and key not in _SILENT and key.removeprefix("_") not in _SILENT
        ]  # fmt: skip

    def pass_over(self, *keys: str) -> None:
        """Count members as read that say nothing about doses."""
        self.seen.update(keys)

    def at(self, key: str) -> str:
        """The pointer of a member."""
        return child(self.pointer, key)

    def wrong(self, diagnostic: Diagnostic) -> None:
        """Report what is wrong here."""
        self.report.add(diagnostic)

    def check_modifiers(self) -> None:
        """Refuse what changes the meaning of everything else."""
        for key in ("modifierExtension", "implicitRules"):
            if key in self.members:
                self.seen.add(key)
                self.wrong(fhir_mistakes.fhir_modifier(self.pointer, key))

    def _take(self, key: str) -> Any:
        self.seen.add(key)
        value = self.members.get(key)
        if value is None and key in self.members:
            self._wrong(key, value, "a value")
            return None
        return value

    def _list(self, key: str) -> list[Any]:
        value = self._take(key)
        if value is None:
            return []
        if not isinstance(value, list) or not value:
            self._wrong(key, value, "a list that is not empty")
            return []
        if len(value) > _MOST:
            self.wrong(fhir_mistakes.fhir_too_many(self.at(key), "entries in a list", _MOST))
            return []
        return value

    def _element(self, value: Any, key: str, place: int | None) -> Element | None:
        if not isinstance(value, dict) or not value:
            self._wrong(key, value, "an object that is not empty", place)
            return None
        pointer = self.at(key) if place is None else child(self.at(key), place)
        made = Element(value, pointer, self.name, self.report)
        made.check_modifiers()
        return made

    def _known(self, value: str, pointer: str, what: str, known: Iterable[str]) -> str | None:
        names = list(known)
        if value in names:
            return value
        self.wrong(fhir_mistakes.fhir_code_not_known(pointer, value, what, names))
        return None

    def _wrong(self, key: str, found: Any, wanted: str, place: int | None = None) -> None:
        pointer = self.at(key) if place is None else child(self.at(key), place)
        self.report.add(wrong_json_type(self.name, pointer, kind(found), wanted))


def kind(value: Any) -> str:
    """What a JSON value is, in words.

    >>> kind([]), kind(True), kind({"a": 1})
    ('an empty list', 'true', 'an object')
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, Decimal)):
        shown = str(value)
        return f"the number {shown}" if len(shown) < 12 else "a number"
    if isinstance(value, str):
        return "a text" if value.strip() else "an empty text"
    empty = "" if value else "empty "
    return f"an {empty}{'list' if isinstance(value, list) else 'object'}".replace(
        "an list", "a list"
    )
