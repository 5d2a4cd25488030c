"""Mail on its way out as a Django app."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    """Letters, and handing them over."""

    name = "unpinch.server.post"
    label = "post"
