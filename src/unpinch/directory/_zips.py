"""Points of ZIP codes, as the `zipcodes` package has them, and the distance between two points."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import zipcodes

from ._states import STATES

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

# Mean earth radius in statute miles; the contract fixes it.
EARTH_RADIUS_MILES = 3958.7613
ZIP_DIGITS = 5
# What the package is; the page says where its points come from.
ZIP_SOURCE = "https://github.com/seanpianka/zipcodes"
NOT_A_ZIP = -1
# The package says that it is typed, and its functions are not.
_PACKAGE: Any = zipcodes


@dataclass(frozen=True, eq=False)
class ZipTable:
    """
    Every ZIP code known, in ascending order.

    Attributes
    ----------
    code
        Shape (n,), int32: the five digits as a number.
    latitude, longitude
        Shape (n,), degrees. Both 0 where the package has no point: never a place.
    state
        Shape (n,), int16: place in `STATES`, -1 for military codes.
    slot
        Shape (100000,), int32: where a five-digit number stands in `code`, or -1.
    """

    code: npt.NDArray[np.int32]
    latitude: FloatArray
    longitude: FloatArray
    state: npt.NDArray[np.int16]
    slot: npt.NDArray[np.int32]

    @property
    def has_point(self) -> npt.NDArray[np.bool_]:
        """Say for each ZIP whether its point is known."""
        known: npt.NDArray[np.bool_] = (self.latitude != 0) | (self.longitude != 0)
        return known


def zip_entries() -> list[dict[str, Any]]:
    """Give the ZIP codes as the package has them: text, the point included."""
    entries: list[dict[str, Any]] = _PACKAGE.list_all()
    return entries


@cache
def zip_table() -> ZipTable:
    """Give the ZIP codes of the `zipcodes` package as arrays; about half a second the first time."""
    entries = sorted(zip_entries(), key=lambda entry: entry["zip_code"])
    places = {state.code: number for number, state in enumerate(STATES)}
    code = np.array([int(entry["zip_code"]) for entry in entries], dtype=np.int32)
    slot = np.full(10**ZIP_DIGITS, NOT_A_ZIP, dtype=np.int32)
    slot[code] = np.arange(len(code), dtype=np.int32)
    return ZipTable(
        code=code,
        latitude=np.array([float(entry["lat"]) for entry in entries]),
        longitude=np.array([float(entry["long"]) for entry in entries]),
        state=np.array([places.get(entry["state"], -1) for entry in entries], dtype=np.int16),
        slot=slot,
    )


def is_zip(*, code: str) -> bool:
    """
    Say whether five digits are a United States ZIP code, with or without a known point.

    Examples
    --------
    >>> is_zip(code="06105"), is_zip(code="00000"), is_zip(code="6105")
    (True, False, False)
    """
    return len(code) == ZIP_DIGITS and code.isascii() and code.isdigit() and bool(_PACKAGE.is_real(code))


def great_circle_miles(
    *, latitude: float, longitude: float, latitudes: FloatArray, longitudes: FloatArray
) -> FloatArray:
    """
    Give the great-circle distance from one point to many.

    Parameters
    ----------
    latitude, longitude
        The one point, degrees.
    latitudes, longitudes
        Shape (n,), degrees.

    Returns
    -------
    FloatArray
        Shape (n,), statute miles on a sphere of radius 3958.7613.

    References
    ----------
    Sinnott RW. Virtues of the haversine. Sky and Telescope 1984;68:159.

    Examples
    --------
    >>> here, there = np.array([0.0]), np.array([1.0])
    >>> great_circle_miles(latitude=0, longitude=0, latitudes=here, longitudes=there).round(4).tolist()
    [69.0934]
    """
    phi, phis = np.radians(latitude), np.radians(latitudes)
    half_height = np.sin((phis - phi) / 2)
    half_width = np.sin(np.radians(longitudes - longitude) / 2)
    chord = half_height**2 + np.cos(phi) * np.cos(phis) * half_width**2
    # Rounding may leave a chord a hair above 1 for opposite points of the earth.
    miles: FloatArray = 2 * EARTH_RADIUS_MILES * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
    return miles
