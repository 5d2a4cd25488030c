"""What claims and profiles keep about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from unpinch.server.people.kept import Kept, keeps


def add_to_the_export() -> None:
    """Add the tables of this app to what is given to a person who asks for their data."""
    keeps(
        Kept("profiles.Claim", _("Profiles you claimed"), ("person",), ("code_digest",)),
        Kept("profiles.ClaimStep", _("Steps of claims"), ("claim__person", "by")),
        Kept("profiles.Addition", _("What you said on your profile"), ("claim__person",)),
        Kept("profiles.Photo", _("Your photo"), ("claim__person",), ("digest",)),
    )
