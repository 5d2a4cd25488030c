"""
People, roles, consent, export and deletion.

Will hold `models.py`, `actions.py` (every write) and `queries.py` (every read). Not built yet: the folder keeps its
place in the import rules.
"""
