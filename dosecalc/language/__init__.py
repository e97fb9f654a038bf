"""The schedule language: text to `Trial`, and back."""

from dosecalc.language.read import Text, read_assumption, read_file, read_phrase, sniff

__all__ = ["Text", "read_assumption", "read_file", "read_phrase", "sniff"]
