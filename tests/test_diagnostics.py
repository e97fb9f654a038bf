"""What is printed about a mistake, and where it points."""

import doctest
import json
import subprocess
import sys

import pytest

from dosecalc import diagnostics
from dosecalc.diagnostics import (
    Diagnostic,
    Report,
    Severity,
    Source,
    Span,
    as_json,
    concise,
    full,
    nearest,
    visible,
)

EXAMPLE = Source(
    "schedules/example.dose",
    """\
trial EX-01 "Example"

agent trastuzumab
arm A
  give 8 mg/kg of trastuzumab on day 1
""",
)


def span(text: str, part: str, name: str = "a.dose") -> Span:
    start = text.index(part)
    return Span(Source(name, text), start, start + len(part))


def part_of(source: Source, part: str) -> Span:
    start = source.text.index(part)
    return Span(source, start, start + len(part))


def mistake(where: Span | None, label: str = "here") -> Diagnostic:
    return Diagnostic(code="some-code", message="something is wrong", span=where, label=label)


def drawn(where: Span) -> list[str]:
    """The source line and the line of carets."""
    return full(mistake(where)).splitlines()[3:]


WEIGHT_UNKNOWN = Diagnostic(
    code="weight-unknown",
    message="`8 mg/kg` needs a body weight, and arm A has none",
    span=part_of(EXAMPLE, "8 mg/kg"),
    label="an amount per kilogram",
    other=part_of(EXAMPLE, "arm A"),
    other_label="no weight in this arm",
    hint="pass `--assume 'weight = 70 kg'`, or write that line in a file of assumptions",
)


def test_full_shows_both_places_and_the_hint() -> None:
    assert full(WEIGHT_UNKNOWN) == (
        "error[weight-unknown]: `8 mg/kg` needs a body weight, and arm A has none\n"
        " --> schedules/example.dose:5:8\n"
        "  |\n"
        "5 |   give 8 mg/kg of trastuzumab on day 1\n"
        "  |        ^^^^^^^ an amount per kilogram\n"
        " --> schedules/example.dose:4:1\n"
        "  |\n"
        "4 | arm A\n"
        "  | ----- no weight in this arm\n"
        "  = hint: pass `--assume 'weight = 70 kg'`, or write that line in a file of assumptions"
    )


def test_concise_is_one_line() -> None:
    assert concise(WEIGHT_UNKNOWN) == (
        "schedules/example.dose:5:8: error[weight-unknown] "
        "`8 mg/kg` needs a body weight, and arm A has none"
    )


def test_json_has_both_places_with_their_ends() -> None:
    assert as_json(WEIGHT_UNKNOWN) == {
        "code": "weight-unknown",
        "severity": "error",
        "message": "`8 mg/kg` needs a body weight, and arm A has none",
        "file": "schedules/example.dose",
        "line": 5,
        "column": 8,
        "end_line": 5,
        "end_column": 15,
        "label": "an amount per kilogram",
        "other": {
            "file": "schedules/example.dose",
            "line": 4,
            "column": 1,
            "end_line": 4,
            "end_column": 6,
            "label": "no weight in this arm",
        },
        "hint": "pass `--assume 'weight = 70 kg'`, or write that line in a file of assumptions",
    }


def test_a_mistake_without_a_place_has_only_words() -> None:
    nowhere = Diagnostic(
        code="no-trial",
        message="there is no trial",
        span=None,
        hint="name a file",
        severity=Severity.WARNING,
    )
    assert full(nowhere) == "warning[no-trial]: there is no trial\n  = hint: name a file"
    assert concise(nowhere) == "warning[no-trial] there is no trial"
    assert json.loads(json.dumps(as_json(nowhere))) == {
        "code": "no-trial",
        "severity": "warning",
        "message": "there is no trial",
        "file": None,
        "line": None,
        "column": None,
        "end_line": None,
        "end_column": None,
        "label": "",
        "other": None,
        "hint": "name a file",
    }


def test_the_gutter_is_as_wide_as_the_longest_line_number() -> None:
    text = Source("a.dose", "arm A\n" + "\n" * 98 + "arm A")
    twice = Diagnostic(
        code="arm-twice",
        message="two arms are called `A`",
        span=Span(text, len(text.text) - 1, len(text.text)),
        other=Span(text, 4, 5),
        other_label="the first one",
    )
    assert full(twice) == (
        "error[arm-twice]: two arms are called `A`\n"
        "   --> a.dose:100:5\n"
        "    |\n"
        "100 | arm A\n"
        "    |     ^\n"
        "   --> a.dose:1:5\n"
        "    |\n"
        "  1 | arm A\n"
        "    |     - the first one"
    )


