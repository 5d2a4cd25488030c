"""A map of all who match, drawn here: dots by place with counts, each a link to the clinicians there, and a table."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch.directory import Place, PlaceCount
from unpinch.server.web.outlines import SOURCE

from .find_land import REACH, Label, Land, land_around, on_map
from .numbers import count_words

# In units of the drawing, about three to a point of a phone's screen: dots never touch, and a finger hits one.
_SPACING, _SMALLEST, _LARGEST = 104, 31, 48
# Half the width of a letter of a name is about that; its height is twice as much.
_LETTER_UNITS = 14
# A line of the scale is at most that long.
_SCALE_UNITS = 300
_ROUND_MILES = (1, 2, 5, 10, 20, 50, 100, 200)
THOUSAND = 1000


@dataclass(frozen=True)
class Cluster:
    """ZIP codes that share a dot: the one with most clinicians names it. `x` and `y` are in units of the drawing."""

    zip_code: str
    zip_codes: tuple[str, ...]
    count: int
    miles: float
    x: int
    y: int
    place: PlaceCount


@dataclass(frozen=True)
class Dot:
    """One dot with its link, and one line of the table. `ranks` are those of this page of the list, with their NPI."""

    id: str
    x: int
    y: int
    radius: int
    number: str
    count: str
    town: str
    zip_words: str
    distance: str
    spoken: str
    href: str
    is_chosen: bool
    ranks: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Scale:
    """A line that is so many miles long."""

    units: int
    words: str


@dataclass(frozen=True)
class Map:
    """The map; `here` names the chosen dot, where one is, and `all_href` leads back to all."""

    land: Land
    labels: tuple[Label, ...]
    dots: tuple[Dot, ...]
    reach: int
    reach_words: str
    scale: Scale
    spoken: str
    here: str
    all_href: str
    source: str


def clusters_of(*, places: Iterable[PlaceCount], centre: Place, reach_miles: float) -> tuple[Cluster, ...]:
    """
    Gather ZIP codes that are close on the drawing into clusters; every ZIP code is in exactly one.

    The ZIP code with most clinicians comes first and takes in what its dot would cover; the next that is free begins
    another. Then each joins the nearest. The same places give the same clusters.
    """
    known = tuple(places)
    if not known:
        return ()
    points = on_map(
        longitudes=[place.longitude for place in known],
        latitudes=[place.latitude for place in known],
        centre=centre,
        reach_miles=reach_miles,
    )
    heads = _heads(points)
    away = np.hypot(*(points[:, None, :] - points[heads][None, :, :]).transpose(2, 0, 1))
    head_of = away.argmin(axis=1)
    return tuple(
        _cluster([known[each] for each in np.flatnonzero(head_of == place)], known[head], points[head])
        for place, head in enumerate(heads)
    )


def _heads(points: npt.NDArray[np.float64]) -> list[int]:
    """Give which points begin a cluster: each that is not within the dot of an earlier one."""
    heads, left = [], np.arange(len(points))
    while len(left):
        heads.append(int(left[0]))
        left = left[np.hypot(*(points[left] - points[left[0]]).T) >= _SPACING]
    return heads


def _cluster(places: list[PlaceCount], head: PlaceCount, point: np.ndarray) -> Cluster:
    others = sorted(place.zip_code for place in places if place is not head)
    return Cluster(
        zip_code=head.zip_code,
        zip_codes=(head.zip_code, *others),
        count=sum(place.count for place in places),
        miles=head.miles,
        x=round(point[0]),
        y=round(point[1]),
        place=head,
    )


def draw_map(
    *,
    clusters: tuple[Cluster, ...],
    centre: Place,
    reach_miles: float,
    town: Callable[[PlaceCount], str],
    address: Callable[[str | None], str],
    chosen: str | None,
    ranked: Iterable[tuple[int, str, str | None]],
) -> Map:
    """
    Draw the map.

    Parameters
    ----------
    clusters
        From `clusters_of`.
    centre, reach_miles
        Of the search.
    town
        Names the town of a place.
    address
        Gives the address of the list of one cluster, or of all for None; empty where the search may not stand in one.
    chosen
        The ZIP code that names the cluster whose list is shown.
    ranked
        Rank, NPI and ZIP code of those on this page of the list.
    """
    in_list: dict[str, list[tuple[int, str]]] = {zip_code: [] for cluster in clusters for zip_code in cluster.zip_codes}
    for rank, npi, zip_code in ranked:
        in_list.get(zip_code or "", []).append((rank, npi))
    most = max((cluster.count for cluster in clusters), default=1)
    dots = tuple(
        _dot(
            cluster,
            most=most,
            town=town(cluster.place),
            href=address(cluster.zip_code),
            is_chosen=cluster.zip_code == chosen,
            ranks=tuple(sorted(rank for zip_code in cluster.zip_codes for rank in in_list[zip_code])),
        )
        for cluster in sorted(clusters, key=lambda each: (each.miles, each.zip_code))
    )
    land = land_around(latitude=centre.latitude, longitude=centre.longitude, reach_miles=reach_miles)
    reach = _("%(miles)s miles") % {"miles": f"{reach_miles:g}"}
    return Map(
        land=land,
        labels=tuple(label for label in land.labels if not _is_covered(label, dots)),
        dots=dots,
        reach=REACH,
        reach_words=reach,
        scale=_scale(reach_miles),
        spoken=_("Map of all who match, within %(reach)s. Each dot leads to the clinicians there.") % {"reach": reach},
        here=next((f"{dot.town} {dot.zip_words}" for dot in dots if dot.is_chosen), ""),
        all_href=address(None),
        source=SOURCE,
    )


def _dot(
    cluster: Cluster, *, most: int, town: str, href: str, is_chosen: bool, ranks: tuple[tuple[int, str], ...]
) -> Dot:
    more = len(cluster.zip_codes) - 1
    zips = cluster.zip_code
    if more:
        zips = ngettext("%(zip)s and %(more)d more ZIP code", "%(zip)s and %(more)d more ZIP codes", more)
        zips %= {"zip": cluster.zip_code, "more": more}
    count = count_words(cluster.count)
    people = ngettext("%(count)s clinician", "%(count)s clinicians", cluster.count) % {"count": count}
    distance = _("%(miles)s miles") % {"miles": f"{cluster.miles:.1f}"}
    numbers = ", ".join(str(rank) for rank, _npi in ranks)
    in_list = _("in this list: %(numbers)s") % {"numbers": numbers} if ranks else ""
    return Dot(
        id=f"at-{cluster.zip_code}",
        x=cluster.x,
        y=cluster.y,
        radius=round(_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(cluster.count / most)),
        number=_short(cluster.count),
        count=count,
        town=town,
        zip_words=zips,
        distance=distance,
        spoken="; ".join(part for part in (f"{town} {zips}: {people}", distance, in_list) if part),
        href=href,
        is_chosen=is_chosen,
        ranks=ranks,
    )


def _is_covered(label: Label, dots: tuple[Dot, ...]) -> bool:
    """Say whether a dot, or the cross in the middle, lies over a name."""
    half = len(label.words) * _LETTER_UNITS / 2
    over = [(dot.x, dot.y, dot.radius) for dot in dots] + [(0, 0, _SMALLEST)]
    return any(
        abs(x - label.x) < half + radius and abs(y - label.y + _LETTER_UNITS) < radius + _LETTER_UNITS
        for x, y, radius in over
    )


def _short(count: int) -> str:
    """Write a count so that it fits into a dot; the table has it in full."""
    if count < THOUSAND:
        return str(count)
    return f"{count / THOUSAND:.1f}k" if count < 10 * THOUSAND else f"{count // THOUSAND}k"


def _scale(reach_miles: float) -> Scale:
    units_a_mile = REACH / reach_miles
    fitting = [miles for miles in _ROUND_MILES if miles * units_a_mile <= _SCALE_UNITS]
    miles = max(fitting, default=0) or round(_SCALE_UNITS / units_a_mile, 2)
    words = ngettext("%(miles)s mile", "%(miles)s miles", 1 if miles == 1 else 2) % {"miles": f"{miles:g}"}
    return Scale(units=round(miles * units_a_mile), words=words)
