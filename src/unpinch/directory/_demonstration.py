"""A plainly fictional provider file, in the form of the real one: for the first start, for tests, to try things out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from ._columns import PRACTICE
from ._errors import said_plainly
from ._rows import check_digits
from ._states import STATES
from ._zips import zip_entries

# No NPI beginning with 2 has been given out as far as the public samples show: these numbers are nobody's.
_FIRST_NINE = 200_000_000
_SPREAD, _NUMBERS = 7919, 10**8
_LATEST_UPDATE = date(2026, 11, 1)
_OLDEST_UPDATE_DAYS = 18 * 365
_FIRST_NAMES = ("SAMPLE", "EXAMPLE", "DEMO", "INVENTED", "PRETEND", "FICTIONAL", "SPECIMEN", "MAKEBELIEVE")
THINGS = (
    *("ACORN", "BALLOON", "BISCUIT", "BUTTERCUP", "CANDLE", "CLOUD", "COMET", "CUSHION", "DANDELION", "DOORBELL"),
    *("DRAGONFLY", "FEATHER", "FIREFLY", "HAMMOCK", "HEDGEHOG", "ICICLE", "KETTLE", "KITE", "LANTERN", "LIGHTHOUSE"),
    *("MARBLE", "MITTEN", "MOONBEAM", "MUSHROOM", "NOTEBOOK", "OATMEAL", "PANCAKE", "PAPERCLIP", "PEBBLE", "PINECONE"),
    *("POSTCARD", "PUDDLE", "RAINBOW", "RIVERBANK", "SAUCER", "SEASHELL", "SNOWFLAKE", "SPOON", "SUNFLOWER", "TEAPOT"),
    *("THIMBLE", "TOADSTOOL", "UMBRELLA", "WAFFLE", "WATERFALL", "WHEELBARROW", "WINDMILL", "YARDSTICK"),
)
_STREETS = ("EXAMPLE ST", "SAMPLE AVE", "PRETEND LN", "INVENTED WAY", "FICTION BLVD", "NOWHERE RD")


@dataclass(frozen=True)
class _Profession:
    """A taxonomy code, how many in 18,158 new NPIs of people had it, and the credentials they write."""

    code: str
    weight: int
    credentials: tuple[str, ...]


# Counted in a weekly file of 2020, people only, code in the first slot; the credentials are those most often written in
# public samples. Chiropractors are doubled: that week had half as many as the known total of them says. Professions
# that have nothing to do with backs are left out.
_PROFESSIONS = (
    _Profession("225100000X", 542, ("PT", "DPT", "PT, DPT", "MPT", "P.T.", "MSPT")),
    _Profession("2251X0800X", 22, ("PT, DPT, OCS", "DPT", "PT")),
    _Profession("2251S0007X", 4, ("PT, DPT", "PT, DSC, MS, SCS")),
    _Profession("111N00000X", 246, ("DC", "D.C.", "DC, CCSP")),
    _Profession("171100000X", 51, ("L.AC.", "LAC", "")),
    _Profession("208100000X", 49, ("MD", "M.D.", "DO")),
    _Profession("2081P2900X", 3, ("MD", "DO")),
    _Profession("2081S0010X", 5, ("MD", "DO")),
    _Profession("207LP2900X", 16, ("MD", "M.D.")),
    _Profession("208VP0000X", 5, ("MD", "M.D.")),
    _Profession("208VP0014X", 3, ("MD",)),
    _Profession("207X00000X", 62, ("MD", "M.D.", "DO")),
    _Profession("207XS0117X", 2, ("MD",)),
    _Profession("207XX0005X", 10, ("MD", "D.O.")),
    _Profession("207T00000X", 33, ("MD", "M.D.", "MD, PHD")),
    _Profession("2084N0400X", 49, ("MD", "M.D.")),
    _Profession("207RR0500X", 20, ("MD",)),
    _Profession("207QS0010X", 6, ("MD", "DO")),
    _Profession("204D00000X", 1, ("DO", "D.O.")),
    _Profession("207Q00000X", 388, ("MD", "M.D.", "DO")),
    _Profession("207R00000X", 492, ("MD", "M.D.", "DO")),
    _Profession("208D00000X", 35, ("MD", "M.D.")),
    _Profession("225X00000X", 218, ("OT", "OTR/L", "O.T.")),
    _Profession("225700000X", 68, ("LMT", "")),
    _Profession("103T00000X", 102, ("PHD", "PSYD")),
    _Profession("103TC0700X", 106, ("PHD", "PSYD")),
    _Profession("363L00000X", 297, ("NP", "APRN")),
    _Profession("363LF0000X", 727, ("FNP", "FNP-C", "APRN")),
    _Profession("363A00000X", 486, ("PA-C", "PA")),
    _Profession("363AM0700X", 110, ("PA-C",)),
)
# Shares: a second code (where it is of the same family), a suite in the second address line, women.
_WITH_SECOND_CODE, _WITH_SUITE, _WOMEN = 0.9, 0.45, 0.6


def write_demonstration(*, path: Path, count: int = 30_000, seed: int = 1) -> None:
    """
    Write a fictional provider file in the publisher's own format, to be built with `demonstration=True`.

    Clinicians are spread over all states and the District of Columbia as real ones are, at ZIP codes that exist. Names
    are things, phone numbers begin with 555-01 (kept free for fiction), NPIs begin with 2 (given to nobody so far).

    Parameters
    ----------
    path
        File to write; one that is there is replaced.
    count
        How many clinicians, 1 or more.
    seed
        The same seed gives the same file.

    Raises
    ------
    CannotWriteSnapshot
        If the file cannot be written.

    References
    ----------
    https://download.cms.gov/nppes/NPI_Files.html
    """
    rows = provider_rows(count=count, seed=seed)
    with said_plainly(path=path):
        rows.write_csv(path, quote_style="always", line_terminator="\n")


def provider_rows(*, count: int, seed: int) -> pl.DataFrame:
    """Give the rows of that file, all columns as text."""
    if not 1 <= count <= _NUMBERS:
        raise ValueError(f"count must be 1 to {_NUMBERS}, not {count}")
    chance = np.random.default_rng(seed)
    values = {**_people(count, chance), **_places(count, chance), **_professions(count, chance)}
    empty = pl.lit("")
    return pl.DataFrame(values).select(
        *(pl.col(name) if name in values else empty.alias(name) for name in published_header())
    )


def published_header() -> tuple[str, ...]:
    """Give the 330 columns of the second version of the file, in order."""
    return (
        *_IDENTITY,
        *_address_columns("Provider {} Business Mailing Address", "Provider Business Mailing Address"),
        *_address_columns("Provider {} Business Practice Location Address", PRACTICE),
        *("Provider Enumeration Date", "Last Update Date", "NPI Deactivation Reason Code", "NPI Deactivation Date"),
        *("NPI Reactivation Date", "Provider Sex Code"),
        *(f"Authorized Official {what}" for what in ("Last Name", "First Name", "Middle Name", "Title or Position")),
        "Authorized Official Telephone Number",
        *(f"{what}_{slot}" for slot in range(1, 16) for what in _TAXONOMY_SLOT),
        *(f"Other Provider Identifier{what}_{slot}" for slot in range(1, 51) for what in _IDENTIFIER_SLOT),
        *("Is Sole Proprietor", "Is Organization Subpart", "Parent Organization LBN", "Parent Organization TIN"),
        *(f"Authorized Official {what} Text" for what in ("Name Prefix", "Name Suffix", "Credential")),
        *(f"Healthcare Provider Taxonomy Group_{slot}" for slot in range(1, 16)),
        "Certification Date",
    )


_TAXONOMY_SLOT = (
    "Healthcare Provider Taxonomy Code",
    "Provider License Number",
    "Provider License Number State Code",
    "Healthcare Provider Primary Taxonomy Switch",
)
_IDENTIFIER_SLOT = ("", " Type Code", " State", " Issuer")
_IDENTITY = (
    *("NPI", "Entity Type Code", "Replacement NPI", "Employer Identification Number (EIN)"),
    *("Provider Organization Name (Legal Business Name)", "Provider Last Name (Legal Name)", "Provider First Name"),
    *("Provider Middle Name", "Provider Name Prefix Text", "Provider Name Suffix Text", "Provider Credential Text"),
    *("Provider Other Organization Name", "Provider Other Organization Name Type Code", "Provider Other Last Name"),
    *("Provider Other First Name", "Provider Other Middle Name", "Provider Other Name Prefix Text"),
    *("Provider Other Name Suffix Text", "Provider Other Credential Text", "Provider Other Last Name Type Code"),
)


def _address_columns(line: str, rest: str) -> tuple[str, ...]:
    country = "Country Code (If outside U.S.)"
    parts = ("City Name", "State Name", "Postal Code", country, "Telephone Number", "Fax Number")
    return (line.format("First Line"), line.format("Second Line"), *(f"{rest} {part}" for part in parts))


def _people(count: int, chance: np.random.Generator) -> dict[str, Sequence[str] | pl.Series]:
    first_nine = _FIRST_NINE + np.arange(count, dtype=np.int64) * _SPREAD % _NUMBERS
    things = chance.integers(len(THINGS), size=count)
    # Never the same thing twice in one name.
    others = (things + chance.integers(1, len(THINGS), size=count)) % len(THINGS)
    updated = (_OLDEST_UPDATE_DAYS * chance.beta(1, 2, size=count)).astype(int)
    return {
        "NPI": pl.Series(first_nine * 10 + check_digits(first_nine=first_nine)).cast(pl.String),
        "Entity Type Code": ["1"] * count,
        "Provider Last Name (Legal Name)": [f"{THINGS[a]}-{THINGS[b]}" for a, b in zip(things, others, strict=True)],
        "Provider First Name": _pick(_FIRST_NAMES, count, chance),
        "Provider Sex Code": np.where(chance.random(count) < _WOMEN, "F", "M").tolist(),
        "Last Update Date": [_us_date(_LATEST_UPDATE - timedelta(days=int(days))) for days in updated],
        "Provider Enumeration Date": [_us_date(_LATEST_UPDATE - timedelta(days=_OLDEST_UPDATE_DAYS))] * count,
    }


def _us_date(day: date) -> str:
    return day.strftime("%m/%d/%Y")


def _pick(values: Sequence[str], count: int, chance: np.random.Generator) -> list[str]:
    return [values[place] for place in chance.integers(len(values), size=count)]


def _places(count: int, chance: np.random.Generator) -> dict[str, Sequence[str] | pl.Series]:
    entries = _practice_zips(count, chance)
    lines = len(entries)
    streets = _pick(_STREETS, lines, chance)
    numbers = chance.integers(1, 999, size=lines)
    has_suite = chance.random(lines) < _WITH_SUITE
    return {
        "Provider First Line Business Practice Location Address": [
            f"{number} {street}" for number, street in zip(numbers, streets, strict=True)
        ],
        "Provider Second Line Business Practice Location Address": [
            f"STE {number % 40 + 1}" if suite else "" for number, suite in zip(numbers, has_suite, strict=True)
        ],
        f"{PRACTICE} City Name": [entry["city"].upper() for entry in entries],
        f"{PRACTICE} State Name": [entry["state"] for entry in entries],
        f"{PRACTICE} Postal Code": [entry["zip_code"] for entry in entries],
        f"{PRACTICE} Country Code (If outside U.S.)": ["US"] * lines,
        f"{PRACTICE} Telephone Number": [
            f"{(entry['area_codes'] or ['800'])[0]}55501{number % 100:02d}"
            for entry, number in zip(entries, numbers, strict=True)
        ],
    }


def _practice_zips(count: int, chance: np.random.Generator) -> list[dict[str, str]]:
    """Choose a ZIP code for each: as many in a state as real practitioners, and a few busy ZIP codes in each."""
    usable: dict[str, list[dict[str, str]]] = {}
    for entry in zip_entries():
        if entry["zip_code_type"] == "STANDARD" and entry["active"] and float(entry["lat"]):
            usable.setdefault(entry["state"], []).append(entry)
    states = [state for state in STATES if state.practitioners]
    chosen: list[dict[str, str]] = []
    for state, people in zip(states, _shares([each.practitioners for each in states], count), strict=True):
        here = usable[state.code]
        busy = chance.lognormal(sigma=1.0, size=len(here))
        chosen += [here[place] for place in chance.choice(len(here), size=people, p=busy / busy.sum())]
    return [chosen[place] for place in chance.permutation(count)]


def _shares(weights: list[int], count: int) -> npt.NDArray[np.int64]:
    """Divide `count` by weight into whole numbers that add up: the largest remainders are rounded up."""
    exact = np.array(weights) / sum(weights) * count
    whole = np.floor(exact).astype(np.int64)
    most = np.argsort(whole - exact, kind="stable")[: count - int(whole.sum())]
    whole[most] += 1
    return whole


def _professions(count: int, chance: np.random.Generator) -> dict[str, Sequence[str] | pl.Series]:
    weights = np.array([each.weight for each in _PROFESSIONS], dtype=float)
    first = chance.choice(len(_PROFESSIONS), size=count, p=weights / weights.sum())
    second = chance.choice(len(_PROFESSIONS), size=count, p=weights / weights.sum())
    # Somebody who names two professions names two that are near each other: codes that begin alike.
    family = np.array([each.code[:4] for each in _PROFESSIONS])
    has_second = (chance.random(count) < _WITH_SECOND_CODE) & (first != second) & (family[first] == family[second])
    credentials = [_PROFESSIONS[place].credentials for place in first]
    picks = chance.random(count)
    return {
        "Healthcare Provider Taxonomy Code_1": [_PROFESSIONS[place].code for place in first],
        "Healthcare Provider Primary Taxonomy Switch_1": ["Y"] * count,
        "Healthcare Provider Taxonomy Code_2": [
            _PROFESSIONS[place].code if has else "" for place, has in zip(second, has_second, strict=True)
        ],
        "Healthcare Provider Primary Taxonomy Switch_2": np.where(has_second, "N", "").tolist(),
        "Provider Credential Text": [
            written[int(pick * len(written))] for written, pick in zip(credentials, picks, strict=True)
        ],
    }
