"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from os import PathLike
from pathlib import Path


def write_whole(path: str | PathLike[str], content: bytes | Iterable[bytes]) -> None:
    """Put a complete file in the place of `path`; raise OSError where that cannot be done.

    The content may come in pieces.

    What is there keeps its permissions, and is replaced only by all of the new content. A link is
    followed. What is no file, such as a pipe or a device, is written into.
    """
    place = Path(os.path.realpath(path))
    there = place.stat() if place.exists() else None
    if there is not None and not stat.S_ISREG(there.st_mode):
        _write(place, content)
        return
    if there is not None and not os.access(place, os.W_OK):
        raise PermissionError(13, "it may not be written", str(place))
    partial = place.with_name(f".{place.name}.{os.getpid()}.partial")
    try:
        _write(partial, content)
        if there is not None:
            partial.chmod(stat.S_IMODE(there.st_mode))
        partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)


def _write(place: Path, content: bytes | Iterable[bytes]) -> None:
    with place.open("wb") as file:
        for piece in (content,) if isinstance(content, bytes) else content:
            file.write(piece)
