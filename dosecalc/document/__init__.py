"""A whole trial as a document for other programs: what it says in words, and what each part means.

Keys, types and the JSON Schema are all derived from the values of `model.py` and `protocol.py`, so
that a new field is in the document, in its schema and in what is compared when it is read.
"""

from dosecalc.document.compared import differences
from dosecalc.document.head import MEMBERS, NAME, VERSION
from dosecalc.document.of_model import document
from dosecalc.document.schema import schema
from dosecalc.document.written import written

__all__ = ["MEMBERS", "NAME", "VERSION", "differences", "document", "schema", "written"]
