"""What people say about clinicians as a Django app."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """Reports of wrong facts, and the command with which whoever runs the site settles them."""

    name = "unpinch.server.profiles"
    label = "profiles"
