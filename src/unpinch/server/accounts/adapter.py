"""What differs from the accounts library's own ways."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import parse_accept_lang_header

from .models import Person, normal_email

LANGUAGES_OF_MAILS = ("en", "es")


class AccountAdapter(DefaultAccountAdapter):
    """Makes people from the sign-up form, and writes to them in their language."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "Too many tries with a wrong password. Wait five minutes, or sign in with a code by e-mail."
        ),
        "rate_limited": _("You have asked for this too often. Wait a few minutes, then try again."),
    }

    def save_user(self, request: HttpRequest, user: Person, form: forms.Form, commit: bool = True) -> Person:
        """Take over what was filled in, and when and in which language it was."""
        user.name = form.cleaned_data["name"]
        user.language = _preferred_language(request)
        user.created_at = timezone.now()
        saved: Person = super().save_user(request, user, form, commit=commit)
        return saved

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Do nothing: people sign in with their address, and have no other name for the machine."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language of whoever has the address; to nobody known, in the one of the page."""
        known = Person.objects.filter(email=normal_email(email)).values_list("language", flat=True).first()
        with override(known or get_language()):
            super().send_mail(template_prefix, email, context)


def _preferred_language(request: HttpRequest) -> str:
    """Give the first language of the browser in which e-mails can be written; the pages are in English alone."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code[:2] in LANGUAGES_OF_MAILS:
            return code[:2]
    return "en"
