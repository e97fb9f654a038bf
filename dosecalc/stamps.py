"""What every paper that is acted upon carries: its schedule, who made it and when, and its use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import PurePath
from typing import NamedTuple

from dosecalc.diagnostics import Source, Span, visible
from dosecalc.model import Trial

USE = "for planning, review and research, not for prescribing"
DUTY = "every figure is to be verified by a qualified person"


class Stamp(NamedTuple):
    """The name of a schedule without its folder, the SHA-256 of its text (UTF-8), the version of
    the program, and the time in UTC."""

    schedule: str
    digest: str
    version: str
    moment: datetime

    def lines(self) -> tuple[str, ...]:
        """The stamp in words, a line each, for the foot of a page."""
        return (
            f"schedule {visible(self.schedule)}, SHA-256 {self.digest}",
            f"dosecalc {self.version}, {self.moment:%Y-%m-%d %H:%M} UTC",
            f"{USE[:1].upper()}{USE[1:]}; {DUTY}.",
        )


def stamp(trial: Trial, version: str, time: str | None = None) -> Stamp:
    """The stamp of what is made of a trial; ValueError for a time that is none."""
    source = source_of(trial)
    name = PurePath(source.name).name if not trial.phrase else source.name
    return Stamp(name, digest(source.text), version, moment(time))


def moment(given: str | None) -> datetime:
    """When something is made: as given, else as `SOURCE_DATE_EPOCH` says, else now; in UTC.

    A time without an offset is in UTC. Raises ValueError for what is no time.

    >>> moment("2026-03-02T10:00+02:00").isoformat()
    '2026-03-02T08:00:00+00:00'
    """
    if given is not None:
        try:
            found = datetime.fromisoformat(given)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            example = "2026-03-02 or 2026-03-02T10:00+02:00"
            raise ValueError(f"`{visible(given)}` is not a time such as {example}") from None
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if seconds is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        shown = visible(seconds)
        raise ValueError(f"SOURCE_DATE_EPOCH is `{shown}`, not a count of seconds") from None


def source_of(trial: Trial) -> Source:
    """The text that a trial was read from."""
    found = next((span.source for span in _spans(trial) if span is not None), None)
    return found or Source("phrase", trial.name)


def _spans(trial: Trial) -> Iterator[Span | None]:
    yield trial.span
    for arm in trial.arms:
        for reading in arm.readings:
            yield from (regimen.span for regimen in reading.regimens)


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
