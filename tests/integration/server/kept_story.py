"""The session in which a browser's story is kept, for tests that look into it."""

from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from unpinch.server.web import story


def story_session(client: Client) -> SessionStore:
    """Open it, as it is now."""
    return SessionStore(client.cookies[story.COOKIE].value)
