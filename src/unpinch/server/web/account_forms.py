"""What people send us about their account, checked; every message is a verb and the thing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .watch import WatchedForm
from .zones import is_zone

LANGUAGES = (("en", "English"), ("es", "Español"))
# What is typed to delete an account.
DELETE_WORD = _("delete")
_NAME_LENGTH = 80


def _name(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=_NAME_LENGTH,
        error_messages={
            "required": _("Enter a name."),
            "max_length": _("Shorten the name to %(limit_value)d characters."),
        },
    )


class SettingsForm(WatchedForm):
    """The name, the time zone and the language of the e-mails."""

    name = _name(_("What we call you"))
    zone = forms.CharField(label=_("Your time zone"), max_length=64, error_messages={"required": _("Enter a zone.")})
    language = forms.ChoiceField(label=_("Language of your e-mails"), choices=LANGUAGES)

    def clean_zone(self) -> str:
        """Give a zone that exists."""
        zone = str(self.cleaned_data["zone"]).strip()
        if not is_zone(zone):
            raise forms.ValidationError(gettext("Choose a time zone from the list, such as America/New_York."))
        return zone


class DependantForm(WatchedForm):
    """The name of a child or somebody else without an account."""

    name = _name(_("Their name"))


class HelperForm(WatchedForm):
    """The address of who shall act for somebody."""

    email = forms.EmailField(
        label=_("Their e-mail address"),
        error_messages={"required": _("Enter an e-mail address."), "invalid": _("Enter an e-mail address in full.")},
    )


class DeleteForm(WatchedForm):
    """The word that is typed to delete an account."""

    word = forms.CharField(max_length=40, error_messages={"required": _("Type the word to delete your account.")})

    def clean_word(self) -> str:
        """Give the word, if it is the one."""
        word = str(self.cleaned_data["word"]).strip().lower()
        if word != str(DELETE_WORD):
            raise forms.ValidationError(gettext("Type the word “%(word)s”.") % {"word": DELETE_WORD})
        return word
