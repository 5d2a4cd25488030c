"""Rows of trials that do not exist, for tests of our own pooling."""

from typing import Any

from unpinch import knowledge

_BASE: dict[str, Any] = {
    "id": "invented-001",
    "study": "invented",
    "trial": "invented",
    "pmid": "",
    "doi": "",
    "year": "2020",
    "country": "",
    "condition": "lbp_nonspecific",
    "arm": "the arm",
    "treatment": "acupuncture",
    "comparator": "",
    "effect_type": "arm_mean",
    "outcome": "pain_intensity",
    "instrument": "VAS 0-100",
    "timepoint_days": "28",
    "timepoint": "4 weeks",
    "n": "50",
    "mean": "30",
    "sd": "20",
    "events": "",
    "total": "",
    "mean_diff": "",
    "ci_low": "",
    "ci_high": "",
    "p_value": "",
    "risk_of_bias": "",
    "scale_low": "0",
    "scale_high": "100",
    "better": "lower",
    "pooled_as": "pain_intensity",
    "latest_day": "",
    "se": "",
    "sd_from": "printed",
    "divided_n": "no",
    "bias": "low",
    "pooling": "usable",
    "pooling_why": "",
    "note": "",
    "source_url": "https://example.org/trial",
    "source_tier": "A",
    "checked_date": "2026-11-22",
    "next_review_date": "2027-11-22",
    "checked_by": "",
}


def row(id: str, **changes: Any) -> knowledge.Trial:
    """Give one arm of a trial, as the file would have it, with changes."""
    given = {name: str(value) for name, value in changes.items()}
    return knowledge.Trial.model_validate(_BASE | {"id": id, "arm": id} | given)


def two_arms(
    trial: str, *, mean: float = 30, other: float = 40, against: str = "sham_needling", **changes: Any
) -> tuple[knowledge.Trial, knowledge.Trial]:
    """Give both arms of one trial; below `other` is better for the treatment."""
    shared = {"study": trial, "trial": trial} | changes
    return (
        row(f"{trial}-001", mean=mean, **shared),
        row(f"{trial}-002", mean=other, **(shared | {"treatment": against})),
    )


def difference(trial: str, **changes: Any) -> knowledge.Trial:
    """Give a difference between two arms with its interval."""
    shared = {"study": trial, "trial": trial, "effect_type": "between_diff", "mean": "", "sd": "", "sd_from": "from_ci"}
    numbers = {"comparator": "sham_needling", "mean_diff": -10, "ci_low": -15, "ci_high": -5}
    return row(f"{trial}-001", **(shared | numbers | changes))
