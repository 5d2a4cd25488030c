"""Every box in which a person can write is read for warning signs. How to connect a new one: CONTRIBUTING.md."""

from __future__ import annotations

from functools import cached_property

from django import forms
from django.conf import settings

from unpinch import navigator

from .presenters.care import CarePanel, care_panel


class WatchedForm(forms.Form):
    """
    A form with boxes for free text.

    A page that has such a form in its context as `form` shows `warning` at its top: the frame of every page does that.
    """

    @cached_property
    def warning(self) -> CarePanel | None:
        """Give what to do, where something typed calls for help today; valid or not, all boxes as one text."""
        triage = navigator.warning_signs(text="\n".join(self._typed()), help_lines=settings.HELP_LINES)
        return care_panel(triage) if triage else None

    def _typed(self) -> list[str]:
        if not self.is_bound:
            return []
        return [str(box.data) for box in self if is_free_text(box.field) and box.data]


def is_free_text(field: forms.Field) -> bool:
    """Say whether a person can write what they like in it; the digits of a key are read as a fever now and then."""
    return isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField)
