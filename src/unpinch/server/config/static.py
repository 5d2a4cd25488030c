"""Which static files are public."""

from __future__ import annotations

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """As Django's own; of a component's folder only styles and scripts are public."""

    ignore_patterns = (*StaticFilesConfig.ignore_patterns, "*.py", "*.html", "__pycache__")
