"""Unpinch: from where it hurts to the exact care and the right clinician."""
