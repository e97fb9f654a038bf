"""A data set of CDISC's kind: columns with labels, written as CSV or as Dataset-JSON 1.1.

Dataset-JSON: the attributes of the file, then the columns, then a row a line, in the order that
its specification has them. Exact decimals are texts, as it allows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from dosecalc import stamps
from dosecalc.formats.csv import lines

Value = str | int | None
Kind = Literal["string", "integer", "decimal", "date"]


class Column(NamedTuple):
    """A variable: its name, label and kind; `key` is its place among the keys, 0 for none.

    One that is `kept` stands in the data set even where no row has it.
    """

    name: str
    label: str
    kind: Kind = "string"
    key: int = 0
    kept: bool = False


class Dataset(NamedTuple):
    """A domain, its label, its columns, and rows that have a value for each of them."""

    domain: str
    label: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]]

    def pieces(self, ending: str, studies: Sequence[str]) -> Iterator[str]:
        """The data set as text, in the form that the ending of its file asks for."""
        whole = self._without_empty()
        if ending == "json":
            yield from whole._json(studies)
        else:
            yield from lines((column.name for column in whole.columns), whole.rows)

    def _without_empty(self) -> Dataset:
        """The data set without the columns that may be left out and that no row fills."""
        filled = [
            place
            for place, column in enumerate(self.columns)
            if column.kept or any(row[place] not in (None, "") for row in self.rows)
        ]
        rows = [tuple(row[place] for place in filled) for row in self.rows]
        return self._replace(columns=tuple(self.columns[place] for place in filled), rows=rows)

    def _json(self, studies: Sequence[str]) -> Iterator[str]:
        made = stamps.moment(None).strftime("%Y-%m-%dT%H:%M:%SZ")
        head: dict[str, object] = {
            "datasetJSONCreationDateTime": made,
            "datasetJSONVersion": "1.1.0",
            "fileOID": f"dosecalc.{self.domain}.{made}",
            **({"studyOID": studies[0]} if len(set(studies)) == 1 else {}),
            "itemGroupOID": f"IG.{self.domain}",
            "records": len(self.rows),
            "name": self.domain,
            "label": self.label,
            "columns": [self._column(place) for place in range(len(self.columns))],
        }
        yield json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "rows": [\n'
        yield from _between(self._row(row) for row in self.rows)
        yield " ]\n}\n"

    def _column(self, place: int) -> dict[str, object]:
        column = self.columns[place]
        found: dict[str, object] = {
            "itemOID": f"IT.{self.domain}.{column.name}", "name": column.name,
            "label": column.label, "dataType": column.kind,
        }  # fmt: skip
        values = [str(row[place]) for row in self.rows if row[place] not in (None, "")]
        if column.kind == "decimal":
            found["targetDataType"] = "decimal"
        if column.kind == "date" and any("T" in value for value in values):
            found["dataType"] = "datetime"
        if column.kind in ("string", "decimal"):
            found["length"] = max(map(len, values), default=1)
        if column.key:
            found["keySequence"] = column.key
        return found

    def _row(self, row: tuple[Value, ...]) -> str:
        values = [
            value if value not in (None, "") or (column.kind == "string" and column.kept) else None
            for value, column in zip(row, self.columns, strict=True)
        ]
        return json.dumps([None if each == "" else each for each in values], ensure_ascii=False)


def _between(rows: Iterable[str]) -> Iterator[str]:
    """Rows, each on a line, with commas between them."""
    before = ""
    for row in rows:
        yield f"{before}  {row}"
        before = ",\n"
    yield "\n" if before else ""


def plain(value: Fraction) -> str | None:
    """A number in digits without a power of ten; None where no digits are exact.

    >>> plain(Fraction(16, 10)), plain(Fraction(10**12)), plain(Fraction(1, 3))
    ('1.6', '1000000000000', None)
    """
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
        if places > 40:
            return None
    whole = str(int(value * 10**places)).rjust(places + 1, "0")
    return whole[: len(whole) - places] + ("." + whole[-places:] if places else "")
