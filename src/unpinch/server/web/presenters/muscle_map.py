"""The trigger-point map: from where it is felt to the muscles that clinicians name for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch import knowledge, patterns
from unpinch.knowledge import PatternKind, ReferralPattern, SourceTier, Strength, StructureKind
from unpinch.server.web.components.body_chart import BodyChartOptions, ChartLayer, body_chart_context

from .muscle_roots import GLUTEAL, diagnostic_line, diagnostic_rows
from .muscles import muscle_by_id, muscle_href
from .wording import SourcedLine, checked_words, fact_line, region_words

# Together they show every region; the other side would be the same again.
VIEWS = ("back", "front", "right")
_PALPATION = "trp_palpation_kappa"
# When it may be no muscle and nothing may be waited for: a row of nerve_compression.csv.
_URGENT = "any_cauda_equina"


@dataclass(frozen=True)
class MuscleLink:
    """A muscle with its page."""

    name: str
    href: str


@dataclass(frozen=True)
class AreaRow:
    """One region with the muscles that are felt there often, and at times or seldom; `id` is its anchor on the page."""

    id: str
    label: str
    often: tuple[MuscleLink, ...]
    at_times: tuple[MuscleLink, ...]

    @property
    def spoken(self) -> str:
        """Name the region with how many muscles are felt there."""
        count = len(self.often) + len(self.at_times)
        words = ngettext("%(area)s: %(count)d muscle", "%(area)s: %(count)d muscles", count)
        return words % {"area": self.label, "count": count}


@dataclass(frozen=True)
class DrawnArea:
    """A region in one view; the keyboard reaches it once, in the first view that shows it."""

    area: AreaRow
    path: str
    is_first: bool


@dataclass(frozen=True)
class DrawnView:
    """One view of the body: `others` are the shapes of the regions in which no muscle is felt."""

    name: str
    label: str
    body: patterns.BodyView
    areas: tuple[DrawnArea, ...]
    others: str


@dataclass(frozen=True)
class MuscleCard:
    """A muscle in the list of all of them."""

    link: MuscleLink
    where_it_is: str


@dataclass(frozen=True)
class MuscleMapPage:
    """All of the page; `urgent` says when no muscle is to blame and nothing may be waited for."""

    urgent: tuple[SourcedLine, ...]
    checked: str
    basis: str
    cautions: tuple[SourcedLine, ...]
    areas: tuple[AreaRow, ...]
    views: tuple[DrawnView, ...]
    muscles: tuple[MuscleCard, ...]


def muscle_map_page() -> MuscleMapPage:
    """Give the page."""
    areas = _areas()
    return MuscleMapPage(
        urgent=tuple(fact_line(row.text, row) for row in knowledge.nerve_compression() if row.id == _URGENT),
        checked=checked_words((*knowledge.muscles(), *_rows())),
        basis=_basis(_rows()),
        cautions=tuple(diagnostic_line(row) for row in diagnostic_rows(*GLUTEAL[:1], _PALPATION)),
        areas=areas,
        views=_views(areas),
        muscles=tuple(MuscleCard(_link(name), muscle.where_it_is) for name, muscle in muscle_by_id().items()),
    )


def muscle_map_chart() -> dict[str, Any]:
    """Give the chart on which a reader chooses a muscle, each with the way to its page."""
    layers = tuple(
        ChartLayer(patterns.layer(structure=name), short=_(muscle.name), href=muscle_href(name))
        for name, muscle in muscle_by_id().items()
    )
    return body_chart_context(BodyChartOptions(chart_id="muscles", read_only=True, layers=layers))


def _rows() -> tuple[ReferralPattern, ...]:
    return tuple(row for row in knowledge.referral_patterns() if row.kind is StructureKind.MUSCLE)


def _basis(rows: tuple[ReferralPattern, ...]) -> str:
    """Say how weak the sources are, counted from the rows themselves."""
    weak = sum(row.source_tier is SourceTier.COMMERCIAL for row in rows)
    measured = sum(row.pattern is PatternKind.EXPERIMENTAL for row in rows)
    words = _(
        "%(weak)d of the %(all)d statements behind the map rest on the page of a clinic, shop or blog. "
        "%(measured)d come from a laboratory."
    )
    return words % {"weak": weak, "all": len(rows), "measured": measured}


def _link(muscle: str) -> MuscleLink:
    return MuscleLink(_(muscle_by_id()[muscle].name), muscle_href(muscle))


def _areas() -> tuple[AreaRow, ...]:
    """Give the regions in which some muscle is felt, in the order of the file."""
    rows = (_area(region.id) for region in knowledge.body_regions())
    return tuple(row for row in rows if row.often or row.at_times)


def _area(region: str) -> AreaRow:
    here = tuple(row for row in _rows() if row.region == region)
    often = dict.fromkeys(row.structure for row in here if row.strength is Strength.PRIMARY)
    at_times = dict.fromkeys(row.structure for row in here if row.structure not in often)
    return AreaRow(region, region_words(region), tuple(map(_link, often)), tuple(map(_link, at_times)))


def _views(areas: tuple[AreaRow, ...]) -> tuple[DrawnView, ...]:
    seen: set[str] = set()
    views: list[DrawnView] = []
    for name in VIEWS:
        view = _view(patterns.body_chart().view(name), areas, seen=frozenset(seen))
        seen |= {one.area.id for one in view.areas}
        views.append(view)
    return tuple(views)


def _view(body: patterns.BodyView, areas: tuple[AreaRow, ...], *, seen: frozenset[str]) -> DrawnView:
    paths: dict[str, str] = {}
    for shape in body.shapes:
        paths[shape.region] = paths.get(shape.region, "") + shape.path
    drawn = tuple(DrawnArea(area, paths.pop(area.id), area.id not in seen) for area in areas if area.id in paths)
    return DrawnView(body.name, body.label.translated(_), body, drawn, others="".join(paths.values()))
