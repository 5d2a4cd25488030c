"""The lexicon as a clinician reads it: for each finding its words, what takes them away, whether an old one counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from unpinch import knowledge, language

from .rule_words import FindingLink, finding_links, group_words

_LIST = re.compile(r"<(\w+)>")


@dataclass(frozen=True)
class Bit:
    """A piece of a phrase: words as written, or the name of a list."""

    words: str
    list_name: str = ""


Phrases = tuple[tuple[Bit, ...], ...]


@dataclass(frozen=True)
class PhraseRow:
    """What one heading holds in both languages."""

    heading: str
    english: Phrases
    spanish: Phrases


@dataclass(frozen=True)
class FindingRow:
    """One finding: how it is read, and the words for it."""

    id: str
    meaning: str
    count: int
    notes: tuple[str, ...]
    yields_to: tuple[FindingLink, ...]
    implies: tuple[FindingLink, ...]
    rows: tuple[PhraseRow, ...]


@dataclass(frozen=True)
class FindingGroup:
    """The findings of one group."""

    id: str
    heading: str
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True)
class ListRow:
    """One named list in both languages."""

    name: str
    english: Phrases
    spanish: Phrases


def finding_groups(*, only: str) -> tuple[FindingGroup, ...]:
    """Give the findings by group, in the order of the vocabulary; `only` one group, or all where it is empty."""
    phrases = {entry.finding: entry for entry in language.phrase_book().findings}
    by_group: dict[str, list[FindingRow]] = {}
    for finding in knowledge.findings():
        if only in ("", finding.group):
            by_group.setdefault(finding.group, []).append(_finding(finding, phrases[finding.id]))
    return tuple(FindingGroup(group, group_words(group), tuple(rows)) for group, rows in by_group.items())


def word_lists(groups: tuple[FindingGroup, ...]) -> tuple[ListRow, ...]:
    """Give the named lists that the phrases of these findings use, and the lists that those use."""
    rows = {
        entry.name: ListRow(entry.name, _phrases(entry.english), _phrases(entry.spanish))
        for entry in language.phrase_book().lists
    }
    shown = (row for group in groups for finding in group.findings for row in finding.rows)
    wanted = {name for row in shown for name in _names_in(row.english, row.spanish)}
    while more := {name for known in wanted for name in _names_in(rows[known].english, rows[known].spanish)} - wanted:
        wanted |= more
    return tuple(row for name, row in rows.items() if name in wanted)


def _names_in(*phrases: Phrases) -> set[str]:
    return {bit.list_name for each in phrases for phrase in each for bit in phrase if bit.list_name}


def _finding(finding: knowledge.FindingDefinition, entry: language.FindingPhrases) -> FindingRow:
    english, spanish = entry.english, entry.spanish
    rows = (
        PhraseRow(_("Means it"), _phrases(english.means), _phrases(spanish.means)),
        PhraseRow(_("Says that it is not there"), _phrases(english.absent), _phrases(spanish.absent)),
        PhraseRow(_("Takes it away"), _phrases(english.unless), _phrases(spanish.unless)),
    )
    return FindingRow(
        id=finding.id,
        meaning=_(finding.meaning),
        count=len(english.means) + len(spanish.means),
        notes=_notes(entry),
        yields_to=finding_links(entry.yields_to),
        implies=finding_links(entry.implies),
        rows=tuple(row for row in rows if row.english or row.spanish),
    )


def _notes(entry: language.FindingPhrases) -> tuple[str, ...]:
    said = (
        *_old(entry),
        entry.time == "recent"
        and _("Only where the sentence says that it was not long ago; the same words mean another finding otherwise."),
        entry.time == "old"
        and _(
            "Only where the sentence does not say that it was not long ago; the same words then mean another finding."
        ),
        entry.even_if_feared and _("It counts even when it is feared or imagined."),
        entry.sided and _("Left or right is read with it."),
        (entry.english.unless or entry.spanish.unless) and _reach(entry),
    )
    return tuple(words for words in said if words)


def _old(entry: language.FindingPhrases) -> tuple[str, ...]:
    if entry.lasting:
        return (_("An old one counts: once there, it is read as there."),)
    said = (
        entry.new_only and _("An old, unchanged one does not count."),
        entry.recent_only and _("One of long ago is read as past, and does not count."),
        _("One that is said to be over is read as past, and does not count."),
    )
    return tuple(words for words in said if words)


def _reach(entry: language.FindingPhrases) -> str:
    if entry.unless_in_sentence:
        return _("What takes it away may stand anywhere in the same sentence.")
    return _("What takes it away must stand in the same part of the sentence.")


def _phrases(written: tuple[str, ...]) -> Phrases:
    return tuple(_bits(phrase) for phrase in written)


def _bits(phrase: str) -> tuple[Bit, ...]:
    # Odd parts are the names of lists, as `split` gives what the group caught.
    parts = enumerate(_LIST.split(phrase))
    return tuple(Bit(words=part, list_name=part if place % 2 else "") for place, part in parts if part)
