"""What differs from the accounts library's own ways."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from .models import Person


class AccountAdapter(DefaultAccountAdapter):
    """Makes people from the sign-up form."""

    def save_user(self, request: HttpRequest, user: Person, form: forms.Form, commit: bool = True) -> Person:
        """Take over what was filled in, and when and in which language it was."""
        user.name = form.cleaned_data["name"]
        user.language = (get_language() or "en")[:2]
        user.created_at = timezone.now()
        saved: Person = super().save_user(request, user, form, commit=commit)
        return saved

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Do nothing: people sign in with their address, and have no other name for the machine."""
