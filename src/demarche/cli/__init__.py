"""The command line: one file a command, each importing the rooms it needs only when it runs."""

from demarche.cli.app import main

__all__ = ["main"]
