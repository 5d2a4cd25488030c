"""Further names of organisations, from the publisher's othername_pfile."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from unpinch.directory._source import member_names

from ._account import Account, RowRejectedFor
from ._damage import refuse_numbers_rewritten
from ._headers import Layout
from ._reading import OnProgress, Reading, joined
from ._reasons import npi_reasons

SCHEMA = pl.Schema({"npi": pl.Int64(), "other_name": pl.String(), "kind": pl.String()})
LAYOUT = Layout(
    words="the other-name file",
    shown="othername_pfile_....csv",
    member=member_names("othername_pfile_"),
    headers={
        "npi": ("NPI",),
        "other_name": ("Provider Other Organization Name",),
        "kind": ("Provider Other Organization Name Type Code",),
    },
    others={
        # The provider file has these columns too.
        "Entity Type Code": "the provider file (npidata_pfile)",
    },
)


def read(*, path: Path, progress: OnProgress | None = None) -> tuple[pl.DataFrame, Account]:
    """
    Read the names that organisations have besides their legal one.

    Parameters
    ----------
    path
        othername_pfile_....csv, plain or gzipped, or the publisher's zip that holds it.
    progress
        Called after each block with rows read, bytes read and bytes there are.

    Returns
    -------
    tuple[pl.DataFrame, Account]
        One row a name, in the order of the file, with the columns of `SCHEMA`: `npi` a number, `other_name` as written,
        `kind` the publisher's code, "" where there is none. Names of persons are not in this file, but in the provider
        file.

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
    refuse_numbers_rewritten(rows=rows, words=("npi", "kind"), path=reading.path)
    reasons = {**npi_reasons(rows), RowRejectedFor.NO_NAME: pl.col("other_name") == ""}
    return reading.sort(rows=rows, reasons=reasons).with_columns(pl.col("npi").cast(pl.Int64))