def test_the_end_of_a_line_gets_one_caret() -> None:
    text = Source("a.dose", "arm A\r\narm B\n")
    assert drawn(Span(text, 5, 5)) == ["1 | arm A", "  |      ^ here"]
    assert drawn(Span(text, 6, 7)) == ["1 | arm A", "  |      ^ here"]
    assert drawn(Span(text, 5, 7)) == ["1 | arm A", "  |      ^ here"]


def test_the_end_of_a_file_gets_one_caret() -> None:
    assert drawn(Span(Source("phrase", "5 mg"), 4, 4)) == ["1 | 5 mg", "  |     ^ here"]
    assert drawn(Span(Source("a.dose", "arm A\n"), 6, 6)) == ["2 |", "  | ^ here"]
    assert drawn(Span(Source("a.dose", ""), 0, 0)) == ["1 |", "  | ^ here"]


def test_of_several_lines_the_first_is_shown() -> None:
    where = span("arm A\n  give 5 mg\n  daily\n", "give 5 mg\n  daily")
    assert drawn(where) == ["2 |   give 5 mg", "  |   ^^^^^^^^^ here"]


def test_of_a_long_line_the_part_around_the_span_is_shown() -> None:
    where = span("1 " * 500 + "oops" + " 2" * 500, "oops")
    assert drawn(where) == [
        "1 | …" + "1 " * 24 + "oops" + " 2" * 24 + "…",
        "  | " + " " * 49 + "^^^^ here",
    ]


def test_near_an_end_of_a_long_line_only_the_other_end_is_cut() -> None:
    assert drawn(span("oops" + "." * 200, "oops")) == [
        "1 | oops" + "." * 96 + "…",
        "  | ^^^^ here",
    ]
    assert drawn(span("." * 200 + "oops", "oops")) == [
        "1 | …" + "." * 96 + "oops",
        "  | " + " " * 97 + "^^^^ here",
    ]


def test_a_long_span_is_cut_too() -> None:
    where = span("." * 200 + "x" * 200 + "." * 200, "x" * 200)
    assert drawn(where) == [
        "1 | …" + "." * 10 + "x" * 90 + "…",
        "  | " + " " * 11 + "^" * 90 + " here",
    ]


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("\tgive\t5 mg", "5 mg", ["1 |     give    5 mg", "  |             ^^^^ here"]),
        ("药物 5 mg", "5 mg", ["1 | 药物 5 mg", "  |      ^^^^ here"]),
        ("of 药物", "药物", ["1 | of 药物", "  |    ^^^^ here"]),
        ("cafe\u0301 5 mg", "5 mg", ["1 | cafe\u0301 5 mg", "  |      ^^^^ here"]),
        ("cafe\u0301", "\u0301", ["1 | cafe\u0301", "  |    ^ here"]),
        ("\u1112\u1161\u11ab 5 mg", "5", ["1 | \u1112\u1161\u11ab 5 mg", "  |    ^ here"]),
        ("5\xa0mg", "mg", ["1 | 5\xa0mg", "  |   ^^ here"]),
        ("5\u202emg", "mg", [r"1 | 5\u202emg", "  |        ^^ here"]),
        ("5\u202emg", "\u202e", [r"1 | 5\u202emg", "  |  ^^^^^^ here"]),
        ("\x1b[31m5", "5", [r"1 | \x1b[31m5", "  |         ^ here"]),
        ("5\ud800mg", "mg", [r"1 | 5\ud800mg", "  |        ^^ here"]),
        ("5\rmg", "mg", [r"1 | 5\rmg", "  |    ^^ here"]),
        ("1×10¹¹ µg", "µg", ["1 | 1×10¹¹ µg", "  |        ^^ here"]),
    ],
)
def test_carets_stand_under_what_the_terminal_draws(
    text: str, part: str, expected: list[str]
) -> None:
    assert drawn(span(text, part)) == expected


