"""What a record says in fields: titles, sponsor, phase, dates, participants, ages.

A date without a day, an age in months and other things that the language has no words for become
notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dosecalc.language.lazy import compiled
from dosecalc.language.values import quoted
from dosecalc.notations import ctgov_mistakes
from dosecalc.notations.ctgov.fields import Field
from dosecalc.notations.prose.plain import one_line

_PHASES = {"EARLY_PHASE1": "early 1", "PHASE1": "1", "PHASE2": "2", "PHASE3": "3", "PHASE4": "4"}
_MOST = 10_000
_MASKING = {
    "NONE": "open label", "SINGLE": "single blind", "DOUBLE": "double blind",
    "TRIPLE": "triple blind", "QUADRUPLE": "quadruple blind",
}  # fmt: skip
_ALLOCATION = {"RANDOMIZED": "randomised", "NON_RANDOMIZED": "not randomised", "NA": ""}
_LONGEST_TEXT = 500
_MOST_PARTICIPANTS, _MOST_YEARS = 10_000_000, 150


def trial_lines(protocol: Field) -> Iterator[str]:
    """The lines under `trial`, in the order of hand-written schedules."""
    identity, status = protocol["identificationModule"], protocol["statusModule"]
    yield from _phase(protocol["designModule"]["phases"])
    sponsors = protocol["sponsorCollaboratorsModule"]
    yield from _told("sponsor", sponsors["leadSponsor"]["name"].text())
    for each in sponsors["collaborators"]:
        yield from note("collaborator", each["name"].text())
    for condition, _ in protocol["conditionsModule"]["conditions"].texts():
        yield from _told("condition", condition)
    yield from _told("design", _design(protocol["designModule"]))
    yield from _told("status", _words(status["overallStatus"].text()))
    yield from _told("title", identity["officialTitle"].text())
    yield from _numbers(identity)
    yield from _participants(protocol["designModule"]["enrollmentInfo"])
    yield from _ages(protocol["eligibilityModule"])
    yield from _date("starts", status["startDateStruct"]["date"])
    yield from _date("primary completion", status["primaryCompletionDateStruct"]["date"])
    yield from _date("completes", status["completionDateStruct"]["date"])
    yield from _record(status)
    yield from note("acronym", identity["acronym"].text())


def line(text: str) -> str:
    """A text between quotes, on one line, without what a file cannot hold."""
    return quoted(one_line(text, _LONGEST_TEXT))


def note(what: str, text: str) -> Iterator[str]:
    """`note "what: text"`, where there is a text."""
    if one_line(text):
        yield f"note {quoted(f'{what}: {one_line(text, _LONGEST_TEXT)}')}"


def _told(keyword: str, text: str) -> Iterator[str]:
    if one_line(text):
        yield f"{keyword} {line(text)}"


def _words(code: str) -> str:
    """`NOT_YET_RECRUITING` as words."""
    return code.replace("_", " ").lower()


def _phase(phases: Field) -> Iterator[str]:
    found: list[str] = []
    for word, pointer in phases.texts():
        if word in _PHASES:
            found.append(_PHASES[word])
        elif word != "NA":
            phases.report.add(ctgov_mistakes.record_word_not_known(pointer, word, [*_PHASES, "NA"]))
    if found == ["early 1"] or (0 < len(found) < 3 and "early 1" not in found):
        yield f"phase {'/'.join(found)}"
    elif found:
        yield from note("phases", ", ".join(found))


def _design(design: Field) -> str:
    info = design["designInfo"]
    allocation = info["allocation"].text()
    masking = info["maskingInfo"]["masking"].text()
    parts = [
        _words(design["studyType"].text()),
        _ALLOCATION.get(allocation, _words(allocation)),
        _words(info["interventionModel"].text() or info["observationalModel"].text()),
        _MASKING.get(masking, _words(masking)),
        _purpose(info["primaryPurpose"].text()),
    ]
    return ", ".join(filter(None, parts))


def _purpose(code: str) -> str:
    return f"purpose {_words(code)}" if code else ""


def _numbers(identity: Field) -> Iterator[str]:
    own = identity["orgStudyIdInfo"]["id"].text()
    yield from _told("number", own)
    for each in identity["secondaryIdInfos"]:
        other = each["id"].text()
        if other != own:
            yield from _told("number", other)
    for alias, _ in identity["nctIdAliases"].texts():
        yield from _told("number", alias)


def _participants(enrolled: Field) -> Iterator[str]:
    count, kind = enrolled["count"].whole(), enrolled["type"].text()
    if count is None:
        return
    if count == 0 and kind != "ESTIMATED":
        yield 'note "no participant was enrolled"'
    elif not 0 < count < _MOST_PARTICIPANTS:
        enrolled.report.add(
            ctgov_mistakes.record_count_not_read(enrolled["count"].pointer, str(count))
        )
    elif kind == "ESTIMATED":
        yield f"participants {count} planned"
    elif kind == "ACTUAL":
        yield f"participants {count}"
    else:
        yield f'participants {count} note "whether planned or enrolled is not stated"'


def _ages(eligible: Field) -> Iterator[str]:
    youngest, oldest = (_age(eligible[key]) for key in ("minimumAge", "maximumAge"))
    if youngest is None and oldest is None:
        pass
    elif youngest is not None and oldest is not None and youngest <= oldest:
        yield f"ages {youngest} to {oldest}" if youngest < oldest else f"ages {youngest}"
    elif oldest is None:
        yield f"ages at least {youngest}"
    elif youngest is None:
        yield f"ages up to {oldest}"
    else:
        yield from note("ages", f"from {youngest} to {oldest} years")
    for key in ("minimumAge", "maximumAge"):
        if eligible[key].text() and _age(eligible[key]) is None:
            yield from note(_words(compiled("([A-Z])").sub(r"_\1", key)), eligible[key].text())
    if eligible["sex"].text() in ("FEMALE", "MALE"):
        yield from note("sex", _words(eligible["sex"].text()))


def _age(given: Field) -> int | None:
    """Whole years; None for other units, which a note tells."""
    found = compiled(r"([0-9]{1,3}) Years?").fullmatch(given.text().strip())
    return int(found[1]) if found and 0 < int(found[1]) <= _MOST_YEARS else None


def _date(keyword: str, given: Field) -> Iterator[str]:
    text = given.text().strip()
    if not text:
        return
    day = day_of(text)
    if day is not None:
        yield f"{keyword} {day}"
    elif compiled(r"[12][0-9]{3}(-(0[1-9]|1[0-2]))?").fullmatch(text):
        yield from note(f"{keyword} in {text}", "the record states no day")
    else:
        given.report.add(ctgov_mistakes.record_date_not_read(given.pointer, text))


def day_of(text: str) -> str | None:
    """A date with its day as the language writes it; None for a month, a year and anything else.

    >>> day_of("2026-03-01"), day_of("2026-03"), day_of("2026-02-30")
    ('2026-03-01', None, None)
    """
    if not compiled(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}").fullmatch(text):
        return None
    try:
        return str(date.fromisoformat(text))
    except ValueError:
        return None


def _record(status: Field) -> Iterator[str]:
    """The registry and the day of this version of the record."""
    posted = status["lastUpdatePostDateStruct"]["date"]
    given = posted if posted.text() else status["lastUpdateSubmitDate"]
    text = given.text().strip()
    day = day_of(text)
    if text and day is None and not compiled(r"[12][0-9]{3}(-[0-9]{2})?").fullmatch(text):
        given.report.add(ctgov_mistakes.record_date_not_read(given.pointer, text))
    yield 'record "ClinicalTrials.gov"' + (f" version {day}" if day else "")
