"""Sort the rows of the provider file into clinicians to keep and rows to reject, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from unpinch.kernel import Text, say

from ._blocks import Block
from ._columns import Columns
from ._errors import DamagedFile
from ._specialties import SpecialtyBits
from ._states import STATES
from ._zips import NOT_A_ZIP, ZIP_DIGITS, ZipTable

CLINICIAN_TEXT = ("last_name", "first_name", "middle_name", "name_suffix", "credential", "taxonomies")
LOCATION_TEXT = ("line_1", "line_2", "city", "state", "postal", "phone")
TEXT_COLUMNS = (*CLINICIAN_TEXT, *LOCATION_TEXT)
# Days are counted from here; no NPI is older than 2005, and 16 bits reach beyond 2170. 0 means "no date".
DAY_ZERO = date(2000, 1, 1)
GENDERS = ("unknown", "female", "male", "other")
_GENDER_LETTERS = {"F": 1, "M": 2}
_OTHER_GENDER = 3
# Countries as the file writes them that use United States ZIP codes; blank occurs for the United States itself.
_ZIP_COUNTRIES = ("", "US", "UM", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW")
# States and territories whose ZIP codes begin with 0: where another program has eaten that zero, it shows here.
_ZERO_STATES = ("CT", "MA", "ME", "NH", "NJ", "RI", "VT", "PR", "VI")
# Beyond the end of `STATES`, and the most that six bits hold.
UNKNOWN_STATE = 63
_PLACE_OF_STATE = {
    **{state.code: place for place, state in enumerate(STATES)},
    **{state.name.upper(): place for place, state in enumerate(STATES)},
}


class RejectedFor(StrEnum):
    """Why a row is not in the directory. A row is counted once, under the first that applies, in this order."""

    NPI_WRONG_LENGTH = "npi_wrong_length"
    NPI_NOT_A_NUMBER = "npi_not_a_number"
    NPI_CHECK_DIGIT = "npi_check_digit"
    DEACTIVATED = "deactivated"
    ORGANISATION = "organisation"
    ENTITY_UNKNOWN = "entity_unknown"
    NO_NAME = "no_name"
    FOREIGN = "foreign"
    NO_PRACTICE_ZIP = "no_practice_zip"
    ZIP_MALFORMED = "zip_malformed"
    ZIP_UNKNOWN = "zip_unknown"
    ZIP_WITHOUT_POINT = "zip_without_point"
    DUPLICATE = "duplicate"
    IN_DEACTIVATION_LIST = "in_deactivation_list"


REJECTION_WORDS: dict[RejectedFor, Text] = {
    RejectedFor.NPI_WRONG_LENGTH: say("the NPI does not have 10 characters"),
    RejectedFor.NPI_NOT_A_NUMBER: say("the NPI is not 10 digits that begin with 1 or 2"),
    RejectedFor.NPI_CHECK_DIGIT: say("the last digit of the NPI does not fit the others"),
    RejectedFor.DEACTIVATED: say("the NPI was deactivated and not reactivated"),
    RejectedFor.ORGANISATION: say("it is an organisation, not a person"),
    RejectedFor.ENTITY_UNKNOWN: say("it does not say whether it is a person"),
    RejectedFor.NO_NAME: say("there is no name"),
    RejectedFor.FOREIGN: say("the practice is outside the United States"),
    RejectedFor.NO_PRACTICE_ZIP: say("there is no ZIP code of the practice"),
    RejectedFor.ZIP_MALFORMED: say("the ZIP code of the practice does not have 5 or 9 digits"),
    RejectedFor.ZIP_UNKNOWN: say("the ZIP code of the practice does not exist"),
    RejectedFor.ZIP_WITHOUT_POINT: say("where the ZIP code of the practice lies is not known (military mail, mostly)"),
    RejectedFor.DUPLICATE: say("the same NPI came before in the file"),
    RejectedFor.IN_DEACTIVATION_LIST: say("the NPI is in the list of deactivated numbers"),
}
_NPIS = (1_000_000_000, 2_999_999_999)
_REASONS = tuple(RejectedFor)
_KEEP = len(_REASONS)


@dataclass(frozen=True, eq=False)
class KeptRows:
    """
    The clinicians of one block: `text` as in the file, and numbers, all of shape (n,).

    `other_name` holds former names and names at work, "" where there is none: they are searched and not shown.
    `zip_slot` is a place in the ZIP table, `state` in `STATES`, `gender` in `GENDERS`; `specialties` holds the bits of
    all taxonomy codes in its lower half and those of the main one in its upper half; days count from `DAY_ZERO`.
    """

    text: pl.DataFrame
    other_name: pl.Series
    row: npt.NDArray[np.int64]
    npi: npt.NDArray[np.int64]
    zip_slot: npt.NDArray[np.int32]
    state: npt.NDArray[np.uint8]
    gender: npt.NDArray[np.uint8]
    specialties: npt.NDArray[np.uint64]
    updated_day: npt.NDArray[np.uint16]
    enumerated_day: npt.NDArray[np.uint16]
    has_phone: npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class RejectedRows:
    """
    How many rows of a block were rejected for one reason, and the first of them (the header is row 1).

    `npi`, shape (rows,), are their numbers; 0 where it is none.
    """

    reason: RejectedFor
    rows: int
    first_row: int
    npi: npt.NDArray[np.int64]


def sort_block(
    *, block: Block, columns: Columns, zips: ZipTable, specialties: SpecialtyBits, path: Path
) -> tuple[KeptRows, tuple[RejectedRows, ...]]:
    """
    Decide for each row of a block whether it is kept.

    Raises
    ------
    DamagedFile
        If another program has turned numbers into decimals, or eaten the zero that a ZIP code begins with.
    """
    rows = _named(block=block, columns=columns)
    _refuse_decimals(rows=rows, block=block, path=path)
    _refuse_eaten_zeros(rows=rows, block=block, path=path)
    slot = _zip_slots(rows=rows, zips=zips)
    reasons = _reasons(rows=rows, slot=slot, zips=zips)
    kept = _keep(rows=rows.filter(reasons == _KEEP), slot=slot[reasons == _KEEP], zips=zips, specialties=specialties)
    return kept, tuple(_count_rejected(reasons=reasons, npi=rows["npi"], first_row=block.first_row))


def _named(*, block: Block, columns: Columns) -> pl.DataFrame:
    """Give the columns their names, blanks at the ends taken off, nothing as "", and the row's number in the file."""
    slots = zip(columns.taxonomies, columns.switches, strict=True)
    return block.rows.select(
        *(pl.col(str(place)).fill_null("").str.strip_chars().alias(word) for word, place in columns.named.items()),
        *(pl.col(str(code)).alias(f"code_{number}") for number, (code, _switch) in enumerate(slots)),
        *(pl.col(str(switch)).alias(f"switch_{number}") for number, switch in enumerate(columns.switches)),
    ).with_row_index("row", offset=block.first_row)


