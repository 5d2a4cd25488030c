"""What the taxonomy codes of the provider file stand for, from the code set of the NUCC."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl

from ._account import Account, RowRejectedFor
from ._headers import Layout
from ._reading import Reading, joined

SCHEMA = pl.Schema(
    {"code": pl.String(), "grouping": pl.String(), "classification": pl.String(), "specialization": pl.String()}
)
LAYOUT = Layout(
    words="the NUCC taxonomy",
    shown="nucc_taxonomy_....csv",
    member=re.compile(r"\.csv$", re.IGNORECASE),
    headers={
        "code": ("Code",),
        "grouping": ("Grouping", "Type"),
        "classification": ("Classification",),
        "specialization": ("Specialization",),
    },
    others={"MEDICARE SPECIALTY CODE": "the crosswalk from Medicare's specialties to the taxonomy"},
)


def read(*, path: Path) -> tuple[pl.DataFrame, Account]:
    """
    Read the Health Care Provider Taxonomy code set.

    Parameters
    ----------
    path
        nucc_taxonomy_....csv, plain, gzipped or in a zip. The set is copyright of the American Medical Association on
        behalf of the NUCC; it may be used free of charge, unchanged, with its notice.

    Returns
    -------
    tuple[pl.DataFrame, Account]
        One row a code of ten characters, in the order of the file, with the columns of `SCHEMA`; `specialization` is ""
        for the general code of a classification. The provider file holds codes that were retired and are not here.

    Raises
    ------
    BadSourceFile
        If it is not that file, is cut or damaged.

    References
    ----------
    https://www.nucc.org/index.php/code-sets-mainmenu-41/provider-taxonomy-mainmenu-40/csv-mainmenu-57
    """
    reading = Reading(path=path, layout=LAYOUT)
    blocks = reading.gather(_keep)
    return joined(reading.without_repeated(blocks=blocks, of=("code",)), schema=SCHEMA), reading.account()


def _keep(*, reading: Reading, rows: pl.DataFrame) -> pl.DataFrame:
    no_code = ~pl.col("code").str.contains(r"^[0-9A-Z]{9}X$")
    return reading.sort(rows=rows, reasons={RowRejectedFor.NO_CODE: no_code})
