"""The person whom whoever runs the site has named for people in a crisis. No Django in here: the settings read it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CrisisContact:
    """A person with a mail address, a telephone number, or both; what is not there is empty."""

    name: str
    mail: str = ""
    telephone: str = ""