def _refuse_decimals(*, rows: pl.DataFrame, block: Block, path: Path) -> None:
    for word in ("npi", "entity", "postal", "phone"):
        values = rows[word]
        is_decimal = values.str.ends_with(".0")
        if is_decimal.any():
            first = int(is_decimal.arg_max() or 0)
            raise DamagedFile(
                f"{path}, row {rows['row'][first]}: the number {values[first]} has become a decimal; another program "
                "wrote this file again and leading zeros are lost. Take the file as it is published."
            )


def _refuse_eaten_zeros(*, rows: pl.DataFrame, block: Block, path: Path) -> None:
    here = rows.select("row", "state", "postal").filter(pl.col("state").is_in(_ZERO_STATES) & (pl.col("postal") != ""))
    eaten = here.filter(pl.col("postal").str.contains(r"^[1-9]\d{2,3}(\d{4})?$"))
    # One such value is a slip of the pen; most of them are a spreadsheet.
    if eaten.height > here.height / 2:
        raise DamagedFile(
            f"{path}, row {eaten['row'][0]}: the ZIP code {eaten['postal'][0]} has lost the zero it begins with; "
            "another program wrote this file again. Take the file as it is published."
        )


def _zip_slots(*, rows: pl.DataFrame, zips: ZipTable) -> npt.NDArray[np.int32]:
    digits = rows["postal"].str.slice(0, ZIP_DIGITS).cast(pl.Int32, strict=False).fill_null(0).to_numpy()
    slots: npt.NDArray[np.int32] = zips.slot[np.clip(digits, 0, len(zips.slot) - 1)]
    return slots


