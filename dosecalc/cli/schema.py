"""`dosecalc schema`: what trials as JSON look like, for programs that read or check them."""

from __future__ import annotations

import sys

from dosecalc.cli.common import Output, written


def schema(output: Output = None) -> None:
    """Print the JSON Schema of what `convert --to json` writes.

    Examples:

      dosecalc schema

      dosecalc schema --output trial.schema.json
    """
    from dosecalc.document import schema as derived
    from dosecalc.document import written as as_json

    text = as_json(derived())
    if output is None:
        sys.stdout.write(text)
    else:
        written(output, (text.encode(),))
