"""What the frame of every page needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from . import snapshot, story
from .presenters.help import ContactPanel, HelpNumbers, contact_panel, help_numbers

_IN_FOOTER = ("evidence", "about")


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the main navigation; what the footer has too is left out on a phone."""

    label: str
    href: str
    is_here: bool
    is_in_footer: bool


class Frame:
    """Worked out only where a template asks for it: a page that needs no session does not open one."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def story_is_kept(self) -> bool:
        """Say whether this person has told us something."""
        return hasattr(self._request, "session") and story.read(self._request) is not None

    @property
    def session_minutes(self) -> int:
        """Say how long a story is kept after the last visit."""
        return int(settings.UNPINCH_SESSION_MINUTES)

    @property
    def help(self) -> HelpNumbers:
        """Give the numbers to call."""
        return help_numbers()

    @property
    def contact(self) -> ContactPanel | None:
        """Give the person who is there for visitors in a crisis, if one is named."""
        return contact_panel()

    @property
    def is_demonstration(self) -> bool:
        """Say whether the clinicians are fictional."""
        return snapshot.is_demonstration()

    @cached_property
    def navigation(self) -> tuple[NavigationItem, ...]:
        """Give the main navigation; what we understood joins once there is something to understand."""
        entries = [("tell", _("Tell us"))]
        entries += [("understand", _("What we understood"))] if self.story_is_kept else []
        entries += [("options", _("What helps")), ("find", _("Find someone")), ("learn", _("Learn"))]
        entries += [("evidence", _("Evidence")), ("about", _("About"))]
        return tuple(self._item(name, label) for name, label in entries)

    def _item(self, name: str, label: str) -> NavigationItem:
        href = reverse(name)
        here = self._request.path == href or (href != "/" and self._request.path.startswith(href))
        return NavigationItem(label=label, href=href, is_here=here, is_in_footer=name in _IN_FOOTER)


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the frame to every template."""
    return {"frame": Frame(request)}
