"""What a find is about: a dose, or something else that a sentence tells of.

>>> from dosecalc.notations.prose.tape import sentences
>>> cue(next(sentences("followed up for 6 months")))
'aside'
>>> cue(next(sentences("receive 10 mg"))), cue(next(sentences("then weekly")))
('dosing', 'sequence')
>>> cue(next(sentences("supplied as tablets"))), cue(next(sentences("background therapy")))
('supply', 'else')
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from dosecalc.language.lazy import compiled
from dosecalc.notations.prose.tape import Tape

Cue = Literal["aside", "dosing", "sequence", "change", "supply", "else"]

# The beginnings of words, so that `monitored` and `monitoring` need one line.
_ASIDE = (
    "follow-up|followup|followed (?!by)|monitor|measure|assess|evaluat|examin|visit|sampl|screen"
    "|eligib|inclusion|exclusion|criteri|observ|history|endpoint|half-life|mice|mouse|rats|animal"
    "|preclinical|survival|questionnaire|score|biops|scan|imaging|washout|wash-out"
    "|diagnos|previous|storage|stored|shelf|centrifug|cultur|donor|tested"
    "|concentrat|study period|safety|seen |toxicit|dlt |dlts|adverse|tolerab"
)
_DOSING = (
    "receiv|administ|given|giv|inject|infus|inhal|treat|dose|dosing|appl|instil|deliver|nebuli|spray"
    "|drop|transplant|implant|drip|oral|intra"
)
_SEQUENCE = (
    "then|thereafter|afterwards|subsequent|loading|maintenance|induction|consolidation|switch"
    "|crossover|alternat|followed by|after which|once every other|(?:days?|weeks?|months?) later"
    "|(?:second|third|another|additional|booster|repeat) (?:dose|inj|inf|vacc|admin|course|treat)"
    "|(?:be|is|are) repeated|re-?dos|re-?treat|re-?inf"
)
_CHANGE = (
    "increas|reduc|titrat|taper|adjust|starting|initial|escalat|de-escalat|deescalat|modif|higher"
    "|lower|additional|if tolerated|as tolerated|rising|ascending"
)
# Of these a text tells what else is taken, whatever is tried.
_ELSE = (
    "background|concomitant|rescue|premedicat|pre-medicat|co-medicat|comedicat|stable dose|backbone"
)
_MEANWHILE = frozenset({"as", "during"})
# How something is supplied is not how it is given.
_SUPPLY = "suppl|available|formulat|packag|emboss|commerc|marketed|labell|labele|vials? contain"
_CUES: tuple[tuple[Cue, str], ...] = (
    ("sequence", _SEQUENCE), ("change", _CHANGE), ("supply", _SUPPLY), ("else", _ELSE),
    ("aside", _ASIDE), ("dosing", _DOSING),
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
    found = _cue(word)
    if found == "sequence" and word == "followed by":
        ahead = (f"{tape.low(each)} {tape.low(each + 1)}" for each in range(2, 2 + _FAR))
        return "aside" if any(_cue(each) == "aside" for each in ahead) else found
    return found


def span(tape: Tape) -> int:
    """Over how many words a cue goes: `second dose`, `then`."""
    return 1 if _cue(f"{tape.low(0)} ") is not None or not tape.low(1) else 2


def of_something_else(tape: Tape) -> bool:
    """Whether a sentence ends with what it is: `… as background therapy`, `… during the run-in`.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> of_something_else(next(sentences("100 mg daily as background therapy")))
    True
    """
    for place in range(len(tape.lexemes) - tape.at):
        if tape.low(place) in _MEANWHILE:
            ahead = place + 1 + (tape.low(place + 1) in ("a", "the", "an"))
            if cue(tape.forth(ahead)) == "else" or tape.low(ahead).startswith("run-in"):
                return True
    return False


@lru_cache(maxsize=20_000)
def _cue(word: str) -> Cue | None:
    for name, words in _CUES:
        if compiled(rf"(?:{words})").match(word):
            return name
    return None


def no_dose(tape: Tape, length: int) -> str:
    """Why the amount at the beginning is none that is given at one time; empty if it may be."""
    if tape[-1].text in _SIGNS or tape[-1].of("AT_LEAST", "AT_MOST", "UP_TO", "BELOW", "OVER"):
        return "is a limit, and not what is given"
    if tape[-1].of("SLASH") and tape[-2].of("NUMBER"):
        return "is one of several amounts"
    if tape.low(-1) == "^":
        return "follows a sign that cannot be read with it"
    before = [tape.low(-back) for back in range(1, _NEAR + 1)]
    if any(compiled(rf"(?:{_NO_DOSE_BEFORE})").fullmatch(word) for word in before):
        return "may be a limit or a sum, and not what is given at one time"
    ahead = [tape[length + each] for each in range(_FAR)]
    if any(each.of("DIVIDED", "FRACTIONS") or each.text.lower() in _PARTED for each in ahead):
        return "is given in parts"
    if tape[length].of("IN_TOTAL") or tape.low(length) == "total":
        return "is a sum, and not what is given at one time"
    return ""
