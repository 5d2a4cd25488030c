"""What a clinic types at its desk, checked; whatever can be typed freely is read for warning signs."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from unpinch import scheduling
from unpinch.scheduling import OpeningHours, OpenTime

from .presenters.clinic_words import WEEKDAYS
from .presenters.times import zone_options
from .watch import WatchedForm

# Morning, afternoon, evening: a day that is cut more often is rare, and keeps what it has.
PARTS_OF_A_DAY = 2
_AN_ADDRESS = re.compile(r"\s*(?:https|webcal)://\S+\s*", re.IGNORECASE)
_NO_TEXT = _lazy("Write in plain words. What was sent is not text.")


def _attributes(*, short: bool = False, **more: str) -> dict[str, str]:
    return {"class": "up-input up-input--short" if short else "up-input", **more}


def text_box(label: Any, *, required: Any = None, most: int, **more: Any) -> forms.CharField:
    """Give a box for a line of text."""
    return forms.CharField(
        label=label,
        required=required is not None,
        max_length=most,
        error_messages={
            "required": required,
            "max_length": _lazy("Shorten this to %(limit_value)d characters."),
            "null_characters_not_allowed": _NO_TEXT,
        },
        widget=forms.TextInput(attrs=_attributes(autocomplete="off")),
        **more,
    )


def time_box(label: Any, **more: Any) -> forms.TimeField:
    """Give a box for a time of day, which may stay empty."""
    return forms.TimeField(
        label=label,
        required=False,
        error_messages={"invalid": _lazy("Enter a time, such as 9:00 AM.")},
        input_formats=["%H:%M", "%H:%M:%S", "%I:%M %p"],
        widget=forms.TimeInput(format="%H:%M", attrs=_attributes(short=True, type="time")),
        **more,
    )


def day_box(label: Any, *, required: Any = None, **more: Any) -> forms.DateField:
    """Give a box for a day."""
    return forms.DateField(
        label=label,
        required=required is not None,
        error_messages={"required": required, "invalid": _lazy("Enter a day that is in the calendar.")},
        widget=forms.DateInput(format="%Y-%m-%d", attrs=_attributes(short=True, type="date")),
        **more,
    )


def number_box(label: Any, *, most: int, least: int = 0, step: int = 1, **more: Any) -> forms.IntegerField:
    """Give a box for a whole number."""
    said = {
        "required": _lazy("Enter a number."),
        "invalid": _lazy("Enter a whole number."),
        "min_value": _lazy("Enter a number that is %(limit_value)s or more."),
        "max_value": _lazy("Enter a number that is %(limit_value)s or less."),
    }
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        error_messages=said,
        widget=forms.NumberInput(attrs=_attributes(short=True, step=str(step), inputmode="numeric")),
        **more,
    )


class HoursForm(forms.Form):
    """The hours of a week: fields `from_<weekday>_<part>` and `to_<weekday>_<part>`, Monday 0."""

    def __init__(self, *args: Any, week: tuple[tuple[OpenTime, ...], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parts = [max(PARTS_OF_A_DAY, len(times)) for times in week]
        for weekday, times in enumerate(week):
            for part in range(self._parts[weekday]):
                at = times[part] if part < len(times) else None
                self.fields[f"from_{weekday}_{part}"] = time_box(
                    _("%(day)s from") % {"day": WEEKDAYS[weekday]}, initial=at.opens if at else None
                )
                self.fields[f"to_{weekday}_{part}"] = time_box(
                    _("%(day)s until") % {"day": WEEKDAYS[weekday]}, initial=at.closes if at else None
                )

    def rows(self) -> list[dict[str, Any]]:
        """Give each weekday with its pairs of boxes and what is wrong with it."""
        return [
            {
                "name": WEEKDAYS[weekday],
                "pairs": [(self[f"from_{weekday}_{part}"], self[f"to_{weekday}_{part}"]) for part in range(parts)],
                "errors": [
                    (f"{self[f'{end}_{weekday}_{part}'].auto_id}_error", error)
                    for part in range(parts)
                    for end in ("from", "to")
                    for error in self[f"{end}_{weekday}_{part}"].errors
                ],
            }
            for weekday, parts in enumerate(self._parts)
        ]

    def clean(self) -> dict[str, Any]:
        """Read the times of each day, and say beside the day what cannot be."""
        cleaned = super().clean() or {}
        self.week: tuple[tuple[OpenTime, ...], ...] = tuple(
            self._day(weekday, cleaned) for weekday in range(len(self._parts))
        )
        return cleaned

    def _day(self, weekday: int, cleaned: dict[str, Any]) -> tuple[OpenTime, ...]:
        pairs = [
            (f"to_{weekday}_{part}", cleaned.get(f"from_{weekday}_{part}"), cleaned.get(f"to_{weekday}_{part}"))
            for part in range(self._parts[weekday])
        ]
        week: list[tuple[OpenTime, ...]] = [()] * 7
        times: list[OpenTime] = []
        for name, opens, closes in pairs:
            try:
                times += read_pair(opens, closes)
                week[weekday] = tuple(sorted(times))
                OpeningHours(zone="UTC", week=tuple(week))
            except scheduling.BadHours as wrong:
                if not self.errors.get(name) and not self.errors.get(name.replace("to_", "from_")):
                    self.add_error(name, str(wrong))
        return tuple(sorted(times))


def read_pair(opens: time | None, closes: time | None) -> list[OpenTime]:
    """Give the open time of two boxes; none where both are empty."""
    if opens is None and closes is None:
        return []
    if opens is None or closes is None:
        raise scheduling.BadHours(_("Enter both: from when and until when. Leave both empty where closed."))
    return [OpenTime(opens, closes)]


class DaysForm(forms.Form):
    """Days with other hours than their weekdays': closed, or open at times of their own."""

    first = day_box(_lazy("From day"), required=_lazy("Enter the first day."))
    latest = day_box(_lazy("To day"), help_text=_lazy("Leave empty for one day."))
    kind = forms.ChoiceField(
        label=_lazy("On these days"),
        choices=(("closed", _lazy("Closed")), ("open", _lazy("Open at these times"))),
        initial="closed",
        widget=forms.RadioSelect(attrs={"class": "up-choice__box"}),
        error_messages={"required": _lazy("Choose closed or open."), "invalid_choice": _lazy("Choose closed or open.")},
    )
    from_0 = time_box(_lazy("From"))
    to_0 = time_box(_lazy("Until"))
    from_1 = time_box(_lazy("And from"))
    to_1 = time_box(_lazy("Until"))

    def clean(self) -> dict[str, Any]:
        """Read the times, where the days are open."""
        cleaned = super().clean() or {}
        cleaned["latest"] = cleaned.get("latest") or cleaned.get("first")
        self.times: tuple[OpenTime, ...] = ()
        if cleaned.get("kind") == "open" and not self.errors:
            try:
                found = [one for part in (0, 1) for one in read_pair(cleaned[f"from_{part}"], cleaned[f"to_{part}"])]
                self.times = tuple(sorted(found))
                OpeningHours(zone="UTC", week=(self.times, *((),) * 6))
            except scheduling.BadHours as wrong:
                self.add_error("to_0", str(wrong).removeprefix("Monday: "))
            else:
                if not found:
                    self.add_error("from_0", _("Enter from when and until when, or choose closed."))
        return cleaned


