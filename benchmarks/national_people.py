"""Rows of the fictional provider file: who they are, where they practise, what they are, block by block."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import polars as pl

from benchmarks.national_shares import shares
from benchmarks.national_words import draw_words, first_names, places, streets, surnames

PRACTICE, MAILING = "Provider Business Practice Location Address", "Provider Business Mailing Address"
CODE, SWITCH = "Healthcare Provider Taxonomy Code_{}", "Healthcare Provider Primary Taxonomy Switch_{}"
LICENCE, LICENCE_STATE = "Provider License Number_{}", "Provider License Number State Code_{}"
CODES_AT_MOST = 15
PERSON, ORGANISATION, DEACTIVATED = 1, 2, 0
LATEST = date(2026, 11, 8)
FIRST_DAY = date(2005, 5, 23)
_DAYS = (LATEST - FIRST_DAY).days
# All numbers given so far begin with 1. These begin with 2: they are nobody's.
_FIRST_NINE, _NUMBERS, _SPREAD = 200_000_000, 100_000_000, 7_368_787
_HOSPITALS = ("MEDICAL CENTER DR", "HOSPITAL DR", "UNIVERSITY PLZ")


@dataclass(frozen=True, eq=False)
class Block:
    """
    Some rows: `rows` has the columns that are not empty; arrays of shape (n,) say what else is known of them.

    Rows of the kind `DEACTIVATED` have only NPI and date of deactivation in the file; what else `rows` holds is not
    written.
    """

    rows: pl.DataFrame
    kind: np.ndarray
    place: np.ndarray
    code: pl.Series


def people(*, first, count, chance, latest=LATEST):
    """Give `count` rows of the provider file, numbered from `first`; the number decides the NPI."""
    share = shares()["row"]
    kind = np.where(chance.random(count) < share["organisation"], ORGANISATION, PERSON)
    kind[chance.random(count) < share["deactivated"]] = DEACTIVATED
    place = places().draw(count, chance)
    codes = _codes(kind=kind, chance=chance)
    rows = pl.DataFrame(
        {
            "NPI": npis(first + np.arange(count)),
            "Entity Type Code": pl.Series(["", "1", "2"]).gather(kind),
            **_names(kind=kind, codes=codes[CODE.format(1)], chance=chance),
            **_organisations(kind=kind, chance=chance),
            **_addresses(place=place, chance=chance),
            **_dates(kind=kind, chance=chance, latest=latest),
            **codes,
            **_licences(codes=codes, place=place, chance=chance),
            **_identifiers(kind=kind, place=place, chance=chance),
        }
    )
    return Block(rows=rows, kind=kind, place=place, code=codes[CODE.format(1)])


def npis(number):
    """Give NPIs that begin with 2, in no order, each number another; the last digit as the publisher counts it."""
    first_nine = _FIRST_NINE + number * _SPREAD % _NUMBERS
    digits = first_nine[:, None] // 10 ** np.arange(9) % 10
    doubled = digits[:, 0::2] * 2
    # 24 is what the prefix 80840 adds (Luhn's sum).
    total = 24 + digits[:, 1::2].sum(axis=1) + (doubled // 10 + doubled % 10).sum(axis=1)
    return pl.Series(first_nine * 10 + -total % 10).cast(pl.String)


def pick(of, count, chance):
    """Draw keys by their numbers."""
    weights = np.array(list(of.values()))
    return pl.Series(list(of)).gather(draw(weights, count, chance))


def draw(weights, count, chance):
    """Draw places in `weights` by weight."""
    upto = np.cumsum(weights) / np.sum(weights)
    return np.minimum(np.searchsorted(upto, chance.random(count)), len(weights) - 1)


def some(values, share, chance, where=True):
    """Leave a share of the values, and "" elsewhere."""
    kept = (chance.random(len(values)) < share) & where
    return pl.select(pl.when(pl.Series(kept)).then(values).otherwise(pl.lit(""))).to_series()


def digits(length, count, chance):
    """Give numbers of so many digits, as text."""
    return pl.Series(chance.integers(10 ** (length - 1), 10**length, size=count)).cast(pl.String)


def phones(place, chance):
    """Give telephone numbers with the area code of the place; the exchange 555 is kept for fiction."""
    last = pl.Series(10_000 + chance.integers(10_000, size=len(place))).cast(pl.String).str.slice(1)
    return joined([places().area.gather(place), repeated("555", len(place)), last])


def joined(parts, separator=""):
    """Join texts row by row."""
    return pl.select(pl.concat_str(parts, separator=separator)).to_series()


def _filled(what, column):
    return shares()[what].get(column, 0.0)


def _names(*, kind, codes, chance):
    count, is_person = len(kind), kind == PERSON
    last = draw_words(surnames(), count, chance)
    double = joined([last, draw_words(surnames(), count, chance)], "-")
    last = pl.select(pl.when(pl.Series(chance.random(count) < 0.04)).then(double).otherwise(last)).to_series()
    middle = draw_words(first_names(), count, chance)
    initial = pl.select(
        pl.when(pl.Series(chance.random(count) < 0.6)).then(middle.str.slice(0, 1)).otherwise(middle)
    ).to_series()
    base = {
        "Provider Last Name (Legal Name)": last,
        "Provider First Name": draw_words(first_names(), count, chance),
        "Provider Middle Name": initial,
        "Provider Name Prefix Text": pick(shares()["prefix"], count, chance),
        "Provider Name Suffix Text": pl.Series(["JR.", "SR.", "II", "III", "JR"]).gather(
            chance.integers(5, size=count)
        ),
        "Provider Credential Text": _credentials(codes=codes, chance=chance),
        "Provider Other Last Name": draw_words(surnames(), count, chance),
        "Provider Sex Code": pl.Series(["M", "F"]).gather(
            (chance.random(count) < shares()["row"]["women"]).astype(int)
        ),
        "Is Sole Proprietor": pick(shares()["sole_proprietor"], count, chance),
    }
    column = {name: some(values, _filled("filled_person", name), chance, is_person) for name, values in base.items()}
    other = pl.Series(np.where(column["Provider Other Last Name"] != "", "1", ""))
    return {**column, "Provider Other Last Name Type Code": other}


def _credentials(*, codes, chance):
    """Give a credential that goes with the code, as people write it."""
    families = sorted((name for name in shares() if name.startswith("credential_")), key=len)
    found = repeated("", len(codes))
    for family in families:
        here = codes.str.starts_with(family.removeprefix("credential_")).to_numpy()
        found = only(here, lambda rows, family=family: pick(shares()[family], len(rows), chance), found)
    return found


_ORGANISATION_WORDS = (
    "FICTIONAL HEALTH PARTNERS LLC",
    "PHYSICAL THERAPY INC",
    "MEDICAL GROUP PC",
    "HOME CARE SERVICES",
)


def _organisations(*, kind, chance):
    count, is_one = len(kind), kind == ORGANISATION
    name = joined(
        [draw_words(surnames(), count, chance), pl.Series(_ORGANISATION_WORDS).gather(chance.integers(4, size=count))],
        " ",
    )
    base = {
        "Provider Organization Name (Legal Business Name)": name,
        "Employer Identification Number (EIN)": repeated("<UNAVAIL>", count),
        "Authorized Official Last Name": draw_words(surnames(), count, chance),
        "Authorized Official First Name": draw_words(first_names(), count, chance),
        "Authorized Official Title or Position": pl.Series(["OWNER", "PRESIDENT", "CEO", "ADMINISTRATOR"]).gather(
            chance.integers(4, size=count)
        ),
        "Authorized Official Telephone Number": joined([digits(3, count, chance), digits(7, count, chance)]),
        "Is Organization Subpart": pick({"N": 0.79, "Y": 0.05, "X": 0.16}, count, chance),
    }
    group = pl.Series(["193400000X SINGLE SPECIALTY  GROUP", "193200000X MULTI-SPECIALTY GROUP"])
    drawn = group.gather(chance.integers(2, size=count))
    column = {name: some(values, _filled("filled_organisation", name), chance, is_one) for name, values in base.items()}
    grouped = some(drawn, shares()["row"]["taxonomy_group"], chance, is_one)
    return {**column, "Healthcare Provider Taxonomy Group_1": grouped}


def street_lines(place, chance):
    """Give first lines of addresses: a street of the ZIP code, and for one in seven a hospital of it."""
    count = len(place)
    street = streets().gather((place * 37 + chance.integers(60, size=count)) % len(streets()))
    hospital = pl.Series(_HOSPITALS).gather(place % len(_HOSPITALS))
    at_hospital = chance.random(count) < 1 / 7
    name = pl.select(pl.when(pl.Series(at_hospital)).then(hospital).otherwise(street)).to_series()
    number = np.where(at_hospital, place % 90 * 10 + 1, chance.integers(1, 999, size=count))
    return joined([pl.Series(number).cast(pl.String), name], " ")


def suites(count, chance):
    """Give second lines of addresses."""
    word = pl.Series(["STE", "SUITE", "FL", "UNIT"]).gather(chance.integers(4, size=count))
    return joined([word, pl.Series(chance.integers(1, 500, size=count)).cast(pl.String)], " ")


def postals(place, chance):
    """Give ZIP codes with nine digits, some with five."""
    nine = joined([places().code.gather(place), digits(4, len(place), chance)])
    has_nine = pl.Series(chance.random(len(place)) < shares()["row"]["postal_nine_digits"])
    return pl.select(pl.when(has_nine).then(nine).otherwise(nine.str.slice(0, 5))).to_series()


def _address(*, place, chance, prefix, first, second):
    count, table = len(place), places()
    return {
        first: street_lines(place, chance),
        second: some(suites(count, chance), _filled("filled_person", second), chance),
        f"{prefix} City Name": table.city.gather(place),
        f"{prefix} State Name": table.state.gather(place),
        f"{prefix} Postal Code": postals(place, chance),
        f"{prefix} Country Code (If outside U.S.)": repeated("US", count),
        f"{prefix} Telephone Number": phones(place, chance),
        f"{prefix} Fax Number": some(phones(place, chance), _filled("filled_person", f"{prefix} Fax Number"), chance),
    }


def _addresses(*, place, chance):
    lines = "Provider {} Line Business {} Address"
    practice = _address(
        place=place,
        chance=chance,
        prefix=PRACTICE,
        first=lines.format("First", "Practice Location"),
        second=lines.format("Second", "Practice Location"),
    )
    elsewhere = _address(
        place=places().near(place, chance),
        chance=chance,
        prefix=MAILING,
        first=lines.format("First", "Mailing"),
        second=lines.format("Second", "Mailing"),
    )
    same = pl.Series(chance.random(len(place)) < shares()["row"]["mailing_is_practice"])
    mailing = {
        name: pl.select(pl.when(same).then(here).otherwise(there)).to_series()
        for (name, there), here in zip(elsewhere.items(), practice.values(), strict=True)
    }
    return {**mailing, **_some_foreign(practice, chance)}


def _some_foreign(practice, chance):
    """Put a few practices abroad: the state in words, and a postal code of another country."""
    abroad = pl.Series(chance.random(len(practice[f"{PRACTICE} State Name"])) < shares()["row"]["foreign"])
    values = {"State Name": "QUEENSLAND", "Postal Code": "4215", "Country Code (If outside U.S.)": "AU"}
    changed = {
        f"{PRACTICE} {name}": pl.select(
            pl.when(abroad).then(pl.lit(value)).otherwise(practice[f"{PRACTICE} {name}"])
        ).to_series()
        for name, value in values.items()
    }
    return {**practice, **changed}


@cache
def _written_days():
    # Two weeks more than the file, for the weekly ones that follow it.
    return pl.Series([(FIRST_DAY + timedelta(days=day)).strftime("%m/%d/%Y") for day in range(_DAYS + 15)])


def _dates(*, kind, chance, latest):
    count, days, last = len(kind), _written_days(), (latest - FIRST_DAY).days
    begun = (last * chance.random(count)).astype(np.int64)
    # A third is untouched since it was made or nearly so, the others were touched at any time since.
    touched = begun + ((last - begun) * chance.beta(1, 2, size=count)).astype(np.int64)
    gone = (begun + (last - begun) * chance.random(count)).astype(np.int64)
    back = np.minimum(gone + chance.integers(1, 400, size=count), last)
    again = chance.random(count) < shares()["row"]["reactivated"]
    active = kind != DEACTIVATED
    blank = pl.lit("")
    certified = pl.Series((touched > last - 6 * 365) & active & (chance.random(count) < 0.8))
    return {
        "Provider Enumeration Date": days.gather(begun),
        "Last Update Date": days.gather(np.where(again, np.maximum(touched, back), touched)),
        "NPI Deactivation Date": when(~active | again, days.gather(gone), blank),
        "NPI Reactivation Date": when(active & again, days.gather(back), blank),
        "Certification Date": when(certified, days.gather(touched), blank),
    }


def when(condition, then, otherwise):
    """Choose row by row; `otherwise` may be one text for all."""
    otherwise = pl.lit(otherwise) if isinstance(otherwise, str) else otherwise
    return pl.select(pl.when(pl.Series(condition)).then(then).otherwise(otherwise)).to_series()


def only(where, make, otherwise=None):
    """Make values only where they are wanted, as many as that are, and leave "" elsewhere: most columns are sparse."""
    rows = np.flatnonzero(where)
    values = repeated("", len(where)) if otherwise is None else otherwise
    return values.scatter(rows, make(rows)) if len(rows) else values


def _codes(*, kind, chance):
    """Give the taxonomy codes and their switches: most have one, and the main one is not always the first."""
    count = len(kind)
    how_many = 1 + draw(list(shares()["codes"].values()), count, chance)
    many = how_many == len(shares()["codes"])
    how_many[many] += chance.geometric(0.4, size=int(many.sum())) - 1
    main = _main_slot(how_many=how_many, chance=chance)
    columns: dict[str, pl.Series] = {}
    for slot in range(1, CODES_AT_MOST + 1):
        has = how_many >= slot
        codes = only(has, lambda rows: pick(shares()["taxonomy_person"], len(rows), chance))
        is_group = has & (kind == ORGANISATION)
        codes = only(is_group, lambda rows: pick(shares()["taxonomy_organisation"], len(rows), chance), codes)
        first = columns.get(CODE.format(1), codes)
        is_like = has & (slot > 1) & (chance.random(count) < shares()["row"]["later_code_is_like_the_first"])
        columns[CODE.format(slot)] = only(is_like, lambda rows, first=first: _like(first.gather(rows), chance), codes)
        switch = np.where(main == slot, "Y", np.where(main == 0, "X", "N"))
        columns[SWITCH.format(slot)] = only(has, lambda rows, switch=switch: pl.Series(switch[rows]))
    return columns


def _like(codes, chance):
    """Draw for each code one of the same kind, which is what its first three signs say; it may be the same."""
    counts = dict(sorted(shares()["taxonomy_organisation"].items()))
    for code, number in shares()["taxonomy_person"].items():
        counts[code] = counts.get(code, 0.0) + number
    table = pl.DataFrame({"code": list(counts), "number": list(counts.values())}).sort("code")
    upto = table["number"].cum_sum().to_numpy()
    kinds = table.group_by(kind=pl.col("code").str.slice(0, 3)).agg(pl.col("number").sum()).sort("kind")
    ends = kinds["number"].cum_sum()
    end = codes.str.slice(0, 3).replace_strict(kinds["kind"], ends, return_dtype=pl.Float64).to_numpy()
    width = codes.str.slice(0, 3).replace_strict(kinds["kind"], kinds["number"], return_dtype=pl.Float64).to_numpy()
    return table["code"].gather(np.searchsorted(upto, end - width * chance.uniform(0.001, 0.999, size=len(end))))


def _main_slot(*, how_many, chance):
    """Give the slot of the main code, 0 where none is said; among those with several it is often not the first."""
    count, share = len(how_many), shares()["main_code"]
    several = (how_many > 1).mean()
    main = np.ones(count, dtype=np.int64)
    wanted = chance.random(count) < (share["second"] + share["later"]) / several
    main[(how_many > 1) & wanted] = 2
    main[(how_many > 2) & wanted & (chance.random(count) < 0.3)] = 3
    main[chance.random(count) < share["none"]] = 0
    return main


def _licences(*, codes, place, chance):
    count, state = len(place), places().state
    columns = {}
    for slot in range(1, CODES_AT_MOST + 1):
        has = (codes[CODE.format(slot)] != "").to_numpy() & (chance.random(count) < 0.95)
        columns[LICENCE.format(slot)] = only(has, lambda rows: digits(6, len(rows), chance))
        columns[LICENCE_STATE.format(slot)] = only(has, lambda rows: state.gather(place[rows]))
    return columns


def _identifiers(*, kind, place, chance):
    """Give other identifiers: those who have many are few."""
    level, state, name = chance.random(len(kind)), places().state, "Other Provider Identifier"
    columns, slot = {}, 1
    while (filled := _filled("filled_person", f"{name}_{slot}")) > 0.001:
        has = level < filled
        columns[f"{name}_{slot}"] = only(has, lambda rows: digits(9, len(rows), chance))
        columns[f"{name} Type Code_{slot}"] = only(has, lambda rows: repeated("05", len(rows)))
        columns[f"{name} State_{slot}"] = only(has, lambda rows: state.gather(place[rows]))
        has_issuer = has & (chance.random(len(kind)) < _filled("filled_person", f"{name} Issuer_{slot}") / filled)
        columns[f"{name} Issuer_{slot}"] = only(has_issuer, lambda rows: repeated("FICTIONAL INSURER", len(rows)))
        slot += 1
    return columns


def repeated(text, count):
    """Give one text so many times."""
    return pl.Series([text]).new_from_index(0, count)
