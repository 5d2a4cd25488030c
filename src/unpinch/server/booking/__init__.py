"""Visits: what a clinic offers, who has booked it, and who waits for it."""
