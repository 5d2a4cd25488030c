"""The e-mail addresses that the public files hold of a clinician."""

from __future__ import annotations

import re

import numpy as np

from unpinch.kernel import check_npi

from ._clinician import rows_about
from ._snapshot import Snapshot

# Looks like mail and is not: such an address takes messages from members of its own network alone.
_OTHER_NETWORK = "DIRECT"
# Plain addresses of one line; what is odd is left out, for it is written to.
_ADDRESS = re.compile(r"[a-z0-9][a-z0-9._%+-]{0,62}@(?:[a-z0-9-]{1,62}\.)+[a-z]{2,24}", re.ASCII)


def mail_addresses(*, snapshot: Snapshot, npi: str) -> tuple[str, ...]:
    """
    Give the e-mail addresses that the endpoint file names for a clinician, in small letters, each once.

    There are few: the file is about addresses to which systems send messages. Secure ones (kind DIRECT), which other
    mail does not reach, are left out. Empty where the snapshot was made without that file.

    Raises
    ------
    kernel.NotAnNpi
        If the number is not an NPI.
    """
    numbers = snapshot.arrays.clinician_npi
    number = int(np.searchsorted(numbers, int(check_npi(npi=npi))))
    if number == len(numbers) or numbers[number] != int(npi):
        return ()
    of_clinician = snapshot.arrays.endpoints_clinician
    rows = (snapshot.endpoints.row(row) for row in range(*rows_about(of_clinician, number).indices(len(of_clinician))))
    written = (row["endpoint"].strip().lower().removeprefix("mailto:") for row in rows if row["kind"] != _OTHER_NETWORK)
    return tuple(dict.fromkeys(each for each in written if _ADDRESS.fullmatch(each)))
