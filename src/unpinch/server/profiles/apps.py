"""What people say about clinicians as a Django app."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """Reports of wrong facts, and the command with which whoever runs the site settles them."""

    name = "unpinch.server.profiles"
    label = "profiles"

    def ready(self) -> None:
        """Say what claims and profiles keep about a person."""
        from .personal import add_to_the_export  # noqa: PLC0415 (tables are there once all apps are loaded)

        add_to_the_export()
