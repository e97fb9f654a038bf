"""The JSON Schema (draft 2020-12) of a document, derived from the same classes as the document."""

from __future__ import annotations

from typing import Any, Final

from dosecalc.document import described
from dosecalc.document.head import NAME, VERSION
from dosecalc.document.of_model import objects
from dosecalc.model import Trial

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_ABOUT = (
    "Trials and regimens as dosecalc reads them, each part in the words of the schedule language"
    " and with what these words mean. What a trial does not say is left out: nothing is null, and"
    " texts are never empty. Amounts and lengths are exact texts beside rounded numbers; seconds,"
    " days and counts are whole numbers."
)


def schema() -> dict[str, Any]:
    """The schema, with a definition for each class of the model that a document holds."""
    return {
        "$schema": _DRAFT,
        "$id": NAME,
        "title": f"Trials of dosecalc, version {VERSION}",
        "description": _ABOUT,
        "type": "object",
        "properties": {
            "$schema": {"const": NAME, "description": "The name of this schema."},
            "version": {"const": VERSION, "description": "The version of the document's form."},
            "trials": {
                "type": "array",
                "minItems": 1,
                "items": {"$ref": f"#/$defs/{Trial.__name__}"},
                "description": "The trials and regimens, in the order in which they were given.",
            },
        },
        "required": ["$schema", "version", "trials"],
        "additionalProperties": False,
        "$defs": {each.name: _definition(kind) for kind, each in objects().items()},
    }


def _definition(kind: type) -> dict[str, Any]:
    """The definition of a class; of a trial also the lines that it is read from."""
    found = objects()[kind].schema()
    if kind is Trial:
        lines = {"type": "array", "minItems": 1, "items": {"type": "string"}}
        found["properties"] = {
            "text": {**lines, "description": described.TEXT},
            **found["properties"],
        }
        found["required"] = ["text", *found["required"]]
    return found
