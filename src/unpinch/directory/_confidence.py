"""How far the public record can be trusted, and what it cannot say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from unpinch.kernel import Text, say

from ._snapshot import Snapshot
from ._source_pages import PROVIDER_FILE_PAGE


@dataclass(frozen=True)
class KnownFact:
    """
    One thing about a clinician that is known, or that nobody can know from the public record.

    `what` is `address`, `phone`, `new_patients`, `this_care`, `insurance` or `telehealth`; `as_of` is when the record
    was updated.
    """

    what: str
    known: bool
    text: Text
    source: str = PROVIDER_FILE_PAGE
    as_of: date | None = None


@dataclass(frozen=True)
class Confidence:
    """
    How far the record can be trusted: when it was last updated, and what it says and does not say.

    `age_days` is the time from that update to the day the directory was built, None where the record has no date.
    """

    updated_date: date | None
    age_days: int | None
    facts: tuple[KnownFact, ...]


_NOT_IN_THE_RECORD = {
    "new_patients": say("The public record does not say whether they take new patients. Call and ask."),
    "this_care": say("The public record does not say which treatments they give. Call and ask."),
    "insurance": say("The public record does not say which insurers they take. Call and ask."),
    "telehealth": say("The public record does not say whether they see people by video or phone. Call and ask."),
}


def confidence_of(*, snapshot: Snapshot, updated: date | None, has_phone: bool) -> Confidence:
    """Say what the record says of address and phone and since when, and what it cannot say at all."""
    since = record_words(updated=updated, demonstration=snapshot.is_demonstration)
    phone = since if has_phone else say("The public record has no phone number.")
    built = snapshot.manifest.built_at.date()
    return Confidence(
        updated_date=updated,
        age_days=max((built - updated).days, 0) if updated else None,
        facts=(
            KnownFact(what="address", known=True, text=since, as_of=updated),
            KnownFact(what="phone", known=has_phone, text=phone, as_of=updated),
            *(KnownFact(what=what, known=False, text=text) for what, text in _NOT_IN_THE_RECORD.items()),
        ),
    )


def record_words(*, updated: date | None, demonstration: bool) -> Text:
    """Say when the record was last updated; an invented record says that it is one."""
    if demonstration:
        return say("Invented for the demonstration, dated {date}.", date=updated)
    if updated is None:
        return say("The public record does not say when it was last updated.")
    return say("Last updated in the public record on {date}.", date=updated)
