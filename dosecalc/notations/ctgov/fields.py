"""A value of a JSON record with its pointer, asked for by type; another type is reported.

>>> from dosecalc.diagnostics import Report
>>> record = Field({"name": "EX", "count": "3", "none": None}, "", "a.json", Report())
>>> record["name"].text(), record["none"].text(), record["missing"]["deeper"].text()
('EX', '', '')
>>> record["count"].whole(), [each.message for each in record.report.diagnostics]
(None, ['`a.json` holds a text where a whole number belongs, at `/count`'])
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from dosecalc.diagnostics import Report
from dosecalc.notations import json_mistakes
from dosecalc.notations.json_text import child


class Field:
    """A value somewhere in a record; `null` and what is missing are nothing."""

    __slots__ = ("name", "pointer", "report", "value")

    def __init__(self, value: Any, pointer: str, name: str, report: Report) -> None:
        self.value, self.pointer, self.name, self.report = value, pointer, name, report

    def __getitem__(self, key: str) -> Field:
        inner = self.value.get(key) if isinstance(self._of(dict, "an object"), dict) else None
        return Field(inner, child(self.pointer, key), self.name, self.report)

    def __iter__(self) -> Iterator[Field]:
        for place, value in enumerate(self._of(list, "a list") or ()):
            yield Field(value, child(self.pointer, place), self.name, self.report)

    @property
    def there(self) -> bool:
        """Whether there is anything."""
        return self.value is not None

    def names(self) -> tuple[str, ...]:
        """The names of what an object holds, without what is empty."""
        found = self._of(dict, "an object")
        return (
            tuple(key for key, value in found.items() if value not in (None, {}, []))
            if found
            else ()
        )

    def text(self) -> str:
        """A text, empty where there is none."""
        return self._of(str, "a text") or ""

    def texts(self) -> tuple[tuple[str, str], ...]:
        """The texts of a list, each with its pointer; empty ones are left out."""
        return tuple((text, each.pointer) for each in self if (text := each.text().strip()))

    def whole(self) -> int | None:
        """A whole number; `true` and `false` are none."""
        value = self.value
        if isinstance(value, Decimal) and value == value.to_integral_value():
            return int(value)
        if isinstance(value, bool):
            self._wrong("a whole number")
            return None
        found = self._of(int, "a whole number")
        return found if isinstance(found, int) else None

    def _of(self, kind: type, wanted: str) -> Any:
        if self.value is None or isinstance(self.value, kind):
            return self.value
        self._wrong(wanted)
        return None

    def _wrong(self, wanted: str) -> None:
        kinds = {
            dict: "an object", list: "a list", str: "a text", bool: "true or false",
            int: "a number", Decimal: "a number",
        }  # fmt: skip
        found = kinds.get(type(self.value), "something else")
        self.report.add(json_mistakes.wrong_json_type(self.name, self.pointer, found, wanted))
        self.value = None
