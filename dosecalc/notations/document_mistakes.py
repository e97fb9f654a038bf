"""What is wrong with a trial as JSON, as `--to json` writes it, with a JSON pointer to the place.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from dosecalc.diagnostics import Diagnostic, visible


def no_trial_document(name: str, why: str) -> Diagnostic:
    """A JSON file that is no document of trials, or one of another version.

    Example: (on the command line) `dosecalc total --from json list.json` with any other JSON
    Remedy: a document that `dosecalc convert --to json` has written, or another `--from`
    """
    return Diagnostic(
        code="no-trial-document",
        message=f"`{visible(name)}` is no document of trials: {why}",
        span=None,
        hint="`dosecalc convert --to json` writes one; `dosecalc schema` prints what it looks like",
    )


def document_contradicts(name: str, pointer: str, given: str, meant: str) -> Diagnostic:
    """A part of a trial as JSON that is not what the trial's own words mean.

    The lines under `text` count. Everything else in the document tells what they mean, and two
    that tell different things cannot both be right.

    Example: (on the command line) a document whose `text` says 10 mg, and whose `low` says 20
    Remedy: change the lines under `text`, and take out what is derived from them, such as `arms`
    """
    return Diagnostic(
        code="document-contradicts",
        message=(
            f"`{visible(name)}` has {visible(given)} at `{visible(pointer)}`, where its text means "
            f"{visible(meant)}"
        ),
        span=None,
        hint='the lines under `"text"` count: change those, and take out what no longer fits',
    )


def document_contradicts_often(name: str, pointer: str, more: int) -> Diagnostic:
    """A trial as JSON that differs from its own words in more places than are listed.

    Example: (on the command line) a document whose `arms` are those of another trial
    Remedy: take everything but `text` out of the trial: it is derived from there
    """
    return Diagnostic(
        code="document-contradicts-often",
        message=f"`{visible(name)}` differs from its text in {more:,} more places below"
        f" `{visible(pointer)}`",
        span=None,
        hint='leave nothing but `"text"` in the trial: the rest is derived from it',
    )
