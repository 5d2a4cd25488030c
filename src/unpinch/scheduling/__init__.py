"""
Opening hours, slots, holds and bookings as pure rules.

Not built yet: the folder keeps its place in the import rules.
"""
