"""
A person's own words to findings, the picture of the pain, and what they ask for.

Rules and a lexicon, no model: the same words always give the same answer, offline. The lexicon is data (`data/*.toml`),
one place a finding, to be read and reviewed by a clinician. No clinician has reviewed it yet.
"""

from ._review import FindingPhrases, ReviewedLexicon, Wordings, WordList, phrase_book
from ._tokens import MAX_CHARACTERS, UnreadableText
from ._understand import understand

__all__ = [
    "MAX_CHARACTERS",
    "FindingPhrases",
    "ReviewedLexicon",
    "UnreadableText",
    "WordList",
    "Wordings",
    "phrase_book",
    "understand",
]
