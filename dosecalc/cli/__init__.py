"""The command line: one command a file, registered here once."""

from dosecalc.cli.app import main

__all__ = ["main"]
