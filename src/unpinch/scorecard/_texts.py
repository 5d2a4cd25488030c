"""Texts with labels: what a careful reader takes from each of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from unpinch import knowledge
from unpinch.kernel import CareLevel, UnpinchError

from ._areas import AREAS


class BadLabel(UnpinchError):
    """A labelled text is not as it should be; the message names the file, the line and what to mend."""


@dataclass(frozen=True)
class LabelledText:
    """
    One text and its labels.

    `triage_ok` are levels that are right as well. `present` is every finding the text says is there; `may` are those
    about which two careful readers could differ, counted neither way; `absent` what it denies, `past` what is over;
    `not_present` what a careless reader would report. `side` is keyed by finding id, or `pain`; `areas` are the plain
    places of `AREAS` that hurt. `severity` is 0 to 10, `duration_days` whole days; None means that the text does not
    say. `needling` None means that no answer is held to be the only right one.
    """

    id: str
    lang: str
    text: str
    triage: CareLevel
    triage_ok: tuple[CareLevel, ...]
    present: frozenset[str]
    may: frozenset[str]
    absent: frozenset[str]
    past: frozenset[str]
    not_present: frozenset[str]
    side: Mapping[str, str]
    areas: frozenset[str]
    severity: int | None
    duration_days: int | None
    needling: str | None
    treatments: frozenset[str]
    avoid: frozenset[str]
    tried: frozenset[str]
    zip: str | None
    within_miles: float | None
    insurer: str | None
    tags: frozenset[str]


_SETS = ("present", "may", "absent", "past", "not_present", "areas", "treatments", "avoid", "tried", "tags")


def read_texts(*, path: Path) -> tuple[LabelledText, ...]:
    """
    Read one file of labelled texts, one JSON object a line.

    Raises
    ------
    BadLabel
        If the file is not there, or a line has other words than the knowledge files know.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise BadLabel(f"The labelled texts {path} cannot be read ({fault}). Give a folder of .jsonl files.") from None
    return tuple(_text(line, f"{path.name}, line {number}") for number, line in enumerate(lines, 1) if line.strip())


def _text(line: str, place: str) -> LabelledText:
    try:
        row = {"past": ()} | json.loads(line)
        row.setdefault("may", _unlabelled(row))
        values = {field.name: row[field.name] for field in fields(LabelledText)}
        values["triage"] = CareLevel(row["triage"])
        values["triage_ok"] = tuple(CareLevel(level) for level in row["triage_ok"])
        text = LabelledText(**values | {name: frozenset(row[name]) for name in _SETS})
    except (ValueError, KeyError, TypeError) as fault:
        raise BadLabel(f"{place}: {fault!r} is missing or not allowed. Mend the line.") from None
    for problem in _problems(text):
        raise BadLabel(f"{place}: {problem}. Mend the line.")
    return text


def _unlabelled(row: Mapping[str, Any]) -> frozenset[str]:
    """Give what may be there or not: the public worked examples label the findings that matter, not all."""
    labelled = {*row["present"], *row["absent"], *row["past"], *row["not_present"]}
    return frozenset(finding.id for finding in knowledge.findings()) - labelled


def _problems(text: LabelledText) -> Iterator[str]:
    findings, treatments = knowledge.findings(), knowledge.treatments()
    known = {finding.id for finding in findings}
    said = text.present | text.may | text.absent | text.past | text.not_present | frozenset(text.side) - {"pain"}
    for word in sorted(said - known):
        yield f"{word} is no finding"
    for word in sorted((text.treatments | text.avoid | text.tried) - {treatment.id for treatment in treatments}):
        yield f"{word} is no treatment"
    for word in sorted(text.areas - set(AREAS)):
        yield f"{word} is no area"
    for word in sorted(text.present & (text.absent | text.past | text.not_present | text.may)):
        yield f"{word} is both there and not"


@dataclass(frozen=True)
class PublishedCase:
    """A published case in our own words, with the level of care its publisher held to be right, where there is one."""

    id: str
    text: str
    diagnosis: str
    triage: str
    source_url: str


def published_cases(*, path: Path) -> tuple[PublishedCase, ...]:
    """
    Read the published cases that are about the back or the leg.

    Raises
    ------
    BadLabel
        If the file is not there or has no such columns.
    """
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return tuple(PublishedCase(**row) for row in csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, TypeError) as fault:
        raise BadLabel(f"The published cases {path} cannot be read ({fault}). Mend the file.") from None
