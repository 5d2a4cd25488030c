"""What people send us about their visit summary, checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unpinch.navigator import MOST_NAME, MOST_OWN_WORDS, Paper, SummaryChoice, SummaryPart
from unpinch.server.booking.summary_actions import SHARE_DAYS

from .watch import WatchedForm

PART_WORDS = {
    SummaryPart.LEVEL: _("How urgent it is"),
    SummaryPart.STORY: _("Your own words"),
    SummaryPart.CHART: _("The body chart"),
    SummaryPart.SAID: _("What you said, sign by sign"),
    SummaryPart.TRIED: _("What you have tried, and what you want"),
    SummaryPart.NEEDLING: _("What matters for needling"),
    SummaryPart.PATTERN: _("What the pattern fits"),
    SummaryPart.QUESTIONS: _("Questions to ask"),
    SummaryPart.UNKNOWN: _("What is not known"),
}
_CODE_DIGITS = 6


class SummaryForm(WatchedForm):
    """Which parts are on the page, words of one's own, whose page it is, and the paper."""

    parts = forms.MultipleChoiceField(
        required=False,
        choices=[(part.value, words) for part, words in PART_WORDS.items()],
        error_messages={"invalid_choice": _("Choose parts from the list.")},
    )
    own_words = forms.CharField(
        required=False,
        max_length=MOST_OWN_WORDS,
        error_messages={
            "max_length": _("Shorten your words to %(limit_value)d characters. You wrote %(show_value)d."),
            "null_characters_not_allowed": _("Write in plain words. What was sent is not text."),
        },
    )
    name = forms.CharField(
        required=False,
        max_length=MOST_NAME,
        error_messages={
            "max_length": _("Shorten your name to %(limit_value)d characters."),
            "null_characters_not_allowed": _("Write in plain words. What was sent is not text."),
        },
    )
    paper = forms.ChoiceField(
        choices=[(Paper.LETTER.value, _("Letter")), (Paper.A4.value, _("A4"))],
        error_messages={
            "invalid_choice": _("Choose a paper size from the list."),
            "required": _("Choose a paper size from the list."),
        },
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a page with nothing on it."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["parts"] and not cleaned["own_words"]:
            self.add_error("parts", _("Choose at least one part, or write something of your own."))
        return cleaned

    def choice(self) -> SummaryChoice:
        """Give what was chosen."""
        said = self.cleaned_data
        return SummaryChoice(
            parts=frozenset(SummaryPart(part) for part in said["parts"]),
            own_words=said["own_words"],
            name=said["name"],
            paper=Paper(said["paper"]),
        )


class VisitForm(forms.Form):
    """With which visit a summary goes: the number of a booking, or none."""

    visit = forms.IntegerField(required=False, error_messages={"invalid": _("Choose one of your visits.")})


class ShareForm(forms.Form):
    """For how many days a link is open."""

    days = forms.TypedChoiceField(
        coerce=int,
        choices=[(str(days), days) for days in SHARE_DAYS],
        error_messages={
            "invalid_choice": _("Choose 1, 7 or 30 days."),
            "required": _("Choose 1, 7 or 30 days."),
        },
    )


class CodeForm(WatchedForm):
    """The code that goes with a link, and the name of who reads."""

    code = forms.CharField(
        max_length=20,
        error_messages={"required": _("Enter the 6-digit code."), "max_length": _("Enter the 6-digit code.")},
    )
    name = forms.CharField(
        max_length=MOST_NAME,
        error_messages={
            "required": _("Enter your name. The person who shared this page will see it."),
            "max_length": _("Shorten your name to %(limit_value)d characters."),
        },
    )

    def clean_code(self) -> str:
        """Give the six digits, however they were grouped."""
        digits = "".join(self.cleaned_data["code"].split()).replace("-", "")
        if not (len(digits) == _CODE_DIGITS and digits.isascii() and digits.isdigit()):
            raise forms.ValidationError(_("Enter the 6-digit code."))
        return digits
