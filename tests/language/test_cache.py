"""The grammar's tables are made again wherever their cache is missing, damaged or unwritable."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dosecalc.language import parser, read_phrase


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for the tables; the tables of other tests are put back at the end."""
    monkeypatch.setenv("DOSECALC_CACHE", str(tmp_path))
    parser.tables.cache_clear()
    yield tmp_path / "dosecalc"
    parser.tables.cache_clear()


def reads() -> bool:
    """Whether a phrase is read, with the tables loaded or made anew."""
    parser.tables.cache_clear()
    return read_phrase("10 mg daily for 7 days").ok


def stored(cache: Path) -> Path:
    assert reads()
    (only,) = cache.iterdir()
    return only


def test_tables_are_stored_once_and_read_again(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = stored(cache)
    monkeypatch.delattr(parser, "_made")
    assert reads()
    assert list(cache.iterdir()) == [place]


def test_stored_tables_are_the_ones_that_were_made(cache: Path) -> None:
    stored(cache)
    made = parser.tables()
    parser.tables.cache_clear()
    assert parser.tables() == made


DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda content: b"",
    lambda content: content[:-1],
    lambda content: content[: len(content) // 2],
    lambda content: content + b"\0",
    lambda content: b"\0" * len(content),
    lambda content: content[:200] + bytes([content[200] ^ 1]) + content[201:],
    lambda content: content.replace(b"tables 1", b"tables 0", 1),
    lambda content: content.partition(b"\n")[0] + b"\n" + b"cos\nsystem\n(S'false'\ntR.",
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_cache_is_made_anew(
    cache: Path, damage: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = stored(cache)
    place.write_bytes(damage(place.read_bytes()))
    assert reads()
    monkeypatch.delattr(parser, "_made")
    assert reads()


def test_a_folder_in_place_of_the_cache_does_no_harm(cache: Path) -> None:
    place = stored(cache)
    place.unlink()
    place.mkdir()
    assert reads()


def test_a_file_in_place_of_the_folder_does_no_harm(cache: Path) -> None:
    cache.write_text("not a folder")
    assert reads()
    assert cache.read_text() == "not a folder"


def test_a_folder_without_permission_does_no_harm(cache: Path) -> None:
    cache.mkdir(mode=0o500)
    assert reads()
    cache.chmod(0o700)


@pytest.mark.parametrize("named", ["", "\0", "/dev/null", "/proc/nowhere", "a" * 5000])
def test_a_name_that_is_no_folder_does_no_harm(
    cache: Path, monkeypatch: pytest.MonkeyPatch, named: str, tmp_path: Path
) -> None:
    monkeypatch.setattr(parser.os, "environ", {"DOSECALC_CACHE": named, "HOME": str(tmp_path)})
    assert reads()
