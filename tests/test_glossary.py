"""The vocabulary: every word is shown with an example that the language reads."""

import pytest

import dosecalc
from dosecalc.glossary import GROUPS, entries

EXAMPLES = [row[-1] for group in ("units", "frequencies", "clauses") for row in entries(group)[1]]


@pytest.mark.parametrize("phrase", EXAMPLES)
def test_every_example_of_the_vocabulary_is_read(phrase: str) -> None:
    found = dosecalc.total(phrase)
    assert found.ok, [each.message for each in found.diagnostics]
    assert len(found) > 0


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_is_a_table_with_as_many_cells_as_columns(group: str) -> None:
    head, rows = entries(group)
    assert rows
    assert all(len(row) == len(head) for row in rows)


@pytest.mark.parametrize("row", entries("routes")[1], ids=lambda row: row[0])
def test_every_route_reaches_the_row(row: list[str]) -> None:
    written, name = row
    assert dosecalc.total(f"10 mg once {written}")[0].route == name


def test_the_total_is_handed_to_python_as_an_exact_quantity() -> None:
    low, high = dosecalc.total("1 to 3 mg daily for 7 days")[0].quantities() or (None, None)
    assert low is not None and high is not None
    assert (str(low), high.to("g").magnitude * 1000) == ("7 mg", 21)
