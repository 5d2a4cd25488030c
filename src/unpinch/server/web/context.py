"""What the frame of every page needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from unpinch.server.accounts.queries import Role

from . import access, snapshot, story
from .presenters.help import ContactPanel, HelpNumbers, contact_panel, help_numbers

_IN_FOOTER = ("evidence", "about")
# What somebody who is signed in finds beside their account: the name of the address, what it is called, and which roles
# see it (nobody named: everybody).
_FOR_PEOPLE: tuple[tuple[str, Any, frozenset[Role]], ...] = (
    ("visits", _lazy("My visits"), frozenset()),
    ("clinic", _lazy("Clinic desk"), frozenset({Role.CLINICIAN, Role.CLINIC_MANAGER})),
    ("operator", _lazy("Operator's desk"), frozenset({Role.OPERATOR})),
)


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

    @cached_property
    def is_signed_in(self) -> bool:
        """Say whether somebody is signed in."""
        user = getattr(self._request, "user", None)
        return bool(user and user.is_authenticated)

    @property
    def person_name(self) -> str:
        """Give the name that who is signed in chose."""
        return str(self._request.user)

    @cached_property
    def way_in(self) -> tuple[NavigationItem, ...]:
        """Give the way to one's account and desks, or to signing in."""
        if not self.is_signed_in:
            return (self._sign_in(),)
        mine = access.roles(self._request)
        entries = [(name, str(label)) for name, label, needed in _FOR_PEOPLE if not needed or needed & mine]
        entries.append(("account", _("Account")))
        return tuple(self._item(name, label) for name, label in entries if _exists(name))

    def _sign_in(self) -> NavigationItem:
        """Lead to signing in and back to this page; without what is behind its question mark."""
        item = self._item("account_login", _("Sign in"))
        path = self._request.path
        if path == "/" or path.startswith("/account/"):
            return item
        return replace(item, href=f"{item.href}?{urlencode({'next': path})}")

    def _item(self, name: str, label: str) -> NavigationItem:
        href = reverse(name)
        here = self._request.path == href or (href != "/" and self._request.path.startswith(href))
        return NavigationItem(label=label, href=href, is_here=here, is_in_footer=name in _IN_FOOTER)


def _exists(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the frame to every template."""
    return {"frame": Frame(request)}
