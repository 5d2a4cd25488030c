"""How many people on Medicare each clinician saw in a year, from the file by Provider."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl

from ._account import Account, RowRejectedFor
from ._damage import refuse_numbers_rewritten
from ._headers import Layout
from ._reading import OnProgress, Reading, joined
from ._reasons import count, npi_reasons, unreadable
from ._years import year_of

SCHEMA = pl.Schema({"npi": pl.Int64(), "year": pl.UInt16(), "patients": pl.UInt32(), "services": pl.Float64()})
LAYOUT = Layout(
    words="the file of Medicare by Provider",
    shown="MUP_PHY_...._Prov.csv",
    member=re.compile(r"_Prov\.csv$", re.IGNORECASE),
    may_be_alone=True,
    headers={
        "npi": ("Rndrng_NPI", "NPI", "National Provider Identifier"),
        "entity": ("Rndrng_Prvdr_Ent_Cd", "nppes_entity_code", "Entity Type of the Provider"),
        "state": ("Rndrng_Prvdr_State_Abrvtn", "nppes_provider_state", "State Code of the Provider"),
        "postal": ("Rndrng_Prvdr_Zip5", "nppes_provider_zip", "Zip Code of the Provider"),
        "patients": ("Tot_Benes", "total_unique_benes", "Number of Medicare Beneficiaries"),
        "services": ("Tot_Srvcs", "total_services", "Number of Services"),
    },
    others={
        "HCPCS_Cd": "the file by Provider and Service",
        "hcpcs_code": "the file by Provider and Service",
        "HCPCS Code": "the file by Provider and Service",
        "Entity Type Code": "the provider file (npidata_pfile)",
    },
)


def read(*, path: Path, year: int | None = None, progress: OnProgress | None = None) -> tuple[pl.DataFrame, Account]:
    """
    Read how many people on Medicare each clinician saw in one year, for whatever.

    The file holds fee-for-service Medicare only, and leaves out who saw fewer than 11 people.

    Parameters
    ----------
    path
        The file of one year: plain, gzipped or in a zip.
    year
        Year of the file; None reads it off the name.
    progress
        Called after each block with rows read, bytes read and bytes there are.

    Returns
    -------
    tuple[pl.DataFrame, Account]
        One row a clinician, in the order of the file, with the columns of `SCHEMA`; `patients` are different people,
        `services` of all kinds.

    Raises
    ------
    UnknownYear
        If nothing says of which year the file is.
    BadSourceFile
        If it is not that file, is cut or damaged.

    References
    ----------
    https://data.cms.gov/provider-summary-by-type-of-service/medicare-physician-other-practitioners/medicare-physician-other-practitioners-by-provider
    """
    reading = Reading(path=path, layout=LAYOUT, progress=progress)
    blocks = reading.gather(_keep)
    of_year = year_of(path=path, member=reading.member, year=year)
    kept = reading.without_repeated(blocks=blocks, of=("npi",))
    frame = joined([block.with_columns(pl.lit(of_year).alias("year")) for block in kept], schema=SCHEMA)
    return frame, reading.account(year=of_year)


def _keep(*, reading: Reading, rows: pl.DataFrame) -> pl.DataFrame:
    refuse_numbers_rewritten(rows=rows, words=("npi", "patients"), path=reading.path)
    reading.zeros.look(rows)
    rows = rows.with_columns(count("patients", pl.UInt32), count("services", pl.Float64))
    reasons = {
        RowRejectedFor.ORGANISATION: pl.col("entity").str.to_uppercase() == "O",
        **npi_reasons(rows),
        RowRejectedFor.COUNT_UNREADABLE: unreadable("patients") | unreadable("services"),
    }
    kept = reading.sort(rows=rows, reasons=reasons)
    return kept.select("row", pl.col("npi").cast(pl.Int64), "patients", "services")
