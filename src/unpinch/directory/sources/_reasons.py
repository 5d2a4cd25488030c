"""Reasons to reject a row that several public files share."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from unpinch.directory._rows import check_digits
from unpinch.directory._zips import NOT_A_ZIP, ZIP_DIGITS, zip_table

from ._account import RowRejectedFor

Reasons = Mapping[RowRejectedFor, pl.Expr | pl.Series]
# Countries as the files write them that use United States ZIP codes; blank occurs for the United States itself.
_ZIP_COUNTRIES = ("", "US", "UM", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW")
ZIP_FORM = r"^[0-9]{5}([0-9]{4})?$"


def npi_reasons(rows: pl.DataFrame) -> Reasons:
    """Say which rows have an NPI that cannot be one; `rows` has the column `npi` as text."""
    npi = pl.col("npi")
    numbers = rows["npi"].cast(pl.Int64, strict=False).fill_null(0).to_numpy()
    return {
        RowRejectedFor.NPI_WRONG_LENGTH: npi.str.len_chars() != 10,
        RowRejectedFor.NPI_NOT_A_NUMBER: ~npi.str.contains(r"^[12][0-9]{9}$"),
        RowRejectedFor.NPI_CHECK_DIGIT: pl.Series(check_digits(first_nine=numbers // 10) != numbers % 10),
    }


def place_reasons(rows: pl.DataFrame) -> Reasons:
    """Say which rows have no place we know; `rows` has `country` and `postal` as text, without hyphens."""
    zips, postal = zip_table(), pl.col("postal")
    digits = rows["postal"].str.slice(0, ZIP_DIGITS).cast(pl.Int32, strict=False).fill_null(0)
    slot = zips.slot[digits.clip(0, len(zips.slot) - 1).to_numpy()]
    return {
        RowRejectedFor.FOREIGN: ~pl.col("country").is_in(_ZIP_COUNTRIES),
        RowRejectedFor.NO_PRACTICE_ZIP: postal == "",
        RowRejectedFor.ZIP_MALFORMED: ~postal.str.contains(ZIP_FORM),
        RowRejectedFor.ZIP_UNKNOWN: pl.Series(slot == NOT_A_ZIP),
        RowRejectedFor.ZIP_WITHOUT_POINT: pl.Series(~zips.has_point[slot]),
    }


def ten_digits(word: str) -> pl.Expr:
    """Give a telephone number as its ten digits, "" where it has not ten."""
    digits = pl.col(word).str.replace_all(r"[^0-9]", "")
    return pl.when(digits.str.len_chars() == 10).then(digits).otherwise(pl.lit("")).alias(word)


def zip_digits(word: str) -> pl.Expr:
    """Give a ZIP code without its hyphen."""
    return pl.col(word).str.replace_all("-", "", literal=True).alias(word)


def whole_number(word: str, *, at_most: int) -> pl.Expr:
    """Give a whole number from 0 to `at_most`, null where there is none."""
    number = pl.col(word).cast(pl.Int64, strict=False)
    return pl.when(number.is_between(0, at_most)).then(number).alias(word)


def count(word: str, kind: type[pl.DataType]) -> pl.Expr:
    """Read a count, null where there is none; some releases write 1,234."""
    return pl.col(word).str.replace_all(",", "", literal=True).cast(kind, strict=False)


def unreadable(word: str) -> pl.Expr:
    """Say where a count is missing, is below 0 or is no number."""
    return ~(pl.col(word).is_finite() & (pl.col(word) >= 0)).fill_null(value=False)
