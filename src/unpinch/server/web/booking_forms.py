"""The boxes of booking."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .watch import WatchedForm

MOST_NOTE_CHARACTERS = 1000
# Who waits longer than that has found somebody else.
MOST_WAITING_DAYS = 180


class NoteForm(WatchedForm):
    """What a person tells the clinic before they come."""

    note = forms.CharField(
        required=False,
        max_length=MOST_NOTE_CHARACTERS,
        error_messages={
            "max_length": _("Shorten your note to %(limit_value)d characters. You wrote %(show_value)d."),
            "null_characters_not_allowed": _("Write in plain words. What was sent is not text."),
        },
    )


class WaitingForm(forms.Form):
    """When somebody could come."""

    earliest_date = forms.DateField(
        error_messages={"required": _("Enter the first day you could come."), "invalid": _("Enter a date.")}
    )
    latest_date = forms.DateField(
        error_messages={"required": _("Enter the last day you could come."), "invalid": _("Enter a date.")}
    )
    halves = forms.MultipleChoiceField(
        choices=(("mornings", _("Mornings, before noon")), ("afternoons", _("Afternoons"))),
        error_messages={
            "required": _("Choose mornings, afternoons, or both."),
            "invalid_choice": _("Choose mornings, afternoons, or both."),
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean(self) -> dict[str, Any]:
        """Refuse days that are over, the wrong way round, or too far off."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("earliest_date"), cleaned.get("latest_date")
        if last and last < self._today:
            self.add_error("latest_date", _("Enter a last day that is not over."))
        elif first and last and last < first:
            self.add_error("latest_date", _("Enter a last day that is not before the first."))
        elif last and last > self._today + timedelta(days=MOST_WAITING_DAYS):
            self.add_error("latest_date", _("Enter a last day within the next six months."))
        return cleaned


class ReminderForm(forms.Form):
    """When somebody wants to be reminded to call."""

    day = forms.DateField(
        error_messages={"required": _("Enter a date for the reminder."), "invalid": _("Enter a date for the reminder.")}
    )
    clock = forms.TimeField(
        error_messages={"required": _("Enter a time for the reminder."), "invalid": _("Enter a time for the reminder.")}
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = now.date()

    def clean_day(self) -> date:
        """Refuse a day that is over wherever the person is, or years ahead."""
        day: date = self.cleaned_data["day"]
        if not self._today - timedelta(days=1) <= day <= self._today + timedelta(days=366):
            raise forms.ValidationError(_("Enter a date in the next twelve months."))
        return day
