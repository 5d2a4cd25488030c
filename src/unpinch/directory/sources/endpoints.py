"""Electronic addresses of clinicians and organisations, from the publisher's endpoint_pfile."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from unpinch.directory._source import member_names

from ._account import Account, RowRejectedFor
from ._damage import refuse_numbers_rewritten
from ._headers import Layout
from ._reading import OnProgress, Reading, joined
from ._reasons import npi_reasons

SCHEMA = pl.Schema({"npi": pl.Int64(), "kind": pl.String(), "endpoint": pl.String()})
LAYOUT = Layout(
    words="the endpoint file",
    shown="endpoint_pfile_....csv",
    member=member_names("endpoint_pfile_"),
    headers={"npi": ("NPI",), "kind": ("Endpoint Type",), "endpoint": ("Endpoint",)},
    others={"Entity Type Code": "the provider file (npidata_pfile)"},
)


def read(*, path: Path, progress: OnProgress | None = None) -> tuple[pl.DataFrame, Account]:
    """
    Read the addresses to which other systems send messages: secure mail, FHIR servers and the like.

    Parameters
    ----------
    path
        endpoint_pfile_....csv, plain or gzipped, or the publisher's zip that holds it.
    progress
        Called after each block with rows read, bytes read and bytes there are.

    Returns
    -------
    tuple[pl.DataFrame, Account]
        One row an address, in the order of the file, with the columns of `SCHEMA`: `npi` a number, `kind` the
        publisher's word in upper case (DIRECT, FHIR, ...), `endpoint` as written, up to 1,000 characters.

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
    frame = joined(reading.without_repeated(blocks=blocks, of=SCHEMA.names()), schema=SCHEMA)
    return frame, reading.account()


def _keep(*, reading: Reading, rows: pl.DataFrame) -> pl.DataFrame:
    refuse_numbers_rewritten(rows=rows, words=("npi",), path=reading.path)
    reasons = {**npi_reasons(rows), RowRejectedFor.NO_ENDPOINT: pl.col("endpoint") == ""}
    kept = reading.sort(rows=rows, reasons=reasons)
    return kept.with_columns(pl.col("npi").cast(pl.Int64), pl.col("kind").str.to_uppercase())
