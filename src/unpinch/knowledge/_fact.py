"""What every fact carries: where it was read, how good that place is, when it was checked and when it must be again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from unpinch.kernel import HELP_PLACEHOLDERS

# Two years: guidelines in this field are replaced in about five, laws and payers' rules within one. A longer date would
# be a slip of the pen that hides a fact from review.
LONGEST_TRUST = timedelta(days=731)


class SourceTier(StrEnum):
    """
    How good the place is where a fact was read.

    `A` journal page, PubMed or PMC, guideline, government, court, statute, or the data set itself; `B` health service,
    professional body, payer or teaching site; `M` copy of an A or B source; `C` clinic, blog, commercial list.
    """

    A = "A"
    B = "B"
    MIRROR = "M"
    COMMERCIAL = "C"

    @property
    def is_weak(self) -> bool:
        """Say whether the fact should be looked for in a better place."""
        return self in (SourceTier.MIRROR, SourceTier.COMMERCIAL)


def _none_if_empty(value: object) -> object:
    return None if value == "" else value


def _iso_only(value: object) -> object:
    # Left alone, pydantic would also read "20261122" as seconds since 1970.
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("a date is written like 2026-11-22")
    return value


def _split(separator: str) -> BeforeValidator:
    def split(value: object) -> object:
        return (
            tuple(part.strip() for part in value.split(separator) if part.strip()) if isinstance(value, str) else value
        )

    return BeforeValidator(split)


def _names_numbers_to_call(sentence: str) -> str:
    # Whoever runs this may live where other numbers are called: they are settings, and sentences name them.
    named = ", ".join(f"{{{name}}}" for name in sorted(HELP_PLACEHOLDERS))
    if _NUMBER_TO_CALL.search(sentence):
        raise ValueError(f"a number to call is a setting: write one of {named}")
    if set(_PLACEHOLDER.findall(sentence)) - HELP_PLACEHOLDERS or _BRACE.search(_PLACEHOLDER.sub("", sentence)):
        raise ValueError(f"a placeholder in a sentence is one of {named}")
    return sentence


IsoDate = Annotated[date, BeforeValidator(_iso_only)]
split_words = _split(" ")
Optional = BeforeValidator(_none_if_empty)
Fraction = Annotated[float, Field(ge=0, le=1)]
OptionalFraction = Annotated[Fraction | None, Optional]
OptionalNumber = Annotated[float | None, Optional]
OptionalCount = Annotated[Annotated[int, Field(ge=0)] | None, Optional]
OptionalRatio = Annotated[Annotated[float, Field(ge=0)] | None, Optional]
OptionalPercent = Annotated[Annotated[float, Field(ge=0, le=100)] | None, Optional]
_NUMBER_TO_CALL = re.compile(r"(?<!\d)(?:911|988)(?!\d)")
_BRACE = re.compile(r"[{}]")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")
ADDRESS_PATTERN = r"^https?://[^\s/]+\.[^\s/]+(/\S*)?$"
ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_.-]*$"
WebAddress = Annotated[str, Field(pattern=ADDRESS_PATTERN)]
Words = Annotated[tuple[str, ...], split_words]
Addresses = Annotated[tuple[WebAddress, ...], _split(" ; ")]
NonEmpty = Annotated[str, Field(min_length=1)]
# Words that are said to a person. A number to call stands in them as a placeholder of `kernel.HelpLines`.
Sentence = Annotated[str, Field(min_length=1), AfterValidator(_names_numbers_to_call)]
SentenceOrNone = Annotated[str, AfterValidator(_names_numbers_to_call)]
Id = Annotated[str, Field(pattern=ID_PATTERN)]
Ids = Annotated[tuple[Id, ...], split_words]


@dataclass(frozen=True)
class Refers:
    """
    Marks a column whose words are ids of another knowledge file.

    The loader reads the mark: a word that is not among the ids of `file_name` is refused with its row.
    """

    file_name: str


FindingIds = Annotated[Ids, Refers("findings.csv")]
RedFlagIds = Annotated[Ids, Refers("red_flags.csv")]
RegionId = Annotated[Id, Refers("body_regions.csv")]
RegionIds = Annotated[Ids, Refers("body_regions.csv")]
SpecialtyId = Annotated[Id, Refers("specialties.csv")]
SpecialtyIds = Annotated[Ids, Refers("specialties.csv")]
TreatmentId = Annotated[Id, Refers("treatments.csv")]
TreatmentIds = Annotated[Ids, Refers("treatments.csv")]


class Row(BaseModel):
    """One row of a knowledge file: typed, frozen, no column more or less than the schema's."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Give the header of the file, in order."""
        return tuple(cls.model_fields)

    @classmethod
    def references(cls) -> tuple[tuple[str, Refers], ...]:
        """Give the columns that hold ids of other files, each with its file."""
        return tuple(
            (name, mark)
            for name, field in cls.model_fields.items()
            for mark in field.metadata
            if isinstance(mark, Refers)
        )

    @property
    def key(self) -> str:
        """What names this row in its file; unique there."""
        values: dict[str, Any] = self.__dict__
        return str(values["id"])


class Fact(Row):
    """
    A row with a source.

    `source_url` is where it was read; `checked_date` when that was; after `next_review_date` the check of the knowledge
    fails until somebody has read the source again. `checked_by` names the clinician who signed the row, and is empty
    until one has: the site then says "not yet reviewed by a clinician".
    """

    source_url: WebAddress
    source_tier: SourceTier
    checked_date: IsoDate
    next_review_date: IsoDate
    checked_by: str = ""

    @model_validator(mode="after")
    def _review_follows_check(self) -> Self:
        if self.next_review_date <= self.checked_date:
            raise ValueError("next_review_date must be after checked_date")
        if self.next_review_date - self.checked_date > LONGEST_TRUST:
            raise ValueError(f"next_review_date may be {LONGEST_TRUST.days} days after checked_date at most")
        return self

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Give the header of the file: what the fact says first, then where it comes from."""
        shared = tuple(Fact.model_fields)
        return tuple(name for name in cls.model_fields if name not in shared) + shared