class BlockForm(forms.Form):
    """A time that is kept for something else."""

    day = day_box(_lazy("Day"), required=_lazy("Enter the day."))
    begins = time_box(_lazy("From"))
    ends = time_box(_lazy("Until"))

    def clean(self) -> dict[str, Any]:
        """Ask for both times."""
        cleaned = super().clean() or {}
        for name, words in (("begins", _("Enter from when.")), ("ends", _("Enter until when."))):
            if name not in self.errors and cleaned.get(name) is None:
                self.add_error(name, words)
        return cleaned


class AddressForm(WatchedForm):
    """A form with a box for an address of the web; the random letters of one are not read as words."""

    def _typed(self) -> list[str]:
        return [words for words in super()._typed() if not _AN_ADDRESS.fullmatch(words)]


class VisitForm(AddressForm):
    """A kind of visit with its numbers."""

    name = text_box(
        _lazy("Name"),
        required=_lazy("Enter a name for this visit."),
        most=80,
        help_text=_lazy("People read it when they choose a time. For example: First visit."),
    )
    minutes = number_box(_lazy("Length in minutes"), least=5, most=480, step=5, initial=30)
    buffer_before = number_box(
        _lazy("Minutes kept free before"), most=480, step=5, initial=0, help_text=_lazy("To get ready. May be 0.")
    )
    buffer_after = number_box(
        _lazy("Minutes kept free after"), most=480, step=5, initial=0, help_text=_lazy("For notes. May be 0.")
    )
    step = number_box(
        _lazy("Minutes from one start to the next"),
        least=5,
        most=480,
        step=5,
        initial=30,
        help_text=_lazy("With 30, a visit can start each half hour from when you open."),
    )
    lead_hours = number_box(
        _lazy("Latest booking, in hours before the visit"),
        most=720,
        initial=2,
        help_text=_lazy("0 is up to the last minute."),
    )
    horizon_days = number_box(_lazy("Earliest booking, in days before the visit"), least=1, most=730, initial=60)
    needs_room = forms.BooleanField(
        label=_lazy("Needs a room of the clinic"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "up-choice__box"}),
    )
    telehealth_link = forms.URLField(
        label=_lazy("Video link, if the visit is by video"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_lazy("People who booked get it in their e-mail. Only addresses that begin with https://"),
        error_messages={"invalid": _lazy("Enter an address that begins with https://")},
        widget=forms.URLInput(attrs=_attributes(autocomplete="off")),
    )

    def clean_telehealth_link(self) -> str:
        """Take an encrypted address alone."""
        link = str(self.cleaned_data["telehealth_link"])
        if link and not link.startswith("https://"):
            raise forms.ValidationError(_("Enter an address that begins with https://"))
        return link

    def clean(self) -> dict[str, Any]:
        """Refuse numbers that are no multiples of five, beside their boxes."""
        cleaned = super().clean() or {}
        for name in ("minutes", "buffer_before", "buffer_after", "step"):
            if cleaned.get(name) is not None and cleaned[name] % (scheduling.TICK // timedelta(minutes=1)):
                self.add_error(name, _("Enter a number that can be divided by 5."))
        return cleaned


class RoomForm(WatchedForm):
    """A room."""

    name = text_box(_lazy("Name of the room"), required=_lazy("Enter a name for the room."), most=60)


def _zones() -> list[tuple[str, str]]:
    """Give the zones of the country with their names, then all others by their place."""
    usual = [(one.value, one.label) for one in zone_options(chosen="UTC", clinic="UTC") if one.value != "UTC"]
    known = {name for name, _words in usual}
    others = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [*usual, *((name, name.replace("_", " ")) for name in others if name not in known), ("UTC", "UTC")]


class ClinicForm(WatchedForm):
    """The clinic itself."""

    name = text_box(_lazy("Name of the clinic"), required=_lazy("Enter the name of the clinic."), most=120)
    phone = text_box(
        _lazy("Phone"), most=20, help_text=_lazy("People who booked read it, to call when something comes up.")
    )
    zone = forms.ChoiceField(
        label=_lazy("Time zone of the clinic's clock"),
        choices=_zones,
        error_messages={"required": _lazy("Choose a time zone."), "invalid_choice": _lazy("Choose a time zone.")},
        widget=forms.Select(attrs=_attributes()),
    )
    notice_hours = number_box(
        _lazy("Hours of notice you ask for when somebody cancels"),
        most=168,
        initial=24,
        help_text=_lazy("Later is possible all the same, and you see that it was late."),
    )


class StartForm(ClinicForm):
    """A clinic with the first desk."""

    npi = forms.ChoiceField(
        label=_lazy("Who you are in the directory"),
        error_messages={"required": _lazy("Choose who you are."), "invalid_choice": _lazy("Choose who you are.")},
        widget=forms.Select(attrs=_attributes()),
    )

    def __init__(self, *args: Any, npis: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["npi"].choices = npis  # type: ignore[attr-defined]  # the stubs give the base class
        self.order_fields(["npi"])
        del self.fields["notice_hours"]


class FeedForm(AddressForm):
    """A calendar that is read."""

    name = text_box(
        _lazy("What you call it"),
        required=_lazy("Enter what you call it."),
        most=60,
        help_text=_lazy("For example: My own calendar."),
    )
    address = text_box(
        _lazy("Its secret address"),
        required=_lazy("Enter the secret address of the calendar."),
        most=500,
        help_text=_lazy("Your calendar program calls it the secret, private or published address in iCal format."),
    )


class CancelForm(WatchedForm):
    """Why the clinic cancels."""

    said = text_box(
        _lazy("Why? The person reads this."),
        required=_lazy("Enter why the visit cannot take place. The person reads it."),
        most=300,
        help_text=_lazy("It is sent by e-mail. Write nothing about anybody's health."),
    )


class CallerForm(WatchedForm):
    """Somebody on the telephone: their name and how to reach them, and the time they chose."""

    starts_at = forms.DateTimeField(
        error_messages={"required": _lazy("Choose a time."), "invalid": _lazy("Choose a time from the list.")},
        widget=forms.HiddenInput,
    )
    key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": _lazy("Open the page again."), "invalid": _lazy("Open the page again.")},
    )
    name = text_box(_lazy("Their name"), required=_lazy("Enter the name of who calls."), most=80)
    phone = text_box(_lazy("Their phone number"), most=30)
    email = forms.EmailField(
        label=_lazy("Their e-mail address"),
        required=False,
        max_length=200,
        help_text=_lazy("With it they get the visit by e-mail, with a file for their calendar."),
        error_messages={"invalid": _lazy("Enter an e-mail address, such as name@example.org.")},
        widget=forms.EmailInput(attrs=_attributes(autocomplete="off")),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one way to reach them."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["phone"] and not cleaned["email"]:
            self.add_error(
                "phone", _("Enter a phone number or an e-mail address, to reach them when something changes.")
            )
        return cleaned
