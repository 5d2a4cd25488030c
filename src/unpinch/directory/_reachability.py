"""What clinicians say here of reaching them: it is in no public file, comes with a question, and is kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ._snapshot import Snapshot
from ._zips import IntArray


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
    """

    confirmed_phones: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def has_confirmed(self, *, npi: str, phone: str) -> bool:
        """Say whether the clinician confirmed the number that is shown for them."""
        return bool(phone) and phone in self.confirmed_phones.get(npi, ())

    def clinicians(self, *, snapshot: Snapshot) -> IntArray:
        """Give the places, in the order of NPIs, of those who confirmed some number, ascending, shape (n,)."""
        asked = np.array(sorted(int(npi) for npi, phones in self.confirmed_phones.items() if phones), dtype=np.int64)
        numbers = snapshot.arrays.clinician_npi
        place = np.searchsorted(numbers, asked)
        place, asked = place[place < len(numbers)], asked[place < len(numbers)]
        known: IntArray = place[numbers[place] == asked]
        return known


NOTHING_KNOWN = Reachability()
