"""Planned exposure (EC of SDTM, scheduled): a row for each course of one dose and one frequency."""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.formats.exchange import cdisc_exposure
from dosecalc.formats.exchange.form import Export, Wanted
from dosecalc.language import Text

_DOMAIN = cdisc_exposure.Domain(
    "EC", "Exposure as Collected", "planned exposure (CDISC EC)", planned=True
)


def export(texts: Sequence[Text], wanted: Wanted) -> Export:
    """The planned doses; what is not known of them stays open."""
    return cdisc_exposure.export(texts, wanted, _DOMAIN)
