"""What can be wrong with a question to a network of studies; loads nothing heavy."""

from __future__ import annotations

from unpinch.kernel import UnpinchError


class UnknownReference(UnpinchError):
    """The treatment that all are to be compared with is in none of the studies."""
