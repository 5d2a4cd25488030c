"""Fictional files that go with the fictional provider file, each in its publisher's form: places, groups, services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from ._columns import PRACTICE
from ._demonstration import THINGS, provider_rows
from ._demonstration_care import practice_of
from ._demonstration_services import YEARS, service_files
from ._errors import said_plainly

Numbers = npt.NDArray[np.int64]
_SECOND = "Provider Secondary Practice Location Address"
LOCATIONS_HEADER = (
    *("NPI", f"{_SECOND}- Address Line 1", f"{_SECOND}-  Address Line 2", f"{_SECOND} - City Name"),
    *(f"{_SECOND} - State Name", f"{_SECOND} - Postal Code", f"{_SECOND} - Country Code (If outside U.S.)"),
    *(f"{_SECOND} - Telephone Number", f"{_SECOND} - Telephone Extension"),
    "Provider Practice Location Address - Fax Number",
)
DOCTORS_HEADER = (
    *("NPI", "Ind_PAC_ID", "Ind_enrl_ID", "Provider Last Name", "Provider First Name", "Provider Middle Name", "suff"),
    *("gndr", "Cred", "Med_sch", "Grd_yr", "pri_spec", "sec_spec_1", "sec_spec_2", "sec_spec_3", "sec_spec_4"),
    *("sec_spec_all", "Telehlth", "Facility Name", "org_pac_id", "num_org_mem", "adr_ln_1", "adr_ln_2", "ln_2_sprs"),
    *("City/Town", "State", "ZIP Code", "Telephone Number", "ind_assgn", "grp_assgn", "adrs_id"),
)
_PROVIDER_COLUMNS = {
    "npi": "NPI",
    "last_name": "Provider Last Name (Legal Name)",
    "first_name": "Provider First Name",
    "credential": "Provider Credential Text",
    "gender": "Provider Sex Code",
    "line_1": "Provider First Line Business Practice Location Address",
    "line_2": "Provider Second Line Business Practice Location Address",
    "city": f"{PRACTICE} City Name",
    "state": f"{PRACTICE} State Name",
    "postal": f"{PRACTICE} Postal Code",
    "phone": f"{PRACTICE} Telephone Number",
    "code": "Healthcare Provider Taxonomy Code_1",
}
_PLACE = ("line_1", "line_2", "city", "state", "postal", "phone")
# Shares: clinicians with a second place; of those in Medicare's file another address, another phone, the second place
# too, in a group, by video; members of one group.
_WITH_SECOND, _OTHER_ADDRESS, _OTHER_PHONE, _SECOND_TOO, _IN_GROUP, _BY_VIDEO = 1 / 6, 0.08, 0.1, 0.5, 0.6, 0.2
_MEMBERS = 12
# Numbers of groups of the file have ten digits; more groups in one state than there will ever be.
_FIRST_GROUP, _GROUPS_AT_MOST = 9_900_000_000, 1_000_000
# Of a phone number: area code and 555-01 stay, the last two digits are free.
_PHONE_BEGIN, _LINES = 8, 100
_NEIGHBOURS = 30
# Everybody is in the provider file since 2008.
_GRADUATED_FROM, _GRADUATED_UNTIL = 1972, 2008
_ASSIGNMENTS, _ASSIGNMENT_SHARES = ("Y", "M", ""), (0.85, 0.1, 0.05)


@dataclass(frozen=True)
class DemonstrationFiles:
    """Where the fictional files are; to be given to `build`, with `demonstration=True`."""

    nppes: Path
    locations: Path
    doctors: Path
    medicare: tuple[Path, ...]


def write_demonstration_files(*, folder: Path, count: int = 30_000, seed: int = 1) -> DemonstrationFiles:
    """
    Write the fictional provider file and fictional files to join to it, each in its publisher's own format.

    The provider file is that of `write_demonstration`. Further places, Medicare's clinicians file and two years of
    Medicare by Provider and Service are about the same NPIs, mostly at the same address and phone. Names of groups are
    things too; all phone numbers begin with 555-01; no price and no wording of a procedure code is in them.

    Parameters
    ----------
    folder
        A folder that is there; files that are there already are replaced.
    count
        How many clinicians, 1 or more.
    seed
        The same seed gives the same files.

    Raises
    ------
    CannotWriteSnapshot
        If a file cannot be written.
    """
    rows = provider_rows(count=count, seed=seed)
    provider = rows.select(pl.col(theirs).alias(ours) for ours, theirs in _PROVIDER_COLUMNS.items()).with_columns(
        profession=pl.Series([practice_of(code).words for code in rows[_PROVIDER_COLUMNS["code"]]], dtype=pl.String)
    )
    # Apart from the chance of the provider file, which stays as it is.
    chance = np.random.default_rng([seed, 1])
    second = _second_places(provider=provider, chance=chance)
    files = DemonstrationFiles(
        nppes=folder / "npidata_pfile_fictional.csv",
        locations=folder / "pl_pfile_fictional.csv",
        doctors=folder / "DAC_NationalDownloadableFile_fictional.csv",
        medicare=tuple(folder / f"MUP_PHY_fictional_D{year % 100}_Prov_Svc.csv" for year in YEARS),
    )
    _write(rows, files.nppes, quote_style="always")
    _write(_locations(provider=provider, second=second), files.locations, quote_style="always")
    _write(_doctors(provider=provider, second=second, chance=chance), files.doctors)
    for path, services in zip(files.medicare, service_files(provider=provider, chance=chance).values(), strict=True):
        _write(services, path)
    return files


def _write(rows: pl.DataFrame, path: Path, *, quote_style: Literal["always", "necessary"] = "necessary") -> None:
    with said_plainly(path=path):
        rows.write_csv(path, quote_style=quote_style, line_terminator="\n")


def _second_places(*, provider: pl.DataFrame, chance: np.random.Generator) -> pl.DataFrame:
    """Give a further place, in the same state, of one in six: the columns of an address, and `row`, which ascends."""
    who = np.flatnonzero(chance.random(provider.height) < _WITH_SECOND)
    return _places_near(provider=provider, who=who, chance=chance)


def _places_near(*, provider: pl.DataFrame, who: Numbers, chance: np.random.Generator) -> pl.DataFrame:
    """Give an invented street for each of `who`, in the ZIP code of somebody of the state whose code is near theirs."""
    order = provider.select("state", "postal").with_row_index("row").sort("state", "postal", "row")
    order = order.with_columns(at=pl.int_range(pl.len())).with_columns(
        begin=pl.col("at").min().over("state"), people=pl.len().over("state")
    )
    at, begin, people = (order.sort("row")[name].to_numpy()[who] for name in ("at", "begin", "people"))
    steps = 1 + chance.integers(_NEIGHBOURS, size=len(who))
    hosts = order["row"].to_numpy()[begin + (at - begin + steps) % people]
    numbers = pl.Series(chance.integers(1, 999, size=len(who)))
    theirs: pl.DataFrame = provider[hosts]
    return theirs.select(
        pl.Series("row", who, dtype=pl.Int64),
        (numbers.cast(pl.String) + pl.col("line_1").str.replace(r"^\d+", "")).alias("line_1"),
        pl.lit("").alias("line_2"),
        "city",
        "state",
        "postal",
        _other_line(numbers).alias("phone"),
    )


def _other_line(numbers: pl.Series) -> pl.Expr:
    """Give another number of those that are kept for fiction, with the same area code."""
    return pl.col("phone").str.head(_PHONE_BEGIN) + (numbers % _LINES).cast(pl.String).str.zfill(2)


def _locations(*, provider: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    line_1, line_2, city, state, postal, country, phone, *_rest = LOCATIONS_HEADER[1:]
    columns: dict[str, pl.Expr | pl.Series] = {
        "NPI": provider["npi"][second["row"]],
        **{line_1: pl.col("line_1"), line_2: pl.col("line_2"), city: pl.col("city"), state: pl.col("state")},
        **{postal: pl.col("postal"), country: pl.lit("US"), phone: pl.col("phone")},
    }
    return second.select(_column(columns, name) for name in LOCATIONS_HEADER)


def _column(columns: Mapping[str, pl.Expr | pl.Series], name: str) -> pl.Expr:
    found = columns.get(name, "")
    return (found if isinstance(found, pl.Expr) else pl.lit(found)).alias(name)


def _doctors(*, provider: pl.DataFrame, second: pl.DataFrame, chance: np.random.Generator) -> pl.DataFrame:
    """Give a row for each place at which those who are enrolled see people."""
    enrolled = np.array([practice_of(code).enrolled for code in provider["code"]])
    who = np.flatnonzero(chance.random(provider.height) < enrolled)
    places = _places_in_medicare(provider=provider, who=who, second=second, chance=chance)
    person = provider.drop(_PLACE).with_columns(_traits(provider=provider, chance=chance))
    rows = places.hstack(person[places["row"]])
    columns: dict[str, pl.Expr | pl.Series] = {
        **{name: pl.col(ours) for name, ours in _DOCTOR_COLUMNS.items()},
        # How many different people of the file are in the group.
        "num_org_mem": pl.when(pl.col("group_id") != "")
        .then(pl.col("npi").n_unique().over("group_id").cast(pl.String))
        .otherwise(pl.lit("")),
    }
    return rows.select(_column(columns, name) for name in DOCTORS_HEADER)


_DOCTOR_COLUMNS = {
    **{"NPI": "npi", "Provider Last Name": "last_name", "Provider First Name": "first_name", "gndr": "gender"},
    **{"Cred": "credential", "Grd_yr": "graduated", "pri_spec": "profession", "Telehlth": "telehealth"},
    **{"Facility Name": "group_name", "org_pac_id": "group_id", "adr_ln_1": "line_1", "adr_ln_2": "line_2"},
    **{"City/Town": "city", "State": "state", "ZIP Code": "postal", "Telephone Number": "phone"},
    **{"ind_assgn": "assignment", "grp_assgn": "assignment"},
}


def _places_in_medicare(
    *, provider: pl.DataFrame, who: Numbers, second: pl.DataFrame, chance: np.random.Generator
) -> pl.DataFrame:
    """Give `row` and address: mostly as the provider file has it, and some of the further places."""
    has_moved = chance.random(len(who)) < _OTHER_ADDRESS
    same = provider[who[~has_moved]].select(pl.Series("row", who[~has_moved], dtype=pl.Int64), *_PLACE)
    lines = pl.Series(chance.integers(_LINES, size=same.height))
    is_other = pl.Series(chance.random(same.height) < _OTHER_PHONE)
    same = same.with_columns(pl.when(is_other).then(_other_line(lines)).otherwise(pl.col("phone")).alias("phone"))
    moved = _places_near(provider=provider, who=who[has_moved], chance=chance)
    known = second.filter(pl.col("row").is_in(who) & pl.Series(chance.random(second.height) < _SECOND_TOO))
    return pl.concat([same, moved, known]).sort("row", maintain_order=True)


def _traits(*, provider: pl.DataFrame, chance: np.random.Generator) -> list[pl.Series]:
    """Give what does not depend on the place, for everybody: year of graduation, video, assignment, group."""
    count = provider.height
    video = chance.random(count) < _BY_VIDEO
    assignment = chance.choice(_ASSIGNMENTS, p=_ASSIGNMENT_SHARES, size=count)
    graduated = chance.integers(_GRADUATED_FROM, _GRADUATED_UNTIL, size=count)
    return [
        pl.Series("graduated", graduated).cast(pl.String),
        pl.Series("telehealth", np.where(video, "Y", "").tolist()),
        pl.Series("assignment", assignment.tolist()),
        *_groups(provider=provider, chance=chance),
    ]


def _groups(*, provider: pl.DataFrame, chance: np.random.Generator) -> tuple[pl.Series, pl.Series]:
    """Give number and name of the group of each, "" where they are in none: people of one state are together."""
    in_state = provider.select(pl.len().over("state"))["len"].to_numpy()
    state = provider["state"].rank("dense").to_numpy().astype(np.int64)
    of_state = (chance.random(provider.height) * np.ceil(in_state / _MEMBERS)).astype(np.int64)
    groups, of_row = np.unique(state * _GROUPS_AT_MOST + of_state, return_inverse=True)
    things = chance.integers(len(THINGS), size=(2, len(groups)))
    names = [f"INVENTED {THINGS[one]} {THINGS[other]} GROUP" for one, other in things.T]
    is_in = pl.Series(chance.random(provider.height) < _IN_GROUP)
    numbers = pl.Series("group_id", _FIRST_GROUP + groups).cast(pl.String)[of_row]
    named = pl.Series("group_name", names, dtype=pl.String)[of_row]
    nothing = pl.Series([""], dtype=pl.String)
    return numbers.zip_with(is_in, nothing), named.zip_with(is_in, nothing)
