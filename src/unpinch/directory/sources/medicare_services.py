"""What clinicians did for people on Medicare, by kind of care, from the file by Provider and Service."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import polars as pl

from unpinch.directory._errors import DamagedFile

from ._account import Account, RowRejectedFor
from ._damage import refuse_numbers_rewritten
from ._headers import Layout
from ._reading import ODD_ROWS_AT_MOST, OnProgress, Reading, joined
from ._reasons import count, npi_reasons, unreadable
from ._years import year_of

SCHEMA = pl.Schema(
    {
        "npi": pl.Int64(),
        "care": pl.String(),
        "year": pl.UInt16(),
        "services": pl.Float64(),
        "patients": pl.UInt32(),
        "patients_at_most": pl.UInt32(),
        "is_office": pl.Boolean(),
    }
)
_CODE_CHARACTERS = 5
LAYOUT = Layout(
    words="the file of Medicare by Provider and Service",
    shown="MUP_PHY_...._Prov_Svc.csv",
    member=re.compile(r"Prov_Svc\.csv$", re.IGNORECASE),
    may_be_alone=True,
    headers={
        "npi": ("Rndrng_NPI", "NPI", "National Provider Identifier"),
        "entity": ("Rndrng_Prvdr_Ent_Cd", "nppes_entity_code", "Entity Type of the Provider"),
        "state": ("Rndrng_Prvdr_State_Abrvtn", "nppes_provider_state", "State Code of the Provider"),
        "postal": ("Rndrng_Prvdr_Zip5", "nppes_provider_zip", "Zip Code of the Provider"),
        "code": ("HCPCS_Cd", "hcpcs_code", "HCPCS Code"),
        "place": ("Place_Of_Srvc", "place_of_service", "Place of Service"),
        "patients": ("Tot_Benes", "bene_unique_cnt", "Number of Medicare Beneficiaries"),
        "services": ("Tot_Srvcs", "line_srvc_cnt", "Number of Services"),
    },
    others={
        "Tot_HCPCS_Cds": "the file by Provider",
        "number_of_hcpcs": "the file by Provider",
        "Entity Type Code": "the provider file (npidata_pfile)",
    },
)


def read(
    *, path: Path, care_of_code: Mapping[str, str], year: int | None = None, progress: OnProgress | None = None
) -> tuple[pl.DataFrame, Account]:
    """
    Read what each clinician did for people on Medicare in one year, for the kinds of care that are looked at.

    The file holds fee-for-service Medicare only, and leaves out each procedure done for fewer than 11 people: no row is
    no sign that somebody does not do it.

    Parameters
    ----------
    path
        The file of one year: plain, gzipped or in a zip.
    care_of_code
        Kind of care of each procedure code, five characters; rows of other codes are rejected as `other_care`.
    year
        Year of the file; None reads it off the name.
    progress
        Called after each block with rows read, bytes read and bytes there are.

    Returns
    -------
    tuple[pl.DataFrame, Account]
        One row a clinician, kind of care and place (office or facility), in this order, with the columns of `SCHEMA`.
        `services` is the sum over the codes; `patients` is the largest number of people of one code, so at least so
        many different people were seen; `patients_at_most` is the sum, for one person may be counted under several
        codes. Both are 11 or more. The account counts rows of the file, several of which make one row here.

    Raises
    ------
    UnknownYear
        If nothing says of which year the file is.
    BadSourceFile
        If it is not that file, is cut or damaged.

    References
    ----------
    https://data.cms.gov/provider-summary-by-type-of-service/medicare-physician-other-practitioners/medicare-physician-other-practitioners-by-provider-and-service
    """
    reading = Reading(path=path, layout=LAYOUT, progress=progress)
    blocks = reading.gather(partial(_keep, care_of_code=care_of_code))
    of_year = year_of(path=path, member=reading.member, year=year)
    # A clinician has one row for each code and place.
    kept = reading.without_repeated(blocks=blocks, of=("npi", "code", "is_office"))
    frame = _by_care(rows=joined(kept, schema=_KEPT), year=of_year, care_of_code=care_of_code)
    return frame, reading.account(year=of_year)


_KEPT = pl.Schema(
    {
        "npi": pl.Int64(),
        "code": pl.String(),
        "is_office": pl.Boolean(),
        "patients": pl.UInt32(),
        "services": pl.Float64(),
    }
)


def _keep(*, reading: Reading, rows: pl.DataFrame, care_of_code: Mapping[str, str]) -> pl.DataFrame:
    refuse_numbers_rewritten(rows=rows, words=("npi", "code", "patients"), path=reading.path)
    _refuse_other_codes(rows=rows, path=reading.path)
    reading.zeros.look(rows)
    # Nineteen rows in twenty are of other care; what is asked of the others need not be asked of them.
    known = list(care_of_code)
    rows = reading.sort(rows=rows, reasons={RowRejectedFor.OTHER_CARE: ~pl.col("code").is_in(known)})
    rows = rows.with_columns(count("patients", pl.UInt32), count("services", pl.Float64))
    reasons = {
        RowRejectedFor.ORGANISATION: pl.col("entity").str.to_uppercase() == "O",
        **npi_reasons(rows),
        RowRejectedFor.COUNT_UNREADABLE: unreadable("patients") | unreadable("services"),
    }
    # O is an office, F a facility such as a hospital.
    office = pl.col("place").str.to_uppercase().str.starts_with("O")
    kept = reading.sort(rows=rows, reasons=reasons).with_columns(pl.col("npi").cast(pl.Int64), is_office=office)
    return kept.select("row", *_KEPT.names())


def _refuse_other_codes(*, rows: pl.DataFrame, path: Path) -> None:
    """Refuse codes that lost the zeros they begin with, and a column of something else: each has five characters."""
    short = rows.select("row", "code").filter(pl.col("code").str.len_bytes() < _CODE_CHARACTERS)
    eaten = short.filter(pl.col("code").str.contains(r"^[0-9]+$"))
    if eaten.height:
        raise DamagedFile(
            f"{path}, row {eaten['row'][0]}: the procedure code {eaten['code'][0]} has lost the zero it begins with; "
            "another program wrote this file again. Take the file as it is published."
        )
    others = rows.select("row", "code").filter(~pl.col("code").str.contains(r"^[0-9A-Z]{5}$"))
    if others.height > max(rows.height / 2, ODD_ROWS_AT_MOST):
        raise DamagedFile(
            f"{path}, row {others['row'][0]}: {others['code'][0]!r} is no procedure code, and so in {others.height:,} "
            f"of {rows.height:,} rows; columns may have been exchanged. Take the file as it is published."
        )


def _by_care(*, rows: pl.DataFrame, year: int, care_of_code: Mapping[str, str]) -> pl.DataFrame:
    keys = ["npi", "care", "is_office"]
    care = pl.col("code").replace_strict(care_of_code, default=None, return_dtype=pl.String)
    return (
        rows.with_columns(care=care)
        .group_by(keys)
        .agg(
            pl.col("services").sum(),
            pl.col("patients").max(),
            pl.col("patients").sum().cast(pl.UInt32).alias("patients_at_most"),
            pl.lit(year, dtype=pl.UInt16).alias("year"),
        )
        .sort(keys, descending=[False, False, True])
        .select(SCHEMA.names())
        .cast(SCHEMA)
    )