def test_no_part_of_a_mistake_reaches_the_terminal_raw() -> None:
    bad = "\x1b\u202e\n\ud800"
    escaped = r"\x1b\u202e\n\ud800"
    where = Span(Source(bad, "5"), 0, 1)
    d = Diagnostic(code="some-code", message=bad, span=where, label=bad, hint=bad)
    assert full(d) == (
        f"error[some-code]: {escaped}\n"
        f" --> {escaped}:1:1\n"
        "  |\n"
        "1 | 5\n"
        f"  | ^ {escaped}\n"
        f"  = hint: {escaped}"
    )
    assert concise(d) == f"{escaped}:1:1: error[some-code] {escaped}"
    assert visible("1–16×10⁹ µg") == "1–16×10⁹ µg"


def test_ten_million_characters_on_a_line_take_no_time() -> None:
    text = Source("a.dose", "\u0301" * 5_000_000 + "x" * 5_000_000)
    for start in range(0, 10_000_000, 100_000):
        where = Span(text, start, 10_000_000)
        assert len(full(mistake(where))) < 400
        as_json(mistake(where))


def test_a_hundred_thousand_lines_are_counted_once() -> None:
    text = Source("a.dose", "arm A\n" * 100_000)
    assert [Span(text, n * 6, n * 6).line for n in range(100_000)] == list(range(1, 100_001))


def test_a_span_knows_its_place_and_text() -> None:
    where = part_of(EXAMPLE, "8 mg/kg")
    assert (where.line, where.column, where.text) == (5, 8, "8 mg/kg")
    assert str(where) == "schedules/example.dose:5:8"


def test_to_covers_both_spans_in_either_order() -> None:
    first, last = part_of(EXAMPLE, "give"), part_of(EXAMPLE, "day 1")
    assert first.to(last).text == "give 8 mg/kg of trastuzumab on day 1"
    assert last.to(first) == first.to(last)


def test_to_refuses_two_texts() -> None:
    with pytest.raises(ValueError, match=r"a\.dose:1:1 and b\.dose:1:1 are in different texts"):
        span("5 mg", "5", "a.dose").to(span("5 mg", "5", "b.dose"))


@pytest.mark.parametrize(("start", "stop"), [(-1, 2), (3, 2), (2, 5)])
def test_a_span_outside_its_text_is_refused(start: int, stop: int) -> None:
    with pytest.raises(ValueError, match=f"no span {start} to {stop} in a text of 4"):
        Span(Source("phrase", "5 mg"), start, stop)


def test_a_report_is_in_the_order_of_the_text_and_has_no_repeats() -> None:
    later, sooner = mistake(part_of(EXAMPLE, "give")), mistake(part_of(EXAMPLE, "arm A"))
    report = Report()
    for d in (later, sooner, mistake(None), later):
        report.add(d)
    assert report.diagnostics == (mistake(None), sooner, later)


def test_only_errors_stop_the_calculation() -> None:
    report = Report()
    warning = Diagnostic(code="a", message="b", span=None, severity=Severity.WARNING)
    note = Diagnostic(code="a", message="b", span=None, severity=Severity.NOTE)
    report.add(warning)
    report.add(note)
    assert report.ok
    report.add(mistake(None))
    assert not report.ok
    assert report.errors == (mistake(None),)
    assert report.warnings == (warning,)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("weekyl", ("weekly",)),
        ("WEEKLY", ("weekly",)),
        ("dya", ("day",)),
        ("dail", ("daily",)),
        ("escalatign", ("escalating",)),
        ("dak", ("day",)),
        ("u", ("iu",)),
        ("mh", ("mg", "mL")),
        ("xylophone", ()),
        ("", ()),
        ("x" * 1_000_000, ()),
    ],
)
def test_nearest_forgives_a_slip_for_each_three_characters(
    word: str, expected: tuple[str, ...]
) -> None:
    known = ["day", "daily", "weekly", "escalating", "mg", "mL", "L", "iu"]
    assert nearest(word, known) == expected


def test_nearest_puts_the_likeliest_first_and_stops_at_most() -> None:
    known = ["arm-ABE", "arm-ADD", "arm-abc", "arm-ABD"]
    assert nearest("arm-ABC", known) == ("arm-abc", "arm-ABD", "arm-ABE")
    assert nearest("arm-ABC", known, most=1) == ("arm-abc",)


def test_the_examples_in_the_module_hold() -> None:
    assert doctest.testmod(diagnostics).failed == 0


def test_importing_loads_nothing_heavy() -> None:
    code = "import sys, dosecalc.diagnostics; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    heavy = {"lark", "numpy", "pandas", "pint", "rich", "typer", "difflib"}
    assert heavy.isdisjoint(loaded.stdout.split())
    assert "dosecalc.diagnostics" in loaded.stdout.split()
