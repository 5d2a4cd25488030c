"""NPIs that were deactivated, from the publisher's monthly report."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import polars as pl

from unpinch.directory._source import Source, describe_file, open_source, refuse_what_is_no_file

from ._account import Account, RowRejectedFor
from ._damage import refuse_numbers_rewritten
from ._headers import Layout
from ._reading import OnProgress, Reading, joined
from ._reasons import npi_reasons
from ._workbook import read_workbook

SCHEMA = pl.Schema({"npi": pl.Int64(), "deactivated_date": pl.Date()})
LAYOUT = Layout(
    words="the list of deactivated NPIs",
    shown="NPPES Deactivated NPI Report ....xlsx",
    member=re.compile(r"\.(xlsx|csv)$", re.IGNORECASE),
    headers={"npi": ("NPI",), "deactivated": ("NPPES Deactivation Date", "NPI Deactivation Date", "Deactivation Date")},
    others={"Entity Type Code": "the provider file (npidata_pfile)"},
)
# In every workbook, and in no zip of the publisher.
_IN_A_WORKBOOK = "[Content_Types].xml"
_CHUNK_BYTES = 1 << 20


def read(*, path: Path, progress: OnProgress | None = None) -> tuple[pl.DataFrame, Account]:
    """
    Read which NPIs were deactivated and have not come back.

    Parameters
    ----------
    path
        The report: an .xlsx as published, in its zip or not, or a .csv with the same columns.
    progress
        Called with rows read, bytes read and bytes there are.

    Returns
    -------
    tuple[pl.DataFrame, Account]
        One row an NPI, in the order of the file, with the columns of `SCHEMA`. Rows of the account count as the sheet
        does, which has a title above its header.

    Raises
    ------
    BadSourceFile
        If it is not that file, is cut or damaged.

    References
    ----------
    https://download.cms.gov/nppes/NPI_Files.html
    """
    refuse_what_is_no_file(path=path, kind=LAYOUT)
    reading = Reading(path=path, layout=LAYOUT, progress=progress)
    blocks = _gather(reading)
    frame = joined(reading.without_repeated(blocks=blocks, of=("npi",)), schema=SCHEMA)
    return frame, reading.account()


def _gather(reading: Reading) -> list[pl.DataFrame]:
    found = _workbook_in(reading.path)
    if found is None:
        return reading.gather(_keep)
    content, source = found
    rows = read_workbook(content=content, path=reading.path, layout=LAYOUT)
    reading.was_read(rows=rows.height, source=source)
    return [_keep(reading=reading, rows=rows)]


def _workbook_in(path: Path) -> tuple[bytes, Source] | None:
    """Give the bytes of the workbook that the file is or holds; None where there is none."""
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as bundle:
        names = bundle.namelist()
    if _IN_A_WORKBOOK in names:
        return path.read_bytes(), describe_file(path=path)
    with open_source(path=path, kind=LAYOUT) as (stream, describe):
        if not str(stream.member).lower().endswith(".xlsx"):
            return None
        return b"".join(iter(lambda: stream.read(_CHUNK_BYTES), b"")), describe()


def _keep(*, reading: Reading, rows: pl.DataFrame) -> pl.DataFrame:
    refuse_numbers_rewritten(rows=rows, words=("npi",), path=reading.path)
    rows = rows.with_columns(_date().alias("deactivated_date"))
    reasons = {**npi_reasons(rows), RowRejectedFor.NO_DATE: pl.col("deactivated_date").is_null()}
    kept = reading.sort(rows=rows, reasons=reasons)
    return kept.select("row", pl.col("npi").cast(pl.Int64), "deactivated_date")


def _date() -> pl.Expr:
    """Read a date as the report writes it, or as a workbook gives a cell that is a date: with a time behind it."""
    text = pl.col("deactivated").str.extract(r"^(\S+)")
    return pl.coalesce(text.str.to_date("%m/%d/%Y", strict=False), text.str.to_date("%Y-%m-%d", strict=False))
