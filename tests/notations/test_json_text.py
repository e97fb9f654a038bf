"""JSON as it comes: exact numbers, and a diagnostic with its place for everything that is wrong."""

import io
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosecalc.notations import Content
from dosecalc.notations.json_text import Value, values
from dosecalc.notations.unreadable import Unreadable


def read(text: str | bytes, below: str = "") -> list[Value]:
    content = text if isinstance(text, bytes) else text.encode()
    return list(values(Content.of_bytes(content, "x.json"), below))


def mistake(text: str | bytes) -> tuple[str, str]:
    with pytest.raises(Unreadable) as found:
        read(text)
    return found.value.diagnostic.code, found.value.diagnostic.message


def test_numbers_keep_their_digits() -> None:
    assert [each.value for each in read("[1, 1.50, 12345678901234567890123]")] == [
        1, Decimal("1.50"), 12345678901234567890123,
    ]  # fmt: skip
    assert str(read("[1.50]")[0].value) == "1.50"


def test_an_array_gives_its_elements_one_by_one() -> None:
    assert [each.pointer for each in read("[{}, [], 3]")] == ["/0", "/1", "/2"]


def test_an_array_under_a_key_gives_its_elements_and_nothing_else() -> None:
    found = read('{"studies": [{"a": [1]}, {"b": 2}], "next": "x"}', "studies")
    assert found == [Value("/studies/0", {"a": [1]}), Value("/studies/1", {"b": 2})]


def test_a_document_without_that_array_is_one_value() -> None:
    assert read('{"a": {"studies": [1]}}', "studies") == [Value("", {"a": {"studies": [1]}})]


def test_values_may_follow_each_other_a_line_each() -> None:
    assert [each.value for each in read('{"a": 1}\n{"a": 2}\n')] == [{"a": 1}, {"a": 2}]


def test_a_byte_order_mark_is_no_value() -> None:
    assert read('\ufeff{"a": 1}') == [Value("", {"a": 1})]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "not-json", ""),
        ("nul", "not-json", ""),
        ("[NaN]", "not-json", "`/0`"),
        ('{"a": [1, Infinity]}', "not-json", "`/a/1`"),
        ('{"a": {"b": 1', "not-json", "`/a/b`"),
        ('{"a": 1}}', "not-json", ""),
        (b"PK\x03\x04\x14\x00\x08\x00", "not-json", ""),
        (b'{"a": "\xff"}', "not-json", "`/a`"),
        ('{"a": 1}'.encode("utf-16"), "not-json", ""),
        ('{"a": [{"b": 1, "b": 2}]}', "key-twice", "`/a/0/b`"),
        (1_000_000 * "[", "json-too-deep", ""),
        (1_000_000 * '{"a":', "json-too-deep", ""),
        ("[" + 3_000_000 * "1" + "]", "json-too-long", ""),
        ("[1e999999999]", "json-too-long", "`/0`"),
        ('"' + 17_000_000 * "a" + '"', "json-too-long", ""),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_sound_json_is_told_with_its_place(
    text: str | bytes, code: str, place: str
) -> None:
    found = mistake(text)
    assert found[0] == code
    assert place in found[1]


def test_an_endless_number_is_not_read_to_its_end() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, room: Any) -> int:
            room[:] = b"9" * len(room)
            return len(room)

    endless = Content("endless", lambda: io.BufferedReader(Endless()))
    with pytest.raises(Unreadable):
        list(values(endless))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), JSON))
def test_what_the_standard_library_writes_is_read_back(document: dict[str, Any]) -> None:
    assert read(json.dumps(document)) == [Value("", document)]


@given(st.binary(max_size=200))
def test_no_bytes_end_in_a_traceback(content: bytes) -> None:
    try:
        read(b'{"a": [' + content)
    except Unreadable as error:
        assert error.diagnostic.hint
