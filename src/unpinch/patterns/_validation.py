"""How well the model did on simulated people, kept in a file for the site; `make validate` writes it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

VALIDATION = Path(__file__).parent / "validation.json"


@cache
def kept_validation() -> dict[str, Any]:
    """
    Give the figures of the last validation.

    Returns
    -------
    dict
        `people` and `seed` of the simulation; `calibration` (`all`, `roots`, `first`: what was said and what came true
        in each tenth of the people, shares of 1); `brier` (`model`, `naive`, `prior`); `four_signs_auc`,
        `l5_or_s1_auc`; `cases` (published cases with the `rank` of the true structure, its `share`, what came `first`).
    """
    figures: dict[str, Any] = json.loads(VALIDATION.read_text(encoding="utf-8"))
    return figures
