"""What a find is about: a dose, or something else that a sentence tells of.

>>> from dosecalc.notations.prose.tape import sentences
>>> cue(next(sentences("followed up for 6 months")))
'aside'
>>> cue(next(sentences("receive 10 mg"))), cue(next(sentences("then weekly")))
('dosing', 'sequence')
"""

from __future__ import annotations

from typing import Literal

from dosecalc.language.lazy import compiled
from dosecalc.notations.prose.tape import Tape

Cue = Literal["aside", "dosing", "sequence", "change"]

# The beginnings of words, so that `monitored` and `monitoring` need one line.
_ASIDE = (
    "follow-up|followup|monitor|measure|assess|evaluat|examin|visit|sampl|screen|eligib|inclusion"
    "|exclusion|criteri|observ|history|endpoint|half-life|mice|mouse|rats|animal|preclinical"
    "|survival|questionnaire|score|biops|scan|imaging|background|washout|wash-out"
    "|diagnos|previous|storage|stored|shelf|centrifug|cultur|donor|tested"
    "|concentrat|study period|safety|seen |toxicit|dlt |dlts|adverse|tolerab"
)
_DOSING = (
    "receiv|administ|given|giv|inject|infus|inhal|treat|dose|dosing|appl|instil|deliver|nebuli|spray"
    "|drop|transplant|implant|drip|oral|intra"
)
_SEQUENCE = (
    "then|thereafter|afterwards|subsequent|loading|maintenance|induction|consolidation|switch"
    "|crossover|alternat|followed by|after which|once every other"
)
_CHANGE = (
    "increas|reduc|titrat|taper|adjust|starting|initial|escalat|de-escalat|deescalat|modif|higher"
    "|lower|additional|if tolerated|as tolerated|rising|ascending"
)
_CUES: tuple[tuple[Cue, str], ...] = (
    ("sequence", _SEQUENCE), ("change", _CHANGE), ("aside", _ASIDE), ("dosing", _DOSING),
)  # fmt: skip
_NO_DOSE_BEFORE = (
    "total|cumulative|maximum|max|maximal|minimum|overall|combined|weighing|weight|above|below|under|over"
    "|than|least|most|exceed|exceeding|weigh|containing|contains|contain|contained|creatinine"
    "|hemoglobin|haemoglobin|platelets|platelet|count|counts|range|ranging|between"
)
_SIGNS = frozenset({">", "<", "≥", "≤", "=", "±", "+"})
_NEAR, _FAR = 3, 6
_PARTED = frozenset({"divided", "split", "fractions", "fractionated"})


def cue(tape: Tape) -> Cue | None:
    """What the word at the beginning makes of what follows it."""
    word = f"{tape.low(0)} {tape.low(1)}"
    if word == "followed up":
        return "aside"
    for name, words in _CUES:
        if compiled(rf"(?:{words})").match(word):
            return name
    return None


def no_dose(tape: Tape, length: int) -> str:
    """Why the amount at the beginning is none that is given at one time; empty if it may be."""
    if tape[-1].text in _SIGNS or tape[-1].of("AT_LEAST", "AT_MOST", "UP_TO", "BELOW", "OVER"):
        return "is a limit, and not what is given"
    before = [tape.low(-back) for back in range(1, _NEAR + 1)]
    if any(compiled(rf"(?:{_NO_DOSE_BEFORE})").fullmatch(word) for word in before):
        return "may be a limit or a sum, and not what is given at one time"
    ahead = [tape[length + each] for each in range(_FAR)]
    if any(each.of("DIVIDED", "FRACTIONS") or each.text.lower() in _PARTED for each in ahead):
        return "is given in parts"
    if tape[length].of("IN_TOTAL") or tape.low(length) == "total":
        return "is a sum, and not what is given at one time"
    return ""
