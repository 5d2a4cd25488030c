"""
The community: circles, topics, replies, reports, the moderators' desk.

Will hold `models.py`, `actions.py` (every write) and `queries.py` (every read). Not built yet: the folder keeps its
place in the import rules.
"""
