"""The pages: what they show is what the program prints, and their tables are the program's own.

A page is Markdown with fenced blocks. A `console` block holds commands after `$ ` and their output,
a `python` block a session after `>>> `, a `phrase` block phrases of the language, a `dose` block a
file, saved under the name that follows the word `dose`; `wrong` after the name says that it has
errors. A `csv` or `json` block is saved under the name that follows that word. Commands run in a
folder that holds the page's files and `schedules`; a picture that they write is the one of that name
in `examples/figures`.

    python tests/test_pages.py --write

writes outputs and generated tables anew; what changed is then for the author to read.
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import matplotlib
import pytest
from atlas_tables import atlas
from matplotlib.testing.compare import compare_images
from matplotlib.testing.exceptions import ImageComparisonFailure

from dosecalc import check, glossary, parse
from dosecalc.cli import main
from dosecalc.conversion import forms_written, notations_read
from dosecalc.explanations import explanations

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "examples").glob("*.md"))]
FENCED = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FIGURES = ROOT / "examples" / "figures"
SHOWN = re.compile(r"^!\[[^\]]+\]\((.*\.png)\)$", re.MULTILINE)
# The mean difference of a channel, of 255. Other versions of matplotlib set letters elsewhere.
TOLERANCE, DRAWN_BY = 0.4, "3.11."
GENERATED = re.compile(r"^<!-- generated: (\w+) -->\n(.*?)^<!-- end -->$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page: the line of its fence, its language, its name, and its text."""

    page: str
    line: int
    language: str
    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks(page: Path, text: str) -> Iterator[Block]:
    for match in FENCED.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Block(page.name, line, match[1], match[2].strip(), match[3])


SAVED = ("dose", "csv", "json")
BLOCKS = [block for page in PAGES for block in blocks(page, page.read_text(encoding="utf-8"))]


def of(*languages: str) -> pytest.MarkDecorator:
    found = [block for block in BLOCKS if block.language in languages]
    return pytest.mark.parametrize("block", found, ids=str)


# ---------------------------------------------------------------- running what a page shows


@contextlib.contextmanager
def folder(page: str) -> Iterator[None]:
    """A working folder with the files that a page has a reader save."""
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        os.symlink(ROOT / "schedules", "schedules")
        for block in BLOCKS:
            saved = f".{block.language}" in block.name and block.language in ("dose", "csv", "json")
            saved = f".{block.language}" in block.name and block.language in SAVED
            if block.page == page and saved:
                Path(block.name.split()[0]).write_text(block.text, encoding="utf-8")
        yield


def printed(command: str) -> str:
    """What a command prints, standard output and standard error in the order a reader sees."""
    words = shlex.split(command.replace("\\\n", " "))
    assert words[0] == "dosecalc", command
    given = ""
    if words[-2:-1] == ["<"]:
        given = Path(words[-1]).read_text(encoding="utf-8")
        del words[-2:]
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(io.StringIO()) as output,
        contextlib.redirect_stderr(output),
        contextlib.suppress(SystemExit),
    ):
        patch.setattr(sys, "argv", words)
        patch.setattr(sys, "stdin", io.StringIO(given))
        main()
    return output.getvalue().replace("\r\n", "\n")  # calendar programs want both


def console(text: str) -> str:
    """A block of commands with the outputs that they have."""
    commands = re.findall(r"^\$ ((?:.*\\\n)*.*)", text, re.MULTILINE)
    return "".join(f"$ {each}\n{ended(printed(each))}" for each in commands)


def ended(text: str) -> str:
    return text.rstrip("\n") + "\n" if text.strip() else ""


class Session(doctest.DocTestRunner):
    """A session that keeps what each example prints."""

    def __init__(self) -> None:
        super().__init__(verbose=False)
        self.said: list[str] = []

    def report_success(self, out: object, test: object, example: object, got: str) -> None:
        self.said.append(got)

    report_failure = report_success

    def report_unexpected_exception(
        self, out: object, test: object, example: object, exc_info: tuple[object, ...]
    ) -> None:
        self.said.append(f"{exc_info[1]!r}\n")


def session(text: str, names: dict[str, object] | None = None) -> str:
    """A block of Python with the outputs that it has; the names of earlier blocks stay known."""
    parser, runner = doctest.DocTestParser(), Session()
    known = {} if names is None else names
    test = parser.get_doctest(text, known, "page", None, 0)
    runner.run(test, out=lambda _: None, clear_globs=False)
    known.update(test.globs)
    said = iter(runner.said)
    parts = (
        prompted(part.source) + next(said) if isinstance(part, doctest.Example) else part
        for part in parser.parse(text)
    )
    return "".join(parts)


def prompted(source: str) -> str:
    first, *rest = source.rstrip("\n").split("\n")
    return "".join(f"{line}\n" for line in (f">>> {first}", *(f"... {each}" for each in rest)))


# ---------------------------------------------------------------- tables made by the program


