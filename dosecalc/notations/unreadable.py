"""What ends the reading of a notation, from whatever depth."""

from __future__ import annotations

from dosecalc.diagnostics import Diagnostic


class Unreadable(Exception):
    """What cannot be read, or cannot be told; `diagnostic` says where and why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
