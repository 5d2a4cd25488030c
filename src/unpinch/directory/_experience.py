"""
What clinicians did for people on Medicare, shrunk towards their peers, with an interval and a level from 0 to 7.

The figure is people treated in an average year of the files, counted under the code of the kind of care that was used
most. With the model of `_peers`, a clinician with `total` people in the years shown has

    rate ~ Gamma(shape + total / dispersion, rate of the prior + years / dispersion)

where `years` are all years of the files: a year that is not shown adds 0 people to the lower end of the interval, 10 to
the upper end and 5 to the estimate. So more people or one more year shown never lowers anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
import polars as pl
from scipy import special

from ._peers import ALL_PROFESSIONS, LEAST_SHOWN, PEERS_AT_LEAST, Peers, fit_peers, years_together
from ._weights import HIGHEST_LEVEL
from ._zips import FloatArray

# Four of five intervals hold the true rate: one in ten lies below, one in ten above.
INTERVAL = 0.8
_TAIL = (1 - INTERVAL) / 2
# What a year adds that is not shown: at least, in the middle, at most.
_UNSEEN_LEAST, _UNSEEN_MIDDLE, _UNSEEN_MOST = 0, (LEAST_SHOWN - 1) / 2, LEAST_SHOWN - 1
_POINTS = np.linspace(0, 1, 101)


def levels(*, care_rows: pl.DataFrame, specialty: pl.DataFrame) -> pl.DataFrame:
    """
    Give the level of shown experience of every clinician with every kind of care.

    Parameters
    ----------
    care_rows
        npi, care, year, services, patients, patients_at_most: what the file by Provider and Service shows, each count
        of people 11 or more; several rows of one clinician, kind and year are offices and facilities.
    specialty
        npi, specialty: the main kind of clinician of each; who is not in it is compared with all.

    Returns
    -------
    pl.DataFrame
        npi, care, level (1 to 7), sorted by care and npi; who is not in it has level 0, which is nothing shown. The
        level is the seventh of all who are shown with this care, of all professions, into which the lower end of the
        clinician's interval falls: little that is shown, or in few of the years, is kept low. Of two clinicians of one
        specialty, who has at least as many people in each year never has the lower level.
    """
    return _levels(estimated(care_rows=care_rows, specialty=specialty))


def _levels(shown: pl.DataFrame) -> pl.DataFrame:
    # Of those with the same figures half count as below, so that all alike are in the middle.
    share = (pl.col("low").rank("average").over("care") - 0.5) / pl.len().over("care")
    level = 1 + (share * HIGHEST_LEVEL).floor().clip(0, HIGHEST_LEVEL - 1)
    return shown.select("npi", "care", level=level.cast(pl.UInt8)).sort("care", "npi")


def weigh(*, care_rows: pl.DataFrame, specialty: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Peers, ...]]:
    """
    Give what `levels` and `peers_of` give, in half the time of both.

    Parameters
    ----------
    care_rows
        As for `levels`.
    specialty
        As for `levels`.
    """
    totals, fits = _fitted(care_rows=care_rows, specialty=specialty)
    shown = with_intervals(totals.join(fits, on=["care", "specialty"]))
    return _levels(shown), _all_peers(shown=shown, fits=fits, care_rows=care_rows)


def estimated(*, care_rows: pl.DataFrame, specialty: pl.DataFrame) -> pl.DataFrame:
    """
    Give the shrunk estimate of every clinician with every kind of care.

    Parameters
    ----------
    care_rows
        As for `levels`.
    specialty
        As for `levels`.

    Returns
    -------
    pl.DataFrame
        npi, care, specialty, total, total_at_most, years_shown, then the columns of the fit (shape, mean, dispersion,
        years), then low, estimate and high: people in an average year of the files.
    """
    totals, fits = _fitted(care_rows=care_rows, specialty=specialty)
    return with_intervals(totals.join(fits, on=["care", "specialty"]))


def _fitted(*, care_rows: pl.DataFrame, specialty: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    counts = years_together(care_rows)
    totals = _totals(counts=counts, specialty=specialty)
    return totals, fit_peers(totals=totals, counts=counts)


def _totals(*, counts: pl.DataFrame, specialty: pl.DataFrame) -> pl.DataFrame:
    totals = counts.group_by("npi", "care").agg(
        total=pl.col("patients").sum(), total_at_most=pl.col("patients_at_most").sum(), years_shown=pl.len()
    )
    main = specialty.select("npi", pl.col("specialty").cast(pl.String)).unique("npi")
    return totals.join(main, on="npi", how="left").with_columns(pl.col("specialty").fill_null(ALL_PROFESSIONS))


def with_intervals(totals: pl.DataFrame) -> pl.DataFrame:
    """Add low, estimate and high to rows of totals with their fits; the same numbers are worked out once."""
    told = ["shape", "mean", "dispersion", "years", "total", "total_at_most", "years_shown"]
    different = totals.select(told).unique()
    number = {name: different[name].to_numpy().astype(np.float64) for name in told}
    low, estimate, high = interval(**number)
    ends = different.with_columns(low=pl.Series(low), estimate=pl.Series(estimate), high=pl.Series(high))
    return totals.join(ends, on=told)


def interval(
    *,
    shape: FloatArray,
    mean: FloatArray,
    dispersion: FloatArray,
    years: FloatArray,
    total: FloatArray,
    total_at_most: FloatArray,
    years_shown: FloatArray,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """
    Give lower end, estimate and upper end of people a year, each of shape (n,), as are the parameters.

    Parameters
    ----------
    shape, mean, dispersion
        Of the peers, see `Peers`.
    years
        How many years the files have.
    total, total_at_most
        People in the years shown: at least so many, and at most.
    years_shown
        In how many years the clinician is shown, at most `years`.
    """
    unseen = years - years_shown
    per_person = 1 / dispersion
    exposure = shape / mean + years * per_person
    least = shape + (total + unseen * _UNSEEN_LEAST) * per_person
    middle = shape + (total + unseen * _UNSEEN_MIDDLE) * per_person
    most = shape + (total_at_most + unseen * _UNSEEN_MOST) * per_person
    low: FloatArray = special.gammaincinv(least, _TAIL) / exposure
    high: FloatArray = special.gammaincinv(most, 1 - _TAIL) / exposure
    return low, middle / exposure, high


def peers_of(*, care_rows: pl.DataFrame, specialty: pl.DataFrame) -> tuple[Peers, ...]:
    """
    Give what is usual in each specialty with each kind of care, to compare single clinicians with later.

    Parameters
    ----------
    care_rows
        As for `levels`.
    specialty
        As for `levels`.

    Returns
    -------
    tuple[Peers, ...]
        By kind of care and specialty; the specialty `ALL_PROFESSIONS` is everybody.
    """
    return weigh(care_rows=care_rows, specialty=specialty)[1]


def _all_peers(*, shown: pl.DataFrame, fits: pl.DataFrame, care_rows: pl.DataFrame) -> tuple[Peers, ...]:
    years = {
        care: tuple(sorted(int(year) for year in of_care["year"].unique()))
        for (care,), of_care in care_rows.group_by(["care"])
    }
    groups = []
    for fit in fits.iter_rows(named=True):
        peers = shown.filter(pl.col("care") == fit["care"])
        if fit["specialty"] != ALL_PROFESSIONS:
            peers = peers.filter(pl.col("specialty") == fit["specialty"])
        if fit["specialty"] == ALL_PROFESSIONS or peers.height >= PEERS_AT_LEAST:
            groups.append(_peers(fit=fit, estimates=peers["estimate"].to_numpy(), years=years[fit["care"]]))
    return tuple(groups)


def _peers(*, fit: Mapping[str, Any], estimates: FloatArray, years: tuple[int, ...]) -> Peers:
    return Peers(
        **{name: fit[name] for name in ("care", "specialty", "shape", "mean", "dispersion")},
        years=years,
        clinicians=len(estimates),
        estimates=tuple(round(float(point), 3) for point in np.quantile(estimates, _POINTS)),
    )


def peers_document(peers: Iterable[Peers]) -> list[dict[str, Any]]:
    """Give the peers as JSON can hold them."""
    return [asdict(each) for each in peers]


def read_peers(document: Iterable[Mapping[str, Any]]) -> tuple[Peers, ...]:
    """Read what `peers_document` gave."""
    return tuple(
        Peers(**{**each, "years": tuple(each["years"]), "estimates": tuple(each["estimates"])}) for each in document
    )
