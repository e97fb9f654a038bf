"""`dosecalc fmt`: files in canonical text, written whole or not at all."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dosecalc.cli.common import finish, say
from dosecalc.diagnostics import Diagnostic


def fmt(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE|FOLDER…", help="Files to format, or `-` for standard input."),
    ],
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; name the files that would change.")
    ] = False,
) -> None:
    """Write files in canonical form: spelling and spacing change, the meaning never.

    Examples:

      dosecalc fmt trial.dose

      dosecalc fmt --check schedules/
    """
    found: list[Diagnostic] = []
    changed = 0
    for name in files:
        if name == "-":
            found.extend(_standard_input(check))
            continue
        for path in _paths(Path(name), found):
            changed += _one(path, check, found)
    say(found)
    if check and changed:
        raise typer.Exit(1)
    finish(found)


def _paths(path: Path, found: list[Diagnostic]) -> list[Path]:
    from dosecalc import calls

    if path.is_dir():
        return sorted(path.rglob("*.dose"))
    if path.exists():
        return [path]
    found.append(calls.no_such_file(str(path), ()))
    return []


def _one(path: Path, check: bool, found: list[Diagnostic]) -> bool:
    """Format one file; True where its text changes."""
    from dosecalc import plain_text
    from dosecalc.language.writer import formatted

    text = plain_text.read(path)
    if isinstance(text, Diagnostic):
        found.append(text)
        return False
    made, diagnostics = formatted(text, str(path))
    found.extend(each for each in diagnostics if each.is_error)
    if made is None or made.encode() == path.read_bytes():
        return False
    if check:
        typer.echo(f"{path} would change")
    else:
        trouble = _replace(path, made)
        if trouble is not None:
            found.append(trouble)
    return True


def _replace(path: Path, text: str) -> Diagnostic | None:
    """Write a file beside the old one and put it in its place, keeping its permissions."""
    from dosecalc import calls
    from dosecalc.files import write_whole

    try:
        write_whole(path, text.encode())
    except OSError as error:
        return calls.unwritable_file(str(path), error.strerror or "it cannot be written")
    return None


def _standard_input(check: bool) -> tuple[Diagnostic, ...]:
    from dosecalc.language.writer import formatted

    text = sys.stdin.read()
    made, diagnostics = formatted(text, "standard input")
    if made is not None and not check:
        typer.echo(made, nl=False)
    elif made is not None and made != text:
        typer.echo("standard input would change")
        raise typer.Exit(1)
    return diagnostics