def table(name: str) -> str:
    """The generated table of a page: of words, diagnostics, notations, or the atlas."""
    head, rows = _generated(name)
    escaped = ([cell.replace("|", "&#124;") for cell in row] for row in rows)
    lines = map(" | ".join, (head, ["---"] * len(head), *escaped))
    return "".join(f"| {line} |\n" for line in lines)


def _generated(name: str) -> tuple[list[str], list[list[str]]]:
    if name.startswith("atlas_"):
        return atlas(name)
    if name == "notations":
        head, rows = notations_read()
        return [code(head[0]), *head[1:]], [[code(kind), about] for kind, about in rows]
    if name == "exports":
        head, rows = forms_written()
        return [code(head[0]), *head[1:]], [
            [code(kind), about, ", ".join(map(code, endings.split(", ")))]
            for kind, about, endings in rows
        ]
    return _diagnostics() if name == "diagnostics" else _vocabulary(name)


def _vocabulary(name: str) -> tuple[list[str], list[list[str]]]:
    head, rows = glossary.entries(name)
    return head, [
        [code(cell) if title in CODED else cell for title, cell in zip(head, row, strict=True)]
        for row in rows
    ]


CODED = {"unit", "word", "example", "written"}


def _diagnostics() -> tuple[list[str], list[list[str]]]:
    rows = []
    for name, text in explanations().items():
        said = re.search(r"^Example: (.*)$", text, re.MULTILINE)
        example = said[1] if said else ""
        place, first = example.startswith("("), text.splitlines()[0]
        rows.append([code(name), first, example if place else code(example)])
    return ["code", "what it finds", "example"], rows


def code(text: str) -> str:
    return f"`{text}`" if text else ""


# ---------------------------------------------------------------- the tests


@of("console")
def test_a_command_prints_what_the_page_shows(block: Block) -> None:
    with folder(block.page):
        assert console(block.text) == block.text
        for drawn in Path().glob("*.png"):
            assert differs(drawn) is None


def differs(drawn: Path) -> str | None:
    """How a picture differs from the one that the pages show; None where it does not."""
    shown = FIGURES / drawn.name
    if not shown.exists():
        return f"there is no {shown.name} yet"
    if not matplotlib.__version__.startswith(DRAWN_BY):
        return None
    try:
        found: str | None = compare_images(str(shown), str(drawn), TOLERANCE)
    except ImageComparisonFailure as failure:  # another size
        return str(failure)
    return found


def test_pages_show_the_pictures_that_their_commands_write() -> None:
    shown = {
        (page.parent / name).resolve()
        for page in PAGES
        for name in SHOWN.findall(page.read_text(encoding="utf-8"))
    }
    written = re.findall(
        r"-o (\S+\.png)", "".join(block.text for block in BLOCKS if block.language == "console")
    )
    assert shown == {FIGURES / name for name in written} == set(FIGURES.iterdir())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_session_of_python_goes_as_the_page_shows(page: Path) -> None:
    names: dict[str, object] = {}
    with folder(page.name):
        for block in BLOCKS:
            if block.page == page.name and block.language == "python":
                assert session(block.text, names) == block.text


@of("dose")
def test_a_file_on_a_page_has_errors_only_where_the_page_says_so(block: Block) -> None:
    with folder(block.page):
        errors = [each.message for each in check(parse(block.text)) if each.is_error]
    assert bool(errors) == ("wrong" in block.name), errors


@of("phrase")
def test_a_phrase_on_a_page_is_understood(block: Block) -> None:
    for phrase in block.text.splitlines():
        assert [each.message for each in parse(phrase).diagnostics if each.is_error] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_generated_table_is_what_the_program_knows(page: Path) -> None:
    for match in GENERATED.finditer(page.read_text(encoding="utf-8")):
        assert match[2] == f"\n{table(match[1])}\n", match[1]


def test_the_readme_gives_two_commands_for_the_shell() -> None:
    found = [block for block in BLOCKS if block.page == "README.md" and block.language == "sh"]
    assert [block.text.count("\n") for block in found] == [1, 1]


# ---------------------------------------------------------------- writing pages anew


def rewritten(page: Path) -> str:
    text = page.read_text(encoding="utf-8")
    names: dict[str, object] = {}
    renewed: dict[str, Callable[[str], str]] = {
        "console": console,
        "python": lambda block: session(block, names),
    }

    def renew(match: re.Match[str]) -> str:
        same: Callable[[str], str] = str
        return f"```{match[1]}{match[2]}\n{renewed.get(match[1], same)(match[3])}```"

    with folder(page.name):
        text = FENCED.sub(renew, text)
        for drawn in Path().glob("*.png"):
            if differs(drawn):
                shutil.copy(drawn, FIGURES)
                print(f"{drawn.name} drawn")
    return GENERATED.sub(
        lambda match: f"<!-- generated: {match[1]} -->\n\n{table(match[1])}\n<!-- end -->", text
    )


def write() -> None:
    for page in PAGES:
        text = rewritten(page)
        if text != page.read_text(encoding="utf-8"):
            page.write_text(text, encoding="utf-8")
            print(f"{page.name} changed")


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    write()
