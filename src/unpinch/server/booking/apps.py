"""Visits as a Django app."""

from django.apps import AppConfig


class BookingConfig(AppConfig):
    """Clinics, desks, opening hours, visits and bookings."""

    name = "unpinch.server.booking"
    label = "booking"

    def ready(self) -> None:
        """Say what bookings keep about a person, and what becomes of it when they leave."""
        from .personal import add_to_the_export  # noqa: PLC0415 (tables are there once all apps are loaded)

        add_to_the_export()
