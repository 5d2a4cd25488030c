"""Clinicians who take part in Medicare: groups, addresses, telehealth, from the Doctors and Clinicians file."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from unpinch.directory._source import member_names

from ._account import Account
from ._damage import refuse_numbers_rewritten
from ._headers import Layout
from ._reading import OnProgress, Reading, joined
from ._reasons import ZIP_FORM, npi_reasons, ten_digits, whole_number, zip_digits

# What `assignment` says: whether Medicare's amount is taken as payment in full.
ASSIGNMENT_NOT_KNOWN, ASSIGNMENT_YES, ASSIGNMENT_MAY = 0, 1, 2
SCHEMA = pl.Schema(
    {
        "npi": pl.Int64(),
        "group_id": pl.String(),
        "group_name": pl.String(),
        "group_size": pl.UInt32(),
        "graduation_year": pl.UInt16(),
        "telehealth": pl.Boolean(),
        "assignment": pl.UInt8(),
        "line_1": pl.String(),
        "line_2": pl.String(),
        "city": pl.String(),
        "state": pl.String(),
        "postal": pl.String(),
        "phone": pl.String(),
    }
)
LAYOUT = Layout(
    words="the Doctors and Clinicians file",
    shown="DAC_NationalDownloadableFile.csv",
    # The catalogue's zip of the whole topic holds six files.
    member=member_names("DAC_NationalDownloadableFile"),
    may_be_alone=True,
    headers={
        "npi": ("NPI",),
        "group_id": ("org_pac_id",),
        "group_name": ("Facility Name", "org_nm"),
        "group_size": ("num_org_mem",),
        "graduation_year": ("Grd_yr",),
        "telehealth": ("Telehlth",),
        "assignment": ("ind_assgn",),
        "group_assignment": ("grp_assgn",),
        "line_1": ("adr_ln_1",),
        "line_2": ("adr_ln_2",),
        "city": ("City/Town", "cty"),
        "state": ("State", "st"),
        "postal": ("ZIP Code", "zip"),
        "phone": ("Telephone Number", "phn_numbr"),
    },
    # Since 2022 or so; files of 2021 lack it.
    optional=frozenset({"telehealth"}),
    others={"Entity Type Code": "the provider file (npidata_pfile)", "HCPCS_Cd": "a file of Medicare services"},
)
# No clinician of today graduated earlier, or will later.
_YEARS = (1900, 2099)
_GROUP_AT_MOST = 10_000_000


def read(*, path: Path, progress: OnProgress | None = None) -> tuple[pl.DataFrame, Account]:
    """
    Read who takes part in Medicare, in which groups and at which addresses.

    Parameters
    ----------
    path
        DAC_NationalDownloadableFile.csv, plain, gzipped or in a zip.
    progress
        Called after each block with rows read, bytes read and bytes there are.

    Returns
    -------
    tuple[pl.DataFrame, Account]
        One row a clinician, group and address, in the order of the file, with the columns of `SCHEMA`. The file has a
        row for each enrolment; rows that say the same are kept once. `group_id`, `group_name` and the address are ""
        where there is none, `group_size` (members) and `graduation_year` null. `telehealth` is null where the file
        leaves it blank, which does not mean no. `assignment` is 0 not known, 1 takes Medicare's amount as payment in
        full, 2 may take it. `postal` has 5 or 9 digits or none; `phone` 10 or none.

    Raises
    ------
    BadSourceFile
        If it is not that file, is cut or damaged.

    References
    ----------
    https://data.cms.gov/provider-data/dataset/mj5m-pzi6
    """
    reading = Reading(path=path, layout=LAYOUT, progress=progress)
    blocks = reading.gather(_keep)
    frame = joined(reading.without_repeated(blocks=blocks, of=SCHEMA.names()), schema=SCHEMA)
    return frame, reading.account()


def _keep(*, reading: Reading, rows: pl.DataFrame) -> pl.DataFrame:
    numbers = ("npi", "group_id", "group_size", "graduation_year", "postal", "phone")
    refuse_numbers_rewritten(rows=rows, words=numbers, path=reading.path)
    reading.zeros.look(rows)
    kept = reading.sort(rows=rows, reasons=npi_reasons(rows))
    return kept.select(
        "row",
        pl.col("npi").cast(pl.Int64),
        "group_id",
        "group_name",
        whole_number("group_size", at_most=_GROUP_AT_MOST).cast(pl.UInt32),
        _graduation_year().cast(pl.UInt16),
        pl.col("telehealth").str.to_uppercase().replace_strict({"Y": True, "N": False}, default=None),
        _assignment(),
        "line_1",
        "line_2",
        "city",
        "state",
        _postal(),
        ten_digits("phone"),
    )


def _graduation_year() -> pl.Expr:
    year = pl.col("graduation_year").cast(pl.Int64, strict=False)
    return pl.when(year.is_between(*_YEARS)).then(year).alias("graduation_year")


def _assignment() -> pl.Expr:
    """What the clinician does counts; where that is blank, what the group does."""
    own = pl.col("assignment")
    said = pl.when(own != "").then(own).otherwise(pl.col("group_assignment")).str.to_uppercase()
    known = {"Y": ASSIGNMENT_YES, "M": ASSIGNMENT_MAY}
    return said.replace_strict(known, default=ASSIGNMENT_NOT_KNOWN, return_dtype=pl.UInt8).alias("assignment")


def _postal() -> pl.Expr:
    """A row without a ZIP code that can be one still says something of the clinician: it stays, without the code."""
    digits = zip_digits("postal")
    return pl.when(digits.str.contains(ZIP_FORM)).then(digits).otherwise(pl.lit("")).alias("postal")
