"""The schedule of activities as tables for a protocol, in a text document on landscape A4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dosecalc.activities import Activities, Matrix, Row
from dosecalc.diagnostics import visible
from dosecalc.formats.activities import words

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

_SIZE, _SMALL = 9, 8  # points
_PAGE, _MARGIN = (297, 210), 15  # millimetres
_FIRST = 58  # millimetres of the column of names


def write(activities: Activities, width: int) -> Iterator[bytes]:
    """The document; the same schedule made at the same time gives the same bytes.

    Raises ModuleNotFoundError where python-docx is not installed.
    """
    import docx

    document = docx.Document()
    _set_up(document, activities)
    document.add_heading(_shown(words.title(activities)), 1)
    for matrix in activities.matrices:
        _add(document, activities, matrix)
    signs = words.legend(activities.matrices, activities.numbers)
    if signs:
        _write_in(document.add_paragraph(), "; ".join(signs))
    yield _sealed(document)


# ------------------------------------------------------------------ the page


def _set_up(document: Document, activities: Activities) -> None:
    """Paper, letters, what stands on every page, and what the document says of itself."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(each) for each in _PAGE)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(_MARGIN))
    style: Any = document.styles["Normal"]
    style.font.size = Pt(_SIZE)
    style.paragraph_format.space_after = Pt(2)
    _write_in(section.header.paragraphs[0], f"{activities.trial.name}: schedule of activities")
    foot = section.footer.paragraphs[0]
    for line in activities.stamp.lines():
        _write_in(foot, line)
        foot = section.footer.add_paragraph()
    _page_number(foot)
    about, moment = document.core_properties, activities.stamp.moment.replace(tzinfo=None)
    about.title = _shown(f"{activities.trial.name}: schedule of activities")[:255]
    about.author = f"dosecalc {activities.stamp.version}"
    about.comments = about.last_modified_by = ""
    about.created = about.modified = moment


def _page_number(paragraph: Paragraph) -> None:
    """A field that a text program fills with the number of the page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.add_run("page ").font.size = _points()
    run = paragraph.add_run()
    run.font.size = _points()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            part.text = text
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _points() -> Any:
    from docx.shared import Pt

    return Pt(_SMALL)


# ------------------------------------------------------------------ one matrix


def _add(document: Document, activities: Activities, matrix: Matrix) -> None:
    """A heading, a table for each part that a page holds, footnotes, remarks."""
    heading = words.heading(matrix)
    if heading:
        document.add_heading(_shown(heading), 2)
    if matrix.unconfirmed:
        document.add_paragraph().add_run(words.UNCONFIRMED).bold = True
    if not matrix.rows:
        document.add_paragraph(f"{words.NOTHING[:1].upper()}{words.NOTHING[1:]}.")
    for part in words.blocks(matrix) if matrix.rows else ():
        _table(document, activities, matrix, part)
        document.add_paragraph()
    for text in words.foot(matrix):
        _write_in(document.add_paragraph(), text)
    for text in matrix.remarks:
        _write_in(document.add_paragraph(style="List Bullet"), text)


def _table(document: Document, activities: Activities, matrix: Matrix, part: range) -> None:
    from docx.shared import Mm

    table = document.add_table(rows=len(matrix.rows) + 1, cols=len(part) + 1)
    table.style = "Table Grid"
    table.autofit = False
    room = _PAGE[0] - 2 * _MARGIN - _FIRST
    each = min(room / max(len(part), 1), 30)
    for number, column in enumerate(table.columns):
        column.width = Mm(_FIRST if number == 0 else each)
    grid = [list(row.cells) for row in table.rows]
    _head(grid[0], activities, matrix, part)
    for row, cells in zip(matrix.rows, grid[1:], strict=True):
        _row(cells, activities, matrix, row, part)
    for number, line in enumerate(table.rows):
        _keep(line, repeated=number == 0)
        for place, cell in enumerate(grid[number]):
            cell.width = Mm(_FIRST if place == 0 else each)


def _head(cells: Sequence[_Cell], activities: Activities, matrix: Matrix, part: range) -> None:
    _write_in(cells[0].paragraphs[0], "Activity", bold=True)
    for cell, n in zip(cells[1:], part, strict=True):
        column = matrix.columns[n]
        week, day, window = words.head(column, activities.numbers)
        lines = [(week, ()), (day, column.notes), (window, ())]
        _lines(cell, [line for line in lines if line[0]], bold=True)


def _row(
    cells: Sequence[_Cell], activities: Activities, matrix: Matrix, row: Row, part: range
) -> None:
    about = words.about(row, activities.numbers)
    _write_in(cells[0].paragraphs[0], words.name(row), row.notes, bold=True)
    if about:
        _write_in(cells[0].add_paragraph(), about)
    for cell, n in zip(cells[1:], part, strict=True):
        found = row.cells[n]
        if found is not None:
            _lines(cell, [(words.sign(row, matrix.columns[n], found), found.notes)])


def _lines(cell: _Cell, lines: Sequence[tuple[str, tuple[int, ...]]], bold: bool = False) -> None:
    """Lines of a cell under each other, in its middle."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for number, (text, notes) in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _write_in(paragraph, text, notes, bold=bold)


def _write_in(
    paragraph: Paragraph, text: str, notes: tuple[int, ...] = (), bold: bool = False
) -> None:
    """A text with the numbers of its footnotes, in letters that stay raised when copied."""
    run = paragraph.add_run(_shown(words.noted(text, notes)))
    run.bold, run.font.size = bold, _points()


def _keep(row: Any, repeated: bool) -> None:
    """A row that no page parts; the head is repeated on every page."""
    from docx.oxml import OxmlElement

    about = row._tr.get_or_add_trPr()
    about.append(OxmlElement("w:cantSplit"))
    if repeated:
        about.append(OxmlElement("w:tblHeader"))


def _shown(text: str) -> str:
    """A text of which every character may stand in XML."""
    return visible(text).encode("utf-8", "replace").decode("utf-8")


# ------------------------------------------------------------------ the file


def _sealed(document: Document) -> bytes:
    """The document as a file whose parts carry no time of their own."""
    made, sealed = BytesIO(), BytesIO()
    document.save(made)
    with ZipFile(made) as parts, ZipFile(sealed, "w", ZIP_DEFLATED) as file:
        for name in parts.namelist():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            file.writestr(entry, parts.read(name))
    return sealed.getvalue()
