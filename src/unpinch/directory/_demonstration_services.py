"""Invented files of Medicare by Provider and Service, for the clinicians of an invented provider file."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from ._demonstration_care import Habit, Practice, practice_of

# The years there are files of; a clinician who is busy in one is busy in the other.
YEARS = (2022, 2023)
# Medicare leaves out each procedure done for fewer.
_LEAST_PATIENTS = 11
_SPREAD_OF_CLINICIANS, _SPREAD_OF_HABITS, _SPREAD_OF_YEARS = 0.7, 0.35, 0.2
HEADER = (
    *("Rndrng_NPI", "Rndrng_Prvdr_Last_Org_Name", "Rndrng_Prvdr_First_Name", "Rndrng_Prvdr_MI", "Rndrng_Prvdr_Crdntls"),
    *("Rndrng_Prvdr_Ent_Cd", "Rndrng_Prvdr_St1", "Rndrng_Prvdr_St2", "Rndrng_Prvdr_City"),
    *("Rndrng_Prvdr_State_Abrvtn", "Rndrng_Prvdr_State_FIPS", "Rndrng_Prvdr_Zip5", "Rndrng_Prvdr_RUCA"),
    *("Rndrng_Prvdr_RUCA_Desc", "Rndrng_Prvdr_Cntry", "Rndrng_Prvdr_Type", "Rndrng_Prvdr_Mdcr_Prtcptg_Ind"),
    *("HCPCS_Cd", "HCPCS_Desc", "HCPCS_Drug_Ind", "Place_Of_Srvc", "Tot_Benes", "Tot_Srvcs", "Tot_Bene_Day_Srvcs"),
    *("Avg_Sbmtd_Chrg", "Avg_Mdcr_Alowd_Amt", "Avg_Mdcr_Pymt_Amt", "Avg_Mdcr_Stdzd_Amt"),
)
_FROM_PROVIDER = {
    "Rndrng_NPI": "npi",
    "Rndrng_Prvdr_Last_Org_Name": "last_name",
    "Rndrng_Prvdr_First_Name": "first_name",
    "Rndrng_Prvdr_Crdntls": "credential",
    "Rndrng_Prvdr_St1": "line_1",
    "Rndrng_Prvdr_St2": "line_2",
    "Rndrng_Prvdr_City": "city",
    "Rndrng_Prvdr_State_Abrvtn": "state",
    "Rndrng_Prvdr_Zip5": "postal",
    "Rndrng_Prvdr_Type": "profession",
}
_ALIKE = {
    "Rndrng_Prvdr_Ent_Cd": "I",
    "Rndrng_Prvdr_Cntry": "US",
    "Rndrng_Prvdr_Mdcr_Prtcptg_Ind": "Y",
    "HCPCS_Drug_Ind": "N",
}
_COUNTED = {
    "HCPCS_Cd": "code",
    "Place_Of_Srvc": "place",
    "Tot_Benes": "patients",
    "Tot_Srvcs": "services",
    "Tot_Bene_Day_Srvcs": "services",
}


def service_files(*, provider: pl.DataFrame, chance: np.random.Generator) -> dict[int, pl.DataFrame]:
    """
    Give the rows of each year, with the 28 columns of 2023 in order.

    Codes come without the publisher's words for them, which are not ours to give, and without amounts of money: no
    price is invented.

    Parameters
    ----------
    provider
        One row a clinician: npi, last_name, first_name, credential, line_1, line_2, city, state, postal, code and
        profession, all text.
    chance
        Where chance comes from.
    """
    codes = provider["code"]
    found = []
    for code in codes.unique().sort():
        practice = practice_of(code)
        if practice.billing:
            found.append(_of_practice(who=np.flatnonzero(codes == code), practice=practice, chance=chance))
    counted = pl.concat(found) if found else _COUNTS.to_frame()
    return {year: _published(provider=provider, counted=counted.filter(pl.col("year") == year)) for year in YEARS}


_COUNTS = pl.Schema(
    {
        "row": pl.Int64(),
        "year": pl.Int64(),
        "code": pl.String(),
        "place": pl.String(),
        "patients": pl.Int64(),
        "services": pl.Int64(),
    }
)


def _of_practice(*, who: npt.NDArray[np.int64], practice: Practice, chance: np.random.Generator) -> pl.DataFrame:
    billing = who[chance.random(len(who)) < practice.billing]
    busy = chance.lognormal(sigma=_SPREAD_OF_CLINICIANS, size=len(billing))
    rows = [_of_habit(who=billing, busy=busy, habit=habit, chance=chance) for habit in practice.habits]
    return pl.concat([_COUNTS.to_frame(), *rows])


def _of_habit(
    *, who: npt.NDArray[np.int64], busy: npt.NDArray[np.float64], habit: Habit, chance: np.random.Generator
) -> pl.DataFrame:
    does = chance.random(len(who)) < habit.share
    usual = habit.patients * busy[does] * chance.lognormal(sigma=_SPREAD_OF_HABITS, size=does.sum())
    each = 1 + (habit.services - 1) * chance.lognormal(sigma=_SPREAD_OF_HABITS, size=does.sum())
    rows = [_COUNTS.to_frame()]
    for year in YEARS:
        patients = np.rint(usual * chance.lognormal(sigma=_SPREAD_OF_YEARS, size=len(usual))).astype(np.int64)
        rows.append(
            pl.DataFrame(
                {"row": who[does], "patients": patients, "services": np.rint(patients * each).astype(np.int64)}
            )
            .filter(pl.col("patients") >= _LEAST_PATIENTS)
            .with_columns(
                year=pl.lit(year, pl.Int64), code=pl.lit(habit.code), place=pl.lit("O" if habit.is_office else "F")
            )
            .select(_COUNTS.names())
        )
    return pl.concat(rows)


def _published(*, provider: pl.DataFrame, counted: pl.DataFrame) -> pl.DataFrame:
    # As published: by NPI, then by code.
    rows = counted.with_columns(provider[counted["row"]]["npi"]).sort("npi", "code")
    both = rows.drop("npi").hstack(provider[rows["row"]].drop("code"))
    columns = {
        **{name: pl.col(ours) for name, ours in (_FROM_PROVIDER | _COUNTED).items()},
        **{name: pl.lit(value) for name, value in _ALIKE.items()},
    }
    return both.select(columns.get(name, pl.lit("")).alias(name) for name in HEADER)
