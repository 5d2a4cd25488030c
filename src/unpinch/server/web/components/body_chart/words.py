"""What is felt and how strongly, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unpinch.kernel import Mark, MarkKind

_KIND_WORDS: Mapping[MarkKind, str | Promise] = {
    MarkKind.PAIN: _("Pain"),
    MarkKind.NUMBNESS: _("Numbness"),
    MarkKind.TINGLING: _("Tingling"),
    MarkKind.WEAKNESS: _("Weakness"),
}
STRENGTH_WORDS: Mapping[int, str | Promise] = {1: _("a little"), 2: _("some"), 3: _("a lot")}


def kind_words(kind: MarkKind) -> str:
    """Name what is felt: "Numbness"."""
    return str(_KIND_WORDS[kind])


def strongest(marks: tuple[Mark, ...]) -> int | None:
    """Give the greatest strength of marks of one kind, 1 to 3; None where it was not said."""
    return max((mark.strength for mark in marks if mark.strength is not None), default=None)


def strength_words(marks: tuple[Mark, ...]) -> str:
    """Say how strong marks of one kind are, by the strongest: "a lot"; nothing where it was not said."""
    strength = strongest(marks)
    return str(STRENGTH_WORDS[strength]) if strength else ""
