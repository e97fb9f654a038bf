"""The frequency words of other vocabularies: each states exactly as many doses as its definition.

The words and their rates come from CDISC's controlled terminology C71113, from HL7's timing
abbreviations and timing events, from SNOMED CT as CQL rounds it, and from the lists of parsigs,
doseminer and the NHS.
"""

from fractions import Fraction

import pytest

import dosecalc
from dosecalc.language import vocabulary
from dosecalc.parameters import Interval

# a word, an extent that holds a whole number of its periods, the doses in it
CDISC = (
    ("1 TIME PER WEEK", "28 days", "4"), ("10 DAYS PER MONTH", "12 months", "120"),
    ("2 TIMES PER CYCLE", "6 cycles of 28 days", "12"), ("2 TIMES PER WEEK", "28 days", "8"),
    ("2 TIMES PER YEAR", "1 years", "2"), ("3 TIMES PER CYCLE", "6 cycles of 28 days", "18"),
    ("3 TIMES PER MONTH", "12 months", "36"), ("3 TIMES PER WEEK", "28 days", "12"),
    ("3 TIMES PER YEAR", "1 years", "3"), ("4 TIMES PER MONTH", "12 months", "48"),
    ("4 TIMES PER WEEK", "28 days", "16"), ("4 TIMES PER YEAR", "1 years", "4"),
    ("5 TIMES PER DAY", "28 days", "140"), ("5 TIMES PER MONTH", "12 months", "60"),
    ("5 TIMES PER WEEK", "28 days", "20"), ("5 TIMES PER YEAR", "1 years", "5"),
    ("6 TIMES PER DAY", "28 days", "168"), ("6 TIMES PER MONTH", "12 months", "72"),
    ("6 TIMES PER WEEK", "28 days", "24"), ("6 TIMES PER YEAR", "1 years", "6"),
    ("7 TIMES PER DAY", "28 days", "196"), ("7 TIMES PER WEEK", "28 days", "28"),
    ("8 TIMES PER DAY", "28 days", "224"), ("9 TIMES PER DAY", "28 days", "252"),
    ("BID", "28 days", "56"), ("BIM", "12 months", "24"), ("EVERY 10 WEEKS", "140 days", "2"),
    ("EVERY 10 YEARS", "10 years", "1"), ("EVERY 12 WEEKS", "84 days", "1"),
    ("EVERY 13 WEEKS", "364 days", "4"), ("EVERY 16 WEEKS", "112 days", "1"),
    ("EVERY 2 WEEKS", "28 days", "2"), ("EVERY 3 WEEKS", "84 days", "4"),
    ("EVERY 3 YEARS", "3 years", "1"), ("EVERY 4 WEEKS", "28 days", "1"),
    ("EVERY 4 YEARS", "4 years", "1"), ("EVERY 5 WEEKS", "140 days", "4"),
    ("EVERY 5 YEARS", "5 years", "1"), ("EVERY 6 WEEKS", "84 days", "2"),
    ("EVERY 7 WEEKS", "196 days", "4"), ("EVERY 8 WEEKS", "56 days", "1"),
    ("EVERY 8 YEARS", "8 years", "1"), ("EVERY AFTERNOON", "28 days", "28"),
    ("EVERY EVENING", "28 days", "28"), ("EVERY WEEK", "28 days", "4"), ("ONCE", "", "1"),
    ("PA", "1 years", "1"), ("Q10H", "140 days", "336"), ("Q11H", "308 days", "672"),
    ("Q12H", "28 days", "56"), ("Q13H", "364 days", "672"), ("Q14H", "28 days", "48"),
    ("Q15H", "140 days", "224"), ("Q16H", "28 days", "42"), ("Q17H", "476 days", "672"),
    ("Q18H", "84 days", "112"), ("Q19H", "532 days", "672"), ("Q20H", "140 days", "168"),
    ("Q21H", "28 days", "32"), ("Q22H", "308 days", "336"), ("Q23H", "644 days", "672"),
    ("Q24H", "28 days", "28"), ("Q2H", "28 days", "336"), ("Q2M", "12 months", "6"),
    ("Q36H", "84 days", "56"), ("Q3D", "84 days", "28"), ("Q3H", "28 days", "224"),
    ("Q3M", "12 months", "4"), ("Q45MIN", "28 days", "896"), ("Q48H", "28 days", "14"),
    ("Q4D", "28 days", "7"), ("Q4H", "28 days", "168"), ("Q4M", "12 months", "3"),
    ("Q5D", "140 days", "28"), ("Q5H", "140 days", "672"), ("Q6D", "84 days", "14"),
    ("Q6H", "28 days", "112"), ("Q6M", "12 months", "2"), ("Q72H", "84 days", "28"),
    ("Q7D", "28 days", "4"), ("Q7H", "28 days", "96"), ("Q8H", "28 days", "84"),
    ("Q96H", "28 days", "7"), ("Q9H", "84 days", "224"), ("QAM", "28 days", "28"),
    ("QD", "28 days", "28"), ("QH", "28 days", "672"), ("QHS", "28 days", "28"),
    ("QID", "28 days", "112"), ("QM", "12 months", "12"), ("QN", "28 days", "28"),
    ("QOD", "28 days", "14"), ("QPM", "28 days", "28"), ("THRICE", "", "3"),
    ("TID", "28 days", "84"), ("TWICE", "", "2"),
)  # fmt: skip
ADMIRAL = (
    ("Q2D", "28 days", "14"),
)  # fmt: skip
HL7_TIMING = (
    ("BID", "28 days", "56"), ("TID", "28 days", "84"), ("QID", "28 days", "112"),
    ("AM", "28 days", "28"), ("PM", "28 days", "28"), ("BED", "28 days", "28"),
    ("QD", "28 days", "28"), ("QOD", "28 days", "14"), ("Q1H", "28 days", "672"),
    ("Q2H", "28 days", "336"), ("Q3H", "28 days", "224"), ("Q4H", "28 days", "168"),
    ("Q6H", "28 days", "112"), ("Q8H", "28 days", "84"), ("WK", "28 days", "4"),
    ("MO", "12 months", "12"),
)  # fmt: skip
HL7_EVENTS = (
    ("MORN", "28 days", "28"), ("MORN.early", "28 days", "28"), ("MORN.late", "28 days", "28"),
    ("NOON", "28 days", "28"), ("AFT", "28 days", "28"), ("AFT.early", "28 days", "28"),
    ("AFT.late", "28 days", "28"), ("EVE", "28 days", "28"), ("EVE.early", "28 days", "28"),
    ("EVE.late", "28 days", "28"), ("NIGHT", "28 days", "28"), ("PHS", "28 days", "28"),
    ("HS", "28 days", "28"), ("WAKE", "28 days", "28"), ("ACM", "28 days", "28"),
    ("ACD", "28 days", "28"), ("ACV", "28 days", "28"), ("PCM", "28 days", "28"),
    ("PCD", "28 days", "28"), ("PCV", "28 days", "28"),
)  # fmt: skip
PARSIGS = (
    ("qd", "28 days", "28"), ("qod", "28 days", "14"), ("bid", "28 days", "56"),
    ("tid", "28 days", "84"), ("qid", "28 days", "112"), ("qw", "28 days", "4"),
    ("biw", "28 days", "8"), ("tiw", "28 days", "12"), ("qiw", "28 days", "16"),
)  # fmt: skip
NHS = (
    ("bd", "28 days", "56"), ("tds", "28 days", "84"), ("nocte", "28 days", "28"),
    ("mane", "28 days", "28"),
)  # fmt: skip
DOSEMINER = (
    ("q4h", "28 days", "168"), ("qqh", "28 days", "168"), ("bds", "28 days", "56"),
    ("q8h", "28 days", "84"), ("qh", "28 days", "672"),
)  # fmt: skip
SNOMED = (
    ("Every thirty six hours", "84 days", "56"), ("Every seventy two hours", "84 days", "28"),
    ("Every forty eight hours", "28 days", "14"), ("Every forty hours", "140 days", "84"),
    ("Every eight to twelve hours", "7 days", "14 to 21"),
    ("Every six to eight hours", "7 days", "21 to 28"),
    ("Every three to four hours", "7 days", "42 to 56"),
    ("Every three to six hours", "7 days", "28 to 56"),
    ("Every two to four hours", "7 days", "42 to 84"),
    ("One to two times a day", "7 days", "7 to 14"),
    ("One to three times a day", "7 days", "7 to 21"),
    ("One to four times a day", "7 days", "7 to 28"),
    ("Two to four times a day", "7 days", "14 to 28"), ("Once daily", "28 days", "28"),
    ("Twice a day", "28 days", "56"), ("Three times daily", "28 days", "84"),
    ("Four times daily", "28 days", "112"), ("Every four hours", "28 days", "168"),
    ("Every six hours", "28 days", "112"), ("Every eight hours", "28 days", "84"),
    ("Every twelve hours", "28 days", "56"), ("Every twenty four hours", "28 days", "28"),
)  # fmt: skip

