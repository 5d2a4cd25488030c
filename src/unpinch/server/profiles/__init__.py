"""
What people say about clinicians, beside the public record: which of its facts visitors say are wrong.

`models.py` holds the tables, `actions.py` every write, `queries.py` every read. What clinicians say about themselves
will join it.
"""
