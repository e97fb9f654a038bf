"""What a document begins with: the name of its schema, and the version of its form."""

from __future__ import annotations

from typing import Final

VERSION: Final = 1
NAME: Final = f"urn:dosecalc:trial:{VERSION}"
MEMBERS: Final = ("$schema", "version", "trials")
