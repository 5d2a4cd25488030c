"""
Outlines of states and counties, for maps that need nobody else.

They are the cartographic boundary files of the United States Census Bureau (2016, 1:500,000), as the package
`plotly-geo` brings them: ESRI shapefiles, mapped into memory and read where a map needs them.

References
----------
Census Bureau, cartographic boundary files: https://www.census.gov/geographies/mapping-files/time-series/geo/cartographic-boundary.html
ESRI shapefile technical description (1998): https://www.esri.com/library/whitepapers/pdfs/shapefile.pdf
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

SOURCE = "https://www.census.gov/geographies/mapping-files/time-series/geo/cartographic-boundary.html"
_PACKAGE, _STATES, _COUNTIES = "_plotly_geo", "cb_2016_us_state_500k", "cb_2016_us_county_500k"
# Of the file's own layout: bytes of the header, of a record's header, and of what stands before a polygon's points.
_FILE_HEADER, _RECORD_HEADER, _BOX_AT, _COUNTS_AT, _PARTS_AT = 100, 8, 4, 36, 44
_DBF_HEADER, _DBF_FIELD, _DBF_END = 32, 32, 0x0D


@dataclass(frozen=True)
class Outline:
    """One state or county. `rings` have shape (points, 2): longitude and latitude in degrees, closed."""

    name: str
    rings: tuple[npt.NDArray[np.float64], ...]


class OutlineFile:
    """One shapefile of polygons: boxes and names are read at once, points where they are asked for."""

    def __init__(self, stem: Path) -> None:
        self._raw = np.memmap(stem.with_suffix(".shp"), dtype=np.uint8, mode="r")
        index = np.fromfile(stem.with_suffix(".shx"), dtype=">i4", offset=_FILE_HEADER).reshape(-1, 2)
        # In 16-bit words, and with the record's own header before the shape.
        self._at = index[:, 0].astype(np.int64) * 2 + _RECORD_HEADER
        self._boxes = np.array([self._numbers(int(at) + _BOX_AT, 4, "<f8") for at in self._at])
        self._names = tuple(_names(stem.with_suffix(".dbf")))

    def touching(self, *, west: float, south: float, east: float, north: float) -> Iterator[Outline]:
        """Give the outlines whose box touches a box of degrees, in the order of the file."""
        boxes = self._boxes
        touches = (boxes[:, 0] <= east) & (boxes[:, 2] >= west) & (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
        for number in np.flatnonzero(touches):
            yield Outline(name=self._names[number], rings=self._rings(int(self._at[number])))

    def _rings(self, at: int) -> tuple[npt.NDArray[np.float64], ...]:
        parts, points = (int(count) for count in self._numbers(at + _COUNTS_AT, 2, "<i4"))
        starts = self._numbers(at + _PARTS_AT, parts, "<i4")
        every = self._numbers(at + _PARTS_AT + 4 * parts, 2 * points, "<f8").reshape(-1, 2)
        return tuple(np.split(every, starts[1:]))

    def _numbers(self, at: int, count: int, kind: str) -> npt.NDArray:
        # Copied: doubles in the file do not stand at multiples of eight.
        return np.frombuffer(self._raw[at : at + count * np.dtype(kind).itemsize].tobytes(), dtype=kind)


def _names(path: Path) -> Iterator[str]:
    """Read the column NAME of a dBase file."""
    raw = path.read_bytes()
    count, header, size = (int.from_bytes(raw[a:b], "little") for a, b in ((4, 8), (8, 10), (10, 12)))
    begin = 1
    for at in range(_DBF_HEADER, header, _DBF_FIELD):
        field, length = raw[at : at + 11].rstrip(b"\0"), raw[at + 16]
        if field == b"NAME":
            break
        begin += length
    for number in range(count):
        row = header + number * size
        yield raw[row + begin : row + begin + length].decode("utf-8", "replace").strip()


@cache
def states() -> OutlineFile:
    """Give the outlines of states and territories."""
    return OutlineFile(_folder() / _STATES)


@cache
def counties() -> OutlineFile:
    """Give the outlines of counties."""
    return OutlineFile(_folder() / _COUNTIES)


def _folder() -> Path:
    found = find_spec(_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"{_PACKAGE} is not installed. Run `make install`.")
    return Path(found.submodule_search_locations[0]) / "package_data"
