"""How far the public record can be trusted, in numbers and words, and what it cannot say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from unpinch.kernel import Text, say

from ._chances import Kind, chance_right, chance_source
from ._snapshot import Snapshot
from ._source_pages import MEDICARE_CLINICIANS_PAGE, PROVIDER_FILE_PAGE
from ._traits import MAIN_PLACE, OTHER_PHONE, SAME_PHONE, SAME_STREET, SECOND_PLACE


@dataclass(frozen=True)
class NamedBy:
    """
    How many publishers name an address and a phone number, and how many name another instead.

    The files of one publisher count once: a second place in the provider file is no second publisher. `is_dated` is
    False where only files without the date of a record name the address.
    """

    address_agreeing: int = 1
    address_differing: int = 0
    phone_agreeing: int = 1
    phone_differing: int = 0
    is_dated: bool = True


def named_by(sources: int) -> NamedBy:
    """
    Say which publishers agree on an address, from the bits that a snapshot keeps of it.

    Another address in Medicare's file is no dispute, for somebody may practise at both and streets are written in many
    ways; another phone number for the same street is one.
    """
    return NamedBy(
        address_agreeing=2 if sources & SAME_STREET else 1,
        phone_agreeing=2 if sources & SAME_PHONE else 1,
        phone_differing=1 if sources & OTHER_PHONE and not sources & SAME_PHONE else 0,
        is_dated=bool(sources & (MAIN_PLACE | SECOND_PLACE)),
    )


@dataclass(frozen=True)
class Chance:
    """
    How likely one thing is right: `chance`, between `low` and `high` within reason, each from 0 to 1.

    `text` says it in words, `advice` what to do; `source` is the page of the calls that the range comes from.
    """

    chance: float
    low: float
    high: float
    text: Text
    advice: Text
    source: str


@dataclass(frozen=True)
class KnownFact:
    """
    One thing about a clinician that is known, or that nobody can know from the public record.

    `what` is `address`, `phone`, `new_patients`, `this_care`, `insurance` or `telehealth`; `as_of` is when the record
    was updated; `chance` is how likely an address or phone number is right, None where there is none.
    """

    what: str
    known: bool
    text: Text
    source: str = PROVIDER_FILE_PAGE
    as_of: date | None = None
    chance: Chance | None = None


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
_TELEHEALTH = KnownFact(
    what="telehealth",
    known=True,
    text=say("Medicare's file says that they see people by video or phone."),
    source=MEDICARE_CLINICIANS_PAGE,
)
_INVENTED_TELEHEALTH = replace(
    _TELEHEALTH, text=say("A file invented for the demonstration says that they see people by video or phone.")
)


def confidence_of(
    *,
    snapshot: Snapshot,
    updated: date | None,
    has_phone: bool,
    named_by: NamedBy = NamedBy(),
    telehealth: bool = False,
) -> Confidence:
    """
    Say what the record says of address and phone, since when and how likely it is right, and what it cannot say at all.

    Parameters
    ----------
    snapshot
        Where the clinician is from; an invented record has no chance of being right and gets none.
    updated
        When the record was last updated, None where nobody knows.
    has_phone
        Whether there is a phone number.
    named_by
        Which publishers agree.
    telehealth
        Whether Medicare's file says that they see people by video or phone; where it does not, nobody says.
    """
    since = record_words(updated=updated, demonstration=snapshot.is_demonstration)
    phone = since if has_phone else say("The public record has no phone number.")
    built = snapshot.manifest.built_at.date()
    age = max((built - updated).days, 0) if updated else None
    dated = age if named_by.is_dated else None
    invented = snapshot.is_demonstration
    address_chance = None if invented else address_chance_of(age_days=dated, named_by=named_by)
    phone_chance = None if invented or not has_phone else phone_chance_of(age_days=dated, named_by=named_by)
    return Confidence(
        updated_date=updated,
        age_days=age,
        facts=(
            KnownFact(what="address", known=True, text=since, as_of=updated, chance=address_chance),
            KnownFact(what="phone", known=has_phone, text=phone, as_of=updated, chance=phone_chance),
            *(
                KnownFact(what=what, known=False, text=text)
                for what, text in _NOT_IN_THE_RECORD.items()
                if not (telehealth and what == _TELEHEALTH.what)
            ),
            *((_INVENTED_TELEHEALTH if invented else _TELEHEALTH,) if telehealth else ()),
        ),
    )


def address_chance_of(*, age_days: int | None, named_by: NamedBy) -> Chance:
    """Say how likely an address is right; `age_days` is None where nobody knows how old the record is."""
    return _chance(
        kind="address", age_days=age_days, agreeing=named_by.address_agreeing, differing=named_by.address_differing
    )


def phone_chance_of(*, age_days: int | None, named_by: NamedBy) -> Chance:
    """Say how likely a phone number is right; `age_days` is None where nobody knows how old the record is."""
    return _chance(
        kind="phone", age_days=age_days, agreeing=named_by.phone_agreeing, differing=named_by.phone_differing
    )


# Many are as old and named by as many.
@lru_cache(maxsize=1 << 12)
def _chance(*, kind: Kind, age_days: int | None, agreeing: int, differing: int) -> Chance:
    given = chance_right(
        age_days=-1 if age_days is None else age_days,
        sources_agreeing=agreeing,
        kind=kind,
        sources_differing=differing,
    )
    chance, low, high = (float(each) for each in given)
    return Chance(
        chance=chance,
        low=low,
        high=high,
        text=say(
            _CHANCE_WORDS[kind].template,
            who=_who_words(agreeing=agreeing, differing=differing),
            chance=round(100 * chance),
            low=round(100 * low),
            high=round(100 * high),
        ),
        advice=_ADVICE[kind][chance < LIKELY],
        source=chance_source(),
    )


# Below three in four it is worth an extra look before anybody sets out.
LIKELY = 0.75
_CHANCE_WORDS = {
    "address": say("{who} Of 100 addresses like this one about {chance} are right ({low} to {high})."),
    "phone": say("{who} Of 100 phone numbers like this one about {chance} are right ({low} to {high})."),
}
# By whether it is not likely to be right.
_ADVICE = {
    "address": {
        False: say("Call before you go."),
        True: say("Call before you go, and ask where they practise now."),
    },
    "phone": {
        False: say("If nobody answers under it, look for the practice by its name."),
        True: say("If it is wrong, look for the practice by its name, or ask your insurer for a newer number."),
    },
}


def _who_words(*, agreeing: int, differing: int) -> Text:
    if differing:
        return say("The public files disagree.")
    words = {1: say("One public file says so."), 2: say("Two publishers give the same.")}
    return words.get(agreeing, say("Several publishers give the same."))


def record_words(*, updated: date | None, demonstration: bool) -> Text:
    """Say when the record was last updated; an invented record says that it is one."""
    if demonstration:
        return say("Invented for the demonstration, dated {date}.", date=updated)
    if updated is None:
        return say("The public record does not say when it was last updated.")
    return say("Last updated in the public record on {date}.", date=updated)
