"""A report as one self-contained page, or in Markdown."""

from dosecalc.formats.report.page import html
from dosecalc.formats.report.text import markdown

__all__ = ["html", "markdown"]
