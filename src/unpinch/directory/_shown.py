"""What is shown of a clinician's experience, in words: what was billed, how it compares, what it cannot say."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from unpinch import knowledge
from unpinch.kernel import Text, say

from ._experience import interval
from ._peers import ALL_PROFESSIONS, LEAST_SHOWN, PEERS_AT_LEAST, Peers
from ._scope import profession_words
from ._source_pages import MEDICARE_SERVICES_PAGE

_NOT_QUALITY = say(
    "It counts people with Original Medicare alone, not those with Medicare Advantage or other insurance. How much"
    " somebody does says nothing on how well they do it."
)


@dataclass(frozen=True)
class YearShown:
    """
    What a clinician billed to Medicare for one kind of care in one year.

    `services` counts codes, some of which stand for a quarter of an hour. At least `patients` different people were
    treated, and `patients_at_most` at most under the codes that are shown.
    """

    year: int
    services: float
    patients: int
    patients_at_most: int


@dataclass(frozen=True)
class Compared:
    """
    How a clinician compares with peers who are shown for the same care.

    `low`, `estimate` and `high` are people in an average year from `first_year` to `last_year`; four of five such
    ranges hold the true number. `share_below` of the peers have a lower estimate, None where fewer than 30 are shown.
    """

    first_year: int
    last_year: int
    low: float
    estimate: float
    high: float
    specialty: str
    peers: int
    share_below: float | None


@dataclass(frozen=True)
class ShownCare:
    """What is shown of one kind of care: `years` is empty where nothing is. `lines` say all of it, in order."""

    care: str
    name: Text
    years: tuple[YearShown, ...]
    compared: Compared | None
    lines: tuple[Text, ...]
    cannot_say: tuple[Text, ...]
    source: str = MEDICARE_SERVICES_PAGE


def shown_care(
    *,
    care: str,
    years: Iterable[YearShown],
    specialty: str | None,
    peers: Iterable[Peers],
    is_invented: bool = False,
) -> ShownCare:
    """
    Say what is shown of one clinician with one kind of care.

    Parameters
    ----------
    care
        An id of `kinds_of_care.csv`.
    years
        What was billed, each year once; none where nothing is shown.
    specialty
        The main kind of clinician, None where it is none we know.
    peers
        What is usual, from `peers_of`; without any, nothing is compared.
    is_invented
        Whether all of it is made up for a demonstration; the first line then says so.

    Returns
    -------
    ShownCare
        With the words for a page. Where nothing is shown it says why that says nothing, and never that somebody does
        not do it.
    """
    kind = next(row for row in knowledge.kinds_of_care() if row.id == care)
    billed = tuple(sorted(years, key=lambda each: each.year))
    group = _group(care=care, specialty=specialty, peers=peers)
    compared = compare(years=billed, peers=group) if billed and group else None
    lines = _invented_words(billed) if is_invented else ()
    lines += tuple(_year_words(each) for each in billed)
    lines = lines or (say("Medicare's files show nothing of this care."),)
    if group and billed:
        lines += _unseen_words(billed=billed, years=group.years)
    if compared:
        lines += _compared_words(compared)
    return ShownCare(
        care=care,
        name=say(kind.name),
        years=billed,
        compared=compared,
        lines=lines,
        cannot_say=(say(kind.nothing_shown), _NOT_QUALITY),
    )


def _invented_words(billed: tuple[YearShown, ...]) -> tuple[Text, ...]:
    if not billed:
        return (say("The invented files of the demonstration show nothing of this care."),)
    return (say("Invented for the demonstration. Nobody did or billed this:"),)


def _group(*, care: str, specialty: str | None, peers: Iterable[Peers]) -> Peers | None:
    by_specialty = {each.specialty: each for each in peers if each.care == care}
    return by_specialty.get(specialty or ALL_PROFESSIONS) or by_specialty.get(ALL_PROFESSIONS)


def compare(*, years: tuple[YearShown, ...], peers: Peers) -> Compared:
    """
    Compare one clinician with peers.

    Parameters
    ----------
    years
        What was billed, each year once, one at least; years that the peers have not are left out.
    peers
        What is usual, of the same kind of care.
    """
    known = [each for each in years if each.year in peers.years]
    numbers = {
        "shape": peers.shape,
        "mean": peers.mean,
        "dispersion": peers.dispersion,
        "years": len(peers.years),
        "total": sum(each.patients for each in known),
        "total_at_most": sum(each.patients_at_most for each in known),
        "years_shown": len(known),
    }
    low, estimate, high = (
        float(end[0]) for end in interval(**{name: np.array([number], float) for name, number in numbers.items()})
    )
    below = bisect_left(peers.estimates, round(estimate, 3)) / len(peers.estimates)
    return Compared(
        first_year=peers.years[0],
        last_year=peers.years[-1],
        low=low,
        estimate=estimate,
        high=high,
        specialty=peers.specialty,
        peers=peers.clinicians,
        share_below=below if peers.clinicians >= PEERS_AT_LEAST else None,
    )


def _year_words(each: YearShown) -> Text:
    if each.patients == each.patients_at_most:
        return say(
            "{year}: {services} services billed to Medicare, for {patients} people.",
            year=each.year,
            services=f"{each.services:,.0f}",
            patients=f"{each.patients:,}",
        )
    return say(
        "{year}: {services} services billed to Medicare, for {patients} to {most} people (somebody may be counted under"
        " several codes).",
        year=each.year,
        services=f"{each.services:,.0f}",
        patients=f"{each.patients:,}",
        most=f"{each.patients_at_most:,}",
    )


def _unseen_words(*, billed: tuple[YearShown, ...], years: tuple[int, ...]) -> tuple[Text, ...]:
    shown = {each.year for each in billed}
    unseen = [str(year) for year in years if year not in shown]
    if not unseen:
        return ()
    return (
        say(
            "{years}: nothing shown, which means 0 to {most} people under each code. Smaller numbers are left out to"
            " protect the people.",
            years=", ".join(unseen),
            most=LEAST_SHOWN - 1,
        ),
    )


def _compared_words(compared: Compared) -> tuple[Text, ...]:
    usual = say(
        "About {estimate} people in an average year from {first} to {last}, most likely {low} to {high}.",
        estimate=f"{compared.estimate:,.0f}",
        first=compared.first_year,
        last=compared.last_year,
        low=f"{compared.low:,.0f}",
        high=f"{compared.high:,.0f}",
    )
    if compared.share_below is None:
        return usual, say("Too few others are shown for this care to compare with.")
    who = say("of all professions")
    if compared.specialty != ALL_PROFESSIONS:
        who = say("of this profession ({profession})", profession=profession_words(compared.specialty))
    return usual, say(
        "More than {share} in 100 of the {peers} clinicians {who} who are shown for this care.",
        share=f"{100 * compared.share_below:.0f}",
        peers=f"{compared.peers:,}",
        who=who,
    )
