"""The tables of the scorecard: by set and language, by kind of emergency, by finding, and other things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .bars import Bar
from .numbers import count_words, percent_words
from .scorecard_words import LANGUAGES, emergency_words, finding_link, language_words, set_words, thing_words
from .shares import share_words

Sets = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class NumberCell:
    """One number; `notes` stand under it, smaller, and then the bar."""

    words: str
    notes: tuple[str, ...] = ()
    bar: Bar | None = None


@dataclass(frozen=True)
class NumberRow:
    """One row; `href` is where its name leads."""

    name: str
    cells: tuple[NumberCell, ...]
    href: str = ""


@dataclass(frozen=True)
class NumberGroup:
    """Rows under one heading, which may be empty."""

    heading: str
    rows: tuple[NumberRow, ...]


@dataclass(frozen=True)
class NumberTable:
    """A table of numbers; the first name of the header is that of the rows. `note` stands under it."""

    id: str
    caption: str
    header: tuple[str, ...]
    groups: tuple[NumberGroup, ...]
    note: str = ""


def languages_table(sets: Sets) -> NumberTable:
    """Set the main figures of each set and language under each other."""
    header = (
        _("Texts"),
        _("How many"),
        _("Emergencies caught"),
        _("More urgent than right"),
        _("Less urgent than right"),
        _("Exact level"),
        _("Right, or right as well"),
        _("Findings heard (recall)"),
        _("Heard rightly (precision)"),
    )
    groups = tuple(NumberGroup(set_words(name)[0], _language_rows(scored)) for name, scored in sets.items())
    return NumberTable("by-set", _("By set and language"), header, groups)


def _language_rows(scored: Mapping[str, Any]) -> tuple[NumberRow, ...]:
    spoken = (lang for lang in LANGUAGES if lang in scored)
    return tuple(NumberRow(language_words(lang), _main_cells(scored[lang])) for lang in spoken)


def _main_cells(scores: Mapping[str, Any]) -> tuple[NumberCell, ...]:
    traps = ngettext("%(traps)s trap", "%(traps)s traps", scores["traps"]) % {"traps": count_words(scores["traps"])}
    shares = ("emergencies", "over_triage", "under_triage", "exact_level", "accepted_level")
    return (
        NumberCell(count_words(scores["texts"]), (traps,)),
        *(_share_cell(scores[name]) for name in shares),
        *(_percent_cell(scores["findings"][name]) for name in ("recall", "precision")),
    )


def emergencies_table(sets: Sets) -> NumberTable:
    """Set the kinds of emergency under each other, the sets side by side."""
    header, group = _side_by_side(sets, _("Kind of emergency"), part="by_emergency", name=emergency_words)
    note = _("A text can be an emergency of several kinds, and counts in each.")
    return NumberTable("by-emergency", _("Emergencies caught, by kind"), header, (group,), note)


def things_table(sets: Sets) -> NumberTable:
    """Set the other things under each other, the sets side by side."""
    header, group = _side_by_side(sets, _("What was read"), part="right", name=thing_words)
    note = _(
        "Texts in which it was read rightly, of those in which it is labelled. Where a text says nothing of it, "
        "hearing nothing is right."
    )
    return NumberTable("other-things", _("Other things that were read"), header, (group,), note)


def _side_by_side(
    sets: Sets, heading: str, *, part: str, name: Callable[[str], str]
) -> tuple[tuple[str, ...], NumberGroup]:
    every = dict.fromkeys(key for scored in sets.values() for key in scored["all"][part])
    rows = (
        NumberRow(name(key), tuple(_drawn_cell(scored["all"][part].get(key)) for scored in sets.values()))
        for key in every
    )
    return (heading, *(set_words(each)[0] for each in sets)), NumberGroup("", tuple(rows))


def findings_tables(sets: Sets) -> tuple[NumberTable, ...]:
    """Give a table of findings for each set, all of them together first."""
    return tuple(_findings(name, scored["all"]) for name, scored in sets.items())


def _findings(name: str, scores: Mapping[str, Any]) -> NumberTable:
    header = (
        _("Finding"),
        _("There"),
        _("Heard"),
        _("Missed"),
        _("Heard, not there"),
        _("Recall"),
        _("Precision"),
    )
    links = sorted(((finding_link(finding), heard) for finding, heard in scores["by_finding"].items()), key=_meaning)
    rows = (
        NumberRow(_("All findings together"), _heard_cells(scores["findings"])),
        *(NumberRow(link.meaning, _heard_cells(heard), _rule_address(link.id)) for link, heard in links),
    )
    return NumberTable(f"findings-{name}", set_words(name)[0], header, (NumberGroup("", rows),))


def _meaning(named: tuple[Any, Any]) -> str:
    return str(named[0].meaning).casefold()


def _rule_address(finding: str) -> str:
    return f"{reverse('rules')}#finding-{finding}"


def _heard_cells(heard: Mapping[str, Any]) -> tuple[NumberCell, ...]:
    counts: Iterable[int] = (heard["true"] + heard["missed"], heard["true"], heard["missed"], heard["false"])
    return (
        *(NumberCell(count_words(count)) for count in counts),
        *(_percent_cell(heard[name]) for name in ("recall", "precision")),
    )


def _share_cell(share: Mapping[str, Any]) -> NumberCell:
    if not share["of"]:
        return NumberCell(_("none"))
    said = share_words(share)
    return NumberCell(said.counts, (said.percent, f"({said.interval})"))


def _drawn_cell(share: Mapping[str, Any] | None) -> NumberCell:
    if share is None or not share["of"]:
        return NumberCell(_("none"))
    said = share_words(share)
    return NumberCell(said.counts, (f"{said.percent} ({said.interval})",), said.bar)


def _percent_cell(share: float | None) -> NumberCell:
    return NumberCell(_("none") if share is None else percent_words(share))
