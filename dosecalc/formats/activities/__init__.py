"""The schedule of activities: one output a file, each a function from matrices to pieces.

A form is a module of this folder and a line in `FORMS`. It defines

    def write(activities: Activities, width: int) -> Iterator[str]   # or Iterator[bytes]
"""

from collections.abc import Mapping
from types import MappingProxyType

from dosecalc.formats.activities.form import Form

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.name: form
        for form in (
            Form("text", "matrices for the terminal", ("txt",)),
            Form("markdown", "matrices as tables", ("md", "markdown")),
            Form("csv", "one line for each cell", ("csv",)),
            Form("json", "matrices as objects", ("json",)),
            Form("html", "a page that prints on A4", ("html", "htm")),
            Form("docx", "tables for a protocol", ("docx",), binary=True),
        )
    }
)

__all__ = ["FORMS", "Form"]
