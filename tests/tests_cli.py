"""Runs the command line inside the tests' own process."""

from click.testing import Result
from typer.testing import CliRunner

from dosecalc.cli.app import application


def run(*arguments: str, input: str | None = None) -> Result:
    """The result of `dosecalc ARGUMENTS`, its two outputs apart."""
    return CliRunner().invoke(application(), list(arguments), input=input)
