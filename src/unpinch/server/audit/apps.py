"""The record of acts as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The record of who did what."""

    name = "unpinch.server.audit"
    label = "audit"
