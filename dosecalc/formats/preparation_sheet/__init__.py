"""The sheet of a preparation: as text, Markdown, JSON, or one page of HTML."""

from dosecalc.formats.preparation_sheet.forms import FORMATS

__all__ = ["FORMATS"]
