"""The lexicon as a clinician reads it, to sign it or to mend it: the words as written, read-only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ._lexicon import DATA_FOLDER, FindingRule, lexicon, read


@dataclass(frozen=True)
class Wordings:
    """
    What one language says for one finding, in the notation of the lexicon.

    `means` are the phrases that mean it; `absent` those that say it is not there; `unless` what takes the meaning away.
    """

    means: tuple[str, ...]
    absent: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True)
class FindingPhrases:
    """
    All that the lexicon knows of one finding; `finding` is its id in `findings.csv`.

    `lasting`: one of the past is still this finding. `new_only`: an old, unchanged one is none. `recent_only`: one of
    long ago is over. `even_if_feared`: a feared one counts. `sided`: left or right is read with it. `time`: "recent" or
    "old" where the same words mean another finding at another time, else empty. `yields_to`: findings that take the
    words where both match. `implies`: findings that are there whenever this one is. `unless_in_sentence`: what takes
    the meaning away may stand anywhere in the sentence, else in the same part of it. `history`: something a person has,
    not something that happens: told of another, it does not make the story theirs.
    """

    finding: str
    english: Wordings
    spanish: Wordings
    lasting: bool
    new_only: bool
    recent_only: bool
    even_if_feared: bool
    sided: bool
    history: bool
    time: str
    yields_to: tuple[str, ...]
    implies: tuple[str, ...]
    unless_in_sentence: bool


@dataclass(frozen=True)
class WordList:
    """A named list: `<name>` in a phrase stands for any of these."""

    name: str
    english: tuple[str, ...]
    spanish: tuple[str, ...]


@dataclass(frozen=True)
class ReviewedLexicon:
    """The phrases of each finding, and the named lists they use, in the order of the files."""

    findings: tuple[FindingPhrases, ...]
    lists: tuple[WordList, ...]


@cache
def phrase_book() -> ReviewedLexicon:
    """
    Give the words by which each finding is recognised, as they stand in `data/findings/*.toml` and `data/words.toml`.

    For people who check them: the engine does not read this. No clinician has signed the words yet.

    Examples
    --------
    >>> numbness = next(each for each in phrase_book().findings if each.finding == "numbness")
    >>> "numb*" in numbness.english.means, numbness.sided
    (True, True)
    """
    names = sorted(path.stem for path in (DATA_FOLDER / "findings").glob("*.toml"))
    entries = {name: entry for stem in names for name, entry in read(f"findings/{stem}").items()}
    rules = lexicon().findings
    return ReviewedLexicon(
        findings=tuple(_finding(rules[name], entry) for name, entry in entries.items()),
        lists=tuple(
            WordList(name, english=tuple(entry.get("en", ())), spanish=tuple(entry.get("es", ())))
            for name, entry in read("words").items()
        ),
    )


def _finding(rule: FindingRule, entry: Mapping[str, Any]) -> FindingPhrases:
    return FindingPhrases(
        finding=rule.id,
        english=_wordings(entry, "en"),
        spanish=_wordings(entry, "es"),
        lasting=rule.lasting,
        new_only=rule.new_only,
        recent_only=rule.recent_only,
        even_if_feared=rule.even_if_feared,
        sided=rule.sided,
        history=rule.history,
        time=rule.time,
        yields_to=tuple(sorted(rule.yields_to)),
        implies=rule.implies,
        unless_in_sentence=rule.unless_in_sentence,
    )


def _wordings(entry: Mapping[str, Any], lang: str) -> Wordings:
    return Wordings(
        means=tuple(entry.get(lang, ())),
        absent=tuple(entry.get(f"{lang}_absent", ())),
        unless=tuple(entry.get(f"{lang}_unless", ())),
    )
