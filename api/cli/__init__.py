"""The command line: `lifepath`."""

from api.cli.frame import main

__all__ = ["main"]
