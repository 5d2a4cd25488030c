"""The `unpinch` command: one sub-command for each thing a person or a script wants."""

from ._main import main

__all__ = ["main"]
