"""What is found in a trial as a whole, beside what its text says."""

import pytest

import dosecalc

# two courses, the finding, and when the doses first meet
MEETING = [
    ("10 mg daily at 08:00 for 7 days and 5 mg daily at 08:00 for 7 days",
     "warning", "day 1 at 08:00"),
    ("10 mg of A daily at 08:00 for 7 days and 5 mg of A every other day at 08:00 from day 4 "
     "for 4 days", "error", "day 4 at 08:00"),
    ("10 mg of A every 12 hours for 3 days and 5 mg of A every 8 hours for 3 days",
     "error", "day 1 at its start"),
    ("1 mg every 9 hours for 6 days and 2 mg every 8 hours from day 2 for 6 days",
     "warning", "day 4 at its start"),
    ("(10 mg every 12 hours for 1 day) repeated 3 times every 36 hours and 5 mg every 12 hours "
     "from day 4 for 1 day", "warning", "day 4 at its start"),
]  # fmt: skip

APART = [
    "10 mg of A daily at 08:00 for 7 days and 5 mg of B daily at 08:00 for 7 days",
    "10 mg daily at 08:00 for 7 days and 5 mg daily at 20:00 for 7 days",
    "10 mg daily for 7 days and 5 mg daily for 7 days",
    "10 mg once and 5 mg once",
    "10 mg every 12 hours for 3 doses then 5 mg every 12 hours for 3 doses",
    "10 mg daily at 08:00 for 7 days and 5 mg every 12 hours for 7 days",
    "10 mg daily at 08:00 for 3 days and 5 mg daily at 08:00 from day 4 for 3 days",
    "10 mg daily at 08:00 for 3 days and 5 mg daily at 08:00 as needed for 3 days",
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "severity", "when"), MEETING)
def test_doses_of_one_agent_at_one_instant_are_found(phrase: str, severity: str, when: str) -> None:
    (found,) = dosecalc.check(phrase)
    assert (found.code, found.severity.value) == ("doses-coincide", severity)
    assert found.message.endswith(f"first on {when}")
    assert found.span and found.other


@pytest.mark.parametrize("phrase", APART)
def test_doses_at_other_or_unstated_times_do_not_meet(phrase: str) -> None:
    assert not dosecalc.check(phrase)
