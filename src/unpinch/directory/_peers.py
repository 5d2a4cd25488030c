"""
What is usual among those who do the same: a gamma-Poisson model of how many people a clinician treats in a year.

A clinician treats `rate` people in a usual year. Among the peers who do this care, rates are spread as
Gamma(shape, rate shape / mean); in one year the count has mean `rate` and variance `dispersion` x `rate`. The file
leaves out counts below 11, so a year that is not shown means 0 to 10 people, never 0: peers are fitted to counts of 11
or more as such (a negative binomial cut off at 11), and an unseen year of a clinician counts as anything from 0 to 10.

See docs/adr/0014-shown-experience.md.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import optimize, special

from ._zips import FloatArray, IntArray

# The publisher leaves out a procedure that a clinician did for fewer people than this in a year.
LEAST_SHOWN = 11
# With fewer shown, what is usual among them is not known: all professions with this care are taken together, and where
# these are fewer too, a prior that says next to nothing.
PEERS_AT_LEAST = 30
# Everybody. As a specialty it stands for all professions together, and for those whose profession we do not know.
ALL_PROFESSIONS = ""
# Variance of a year's count about its mean, in units of the mean: 9.5 in the real figures of 2,612 skin surgeons in
# 2020 and 2021 (code 17311), about the same for small and large practices. Taken where fewer than `PEERS_AT_LEAST`
# pairs of years are there to measure it. Counts cannot be steadier than chance makes them, and a bad file must not make
# every figure meaningless.
USUAL_DISPERSION, DISPERSION_AT_LEAST, DISPERSION_AT_MOST = 9.5, 1.0, 50.0
# Near 11, years that fell below are missing and those that are left look steadier than they are.
_PAIR_AT_LEAST = 6 * LEAST_SHOWN
# Where hardly anybody is shown: around the least that is shown, and anything from a tenth to three times of it.
_WEAK_SHAPE, _WEAK_MEAN = 1.0, float(LEAST_SHOWN)
# Fits outside of these would say something on people who are not in the file at all.
_MEAN_BOUNDS, _SHAPE_BOUNDS = (0.5, 20_000.0), (0.2, 50.0)


@dataclass(frozen=True)
class Peers:
    """
    What is usual among clinicians of one specialty with one kind of care.

    `shape` and `mean` are those of the gamma distribution of people a year among all who do it, shown or not;
    `dispersion` is the variance of a year's count in units of its mean. `years` are those of the files. `clinicians`
    is how many are shown; `estimates` are 101 points of their estimates, ascending, from the lowest to the highest.
    """

    care: str
    specialty: str
    shape: float
    mean: float
    dispersion: float
    years: tuple[int, ...]
    clinicians: int
    estimates: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Give the rate of the gamma distribution, one over people a year."""
        return self.shape / self.mean


def years_together(care_rows: pl.DataFrame) -> pl.DataFrame:
    """
    Give one row a clinician, kind of care and year: places of one year are put together.

    Parameters
    ----------
    care_rows
        npi, care, year, services, patients, patients_at_most; several rows of one year are offices and facilities.

    Returns
    -------
    pl.DataFrame
        The same columns. The people of two places may be the same, so `patients` is the larger number and
        `patients_at_most` the sum.
    """
    return (
        care_rows.group_by("npi", "care", "year")
        .agg(
            pl.col("services").sum().cast(pl.Float64),
            pl.col("patients").max().cast(pl.Int64),
            pl.col("patients_at_most").sum().cast(pl.Int64),
        )
        .sort("care", "npi", "year")
    )


def dispersion_of(*, counts: pl.DataFrame) -> float:
    """
    Measure how much the count of one clinician varies from one year to the next, in units of its mean.

    Parameters
    ----------
    counts
        npi, year and patients of one kind of care; each clinician and year once.

    Returns
    -------
    float
        The mean of (a - b)^2 / (a + b) over pairs of neighbouring years; 1 for counts that vary by chance alone.
        `USUAL_DISPERSION` where there are too few pairs.
    """
    following = counts.select("npi", year=pl.col("year").cast(pl.Int64) - 1, later="patients")
    pairs = counts.with_columns(pl.col("year").cast(pl.Int64)).join(following, on=["npi", "year"])
    pairs = pairs.filter(pl.col("patients") + pl.col("later") >= _PAIR_AT_LEAST)
    if pairs.height < PEERS_AT_LEAST:
        return USUAL_DISPERSION
    first, later = (pairs[name].to_numpy().astype(np.float64) for name in ("patients", "later"))
    measured = float(np.mean((first - later) ** 2 / (first + later)))
    return min(max(measured, DISPERSION_AT_LEAST), DISPERSION_AT_MOST)


