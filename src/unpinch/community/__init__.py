"""
Posting and moderation as pure rules.

Not built yet: the folder keeps its place in the import rules.
"""
