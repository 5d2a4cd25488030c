"""
What clinicians say about themselves, beside the public record.

Will hold `models.py`, `actions.py` (every write) and `queries.py` (every read). Not built yet: the folder keeps its
place in the import rules.
"""
