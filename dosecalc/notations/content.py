r"""What somebody hands over: a name, and bytes that are read when they are asked for.

>>> handed = Content.of_text("100 mg q12h x 4", "rx string")
>>> handed.head(), handed.open().read(3)
('100 mg q12h x 4', b'100')
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from dosecalc import calls
from dosecalc.diagnostics import Diagnostic

_HEAD = 65_536


class Content:
    """A file, a text that was typed, or standard input; `stem` is its name without folder and end.

    `open` may be called again only where `again` is true: standard input comes once.
    """

    def __init__(self, name: str, opened: Callable[[], BinaryIO], *, again: bool = True) -> None:
        self.name = name
        self.again = again
        self._opened = opened

    @classmethod
    def of_text(cls, text: str, name: str) -> Content:
        """What was typed."""
        return cls(name, lambda: BytesIO(text.encode("utf-8", "surrogatepass")))

    @classmethod
    def of_bytes(cls, content: bytes, name: str) -> Content:
        """What was read before."""
        return cls(name, lambda: BytesIO(content))

    @classmethod
    def of_file(cls, path: Path) -> Content:
        """A file, opened when it is read."""
        return cls(str(path), lambda: path.open("rb"))

    @property
    def stem(self) -> str:
        return Path(self.name).stem

    def open(self) -> BinaryIO:
        """The bytes from the first one on; raises OSError where they cannot be read."""
        return self._opened()

    def head(self) -> str:
        """The first characters, by which a notation is told; empty where they cannot be read."""
        if not self.again:
            return ""
        try:
            with self.open() as file:
                return file.read(_HEAD).decode("utf-8", "replace").removeprefix("\ufeff")
        except OSError:
            return ""

    def text(self) -> str | Diagnostic:
        """All of it, each line ended by a line feed; or why it cannot be read."""
        try:
            with self.open() as file:
                text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            return calls.not_text(None, self.name)
        except OSError as error:
            return calls.unreadable_file(self.name, error.strerror or "it cannot be opened")
        if "\0" in text:
            return calls.not_text(None, self.name)
        return text.replace("\r\n", "\n").replace("\r", "\n")
