"""The text of a file: UTF-8 with or without a byte order mark, every line ended by a line feed."""

from __future__ import annotations

from pathlib import Path

from dosecalc import calls
from dosecalc.diagnostics import Diagnostic


def read(path: Path) -> str | Diagnostic:
    """The text of a file, or why it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return calls.not_text(None, str(path))
    except OSError as error:
        return calls.unreadable_file(str(path), error.strerror or "it cannot be opened")
