"""What somebody sends who claims an NPI, decides on a claim, or says something about themselves as a clinician."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unpinch.kernel import NotAnNpi, check_npi
from unpinch.server.profiles.additions import MOST_TRAINING_CHARACTERS, Said
from unpinch.server.profiles.claiming import MOST_REASON_CHARACTERS, MOST_WORDS, Proof

from .presenters.said import accepting_choices, care_said_choices, insurer_said_choices, language_choices
from .watch import WatchedForm

_PLAIN_WORDS = _("Write in plain words. What was sent is not text.")
_TOO_LONG = _("Shorten your words to %(limit_value)d characters. You wrote %(show_value)d.")
_WORDS = {"max_length": _TOO_LONG, "null_characters_not_allowed": _PLAIN_WORDS}


class ClaimForm(WatchedForm):
    """Which NPI is claimed."""

    npi = forms.CharField(
        max_length=20,
        error_messages={
            "required": _("Enter your NPI: ten digits."),
            "max_length": _("Enter your NPI: ten digits."),
            "null_characters_not_allowed": _PLAIN_WORDS,
        },
    )

    def clean_npi(self) -> str:
        """Refuse what is no NPI; blanks and hyphens between the digits do no harm."""
        try:
            return str(check_npi(npi=str(self.cleaned_data["npi"]).replace(" ", "").replace("-", "")))
        except NotAnNpi:
            raise forms.ValidationError(
                _("Check the number: an NPI has ten digits, and its last digit does not fit this one.")
            ) from None


class WayForm(WatchedForm):
    """How the claimer would like to prove it."""

    way = forms.ChoiceField(
        choices=[(Proof.PHONE.value, ""), (Proof.OPERATOR.value, "")],
        error_messages={"required": _("Choose a way."), "invalid_choice": _("Choose a way.")},
    )
    words = forms.CharField(required=False, max_length=MOST_WORDS, error_messages=_WORDS)


class CodeForm(WatchedForm):
    """The code that was sent or read aloud."""

    code = forms.CharField(
        max_length=20,
        error_messages={
            "required": _("Enter the code: six digits."),
            "max_length": _("Enter the code: six digits."),
            "null_characters_not_allowed": _PLAIN_WORDS,
        },
    )


class DecisionForm(WatchedForm):
    """What whoever runs the site decides, and why."""

    do = forms.ChoiceField(
        choices=[("approve", ""), ("refuse", ""), ("take_back", "")],
        error_messages={"required": _("Choose what to do."), "invalid_choice": _("Choose what to do.")},
    )
    reason = forms.CharField(
        max_length=MOST_REASON_CHARACTERS,
        error_messages={"required": _("Write why. The person reads it."), **_WORDS},
    )


class ProfileForm(WatchedForm):
    """What a clinician says about themselves; each part may stay empty."""

    care = forms.MultipleChoiceField(required=False)
    training = forms.CharField(required=False, max_length=MOST_TRAINING_CHARACTERS, error_messages=_WORDS)
    languages = forms.MultipleChoiceField(required=False)
    insurers = forms.MultipleChoiceField(required=False)
    accepting = forms.ChoiceField(required=False)
    phones = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, phones: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("care", care_said_choices()),
            ("languages", language_choices()),
            ("insurers", insurer_said_choices()),
            ("accepting", [("", ""), *accepting_choices()]),
            ("phones", [(phone, phone) for phone in phones]),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # the stubs give the base class

    def said(self) -> dict[Said, Any]:
        """Give what was said, by its name in the profile."""
        return {what: self.cleaned_data[what.value] for what in Said}
