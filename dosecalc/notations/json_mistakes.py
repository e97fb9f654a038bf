"""What is wrong with a JSON document, whatever it holds, with a JSON pointer to the place.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from dosecalc.diagnostics import Diagnostic, visible


def _at(pointer: str) -> str:
    return f", at `{visible(pointer)}`" if pointer else ""


def not_json(name: str, pointer: str, why: str) -> Diagnostic:
    """A file that is no JSON, or ends before it is complete.

    Example: (on the command line) `dosecalc convert --from fhir order.json` with half a file
    Remedy: get the file again, whole; JSON has no `NaN`, no comments and no comma at the end
    """
    return Diagnostic(
        code="not-json",
        message=f"`{visible(name)}` is no JSON{_at(pointer)}: {visible(why)}",
        span=None,
        hint="get the file again, whole, as JSON in UTF-8",
    )


def key_twice(name: str, pointer: str, key: str) -> Diagnostic:
    """A JSON object that holds one key twice, so that nobody knows which one counts.

    Example: (on the command line) a file with `{"count": 1, "count": 2}`
    Remedy: keep one of the two
    """
    return Diagnostic(
        code="key-twice",
        message=(
            f"`{visible(name)}` holds the key `{visible(key)}` twice in one object{_at(pointer)}"
        ),
        span=None,
        hint="keep one of the two",
    )


def json_too_deep(name: str, most: int) -> Diagnostic:
    """Arrays or objects in each other, deeper than any that people write.

    Example: (on the command line) a file of a million opening brackets
    Remedy: get the file again; no notation needs so many levels
    """
    return Diagnostic(
        code="json-too-deep",
        message=f"`{visible(name)}` nests values deeper than {most} levels",
        span=None,
        hint="get the file again; no notation needs so many levels",
    )


def json_too_long(name: str, pointer: str) -> Diagnostic:
    """A number or a text in JSON that is longer than any that people write.

    Example: (on the command line) a file with a number of a million digits
    Remedy: look at the place; a number has at most 1,000 digits, a text 16 MB
    """
    return Diagnostic(
        code="json-too-long",
        message=f"`{visible(name)}` holds a value longer than can be meant{_at(pointer)}",
        span=None,
        hint="a number has at most 1,000 digits, a text 16 MB",
    )


def wrong_json_type(name: str, pointer: str, found: str, wanted: str) -> Diagnostic:
    """A JSON value of another type than the notation has at this place.

    Example: (on the command line) a FHIR order with `"period": "daily"`
    Remedy: write the value as the notation defines it
    """
    return Diagnostic(
        code="wrong-json-type",
        message=f"`{visible(name)}` holds {visible(found)} where {wanted} belongs{_at(pointer)}",
        span=None,
        hint=f"write {wanted} there",
    )
