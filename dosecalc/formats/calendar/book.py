"""A workbook whose cells are what they look like: texts stay texts, dates are dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from dosecalc.diagnostics import visible
from dosecalc.stamps import DUTY, USE, Stamp

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_A4, _LONGEST, _LINE = 9, 32_000, 13.5  # letters of a cell, points of a line
# Spreadsheets count days from the last but one of 1899, and have a day too many in February 1900.
_BEFORE, _FIRST = date(1899, 12, 30).toordinal(), date(1900, 3, 1).toordinal()
_FORMATS: dict[str, dict[str, Any]] = {
    "plain": {},
    "date": {"num_format": "ddd yyyy-mm-dd", "align": "left"},
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"},
    "title": {"bold": True, "font_size": 14},
    "heading": {"bold": True, "font_size": 12},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "name": {"text_wrap": True, "valign": "top", "bold": True, "border": 1},
    "cell": {"text_wrap": True, "valign": "top", "align": "center", "border": 1},
    "done": {"text_wrap": True, "valign": "top", "align": "center", "border": 1,
             "bg_color": "#E9EEF5"},
    "top": {"text_wrap": True, "valign": "bottom", "align": "center", "border": 1, "bold": True},
    "day": {"num_format": "d", "align": "left", "bold": True, "left": 1, "right": 1, "top": 1},
    "due": {"text_wrap": True, "valign": "top", "left": 1, "right": 1, "bottom": 1,
            "font_size": 9},
    "closed": {"text_wrap": True, "valign": "top", "left": 1, "right": 1, "bottom": 1,
               "font_size": 9, "bg_color": "#E4E4E4"},
    "alarm": {"bold": True, "bg_color": "#F7C7C0"},
}  # fmt: skip


class Book:
    """A workbook that is written line by line; `created` stands in it as when it was made."""

    def __init__(self, trial: str, label: str, stamp: Stamp) -> None:
        from xlsxwriter import Workbook

        self.file = BytesIO()
        self.trial, self.label, self.stamp = trial, label, stamp
        self.book = Workbook(
            self.file,
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
             "strings_to_numbers": False},
        )  # fmt: skip
        self.book.set_properties(
            {"title": visible(trial)[:200], "author": f"dosecalc {stamp.version}",
             "created": stamp.moment.replace(tzinfo=None)}
        )  # fmt: skip
        self.formats: dict[str, Format] = {
            name: self.book.add_format(look) for name, look in _FORMATS.items()
        }

    def page(self, name: str) -> Page:
        """A new sheet, set up for landscape A4, one page wide, with its name and the stamp."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.8)
        sheet.fit_to_pages(1, 0)
        # Heads and feet hold 255 characters each.
        head = _printed(f"{self.trial}  {self.label}", 100)
        sheet.set_header(f"&L&B{head}&B&R&7{_printed(f'{USE}; {DUTY}', 120)}")
        made = f"dosecalc {self.stamp.version}, {self.stamp.moment:%Y-%m-%d %H:%M} UTC"
        name = _printed(self.stamp.schedule, 60)
        sheet.set_footer(
            f"&L&7schedule {name}, SHA-256 {self.stamp.digest}\n{made}&R&7page &P of &N"
        )
        return Page(sheet, self.formats)

    def content(self) -> bytes:
        """The finished file."""
        self.book.close()
        return self.file.getvalue()


class Page:
    """A sheet that is written from top to bottom; rows and columns count from 0."""

    def __init__(self, sheet: Worksheet, formats: dict[str, Format]) -> None:
        self.sheet = sheet
        self.formats = formats

    def put(self, row: int, column: int, value: Any, look: str = "plain") -> None:
        """A value as what it is: a text, a whole number or a date; nothing for None."""
        if value is None:
            return
        sheet, style = self.sheet, self.formats[look]
        if isinstance(value, str):
            sheet.write_string(row, column, _whole(value), style)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, style)
        elif value.toordinal() < _FIRST:
            sheet.write_string(row, column, value.isoformat(), style)
        else:
            # A date is a number that is shown as one.
            style = self.formats["date"] if look == "plain" else style
            sheet.write_number(row, column, value.toordinal() - _BEFORE, style)

    def blank(self, row: int, column: int, look: str) -> None:
        """An empty cell with its looks."""
        self.sheet.write_blank(row, column, None, self.formats[look])

    def high(self, row: int, texts: Iterable[str], letters: int) -> None:
        """Make a row as high as the highest of some texts, in lines of so many letters."""
        lines = [sum(-(-len(line) // letters) or 1 for line in text.split("\n")) for text in texts]
        self.sheet.set_row(row, min(_LINE * max(lines, default=1) + 3, 400))

    def across(self, row: int, columns: int, text: str, letters: int) -> None:
        """A text across so many columns, which hold so many letters a line."""
        self.high(row, [text], letters)
        self.sheet.merge_range(row, 0, row, columns - 1, "", self.formats["wrapped"])
        self.put(row, 0, text, "wrapped")


def _whole(text: str) -> str:
    """A text that fits a cell; the end of a longer one is replaced by dots that show it."""
    shown = text if text.isprintable() else "\n".join(map(visible, text.split("\n")))
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"


def _printed(text: str, most: int) -> str:
    """A text for the head or the foot of a page, in which `&` is a sign like others."""
    shown = visible(text)
    cut = shown if len(shown) <= most else shown[: most - 1] + "…"
    return cut.replace("&", "&&")
