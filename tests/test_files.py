"""Files are whole or as they were, links are followed, and what is no file is written into."""

import os
import threading
from pathlib import Path

import pytest

from dosecalc.files import write_whole


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "private.txt"
    file.write_text("old")
    file.chmod(0o640)
    write_whole(file, b"new")
    assert file.read_bytes() == b"new" and file.stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old")
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink() and target.read_bytes() == b"new"


def test_a_link_to_nothing_yet_makes_its_target(tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "target.txt")
    write_whole(link, b"new")
    assert link.is_symlink() and (tmp_path / "target.txt").read_bytes() == b"new"


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, b"new")
    reader.join(timeout=10)
    assert read == [b"new"] and pipe.is_fifo()


def test_what_cannot_be_written_leaves_all_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "kept.txt"
    file.write_text("old")
    for place in (file / "inside.txt", tmp_path / ("n" * 300), tmp_path):
        with pytest.raises(OSError, match=r"[a-z]"):
            write_whole(place, b"new")
    assert file.read_text() == "old" and [each.name for each in tmp_path.iterdir()] == ["kept.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_written_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "kept.txt"
    file.write_text("old")
    file.chmod(0o444)
    with pytest.raises(PermissionError):
        write_whole(file, b"new")
    assert file.read_text() == "old"
