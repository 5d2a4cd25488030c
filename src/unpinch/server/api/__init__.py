"""
The engines as JSON and FHIR over HTTP.

Will hold one endpoint module for each room of the navigator. Not built yet: the folder keeps its place in the import
rules.
"""
