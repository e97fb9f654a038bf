"""Sentences in Markdown."""

import dosecalc


def test_a_long_sequence_is_a_numbered_list() -> None:
    found = dosecalc.convert(
        "about 600 mg once then 300 mg weekly for 4 doses starting 2 weeks after the last dose"
        " then rest 2 weeks then 5 mg daily for 3 days", to="markdown",
    )  # fmt: skip
    assert (
        found.text
        == """\
1. Give about 600 mg once,
2. then 300 mg weekly for 4 doses, starting 2 weeks after the last dose,
3. then rest 2 weeks,
4. then 5 mg daily for 3 days.

- about 600 mg is approximate, and computed as it stands
"""
    )


def test_a_trial_has_headings_a_list_and_a_table_of_visits() -> None:
    text = dosecalc.parse(
        "trial A\narm one\n  reading *first*\n    give 5 mg once\n  reading second\n"
        "    no treatment\nvisits\n  ECG at weeks 0, 2 note \"a | b\"\n"
    )  # fmt: skip
    assert not text.ok
    text = dosecalc.parse(
        'trial A\narm one\n  reading "*first*"\n    give 5 mg once\n  reading second\n'
        '    no treatment\nvisits\n  ECG at weeks 0, 2 note "a | b"\n'
    )
    assert (
        dosecalc.convert(text, to="markdown").text
        == """\
# A

## Arm one

- the record can be read in 2 ways, which are never added

### Reading \\*first\\*

Give 5 mg once.

### Reading second

- no treatment

## Visits

| Visit | When | Remarks |
| --- | --- | --- |
| ECG | at weeks 0 and 2 | note: "a \\| b" |
"""
    )


def test_what_could_be_markup_is_shown_as_it_stands() -> None:
    found = dosecalc.convert('5 mg of "<b>|*x*" once', to="markdown")
    assert found.text == 'Give 5 mg of "\\<b\\>\\|\\*x\\*" once.\n'
