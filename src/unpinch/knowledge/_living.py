"""What keeps the evidence alive: the stored searches, and the list of what was changed and when."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from ._evidence import EvidenceGroup
from ._fact import Id, IsoDate, NonEmpty, Optional, Row, TreatmentIds, WebAddress, split_words


class SearchSource(StrEnum):
    """Where a stored search is asked."""

    PUBMED = "pubmed"
    CLINICAL_TRIALS = "clinicaltrials"


class EvidenceSearch(Row):
    """
    One stored search for trials and reviews that `unpinch evidence update` asks (words of ours, so no source).

    `query` is in the language of its `source`: PubMed's, or that of ClinicalTrials.gov. `treatments` and `conditions`
    say which facts its results may bear on. `last_run_date` is the day up to which a person has gone through all its
    results; empty where nobody has, and the search is then asked without a date.
    """

    id: Id
    question: NonEmpty
    source: SearchSource
    query: NonEmpty
    treatments: TreatmentIds
    conditions: Annotated[tuple[EvidenceGroup, ...], split_words]
    last_run_date: Annotated[IsoDate | None, Optional]


class EvidenceChange(Row):
    """
    One change of what is said to people about the evidence: what changed, on which day, why, and by which source.

    Readers see this list; a row is written by hand with the change itself.
    """

    changed_date: IsoDate
    what: NonEmpty
    why: NonEmpty
    source_url: WebAddress

    @property
    def key(self) -> str:
        """Name the row by its day and its words, as no other column does."""
        return f"{self.changed_date} {self.what}"
