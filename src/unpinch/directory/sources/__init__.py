"""
Readers of the public files, one module a file: `locations.read(path=...)` gives a frame and an account of every row.

Each frame has exactly the columns of its module's `SCHEMA`. Licence, identifier and tax-number columns are never read.
"""

from . import (
    deactivated,
    doctors,
    endpoints,
    locations,
    medicare_services,
    medicare_totals,
    other_names,
    taxonomy,
)
from ._account import ROW_REJECTION_WORDS, Account, RowRejectedFor, RowsRejected
from ._members import members
from ._reading import OnProgress
from ._years import year_and_path

__all__ = [
    "ROW_REJECTION_WORDS",
    "Account",
    "OnProgress",
    "RowRejectedFor",
    "RowsRejected",
    "deactivated",
    "doctors",
    "endpoints",
    "locations",
    "medicare_services",
    "medicare_totals",
    "members",
    "other_names",
    "taxonomy",
    "year_and_path",
]
