"""`python -m demarche`: the same as the command `demarche`."""

from demarche.cli import main

main()