def _reasons(*, rows: pl.DataFrame, slot: npt.NDArray[np.int32], zips: ZipTable) -> npt.NDArray[np.uint8]:
    """Give for each row the place of its reason in `RejectedFor`, or the number of reasons where it is kept."""
    npi, postal = pl.col("npi"), pl.col("postal").str.replace_all("-", "", literal=True)
    wrong: dict[RejectedFor, pl.Expr | pl.Series] = {
        RejectedFor.NPI_WRONG_LENGTH: npi.str.len_chars() != 10,
        # Ten characters that are a number of this size are ten digits.
        RejectedFor.NPI_NOT_A_NUMBER: ~npi.cast(pl.Int64, strict=False).is_between(*_NPIS).fill_null(value=False),
        RejectedFor.NPI_CHECK_DIGIT: pl.Series(~_has_check_digit(rows["npi"])),
        RejectedFor.DEACTIVATED: pl.Series(_is_deactivated(rows)),
        RejectedFor.ORGANISATION: pl.col("entity") == "2",
        RejectedFor.ENTITY_UNKNOWN: pl.col("entity") != "1",
        RejectedFor.NO_NAME: (pl.col("last_name") == "") & (pl.col("first_name") == ""),
        RejectedFor.FOREIGN: ~pl.col("country").is_in(_ZIP_COUNTRIES),
        RejectedFor.NO_PRACTICE_ZIP: postal == "",
        RejectedFor.ZIP_MALFORMED: ~postal.str.contains(r"^[0-9]{5}([0-9]{4})?$"),
        RejectedFor.ZIP_UNKNOWN: pl.Series(slot == NOT_A_ZIP),
        RejectedFor.ZIP_WITHOUT_POINT: pl.Series(~zips.has_point[slot]),
    }
    reason = pl.lit(_KEEP, dtype=pl.UInt8)
    for name in reversed(wrong):
        reason = pl.when(wrong[name]).then(pl.lit(_REASONS.index(name), dtype=pl.UInt8)).otherwise(reason)
    return rows.select(reason.alias("reason"))["reason"].to_numpy()


def _is_deactivated(rows: pl.DataFrame) -> npt.NDArray[np.bool_]:
    """
    Say which rows are of numbers that were deactivated and are so now.

    A date of deactivation alone does not mean it: 3 in 100 were reactivated and are active.
    """
    found = np.zeros(rows.height, dtype=np.bool_)
    dated = np.flatnonzero((rows["deactivated"] != "").to_numpy())
    if len(dated):
        some = rows.select("entity", "deactivated", "reactivated")[dated]
        off, on = _dates(some["deactivated"]), _dates(some["reactivated"])
        found[dated] = ((some["entity"] == "") | on.is_null() | (on < off).fill_null(value=False)).to_numpy()
    return found


