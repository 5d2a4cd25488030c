"""What cannot be drawn."""

from __future__ import annotations

from unpinch.kernel import UnpinchError


class BadDrawing(UnpinchError):
    """A number or a name of the drawing cannot be drawn; the message says which and what to do."""
