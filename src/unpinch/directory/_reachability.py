"""What clinicians say here of reaching them: it is in no public file, comes with a question, and is kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from ._snapshot import Snapshot
from ._weights import Weights
from ._zips import IntArray

# Somebody in pain can wait so long for a first visit; a later one is shown and gives nothing.
FREE_WITHIN_DAYS = 14


@dataclass(frozen=True, kw_only=True)
class Reachability:
    """
    Who can be reached how, as clinicians themselves have said here.

    Whatever may move a result and is in no public file stands in a field of its own, with its rows in
    `ranking_weights.csv`: there is no other way into the order.

    Parameters
    ----------
    confirmed_phones
        The phone numbers (10 digits) that the clinician with an NPI has lately said are right. A number counts where
        the public record shows that very number; another one gives nothing.
    next_free
        The day, on the clinic's clock, of the next visit that can be booked here with the clinician with an NPI, of
        those who have one within `FREE_WITHIN_DAYS`. How early it is and how many there are gives nothing more.
    """

    confirmed_phones: Mapping[str, frozenset[str]] = field(default_factory=dict)
    next_free: Mapping[str, date] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is known of anybody."""
        return not (self.confirmed_phones or self.next_free)

    def has_confirmed(self, *, npi: str, phone: str) -> bool:
        """Say whether the clinician confirmed the number that is shown for them."""
        return bool(phone) and phone in self.confirmed_phones.get(npi, ())

    def clinicians(self, *, snapshot: Snapshot) -> IntArray:
        """Give the places, in the order of NPIs, of those of whom something is known, ascending, shape (n,)."""
        said = {npi for npi, phones in self.confirmed_phones.items() if phones} | set(self.next_free)
        asked = np.array(sorted(map(int, said)), dtype=np.int64)
        numbers = snapshot.arrays.clinician_npi
        place = np.searchsorted(numbers, asked)
        place, asked = place[place < len(numbers)], asked[place < len(numbers)]
        known: IntArray = place[numbers[place] == asked]
        return known

    def points_of(self, *, snapshot: Snapshot, row: int, weights: Weights) -> tuple[int, int]:
        """Give the points of one location for a number that its clinician confirmed, and for a free visit."""
        npi = str(snapshot.arrays.clinician_npi[snapshot.arrays.location_clinician[row]])
        # The number is read from the disk, so only for those who confirmed one.
        phone = snapshot.locations.row(row)["phone"] if npi in self.confirmed_phones else ""
        confirmed = weights.phone_confirmed if self.has_confirmed(npi=npi, phone=phone) else 0
        return confirmed, weights.free_slot if npi in self.next_free else 0


NOTHING_KNOWN = Reachability()
