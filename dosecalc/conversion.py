"""Texts in another notation: what is written, and everything that has to be said about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dosecalc import checks, export_losses
from dosecalc.diagnostics import Diagnostic
from dosecalc.formats.exchange import FORMS, Form, Wanted
from dosecalc.formats.exchange.form import Pieces
from dosecalc.language import Text
from dosecalc.notations import NOTATIONS, notation_mistakes

Table = tuple[Sequence[str], Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True, eq=False)
class Converted:
    """An export: `pieces` of text or bytes, made when they are read; None where nothing is written.

    `diagnostics` tell what is wrong, what is left out, and what is written otherwise.
    """

    pieces: Pieces | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def content(self) -> bytes:
        """All of it; empty where nothing is written."""
        whole = [
            piece if isinstance(piece, bytes) else piece.encode() for piece in self.pieces or ()
        ]
        return b"".join(whole)

    @property
    def text(self) -> str:
        """All of it as text; raises UnicodeDecodeError where it is none."""
        return self.content.decode()

    @property
    def losses(self) -> tuple[Diagnostic, ...]:
        """What is left out, or written otherwise than the schedule says it."""
        return tuple(each for each in self.diagnostics if each.code in export_losses.LOSSES)


def converted(
    texts: Sequence[Text], form: Form, wanted: Wanted, said: Iterable[Diagnostic], *, strict: bool
) -> Converted:
    """The texts in a form; with `strict` only where nothing is lost."""
    diagnostics = [*said]
    sound: list[Text] = []
    for text in texts:
        diagnostics += text.diagnostics
        if text.ok:
            found = checks.check(text.trial)
            diagnostics += found
            if not any(each.code in checks.STOPPING for each in found):
                sound.append(text)
    if not sound or any(each.is_error for each in diagnostics):
        return Converted(None, tuple(diagnostics))
    if len(sound) > 1 and not form.several:
        said_so = export_losses.several_exports(form.about, len(sound))
        return Converted(None, (*diagnostics, said_so))
    try:
        made = form.export(sound, wanted)
    except ValueError as error:  # more doses than can be listed
        need = export_losses.not_exportable(form.about, "a regimen", str(error))
        return Converted(None, (*diagnostics, need))
    wrong = tuple(each for each in made.diagnostics if each.is_error)
    if wrong:  # what would be lost does not matter where nothing is written
        return Converted(None, (*diagnostics, *wrong))
    diagnostics += made.diagnostics
    if strict and any(each.code in export_losses.LOSSES for each in diagnostics):
        return Converted(None, (*diagnostics, export_losses.not_whole(form.about)))
    return Converted(made.pieces, tuple(diagnostics))


def form_of(name: str | None, ending: str) -> Form | Diagnostic:
    """The form of a name; without one the only form, or the form of that name, whose files end so.

    Without both, or where no form has that ending, it is the schedule language.
    """
    if name is not None:
        return FORMS.get(name) or notation_mistakes.no_such_notation(name, FORMS)
    fitting = [form for form in FORMS.values() if ending in form.endings]
    if len(fitting) > 1 and ending not in FORMS:
        return notation_mistakes.notation_needed(ending, [form.name for form in fitting])
    return fitting[0] if len(fitting) == 1 else FORMS.get(ending, FORMS["dose"])


def notations_read() -> Table:
    """The head and the rows of what can be read."""
    return ("--from", "what is read"), [(each.name, each.about) for each in NOTATIONS.values()]


def forms_written() -> Table:
    """The head and the rows of what can be written."""
    head = ("--to", "what is written", "files that end in")
    return head, [
        (each.name, each.about, ", ".join(f".{end}" for end in each.endings))
        for each in FORMS.values()
    ]


def options_for(form: Form, given: Iterable[str]) -> list[Diagnostic]:
    """Options that are given and that the form does not have."""
    return [
        export_losses.option_not_for(
            f"--{option}", form.about,
            [each.name for each in FORMS.values() if option in each.options],
        )
        for option in given
        if option not in form.options
    ]  # fmt: skip
