"""Results as JSON: an object with `results` and `diagnostics`."""

from __future__ import annotations

import json
from typing import Any

from dosecalc.diagnostics import as_json
from dosecalc.formats.records import record
from dosecalc.results import Results

NAME = "json"


def text(results: Results) -> str:
    """The rows and the diagnostics as JSON, indented."""
    content: dict[str, Any] = {
        "results": [record(row) for row in results.rows],
        "diagnostics": [as_json(each) for each in results.diagnostics],
    }
    return json.dumps(content, indent=2, ensure_ascii=not _encodable(content))


def _encodable(content: dict[str, Any]) -> bool:
    try:
        json.dumps(content, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True