STATED = (
    *CDISC, *ADMIRAL, *HL7_TIMING, *HL7_EVENTS, *PARSIGS, *NHS, *DOSEMINER, *SNOMED,
    # the same words in other dress
    ("b.i.d.", "7 days", "14"), ("T.I.D", "7 days", "21"), ("Q.I.W", "28 days", "16"),
    ("Twice per month", "12 months", "24"), ("Ten Days Per Month", "12 months", "120"),
    ("10 Days Monthly", "12 months", "120"), ("Two Times Yearly", "1 year", "2"),
    ("Every Seventy Two Hours", "84 days", "28"), ("every thirty-six hours", "84 days", "56"),
    ("q 8 h", "7 days", "21"), ("q4-6h", "7 days", "28 to 42"), ("nightly", "7 days", "7"),
    ("Q10S", "70 days", "1"), ("every second week", "28 days", "2"), ("alternate days", "28 days", "14"),
    ("three times per cycle", "6 cycles of 21 days", "18"), ("four times/day", "7 days", "28"),
)  # fmt: skip

# a word that states no count, and a word of the reason that is given
UNCOUNTED = (
    ("AD LIBITUM", "as much as is wanted"), ("As Much as Desired", "as much as is wanted"),
    ("CONTINUOUS", "a rate and a time"), ("INTERMITTENT", "left open"),
    ("OCCASIONAL", "left open"), ("UNKNOWN", "the record does not say"),
    ("PRN", "the most doses a day"), ("as needed", "the most doses a day"),
    ("AC", "how many meals a day"), ("p.c.", "how many meals a day"),
    ("with meals", "how many meals a day"),
)  # fmt: skip

