"""The site's pages as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, template tags, static files and the command that collects strings for translators."""

    name = "unpinch.server.web"
    label = "web"
