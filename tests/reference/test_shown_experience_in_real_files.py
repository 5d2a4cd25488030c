"""
The model of shown experience against what really happened in the next year.

The figures are those of skin surgeons (code 17311) in the files by Provider and Service of 2020 and 2021 as the
publisher gives them, beside the project in data/medicare_puf: no sample of our own kinds of care is at hand.
"""

import numpy as np
import polars as pl
import pytest

from unpinch.directory import _experience, _peers


@pytest.fixture(scope="module")
def years(shared):
    return {
        year: _people(shared / f"data/medicare_puf/by_provider_and_service_{year}_mohs_slice.csv.gz", year)
        for year in (2020, 2021)
    }


def _people(path, year):
    rows = pl.read_csv(path, infer_schema=False).filter(pl.col("HCPCS_Cd") == "17311")
    count = pl.col("Tot_Benes").cast(pl.Int64)
    return rows.select(
        npi=pl.col("Rndrng_NPI").cast(pl.Int64),
        care=pl.lit("skin_surgery"),
        year=pl.lit(year),
        services=pl.col("Tot_Srvcs").cast(pl.Float64),
        patients=count,
        patients_at_most=count,
    )


@pytest.fixture(scope="module")
def both(years):
    """Give the estimates from 2020 beside the counts of 2021, and how much more all did in 2021."""
    nobody = pl.DataFrame(schema={"npi": pl.Int64, "specialty": pl.String})
    from_2020 = _experience.estimated(care_rows=_peers.years_together(years[2020]), specialty=nobody)
    both = from_2020.join(_peers.years_together(years[2021]).select("npi", later="patients"), on="npi")
    return both.with_columns(later=pl.col("later") * both["total"].sum() / both["later"].sum())


def test_no_count_below_eleven_is_shown(years):
    assert {int(rows["patients"].min()) for rows in years.values()} == {11}


def test_four_of_five_later_counts_lie_in_the_interval(both):
    assert both.height == 2612
    held = (both["later"] >= both["low"]) & (both["later"] <= both["high"])
    assert held.mean() == pytest.approx(0.80, abs=0.03)


def test_the_estimate_foretells_the_next_year_better_than_the_count_above_all_where_there_is_little(both):
    def worth(rows):
        later = rows["later"].to_numpy()
        return ((rows["estimate"].to_numpy() - later) ** 2).mean() / ((rows["total"].to_numpy() - later) ** 2).mean()

    assert worth(both) < 0.98
    assert worth(both.filter(pl.col("total") < 40)) < worth(both) - 0.03


def test_the_usual_dispersion_is_measured_here(years):
    measured = _peers.dispersion_of(counts=_peers.years_together(pl.concat(list(years.values()))))
    assert measured == pytest.approx(_peers.USUAL_DISPERSION, abs=0.8)
    assert np.isfinite(measured)
