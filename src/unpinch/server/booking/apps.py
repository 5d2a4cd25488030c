"""Visits as a Django app."""

from django.apps import AppConfig


class BookingConfig(AppConfig):
    """Clinics, desks, opening hours, visits and bookings."""

    name = "unpinch.server.booking"
    label = "booking"
