"""What is chosen in a search, each with the way to take it back, and what else to ask where few are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch.directory import MILES_AT_MOST, Query

from .find_address import search_address
from .numbers import count_words

if TYPE_CHECKING:
    from unpinch.server.web.forms import FindForm

# With fewer than this, the page says how many there are farther away or with less asked.
FEW = 5
_WIDER_MILES = (50.0, 100.0)
# Asked for by the question itself, not by a filter.
_NO_FILTERS = ("near", "within", "page", "at")


# How many there are, in which words, and what changes in the address.
_Counted = tuple[int, str, dict[str, list[str]]]


@dataclass(frozen=True)
class Way:
    """A link with words: to take a filter back, or to ask for something wider."""

    words: str
    href: str


def chosen_filters(form: FindForm, *, asked: Mapping[str, list[str]]) -> tuple[Way, ...]:
    """Give each filter that is set, with the address of the search without it."""
    ways = []
    for name, values in asked.items():
        if name in _NO_FILTERS:
            continue
        for value in values:
            kept = [other for other in values if other != value]
            ways.append(Way(_filter_words(form, name, value), _address(asked, **{name: kept})))
    return tuple(ways)


def _filter_words(form: FindForm, name: str, value: str) -> str:
    choices: Mapping[str, str] = dict(getattr(form.fields[name], "choices", ()))
    label = str(choices.get(value, value))
    return {
        "gender": _("Gender: %(value)s"),
        "name": _("Name: %(value)s"),
    }.get(name, "%(value)s") % {"value": label}


def wider_ways(
    *,
    query: Query,
    asked: Mapping[str, list[str]],
    total: int,
    count: Callable[[Query], int],
    flags_are_known: bool,
) -> tuple[Way, ...]:
    """
    Say what else to ask where few or none are found: farther away, or with a filter less, each with its exact count.

    Parameters
    ----------
    query, total
        What was asked, and how many matched.
    asked
        The query of its address.
    count
        Counts the matches of another question.
    flags_are_known
        Whether the directory knows who sees people by video or phone.
    """
    if total >= FEW:
        return ()
    ways = [*_farther(query, count), *_with_less(query, asked, count)]
    if flags_are_known and query.near and not query.telehealth:
        ways.append(_by_video(query, count))
    if not any(found > total for found, _words, _change in ways) and query.near:
        # As far as can be searched: at least it says how far it would be.
        ways = [_within(query, MILES_AT_MOST, count)]
    return tuple(
        Way(_people(found, words), _address(asked, **change)) for found, words, change in ways if found > total
    )


def _farther(query: Query, count: Callable[[Query], int]) -> Iterator[_Counted]:
    for miles in _WIDER_MILES:
        if query.near and query.within_miles and miles > query.within_miles:
            yield _within(query, miles, count)


def _within(query: Query, miles: float, count: Callable[[Query], int]) -> _Counted:
    words = _("within %(miles)s miles") % {"miles": f"{miles:g}"}
    return count(replace(query, within_miles=miles)), words, {"within": [f"{miles:g}"]}


def _by_video(query: Query, count: Callable[[Query], int]) -> _Counted:
    """Count those as far as can be searched who see people by video or phone."""
    found = count(replace(query, within_miles=MILES_AT_MOST, telehealth=True))
    words = _("within %(miles)s miles who see people by video or phone") % {"miles": f"{MILES_AT_MOST:g}"}
    return found, words, {"within": [f"{MILES_AT_MOST:g}"], "telehealth": ["1"]}


def _with_less(query: Query, asked: Mapping[str, list[str]], count: Callable[[Query], int]) -> Iterator[_Counted]:
    for name, words in _filter_names().items():
        if asked.get(name) and (name != "name" or query.near):
            yield count(_without(query, name)), words, {name: []}


def any_name_way(*, query: Query, asked: Mapping[str, list[str]], count: Callable[[Query], int]) -> tuple[Way, ...]:
    """Lead to everybody near by, where nobody has the name that was asked for."""
    found = count(replace(query, name=None))
    return (Way(_people(found, _filter_names()["name"]), _address(asked, name=[])),) if found else ()


def _filter_names() -> dict[str, str]:
    return {
        "specialty": _("of any kind"),
        "care": _("for any care"),
        "gender": _("of any gender"),
        "telehealth": _("whether or not by video or phone"),
        "group": _("whether or not in a group practice"),
        "assignment": _("whatever they take from Medicare"),
        "name": _("of any name"),
    }


def _without(query: Query, name: str) -> Query:
    return {
        "specialty": replace(query, specialties=()),
        "care": replace(query, care=None),
        "gender": replace(query, gender=None),
        "telehealth": replace(query, telehealth=None),
        "group": replace(query, group=None),
        "assignment": replace(query, assignment=None),
        "name": replace(query, name=None),
    }[name]


def _people(found: int, words: str) -> str:
    text = ngettext("%(count)s clinician %(how)s", "%(count)s clinicians %(how)s", found)
    return text % {"count": count_words(found), "how": words}


def _address(asked: Mapping[str, list[str]], **changes: list[str]) -> str:
    kept = {name: values for name, values in {**asked, **changes}.items() if values and name not in ("page", "at")}
    return search_address(kept)
