"""
Questionnaires, scores, the expected course, on track or not.

Not built yet: the folder keeps its place in the import rules.
"""
