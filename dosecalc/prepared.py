"""What `prepare` returns: a preparation with what identifies its sheet, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dosecalc.diagnostics import Diagnostic
from dosecalc.preparation import Preparation
from dosecalc.stamps import digest, source_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A sheet for one administration; `moment` is when it was made, in UTC.

    `preparation` is None where there is none, and `diagnostics` say why.
    """

    preparation: Preparation | None
    moment: datetime
    version: str
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether there is a sheet."""
        return self.preparation is not None

    @property
    def file(self) -> str:
        """What the schedule was read from."""
        return source_of(self.preparation.trial).name if self.preparation else ""

    @property
    def digest(self) -> str:
        """The SHA-256 of the schedule's text in UTF-8, its lines ended by line feeds."""
        return digest(source_of(self.preparation.trial).text) if self.preparation else ""

    def text(self) -> str:
        """The sheet as plain text."""
        return self._as("text")

    def html(self) -> str:
        """The sheet as one page of HTML that needs nothing beside it."""
        return self._as("html")

    def markdown(self) -> str:
        """The sheet in Markdown."""
        return self._as("markdown")

    def json(self) -> str:
        """All figures, exact ones beside JSON's numbers."""
        return self._as("json")

    def __str__(self) -> str:
        return self.text()

    def _as(self, name: str) -> str:
        from dosecalc.formats.preparation_sheet import FORMATS

        return FORMATS[name](self)