# a word of two meanings, and what to type
REFUSED = (
    ("od", 'type `once daily` or `by "right eye"`'),
    ("JB", "type `on weekdays`"),
    ("JE", "type `on weekends`"),
    ("6 monthly", "type `every 6 months` or `6 times per month`"),
    ("1 hourly", "type `hourly`"),
)


def doses(text: str) -> Interval:
    """The number, or the range, that a cell of a table states."""
    low, _, high = text.partition(" to ")
    return Interval(Fraction(low), Fraction(high or low))


@pytest.mark.parametrize(("word", "extent", "count"), STATED)
def test_a_frequency_word_states_its_count(word: str, extent: str, count: str) -> None:
    row = dosecalc.total(f"10 mg {word}" + (f" for {extent}" if extent else ""))[0]
    assert row.doses == doses(count)


@pytest.mark.parametrize("word", [word for word, extent, _ in CDISC + HL7_TIMING if extent])
def test_letter_case_changes_no_frequency(word: str) -> None:
    rows = [dosecalc.total(f"10 mg {each} for 40 years")[0] for each in (word.lower(), word.title())
            if "CYCLE" not in word]  # fmt: skip
    assert len({row.doses for row in rows}) <= 1


@pytest.mark.parametrize(("word", "why"), UNCOUNTED)
def test_a_word_without_a_count_says_why(word: str, why: str) -> None:
    row = dosecalc.total(f"10 mg {word} for 7 days")[0]
    assert row.doses is None and row.total is None
    assert why in (row.unknown or "")


def test_as_needed_with_a_frequency_is_a_range_from_none() -> None:
    assert dosecalc.total("10 mg q4h PRN for 7 days")[0].doses == doses("0 to 42")


@pytest.mark.parametrize(("word", "hint"), REFUSED)
def test_a_word_of_two_meanings_is_refused_with_both(word: str, hint: str) -> None:
    results = dosecalc.total(f"10 mg {word} for 12 months")
    assert len(results) == 0
    assert results.diagnostics[0].hint == hint


@pytest.mark.parametrize("code", ["C", "CM", "CD", "CV"])
def test_codes_of_events_are_for_imports_only(code: str) -> None:
    assert not dosecalc.parse(f"10 mg {code} for 7 days").ok


@pytest.mark.parametrize("word", sorted(vocabulary.FREQUENCIES))
def test_every_word_of_the_table_is_understood(word: str) -> None:
    assert dosecalc.parse(f"10 mg {word} for 40 years").ok


def test_a_word_for_a_time_of_day_says_when() -> None:
    found = dosecalc.doses("10 mg QHS for 2 days").to_frame()
    assert list(found["time"]) == ["at bedtime", "at bedtime"]