def fit_rates(*, counts: npt.NDArray[np.integer], dispersion: float) -> tuple[float, float]:
    """
    Fit the gamma distribution of people a year to the counts that are shown.

    Parameters
    ----------
    counts
        Shape (n,), people of one clinician in one year, each 11 or more.
    dispersion
        Variance of a year's count in units of its mean.

    Returns
    -------
    tuple[float, float]
        Shape and mean of the gamma distribution among all who do it, also those with fewer than 11, who are not shown.

    Notes
    -----
    Maximum likelihood of a negative binomial that is cut off below 11. Its overdispersion 1/k is that of the rates,
    1/shape, and that of single years, (dispersion - 1) / mean, which is taken off.
    """
    value, times = np.unique(counts, return_counts=True)

    def badness(log_mean_and_size: FloatArray) -> float:
        mean, size = np.exp(log_mean_and_size)
        return -float(np.sum(times * _log_of_cut_off(value, mean=mean, size=size)))

    start = np.log([max(float(np.median(counts)), _MEAN_BOUNDS[0]), 1.0])
    bounds = [tuple(np.log(_MEAN_BOUNDS)), tuple(np.log(_SHAPE_BOUNDS))]
    found = optimize.minimize(badness, start, method="Nelder-Mead", bounds=bounds)
    mean, size = (float(number) for number in np.exp(found.x))
    spread = 1 / size - (dispersion - 1) / mean
    return min(max(1 / spread, _SHAPE_BOUNDS[0]), _SHAPE_BOUNDS[1]) if spread > 0 else _SHAPE_BOUNDS[1], mean


def _log_of_cut_off(value: IntArray, *, mean: float, size: float) -> FloatArray:
    """Give the log-likelihood of counts of 11 or more under a negative binomial, shape (n,)."""
    lost = mean / (mean + size)
    whole = (
        special.gammaln(value + size)
        - special.gammaln(size)
        - special.gammaln(value + 1)
        + size * np.log1p(-lost)
        + value * np.log(lost)
    )
    # The chance of 11 or more; it may be tiny where the mean is, but its logarithm stays finite within the bounds.
    shown = special.betainc(LEAST_SHOWN, size, lost)
    result: FloatArray = whole - np.log(np.maximum(shown, np.finfo(float).tiny))
    return result


@dataclass(frozen=True)
class RateFit:
    """Shape and mean of the gamma distribution of one group of peers, and the dispersion of their years."""

    shape: float
    mean: float
    dispersion: float


WEAK_FIT = RateFit(shape=_WEAK_SHAPE, mean=_WEAK_MEAN, dispersion=USUAL_DISPERSION)


def fit_group(*, counts: pl.DataFrame, otherwise: RateFit) -> RateFit:
    """Fit one group of peers; `otherwise` where too few are shown. `counts` has npi, year and patients."""
    if counts["npi"].n_unique() < PEERS_AT_LEAST:
        return otherwise
    dispersion = dispersion_of(counts=counts)
    shape, mean = fit_rates(counts=counts["patients"].to_numpy(), dispersion=dispersion)
    return RateFit(shape=shape, mean=mean, dispersion=dispersion)


def fit_peers(*, totals: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    """
    Fit every group of peers: each specialty with each kind of care, and all professions with each.

    Parameters
    ----------
    totals
        npi, care, specialty: each clinician and kind of care that is shown, once.
    counts
        npi, care, year, patients: each clinician, kind of care and year once.

    Returns
    -------
    pl.DataFrame
        care, specialty, shape, mean, dispersion, years (how many the files have of this care); sorted. A specialty of
        which fewer than `PEERS_AT_LEAST` are shown has the numbers of all professions.
    """
    with_specialty = counts.join(totals.select("npi", "care", "specialty"), on=["npi", "care"])
    groups = []
    for (care,), of_care in with_specialty.group_by(["care"], maintain_order=True):
        everybody = fit_group(counts=of_care, otherwise=WEAK_FIT)
        years = of_care["year"].n_unique()
        fits = {ALL_PROFESSIONS: everybody} | {
            str(specialty): fit_group(counts=of_specialty, otherwise=everybody)
            for (specialty,), of_specialty in of_care.filter(pl.col("specialty") != ALL_PROFESSIONS).group_by(
                ["specialty"]
            )
        }
        groups += [{"care": care, "specialty": name, **asdict(fit), "years": years} for name, fit in fits.items()]
    return pl.DataFrame(groups, schema=FITS).sort("care", "specialty")


FITS = pl.Schema(
    {
        "care": pl.String(),
        "specialty": pl.String(),
        "shape": pl.Float64(),
        "mean": pl.Float64(),
        "dispersion": pl.Float64(),
        "years": pl.Int64(),
    }
)
