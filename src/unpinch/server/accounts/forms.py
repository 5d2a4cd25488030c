"""What is asked of somebody who makes an account."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import Person


class NewPersonForm(forms.Form):
    """The name, beside the address and password that the accounts library asks for itself."""

    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=80,
        help_text=_("Any name you like. A clinician you book with reads it."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Nothing more: the adapter has saved the name."""
