"""`python -m dosecalc` is the command line."""

from dosecalc.cli import main

main()
