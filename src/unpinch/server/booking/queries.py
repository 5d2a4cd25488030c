"""What is free, and what is booked."""

from .slots import free_slots, is_offered, keeping_time, opening_hours, slots_of

__all__ = ["free_slots", "is_offered", "keeping_time", "opening_hours", "slots_of"]
