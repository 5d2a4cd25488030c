"""
Findings to a level of care with reasons, the needling screen, and what to ask next.

The rules are data (`knowledge/data/triage_rules.csv`, `needling_safety.csv`, `red_flags.csv`); this room only applies
them. No clinician has signed them yet.
"""

from ._hazards import muscle_hazards
from ._needling import screen_needling
from ._questions import Question, questions
from ._triage import assess

__all__ = [
    "Question",
    "assess",
    "muscle_hazards",
    "questions",
    "screen_needling",
]