def _has_check_digit(npi: pl.Series) -> npt.NDArray[np.bool_]:
    numbers = npi.cast(pl.Int64, strict=False).fill_null(0).to_numpy()
    fits: npt.NDArray[np.bool_] = check_digits(first_nine=numbers // 10) == numbers % 10
    return fits


def check_digits(*, first_nine: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Give the last digit of many NPIs as `kernel.npi_check_digit` does for one; shape (n,)."""
    digits = first_nine[:, None] // 10 ** np.arange(9) % 10
    doubled = digits[:, 0::2] * 2
    # 24 is what the prefix 80840 adds to the sum.
    total = 24 + digits[:, 1::2].sum(axis=1) + (doubled // 10 + doubled % 10).sum(axis=1)
    last: npt.NDArray[np.int64] = -total % 10
    return last


def _dates(texts: pl.Series) -> pl.Series:
    """Read dates as the bulk file writes them, or as the publisher's newer files do."""
    dates = texts.str.to_date("%m/%d/%Y", strict=False)
    if dates.null_count() == int((texts == "").sum()):
        return dates
    return pl.select(pl.coalesce(dates, texts.str.to_date("%Y-%m-%d", strict=False))).to_series()


def _count_rejected(*, reasons: npt.NDArray[np.uint8], npi: pl.Series, first_row: int) -> Iterable[RejectedRows]:
    numbers = npi.cast(pl.Int64, strict=False).fill_null(0).to_numpy()
    for number, reason in enumerate(_REASONS):
        rows = np.flatnonzero(reasons == number)
        if len(rows):
            yield RejectedRows(reason=reason, rows=len(rows), first_row=first_row + int(rows[0]), npi=numbers[rows])


def _keep(*, rows: pl.DataFrame, slot: npt.NDArray[np.int32], zips: ZipTable, specialties: SpecialtyBits) -> KeptRows:
    rows = rows.with_columns(
        _taxonomies(rows),
        postal=pl.col("postal").str.replace_all("-", "", literal=True),
        phone=pl.col("phone").str.replace_all(r"[^0-9]", ""),
        updated_day=_as_day(rows["updated"]),
        enumerated_day=_as_day(rows["enumerated"]),
    ).with_columns(phone=pl.when(pl.col("phone").str.len_chars() == 10).then(pl.col("phone")).otherwise(pl.lit("")))
    return KeptRows(
        text=rows.select(TEXT_COLUMNS),
        other_name=_other_names(rows),
        row=rows["row"].to_numpy().astype(np.int64),
        npi=rows["npi"].cast(pl.Int64).to_numpy(),
        zip_slot=slot,
        state=state_places(named=rows["state"], slot=slot, zips=zips),
        gender=_genders(rows["gender"]),
        specialties=specialty_masks(taxonomies=rows["taxonomies"], specialties=specialties),
        updated_day=rows["updated_day"].to_numpy(),
        enumerated_day=rows["enumerated_day"].to_numpy(),
        has_phone=(rows["phone"] != "").to_numpy(),
    )


def _taxonomies(rows: pl.DataFrame) -> pl.Series:
    """Join the codes with blanks, the one whose switch says it is the main one first: 15 in 100 have it elsewhere."""
    first = next(name for name in rows.columns if name.startswith("code_"))
    codes = rows[first].str.strip_chars().fill_null("")
    # Four in five have one code, in the first slot: the others are joined alone.
    others = [name for name in rows.columns if name.startswith("code_") and name != first]
    lengths = (pl.col(name).str.len_bytes() for name in others)
    more = rows.select(pl.sum_horizontal(lengths)).to_series() if others else pl.Series([0]).clear()
    has_more = np.flatnonzero(more.to_numpy())
    if not len(has_more):
        return codes.alias("taxonomies")
    joined = rows[has_more].select(_joined_taxonomies(rows.columns))[:, 0]
    return codes.scatter(has_more, joined).alias("taxonomies")


def _joined_taxonomies(columns: list[str]) -> pl.Expr:
    numbers = [name.removeprefix("code_") for name in columns if name.startswith("code_")]
    filled = {number: pl.col(f"code_{number}").str.strip_chars().replace("", None) for number in numbers}
    is_main = {number: (pl.col(f"switch_{number}") == "Y").fill_null(value=False) for number in numbers}
    main = (pl.when(is_main[number]).then(filled[number]) for number in numbers)
    other = (pl.when(~is_main[number]).then(filled[number]) for number in numbers)
    return pl.concat_str([*main, *other], separator=" ", ignore_nulls=True)


def _as_day(texts: pl.Series) -> pl.Series:
    days = (_dates(texts) - DAY_ZERO).dt.total_days()
    return days.clip(0, np.iinfo(np.uint16).max).fill_null(0).cast(pl.UInt16)


def _other_names(rows: pl.DataFrame) -> pl.Series:
    return rows.select(
        pl.concat_str(["other_first_name", "other_last_name"], separator=" ").str.strip_chars().alias("other_name")
    )["other_name"]


def state_places(*, named: pl.Series, slot: npt.NDArray[np.int32], zips: ZipTable) -> npt.NDArray[np.uint8]:
    """
    Give the state that each address names; where it names none we know, the state of its ZIP code.

    Parameters
    ----------
    named
        Two letters or a name, as written; shape (n,).
    slot
        Shape (n,), the place of the ZIP code in the table.
    zips
        The ZIP table.
    """
    known = named.str.to_uppercase().replace_strict(_PLACE_OF_STATE, default=-1, return_dtype=pl.Int16).to_numpy()
    found = np.where(known >= 0, known, zips.state[slot])
    return np.where(found >= 0, found, UNKNOWN_STATE).astype(np.uint8)


def _genders(letters: pl.Series) -> npt.NDArray[np.uint8]:
    known = {"": 0, **_GENDER_LETTERS}
    return letters.str.to_uppercase().replace_strict(known, default=_OTHER_GENDER, return_dtype=pl.UInt8).to_numpy()


def specialty_masks(*, taxonomies: pl.Series, specialties: SpecialtyBits) -> npt.NDArray[np.uint64]:
    """Give the bits of the kinds of clinician that taxonomy codes make, shape (n,); see `KeptRows`."""
    # Most rows share their codes with many others: each combination is looked at once.
    distinct = taxonomies.unique()
    if not len(distinct):
        return np.zeros(0, dtype=np.uint64)
    classes = [specialties.classify(codes) for codes in distinct.to_list()]
    masks = pl.Series([everything | main << 32 for everything, main in classes], dtype=pl.UInt64)
    return taxonomies.replace_strict(distinct, masks, return_dtype=pl.UInt64).to_numpy()
