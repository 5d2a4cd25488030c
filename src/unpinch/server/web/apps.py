"""The site's pages as a Django app."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest


class WebConfig(AppConfig):
    """Pages, template tags, static files and the command that collects strings for translators."""

    name = "unpinch.server.web"
    label = "web"

    def ready(self) -> None:
        """Tie what was told to the browser of who signs in, and forget it when they sign out."""
        user_logged_in.connect(_signed_in, dispatch_uid="story")
        user_logged_out.connect(_signed_out, dispatch_uid="story")


def _signed_in(request: HttpRequest | None, **_rest: Any) -> None:
    from . import story  # noqa: PLC0415 (sessions are a model, there once all apps are loaded)

    if request is not None and hasattr(request, "story_session"):
        story.lock_in(request)


def _signed_out(request: HttpRequest | None, **_rest: Any) -> None:
    from . import story  # noqa: PLC0415 (see above)

    if request is not None and hasattr(request, "story_session"):
        story.forget(request)
