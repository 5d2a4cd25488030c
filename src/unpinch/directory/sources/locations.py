"""Practice locations beyond the first, from the publisher's pl_pfile."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from unpinch.directory._source import member_names

from ._account import Account
from ._damage import refuse_numbers_rewritten
from ._headers import Layout
from ._reading import OnProgress, Reading, joined
from ._reasons import npi_reasons, place_reasons, ten_digits, zip_digits

SCHEMA = pl.Schema(
    {
        "npi": pl.Int64(),
        "line_1": pl.String(),
        "line_2": pl.String(),
        "city": pl.String(),
        "state": pl.String(),
        "postal": pl.String(),
        "phone": pl.String(),
    }
)
_ADDRESS = "Provider Secondary Practice Location Address"
LAYOUT = Layout(
    words="the practice location file",
    shown="pl_pfile_....csv",
    member=member_names("pl_pfile_"),
    headers={
        "npi": ("NPI",),
        "line_1": (f"{_ADDRESS}- Address Line 1",),
        "line_2": (f"{_ADDRESS}- Address Line 2",),
        "city": (f"{_ADDRESS} - City Name",),
        "state": (f"{_ADDRESS} - State Name",),
        "postal": (f"{_ADDRESS} - Postal Code",),
        "country": (f"{_ADDRESS} - Country Code (If outside U.S.)",),
        "phone": (f"{_ADDRESS} - Telephone Number",),
    },
    others={
        "Entity Type Code": "the provider file (npidata_pfile)",
        "Endpoint": "the endpoint file (endpoint_pfile)",
        "Provider Other Organization Name": "the other-name file (othername_pfile)",
    },
)
_SAME = ("npi", "line_1", "line_2", "city", "state", "postal")


def read(*, path: Path, progress: OnProgress | None = None) -> tuple[pl.DataFrame, Account]:
    """
    Read the addresses at which clinicians and organisations practise besides their first.

    Parameters
    ----------
    path
        pl_pfile_....csv, plain or gzipped, or the publisher's zip that holds it.
    progress
        Called after each block with rows read, bytes read and bytes there are.

    Returns
    -------
    tuple[pl.DataFrame, Account]
        One row an address, in the order of the file, with the columns of `SCHEMA`: `npi` a number, the others text,
        "" where nothing is given. `postal` has 5 or 9 digits and lies where `zipcodes` knows a point; `phone` has 10
        digits or none. The file does not say who is a person: NPIs of organisations are in it.

    Raises
    ------
    BadSourceFile
        If it is not that file, is cut or damaged.

    References
    ----------
    https://download.cms.gov/nppes/NPI_Files.html
    """
    reading = Reading(path=path, layout=LAYOUT, progress=progress)
    blocks = reading.gather(_keep)
    frame = joined(reading.without_repeated(blocks=blocks, of=_SAME), schema=SCHEMA)
    return frame, reading.account()


def _keep(*, reading: Reading, rows: pl.DataFrame) -> pl.DataFrame:
    refuse_numbers_rewritten(rows=rows, words=("npi", "postal", "phone"), path=reading.path)
    reading.zeros.look(rows)
    rows = rows.with_columns(zip_digits("postal"), ten_digits("phone"))
    kept = reading.sort(rows=rows, reasons={**npi_reasons(rows), **place_reasons(rows)})
    return kept.select("row", pl.col("npi").cast(pl.Int64), *SCHEMA.names()[1:])
