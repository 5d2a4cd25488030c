"""The figures as plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ._document import case_counts

Document = dict[str, Any]
_LEVELS = (
    ("emergencies", "emergencies caught"),
    ("exact_level", "exact level of care"),
    ("accepted_level", "level that is right, or right as well"),
    ("over_triage", "routine texts sent somewhere sooner"),
    ("under_triage", "level less careful than any that is right"),
)


def scorecard_lines(document: Document) -> Iterator[str]:
    """Give the scorecard as lines to print."""
    for name, scored in document["sets"].items():
        for part in ("all", "en", "es"):
            if part in scored:
                yield from _part_lines(f"{name}, {part}", scored[part], with_findings=part == "all")
        yield f"\n{name}: texts with something wrong"
        yield from (_wrong_line(one) for one in scored["wrong"])
    if cases := document.get("published_cases"):
        yield "\npublished cases"
        for what, share in case_counts(cases).items():
            yield f"  {what.replace('_', ' ')}: {share.hits} of {share.of}"
        for case in cases:
            yield f"  {case['id']}: published {case['published_level'] or 'no level'}, here {case['level']}"


def _part_lines(title: str, scores: Document, *, with_findings: bool) -> Iterator[str]:
    yield f"\n{title}: {scores['texts']} texts, {scores['traps']} of them traps"
    for key, words in _LEVELS:
        yield f"  {words}: {_share(scores[key])}"
    for kind, share in scores["by_emergency"].items():
        yield f"    {kind}: {share['hits']} of {share['of']} emergencies caught"
    yield f"  findings: {_heard(scores['findings'])}"
    for what, share in scores["right"].items():
        yield f"  {what} right: {_share(share)}"
    if with_findings:
        for finding, heard in scores["by_finding"].items():
            yield f"    {finding}: {_heard(heard)}"


def _share(share: Document) -> str:
    if not share["of"]:
        return "none"
    low, high = share["interval"]
    return f"{share['hits']} of {share['of']} = {share['share']:.1%} (95 % interval {low:.1%} to {high:.1%})"


def _heard(heard: Document) -> str:
    precision, recall = (_percent(heard[name]) for name in ("precision", "recall"))
    counts = f"{heard['true']} heard, {heard['missed']} missed, {heard['false']} false"
    return f"F1 {heard['f1']:.3f}, precision {precision}, recall {recall} ({counts})"


def _percent(value: float | None) -> str:
    return "none" if value is None else f"{value:.1%}"


def _wrong_line(one: Document) -> str:
    level = "" if one["level_accepted"] else f" {one['level']} instead of {one['right_level']};"
    parts = "".join(f" {key} {', '.join(one[key])};" for key in ("missed", "false", "other") if one[key])
    return f"  {one['id']}:{level}{parts} {one['text']}"
