"""The lexicon: what people say, as data files a clinician can read, made ready for the engine."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ._phrases import Atoms, Label, Lists, Phrase, PhraseBook, build_book, parse
from ._spelling import Spelling

DATA_FOLDER = Path(__file__).parent / "data"
LANGUAGES = ("en", "es")
Table = Mapping[str, Any]


@dataclass(frozen=True)
class FindingRule:
    """
    How the words of one finding are read; the phrases are in the book.

    `lasting`: one of the past is still this finding (cancer). `new_only`: an old, unchanged one is not (a bladder weak
    for years). `recent_only`: one of long ago is past (an accident ten years back). `even_if_feared`: a feared one
    counts (self-harm). `time`: "recent" or "old" where the same words mean two findings. `yields_to`: findings these
    words belong to where both match. `implies`: findings that are there whenever this one is. `unless_in_sentence`:
    what takes the meaning away may stand anywhere in the sentence, else in the same part of it.
    """

    id: str
    lasting: bool = False
    new_only: bool = False
    recent_only: bool = False
    even_if_feared: bool = False
    sided: bool = False
    time: str = ""
    yields_to: frozenset[str] = frozenset()
    implies: tuple[str, ...] = ()
    unless_in_sentence: bool = False


@dataclass(frozen=True)
class RegionRule:
    """Which regions of the body chart some lay words mean, and whether that is the leg, or below the knee."""

    id: str
    regions: tuple[str, ...]
    leg: bool = False
    below_knee: bool = False
    midline: bool = False


@dataclass(frozen=True)
class TreatmentRule:
    """How the name of a treatment is read: naming a medicine means taking it; some are asked for by their bare name."""

    id: str
    medicine: bool = False
    asked_by_name: bool = False


@dataclass(frozen=True)
class Lexicon:
    """Everything `understand` knows about words; `small_words` are keyed `group.name` as in `small_words.toml`."""

    book: PhraseBook
    findings: Mapping[str, FindingRule]
    regions: Mapping[str, RegionRule]
    treatments: Mapping[str, TreatmentRule]
    spelling: Spelling
    small_words: Mapping[str, Atoms]
    number_words: Mapping[str, float]
    spanish_numbers: Atoms
    unit_days: Mapping[str, int]


@cache
def lexicon() -> Lexicon:
    """Read the data files once."""
    words, scopes, numbers = read("words"), read("scopes"), read("numbers")
    tables = {path.stem: read(f"findings/{path.stem}") for path in sorted((DATA_FOLDER / "findings").glob("*.toml"))}
    findings = {name: entry for table in tables.values() for name, entry in table.items()}
    regions, treatments = read("regions"), read("treatments")
    phrases = (
        *_finding_phrases(findings),
        *_phrases("region", regions),
        *_phrases("treatment", treatments),
        *_phrases("cue", scopes["cue"]),
        *_phrases("pain", {"pain": words["pain"]}),
        *_phrases("sore_place", {"sore_place": words["sore_place"]}),
        *(phrase for kind, entries in (read("request") | read("pain")).items() for phrase in _phrases(kind, entries)),
    )
    book = build_book(
        phrases=phrases, lists=_lists(words), skip=_both(scopes["skip"]), barriers=_both(scopes["barriers"])
    )
    unit_days = numbers["unit_days"]
    return Lexicon(
        book=book,
        findings={name: _finding_rule(name, entry) for name, entry in findings.items()},
        regions={name: _region_rule(name, entry) for name, entry in regions.items()},
        treatments={
            name: TreatmentRule(name, entry.get("medicine", False), entry.get("asked_by_name", False))
            for name, entry in treatments.items()
        },
        spelling=Spelling.from_table(read("spelling"), book.words | frozenset(unit_days) | frozenset(numbers["words"])),
        small_words=_small_words(),
        number_words=numbers["words"],
        spanish_numbers=frozenset(numbers["spanish_only"]["words"]),
        unit_days=unit_days,
    )


def read(name: str) -> dict[str, Any]:
    """Read one data file."""
    with (DATA_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _small_words() -> Mapping[str, Atoms]:
    return {
        f"{group}.{name}": frozenset(words)
        for group, lists in read("small_words").items()
        for name, words in lists.items()
    }


def _phrases(kind: str, entries: Table, suffix: str = "") -> Iterator[Phrase]:
    for name, entry in entries.items():
        for lang in LANGUAGES:
            for written in entry.get(f"{lang}{suffix}", ()):
                for pieces in parse(written, lang):
                    yield Phrase(Label(kind, name, lang), pieces)


def _finding_phrases(findings: Table) -> Iterator[Phrase]:
    yield from _phrases("finding", findings)
    yield from _phrases("absent", findings, "_absent")
    yield from _phrases("unless", findings, "_unless")


def _lists(words: Table) -> Lists:
    lists: dict[str, tuple[Any, ...]] = defaultdict(tuple)
    for name, entry in words.items():
        for lang in LANGUAGES:
            lists[f"{lang}:{name}"] = tuple(row for written in entry.get(lang, ()) for row in parse(written, lang))
    return dict(lists)


def _both(entry: Table) -> Atoms:
    return frozenset(word for lang in LANGUAGES for word in entry[lang])


def _finding_rule(name: str, entry: Table) -> FindingRule:
    return FindingRule(
        id=name,
        lasting=entry.get("lasting", False),
        new_only=entry.get("new_only", False),
        recent_only=entry.get("recent_only", False),
        even_if_feared=entry.get("even_if_feared", False),
        sided=entry.get("sided", False),
        time=entry.get("time", ""),
        yields_to=frozenset(entry.get("yields_to", ())),
        implies=tuple(entry.get("implies", ())),
        unless_in_sentence=entry.get("unless_reach") == "sentence",
    )


def _region_rule(name: str, entry: Table) -> RegionRule:
    return RegionRule(
        id=name,
        regions=tuple(entry["ids"]),
        leg=entry.get("leg", False),
        below_knee=entry.get("below_knee", False),
        midline=entry.get("midline", False),
    )
