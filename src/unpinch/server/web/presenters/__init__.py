"""Presenters: answers of the rooms become plain values for templates; wording and branching live here."""
