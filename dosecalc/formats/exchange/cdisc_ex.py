"""Exposure (EX of SDTM) as it is if everything is given as planned; every dose has to be known."""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.formats.exchange import cdisc_exposure
from dosecalc.formats.exchange.form import Export, Wanted
from dosecalc.language import Text

_DOMAIN = cdisc_exposure.Domain("EX", "Exposure", "exposure as planned (CDISC EX)", planned=False)


def export(texts: Sequence[Text], wanted: Wanted) -> Export:
    """The doses of each participant; refused where their number or days are not exact."""
    return cdisc_exposure.export(texts, wanted, _DOMAIN)
