"""What became of every row of a public file: read is kept and rejected, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from unpinch.directory._source import Source
from unpinch.kernel import Text, say


class RowRejectedFor(StrEnum):
    """Why a row of a public file is not used. A row is counted once, under the first that applies."""

    OTHER_CARE = "other_care"
    ORGANISATION = "organisation"
    NPI_WRONG_LENGTH = "npi_wrong_length"
    NPI_NOT_A_NUMBER = "npi_not_a_number"
    NPI_CHECK_DIGIT = "npi_check_digit"
    COUNT_UNREADABLE = "count_unreadable"
    NO_NAME = "no_name"
    NO_ENDPOINT = "no_endpoint"
    NO_DATE = "no_date"
    NO_CODE = "no_code"
    FOREIGN = "foreign"
    NO_PRACTICE_ZIP = "no_practice_zip"
    ZIP_MALFORMED = "zip_malformed"
    ZIP_UNKNOWN = "zip_unknown"
    ZIP_WITHOUT_POINT = "zip_without_point"
    DUPLICATE = "duplicate"


ROW_REJECTION_WORDS: dict[RowRejectedFor, Text] = {
    RowRejectedFor.OTHER_CARE: say("the procedure is of no kind of care that the directory looks at"),
    RowRejectedFor.ORGANISATION: say("it is an organisation, not a person"),
    RowRejectedFor.NPI_WRONG_LENGTH: say("the NPI does not have 10 characters"),
    RowRejectedFor.NPI_NOT_A_NUMBER: say("the NPI is not 10 digits that begin with 1 or 2"),
    RowRejectedFor.NPI_CHECK_DIGIT: say("the last digit of the NPI does not fit the others"),
    RowRejectedFor.COUNT_UNREADABLE: say("the number of patients or services is missing, or is no number"),
    RowRejectedFor.NO_NAME: say("there is no name"),
    RowRejectedFor.NO_ENDPOINT: say("there is no address for messages"),
    RowRejectedFor.NO_DATE: say("there is no date that can be read"),
    RowRejectedFor.NO_CODE: say("the code does not have 10 characters"),
    RowRejectedFor.FOREIGN: say("the practice is outside the United States"),
    RowRejectedFor.NO_PRACTICE_ZIP: say("there is no ZIP code of the practice"),
    RowRejectedFor.ZIP_MALFORMED: say("the ZIP code of the practice does not have 5 or 9 digits"),
    RowRejectedFor.ZIP_UNKNOWN: say("the ZIP code of the practice does not exist"),
    RowRejectedFor.ZIP_WITHOUT_POINT: say(
        "where the ZIP code of the practice lies is not known (military mail, mostly)"
    ),
    RowRejectedFor.DUPLICATE: say("an earlier row says the same"),
}


# Reasons that say that a value is not what its column should hold. They are rare: in none of 28,650 NPIs of real
# samples does the last digit not fit.
NOT_WHAT_IT_SHOULD_BE = (
    RowRejectedFor.NPI_WRONG_LENGTH,
    RowRejectedFor.NPI_NOT_A_NUMBER,
    RowRejectedFor.NPI_CHECK_DIGIT,
    RowRejectedFor.COUNT_UNREADABLE,
    RowRejectedFor.NO_DATE,
    RowRejectedFor.NO_CODE,
    RowRejectedFor.ZIP_MALFORMED,
)


@dataclass(frozen=True)
class RowsRejected:
    """How many rows were rejected for one reason, and the first of them (the header is row 1)."""

    reason: RowRejectedFor
    rows: int
    first_row: int


@dataclass(frozen=True)
class Account:
    """
    What became of every row of one file: `rows_read` is `rows_kept` and all of `rejected`, exactly.

    `mended_rows` held bytes that are not UTF-8, and were read as cp1252. `year` is the year that the file is about,
    None where it is about no one year.
    """

    source: Source
    rows_read: int
    rows_kept: int
    rejected: tuple[RowsRejected, ...]
    mended_rows: int
    year: int | None = None
