"""Join what other public files say to the clinicians of the provider file: addresses, traits, figures, more text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from ._people import (
    ALL_CARE,
    Addresses,
    Experience,
    More,
    People,
    clinician_of,
    no_experience,
    nothing_more,
)
from ._rows import state_places
from ._traits import (
    IN_A_GROUP,
    IN_MEDICARE_FILE,
    MAIN_PLACE,
    MEDICARE_PLACE,
    OTHER_PHONE,
    SAME_PHONE,
    SAME_STREET,
    SECOND_PLACE,
    TELEHEALTH,
    UInt64Array,
    with_assignment,
    with_level,
)
from ._zips import NOT_A_ZIP, ZIP_DIGITS, IntArray, ZipTable

ADDRESS_TEXT = ("line_1", "line_2", "city", "state", "postal", "phone")
# Levels of shown experience: a frame with npi, care, year, services, patients and patients_at_most, and the main kind
# of clinician of each NPI in it -> a frame with npi, care and level (0 to 7).
Levels = Callable[[pl.DataFrame], pl.DataFrame]


@dataclass(frozen=True, eq=False)
class MorePlaces:
    """Addresses that other files give, as text, with what they were matched by; ascending by clinician."""

    text: pl.DataFrame
    clinician: IntArray
    zip_slot: npt.NDArray[np.int32]
    source: npt.NDArray[np.uint8]


def more_places(*, frames: Sequence[tuple[pl.DataFrame, int]], people: People, zips: ZipTable) -> MorePlaces:
    """
    Gather the addresses of clinicians from other files.

    Parameters
    ----------
    frames
        Each with `npi` and the columns of `ADDRESS_TEXT`, and the bit of the file it is from.
    people
        Whose addresses are wanted; those of others, and those without a known ZIP code, are left out.
    zips
        The ZIP table.
    """
    parts = []
    for frame, source in frames:
        known = frame.select("npi", *ADDRESS_TEXT).with_columns(
            clinician=pl.Series(clinician_of(npi=frame["npi"], people=people.npi)),
            zip_slot=pl.Series(_slots(postal=frame["postal"], zips=zips)),
            source=pl.lit(source, dtype=pl.UInt8),
        )
        known = known.filter((pl.col("clinician") >= 0) & (pl.col("zip_slot") >= 0))
        parts.append(known.unique(subset=("clinician", *ADDRESS_TEXT), keep="first", maintain_order=True))
    if not parts:
        parts = [pl.DataFrame(schema={**dict.fromkeys(ADDRESS_TEXT, pl.String), **_MATCHED})]
    rows = pl.concat([part.select(*ADDRESS_TEXT, *_MATCHED) for part in parts])
    rows = rows.sort("clinician", "source", maintain_order=True)
    return MorePlaces(
        text=rows.select(ADDRESS_TEXT),
        clinician=rows["clinician"].to_numpy(),
        zip_slot=rows["zip_slot"].to_numpy(),
        source=rows["source"].to_numpy(),
    )


_MATCHED = {"clinician": pl.Int64, "zip_slot": pl.Int32, "source": pl.UInt8}


def _slots(*, postal: pl.Series, zips: ZipTable) -> npt.NDArray[np.int32]:
    """Give the place of each ZIP code in the table, -1 where it is none or lies nobody knows where; shape (n,)."""
    digits = postal.str.slice(0, ZIP_DIGITS)
    number = digits.cast(pl.Int32, strict=False).fill_null(0).to_numpy()
    slot = zips.slot[np.clip(number, 0, len(zips.slot) - 1)]
    whole = digits.str.len_chars().fill_null(0).to_numpy() == ZIP_DIGITS
    return np.where(whole & (slot != NOT_A_ZIP) & zips.has_point[slot], slot, NOT_A_ZIP).astype(np.int32)


def join_addresses(
    *, main: Addresses, main_text: pl.DataFrame, more: MorePlaces, first_text_row: int, zips: ZipTable
) -> Addresses:
    """
    Put the main addresses and those of other files together: each street of a clinician once, with all that name it.

    Parameters
    ----------
    main
        One address a clinician, in their order.
    main_text
        `line_1` and `phone` of the main addresses of those in `more`: one row a clinician of `more`, ascending.
    more
        From `more_places`.
    first_text_row
        The row of the addresses' text at which the text of `more` begins.
    zips
        The ZIP table.
    """
    if not len(more.clinician):
        return main
    whose = np.unique(more.clinician)
    rows = pl.concat([_main_rows(main=main, whose=whose, text=main_text), _more_rows(more, first_text_row, zips)])
    merged = _merge(rows)
    alone = np.ones(len(main.clinician), dtype=np.bool_)
    alone[whose] = False
    joined = _together(main.only(alone), merged)
    return joined.only(np.argsort(joined.clinician, kind="stable"))


def _main_rows(*, main: Addresses, whose: IntArray, text: pl.DataFrame) -> pl.DataFrame:
    of = main.only(whose)
    return text.select(street=_street(), phone="phone").with_columns(
        clinician=pl.Series(of.clinician),
        zip_slot=pl.Series(of.zip_slot),
        source=pl.Series(of.sources),
        state=pl.Series(of.state),
        text_row=pl.Series(of.text_row),
    )


def _more_rows(more: MorePlaces, first_text_row: int, zips: ZipTable) -> pl.DataFrame:
    return more.text.select(street=_street(), phone="phone").with_columns(
        clinician=pl.Series(more.clinician),
        zip_slot=pl.Series(more.zip_slot),
        source=pl.Series(more.source),
        state=pl.Series(state_places(named=more.text["state"], slot=more.zip_slot, zips=zips)),
        text_row=pl.Series(np.arange(len(more.clinician)) + first_text_row),
    )


def _street() -> pl.Expr:
    """
    Give what two ways of writing one address share: the house number; where there is none, the letters of the line.

    Within one ZIP code that tells streets apart well enough, and "AVE" is not told from "AVENUE".
    """
    letters = pl.col("line_1").str.to_uppercase().str.replace_all("[^A-Z0-9]+", "")
    return pl.coalesce(pl.col("line_1").str.extract(r"^\D{0,2}(\d+)", 1), letters)


def _merge(rows: pl.DataFrame) -> Addresses:
    # Numbers in place of text: windows and groups over them take a fifth of the time. Two streets of one clinician in
    # one ZIP code would have to share 64 bits to be taken for one.
    rows = rows.with_columns(
        place=pl.col("clinician") * (1 << 32) + pl.col("zip_slot").cast(pl.Int64),
        street=pl.when(pl.col("street") == "").then(pl.lit(0, dtype=pl.UInt64)).otherwise(pl.col("street").hash()),
        phone=pl.col("phone").cast(pl.Int64, strict=False).fill_null(0),
        theirs=pl.col("source") == MEDICARE_PLACE,
    )
    rows = rows.join(
        _agreed(rows, "phone").with_columns(called=True), on=["place", "phone"], how="left", maintain_order="left"
    )
    both = _agreed(rows.filter(pl.col("phone") != 0).with_columns(any=1), "any").select("place", both=True)
    found = (
        rows.group_by("place", "street", maintain_order=True)
        .agg(
            *(pl.col(name).first() for name in ("clinician", "zip_slot", "state", "text_row", "phone")),
            *(
                (pl.col("source") == bit).any().alias(f"bit_{bit}")
                for bit in (MAIN_PLACE, SECOND_PLACE, MEDICARE_PLACE)
            ),
            theirs=(pl.col("street") != 0).first() & pl.col("theirs").any() & (~pl.col("theirs")).any(),
            called=pl.col("called").fill_null(value=False).any(),
        )
        .join(both, on="place", how="left", maintain_order="left")
        .with_columns(pl.col("both").fill_null(value=False))
        # The main one is first, then what the clinician said of themselves.
        .sort("clinician", ~pl.col(f"bit_{MAIN_PLACE}"), ~pl.col(f"bit_{SECOND_PLACE}"), maintain_order=True)
    )
    bits = {f"bit_{bit}": bit for bit in (MAIN_PLACE, SECOND_PLACE, MEDICARE_PLACE)}
    flags = {**bits, "theirs": SAME_STREET, "called": SAME_PHONE}
    sources = sum((found[name].to_numpy().astype(np.uint8) * bit for name, bit in flags.items()), np.uint8(0))
    differ = (found["both"] & ~found["called"]).to_numpy().astype(np.uint8) * OTHER_PHONE
    return Addresses(
        clinician=found["clinician"].to_numpy(),
        zip_slot=found["zip_slot"].to_numpy(),
        state=found["state"].to_numpy(),
        sources=(sources | differ).astype(np.uint8),
        has_phone=(found["phone"] != 0).to_numpy(),
        text_row=found["text_row"].to_numpy(),
    )


def _agreed(rows: pl.DataFrame, what: str) -> pl.DataFrame:
    """Give the places, and the values of a column other than 0, that both publishers have."""
    known = rows.filter(pl.col(what) != 0)
    theirs, ours = known.filter(pl.col("theirs")), known.filter(~pl.col("theirs"))
    return theirs.select("place", what).unique().join(ours.select("place", what), on=["place", what], how="semi")


def _together(one: Addresses, other: Addresses) -> Addresses:
    return Addresses(
        **{name: np.concatenate([getattr(one, name), getattr(other, name)]) for name in Addresses.__dataclass_fields__}
    )


def join_doctors(*, people: People, doctors: pl.DataFrame) -> tuple[People, More]:
    """Give the clinicians with the traits of the Medicare Doctors and Clinicians file, and the groups they are in."""
    who = clinician_of(npi=doctors["npi"], people=people.npi)
    rows = doctors.with_columns(clinician=pl.Series(who)).filter(pl.col("clinician") >= 0)
    of = rows.group_by("clinician").agg(
        pl.col("telehealth").any(),
        # Who takes it in one place and may in another, may.
        pl.col("assignment").max(),
        pl.col("graduation_year").max().fill_null(0),
        in_group=(pl.col("group_name") != "").any(),
    )
    traits, year = people.traits.copy(), people.graduation_year.copy()
    at = of["clinician"].to_numpy()
    flags: UInt64Array = np.full(len(at), IN_MEDICARE_FILE)
    flags |= TELEHEALTH * of["telehealth"].fill_null(value=False).to_numpy().astype(np.uint64)
    flags |= IN_A_GROUP * of["in_group"].to_numpy().astype(np.uint64)
    traits[at] |= flags | with_assignment(of["assignment"].to_numpy().astype(np.int64))
    year[at] = of["graduation_year"].to_numpy().astype(np.uint16)
    # The group's number is an identifier: it tells groups apart here, and is not kept.
    groups = (
        rows.filter(pl.col("group_name") != "")
        .group_by("clinician", "group_id", "group_name")
        .agg(pl.col("group_size").max())
        .sort("clinician", "group_size", "group_name", descending=[False, True, False], nulls_last=True)
        .select("clinician", name="group_name", size=pl.col("group_size").cast(pl.String).fill_null(""))
        .unique(maintain_order=True)
    )
    return replace(people, traits=traits, graduation_year=year), _more(groups)


def _more(rows: pl.DataFrame) -> More:
    return More(clinician=rows["clinician"].to_numpy().astype(np.int64), text=rows.drop("clinician"))


def join_text(*, people: People, frame: pl.DataFrame, columns: dict[str, str], name: str) -> More:
    """Give the rows of a frame that are about clinicians, ascending; `columns` names ours by theirs."""
    if not frame.height:
        return nothing_more(name)
    who = clinician_of(npi=frame["npi"], people=people.npi)
    rows = frame.select(**columns).with_columns(clinician=pl.Series(who)).filter(pl.col("clinician") >= 0)
    return _more(rows.unique(maintain_order=True).sort("clinician", maintain_order=True))


def join_experience(
    *, people: People, services: pl.DataFrame, totals: pl.DataFrame, kinds: tuple[str, ...]
) -> tuple[Experience, pl.DataFrame]:
    """
    Give what clinicians did for Medicare, and the same rows by NPI for what makes levels of them.

    Parameters
    ----------
    people
        Whose figures are wanted.
    services
        Rows with npi, care, year, services, patients, patients_at_most; several of one kind and year are added.
    totals
        Rows with npi, year, services, patients, over all kinds of care.
    kinds
        Ids of the kinds of care, at most 8; their places are what is stored.
    """
    same = ["npi", "care", "year"]
    sums = services.group_by(same, maintain_order=True).agg(
        pl.col("services").sum(), pl.col("patients").max(), pl.col("patients_at_most").sum()
    )
    rows = sums.filter(pl.Series(clinician_of(npi=sums["npi"], people=people.npi) >= 0))
    every = totals.select(
        *same[:1], pl.lit("").alias("care"), "year", "services", "patients", patients_at_most="patients"
    )
    numbers = {name: number for number, name in enumerate(kinds)} | {"": ALL_CARE}
    both = pl.concat([rows.select(every.columns), every], how="vertical_relaxed").with_columns(
        kind=pl.col("care").replace_strict(numbers, default=None, return_dtype=pl.UInt8)
    )
    who = clinician_of(npi=both["npi"], people=people.npi)
    both = both.with_columns(clinician=pl.Series(who)).filter((pl.col("clinician") >= 0) & pl.col("kind").is_not_null())
    return _experience(both.sort("clinician", "kind", "year", maintain_order=True)), rows


def _experience(rows: pl.DataFrame) -> Experience:
    if not rows.height:
        return no_experience()
    whole = {name: pl.col(name).fill_null(0).round().clip(0, 2**32 - 1).cast(pl.UInt32) for name in _FIGURES}
    rows = rows.with_columns(**whole)
    return Experience(
        clinician=rows["clinician"].to_numpy(),
        kind=rows["kind"].to_numpy(),
        year=rows["year"].cast(pl.UInt16).to_numpy(),
        **{name: rows[name].to_numpy() for name in _FIGURES},
    )


_FIGURES = ("services", "patients", "patients_at_most")


def join_levels(*, people: People, levels: pl.DataFrame, kinds: tuple[str, ...]) -> People:
    """Give the clinicians with their levels of shown experience in the traits; `levels` has npi, care and level."""
    traits = people.traits.copy()
    for number, kind in enumerate(kinds):
        of_kind = levels.filter(pl.col("care") == kind)
        who = clinician_of(npi=of_kind["npi"], people=people.npi)
        level = of_kind["level"].to_numpy().astype(np.int64)[who >= 0]
        who = who[who >= 0]
        traits[who] |= with_level(kind=np.full(len(who), number), level=level)
    return replace(people, traits=traits)
