"""Whole trials as JSON: written, checked by the schema, and read back as they were."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from strategies import files, phrases

import dosecalc
from dosecalc.document import schema
from dosecalc.formats.exchange import FORMS, Wanted
from dosecalc.formats.records import record
from dosecalc.language import Text, read_file, read_phrase
from dosecalc.language.writer import formatted
from dosecalc.notations import NOTATIONS, Content, Options

SCHEDULES = sorted((Path(__file__).parents[2] / "schedules").rglob("*.dose"))
VALIDATOR = Draft202012Validator(schema())


def written(*texts: Text) -> str:
    return "".join(str(piece) for piece in FORMS["json"].export(texts, Wanted()).pieces)


def read(document: str) -> list[Text]:
    return list(NOTATIONS["json"].texts(Content.of_text(document, "x.json"), Options()))


def course(phrase: str) -> dict[str, Any]:
    found = json.loads(written(read_phrase(phrase)))["trials"][0]
    item: dict[str, Any] = found["arms"][0]["readings"][0]["regimens"][0]["item"]
    return item


def level(phrase: str) -> dict[str, Any]:
    found: dict[str, Any] = course(phrase)["dose"]["levels"][0][0]
    del found["unit"]
    return found


# ------------------------------------------------------------------ what it says


def test_a_phrase_as_a_document() -> None:
    assert (
        written(read_phrase("2 mg/kg once of EX"))
        == """\
{
  "$schema": "urn:dosecalc:trial:1",
  "version": 1,
  "trials": [
    {
      "text": ["2 mg/kg once of EX"],
      "name": "2 mg/kg once of EX",
      "phrase": true,
      "counting_days_from_zero": false,
      "unconfirmed": false,
      "arms": [
        {
          "readings": [
            {
              "regimens": [
                {
                  "item": {
                    "type": "course",
                    "words": "2 mg/kg once of EX",
                    "clauses": [
                      {"words": "2 mg/kg", "meaning": "one administration is 2 mg/kg"},
                      {"words": "once", "meaning": "a single dose"},
                      {"words": "of EX", "meaning": "what is given"}
                    ],
                    "dose": {
                      "levels": [
                        [
                          {
                            "words": "2 mg/kg",
                            "kind": "exact",
                            "about": false,
                            "low": "2",
                            "low_number": 2,
                            "high": "2",
                            "high_number": 2,
                            "unit": {
                              "name": "mg/kg",
                              "dimension": "mass/mass",
                              "words": "mg/kg",
                              "per": {"name": "kg", "dimension": "mass", "words": "kg"}
                            }
                          }
                        ]
                      ],
                      "spread": false,
                      "placebo": false
                    },
                    "patterns": [
                      {"pattern": {"type": "listed", "slots": [{"offset_seconds": 0}]}}
                    ],
                    "extent": {"kind": "listed"},
                    "agent": "EX"
                  },
                  "unconfirmed": false
                }
              ],
              "untreated": false
            }
          ],
          "untreated": false
        }
      ]
    }
  ]
}
"""
    )


@pytest.mark.parametrize(
    ("phrase", "kind", "low", "high"),
    [
        ("5 mg once", "exact", "5", "5"),
        ("1–16×10^9 particles once", "range", "1e9", "1.6e10"),
        ("at least 60 mg once", "at least", "60", None),
        ("up to 200 mg once", "up to", "0", "200"),
        ("unknown particles once", "unknown", None, None),
    ],
)
def test_an_amount_says_what_is_known_of_it(
    phrase: str, kind: str, low: str | None, high: str | None
) -> None:
    found = level(phrase)
    assert (found["kind"], found.get("low"), found.get("high")) == (kind, low, high)
    assert found["about"] is False


def test_an_amount_nothing_is_known_of_has_no_unit() -> None:
    found = course("an unknown amount once")["dose"]["levels"][0][0]
    assert found == {"words": "an unknown amount", "kind": "unknown", "about": False}


def test_figures_that_no_decimal_holds_are_exact_in_the_text_and_rounded_beside_it() -> None:
    found = level("100 mg daily in 3 divided doses for 7 days")
    assert (found["low"], found["low_number"]) == ("100/3", 33.3333333333333)
    assert Fraction(found["low"]) == Fraction(100, 3)


def test_a_figure_of_many_digits_is_whole_in_the_text() -> None:
    found = level("1.2345678901234567891 mg once")
    assert (found["low"], found["low_number"]) == ("1.2345678901234567891", 1.23456789012346)


def test_seconds_and_counts_are_whole_numbers() -> None:
    found = course("10 mg twice weekly for 8 weeks")["patterns"][0]["pattern"]
    assert found == {
        "type": "cycle", "period_seconds": 604800, "even": True, "timed": False,
        "slots": [{"offset_seconds": 0}, {"offset_seconds": 259200}],
    }  # fmt: skip


def test_no_number_is_one_that_floats_would_change() -> None:
    document = written(*(read_file(path.read_text(), path.name) for path in SCHEDULES))
    as_floats = json.loads(document)
    exactly = json.loads(document, parse_float=Decimal)
    assert json.dumps(exactly, default=float) == json.dumps(as_floats)


def test_several_trials_stand_in_one_document() -> None:
    found = json.loads(written(*map(read_phrase, ("5 mg once", "7 mg once"))))
    assert [each["name"] for each in found["trials"]] == ["5 mg once", "7 mg once"]


@pytest.mark.parametrize(
    "asked",
    [{"arm": "spray"}, {"reading": "x"}, {"cohort": 1}, {"unit": "g"},
     {"assume": ["weight = 70 kg"]}, {"weight": "70 kg"}, {"start": "2026-03-02"}],
    ids=str,
)  # fmt: skip
def test_an_option_that_would_change_what_is_given_is_refused(asked: dict[str, Any]) -> None:
    found = dosecalc.convert("5 mg once", to="json", **asked)
    assert [each.code for each in found.diagnostics] == ["option-not-for"]
    assert found.content == b""


def test_nothing_is_left_out_of_any_shipped_trial() -> None:
    found = dosecalc.convert(*(str(each) for each in SCHEDULES if each.stem[:3] == "NCT"),
                             to="json", strict=True)  # fmt: skip
    assert found.pieces is not None
    assert found.losses == ()


# ------------------------------------------------------------------ the schema holds


def errors(document: Any) -> list[str]:
    return [each.message[:200] for each in VALIDATOR.iter_errors(document)]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", SCHEDULES, ids=lambda path: path.stem)
def test_every_shipped_file_keeps_to_the_schema(path: Path) -> None:
    assert errors(json.loads(written(read_file(path.read_text(), path.name)))) == []


@given(phrases)
@settings(max_examples=150)
def test_every_phrase_keeps_to_the_schema(phrase: str) -> None:
    assert errors(json.loads(written(read_phrase(phrase)))) == []


@given(files)
@settings(max_examples=60)
def test_every_file_keeps_to_the_schema(text: str) -> None:
    assert errors(json.loads(written(read_file(text, "a")))) == []


SPOILED = json.loads(written(*(
    read_file(path.read_text(), path.name)
    for path in SCHEDULES
    if path.stem in ("NCT07485751", "NCT07312656", "NCT03608631", "bioreactors")
)))  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path]
    if isinstance(value, (dict, list)):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            found += places(each, (*path, key))
    return found


def at(document: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        document = document[key]
    return document


def spoiled(path: tuple[Any, ...], value: Any) -> Any:
    """The document with another value at a place; of its trials, only the one that it is in."""
    document = dict(SPOILED)
    if len(path) > 1:
        document["trials"] = [json.loads(json.dumps(SPOILED["trials"][path[1]]))]
        path = (path[0], 0, *path[2:])
    if not path:
        return value
    at(document, path[:-1])[path[-1]] = value
    return document


OBJECTS = [path for path in places(SPOILED) if isinstance(at(SPOILED, path), dict)]
# A place of each kind is enough: where it stands, told without the numbers of list elements.
ONE_EACH = {
    tuple("*" if isinstance(key, int) else key for key in path): path for path in places(SPOILED)
}


def test_a_key_that_there_is_not_is_refused_in_every_object() -> None:
    for path in OBJECTS:
        assert errors(spoiled((*path, "extra"), 1)), path


def test_a_value_of_another_type_is_refused_everywhere() -> None:
    for path in ONE_EACH.values():
        assert errors(spoiled(path, None)), path
        wrong = [] if isinstance(at(SPOILED, path), (dict, str, int)) else {}
        assert errors(spoiled(path, wrong)), path


@pytest.mark.parametrize(
    "required",
    ["$schema", "version", "trials", "text", "phrase", "arms", "readings", "regimens", "item",
     "type", "words", "clauses", "patterns", "extent", "levels", "kind", "about", "dimension",
     "period_seconds", "offset_seconds"],
)  # fmt: skip
def test_a_key_that_has_to_be_there_is_missed(required: str) -> None:
    whole = dict(next(
        at(SPOILED, path) for path in OBJECTS if required in at(SPOILED, path)
    ))  # fmt: skip
    path = next(path for path in OBJECTS if required in at(SPOILED, path))
    del whole[required]
    assert errors(spoiled(path, whole))


@pytest.mark.parametrize("figure", ["1,000", "1e", ".5", "1/0", "ten", ""])
def test_a_text_that_is_no_number_is_no_figure(figure: str) -> None:
    path = next(path for path in places(SPOILED) if path[-1:] == ("low",))
    assert errors(spoiled(path, figure))


def test_every_part_of_the_schema_is_described() -> None:
    for name, definition in schema()["$defs"].items():
        assert definition["title"] and definition["description"].endswith("."), name
        for key, each in definition["properties"].items():
            assert key == "type" or each["description"].endswith((".", "`.")), (name, key)


# ------------------------------------------------------------------ reading back changes nothing


@pytest.mark.parametrize("path", SCHEDULES, ids=lambda path: path.stem)
def test_a_shipped_file_reads_back_as_itself(path: Path) -> None:
    text = read_file(path.read_text(), path.name)
    document = written(text)
    (back,) = read(document)
    assert back.ok
    assert back.trial == text.trial
    assert formatted(back.words, "") == (path.read_text(), formatted(text.words, "")[1])
    assert written(back) == document


@pytest.mark.parametrize("name", ["NCT07485751", "NCT04798716", "NCT07312656", "NCT05354141"])
def test_totals_are_the_same(name: str) -> None:
    (back,) = read(dosecalc.convert(name, to="json").text)
    ours, theirs = dosecalc.total(name), dosecalc.total(back)
    assert [record(row) for row in ours.rows] == [record(row) for row in theirs.rows]


@given(phrases)
@settings(max_examples=200)
def test_a_phrase_reads_back_as_itself(phrase: str) -> None:
    text = read_phrase(phrase)
    document = written(text)
    (back,) = read(document)
    assert back.trial == text.trial
    assert written(back) == document


@given(files)
@settings(max_examples=60)
def test_a_file_reads_back_as_the_same_trial(text: str) -> None:
    once = read_file(text, "a")
    document = written(once)
    (back,) = read(document)
    assert back.trial == once.trial
    assert written(back) == document


def test_a_program_of_floats_may_read_and_write_it() -> None:
    texts = [read_file(path.read_text(), path.name) for path in SCHEDULES]
    again = json.dumps(json.loads(written(*texts)), sort_keys=True)
    assert [each.trial for each in read(again)] == [each.trial for each in texts]
