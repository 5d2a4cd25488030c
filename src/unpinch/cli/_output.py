"""How answers are printed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def print_json(document: Mapping[str, Any], *, one_line: bool = False) -> None:
    """Print one JSON document."""
    print(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=None if one_line else 2), flush=True)


def print_lines(*lines: str) -> None:
    """Print lines, leaving out the empty ones that an answer did not need."""
    print("\n".join(line for line in lines if line))
