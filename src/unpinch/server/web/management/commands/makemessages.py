"""Collect strings for translators, those of the rooms included."""

from __future__ import annotations

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """As Django's own, and `say("...")` is a string to translate too."""

    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=say"]  # noqa: RUF012 (as the base class has it)
