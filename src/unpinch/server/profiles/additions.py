"""What a clinician can say about themselves, and what of it is let through. No clock, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from unpinch import knowledge


class Said(StrEnum):
    """The things that can be said; `PHONES` are the numbers of the public record that are right."""

    CARE = "care"
    TRAINING = "training"
    LANGUAGES = "languages"
    INSURERS = "insurers"
    ACCEPTING = "accepting"
    PHONES = "phones"


class Accepting(StrEnum):
    """Whether new patients are seen."""

    YES = "yes"
    WAITING_LIST = "waiting_list"
    NO = "no"


MOST_TRAINING_CHARACTERS = 600
# A number that somebody confirmed longer ago says little of it now: half the records that are wrong become so within
# a few years (see /about/ranking/), and asking once a year is little work.
CONFIRMED_FOR = timedelta(days=365)
# Who is asked for; a person can say another in "training".
LANGUAGES = (
    *("en", "es", "zh", "tl", "vi", "ar", "fr", "ko", "ru", "pt", "ht", "hi", "de", "pl", "it", "ur", "fa", "ja"),
    *("gu", "bn", "te", "ta", "pa", "he", "el", "uk", "so", "am", "hmn", "nv", "ase"),
)
INSURERS = (
    *("aetna", "anthem", "bcbs", "centene", "cigna", "humana", "kaiser", "medicaid", "medicare"),
    *("medicare_advantage", "tricare", "unitedhealthcare", "va", "workers_comp", "other", "none"),
)


@dataclass(frozen=True)
class SaidByClinician:
    """What a clinician says about themselves now: each thing with its date; what they did not say is not there."""

    npi: str
    values: Mapping[Said, Any]
    dates: Mapping[Said, date]
    photo_digest: str = ""
    photo_date: date | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether they said nothing."""
        return not (self.values or self.photo_digest)


def care_that_can_be_said() -> tuple[str, ...]:
    """Give the ids of treatments that a clinician gives."""
    return tuple(row.id for row in knowledge.treatments() if row.specialties)


def checked(*, said: Mapping[Said, Any], phones: tuple[str, ...]) -> dict[Said, Any]:
    """
    Give what may be kept of what was said: known ids once and in our order, and phone numbers of the record alone.

    What is empty stands for "I do not say".
    """
    known = {
        Said.CARE: care_that_can_be_said(),
        Said.LANGUAGES: LANGUAGES,
        Said.INSURERS: INSURERS,
        Said.PHONES: phones,
    }
    kept: dict[Said, Any] = {what: [each for each in ids if each in said.get(what, ())] for what, ids in known.items()}
    kept[Said.TRAINING] = str(said.get(Said.TRAINING, "")).strip()[:MOST_TRAINING_CHARACTERS]
    accepting = said.get(Said.ACCEPTING, "")
    kept[Said.ACCEPTING] = accepting if accepting in set(Accepting) else ""
    return kept


def is_confirmed(*, said_at: datetime, now: datetime) -> bool:
    """Say whether a confirmation still counts."""
    return said_at <= now < said_at + CONFIRMED_FOR
