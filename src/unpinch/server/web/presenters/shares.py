"""Counted shares with their 95 % interval, in words: 75 of 78, 96.2%, 89.3% to 98.7%, about 4 in 100."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.utils.translation import gettext as _

from .bars import Bar, share_bar
from .numbers import count_words, percent_words

# How the interval of a share is worked out (the room does it): Wilson 1927.
WILSON = "https://doi.org/10.1080/01621459.1927.10502953"
# The share that could go wrong while nothing was seen to: 3 of as many as were tried. Hanley and Lippman-Hand 1983.
RULE_OF_THREE = "https://jamanetwork.com/journals/jama/article-abstract/385438"
# Below this it is too rough: http://qualitysafety.bmj.com/content/22/12/1042
_FEWEST_FOR_THE_RULE = 30


@dataclass(frozen=True)
class ShareWords:
    """How many of how many; where there was nothing to count, the rest is empty and there is no bar."""

    counts: str
    percent: str
    interval: str
    bar: Bar | None


def share_words(share: Mapping[str, Any]) -> ShareWords:
    """Say a share of the scorecard's document (`hits`, `of`, `share`, `interval`)."""
    if not share["of"]:
        return ShareWords(counts=_("none to count"), percent="", interval="", bar=None)
    low, high = share["interval"]
    return ShareWords(
        counts=_("%(hits)s of %(of)s") % {"hits": count_words(share["hits"]), "of": count_words(share["of"])},
        percent=percent_words(share["share"]),
        interval=_("%(low)s to %(high)s") % {"low": percent_words(low), "high": percent_words(high)},
        bar=share_bar(share=share["share"], low=low, high=high),
    )


def opposite(share: Mapping[str, Any]) -> dict[str, Any]:
    """Give the share of those that were not hit."""
    turned = share["interval"] and [1 - end for end in reversed(share["interval"])]
    return {
        "hits": share["of"] - share["hits"],
        "of": share["of"],
        "share": None if share["share"] is None else 1 - share["share"],
        "interval": turned,
    }


def how_many_go_wrong(errors: Mapping[str, Any]) -> tuple[str, ...]:
    """Say a share of errors in whole numbers of 100, with what chance leaves room for; never that there are none."""
    if not errors["of"]:
        return ()
    low, high = errors["interval"]
    if not errors["hits"]:
        none = _("None of %(of)s went wrong. That does not mean never.") % {"of": count_words(errors["of"])}
        return (none, _still_possible(errors))
    room = {"low": count_words(round(100 * low)), "high": count_words(round(100 * high))}
    return (_about(errors["share"]), _("Chance alone leaves room for %(low)s to %(high)s in 100.") % room)


def _about(share: float) -> str:
    in_100 = round(100 * share)
    if not in_100:
        return _("Fewer than 1 in 100.")
    return _("About %(count)s in 100.") % {"count": count_words(in_100)}


def _still_possible(errors: Mapping[str, Any]) -> str:
    tried = errors["of"]
    if tried < _FEWEST_FOR_THE_RULE:
        most = count_words(ceil(100 * errors["interval"][1]))
        return _("With so few texts, up to %(most)s in 100 could go wrong all the same.") % {"most": most}
    most = count_words(ceil(300 / tried))
    return _(
        "Up to %(most)s in 100 could go wrong and we might still have seen none (the rule of three: 3 of %(of)s)."
    ) % {"most": most, "of": count_words(tried)}
