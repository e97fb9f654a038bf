"""The grammar is LALR(1) without a conflict, and its tables are the ones that lark makes."""

import logging
from pathlib import Path

import lark
import pytest

from dosecalc.language import parser


def test_no_two_rules_contend_for_a_word(caplog: pytest.LogCaptureFixture) -> None:
    grammar = (Path(parser.__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    with caplog.at_level(logging.DEBUG, logger=lark.logger.name):
        lark.Lark(grammar, parser="lalr", lexer="basic", start=list(parser.STARTS), debug=True)
    assert "onflict" not in caplog.text
