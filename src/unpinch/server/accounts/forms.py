"""What is asked of somebody who makes an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from . import consent_words
from .models import Person


class NewPersonForm(forms.Form):
    """The name, beside the address and password that the accounts library asks for itself."""

    field_order = ["email", "name", "password1", "agrees"]  # noqa: RUF012 (an instance variable of the base class)

    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=80,
        help_text=_("Any name you like. A clinician you book with reads it."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    agrees = forms.BooleanField(
        error_messages={"required": _("Agree to what an account keeps, or go on without an account.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The words themselves, so that nobody agrees to what they have not seen.
        account, reminders = (consent_words.current(what=what).words for what in consent_words.ASKED_AT_SIGN_UP)
        self.fields["agrees"].label = format_lazy(
            "{agree} {account} {reminders} {off}",
            agree=_("I agree:"),
            account=account,
            reminders=reminders,
            off=_("I can turn these e-mails off at any time."),
        )

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Nothing more: the adapter has saved the name."""
