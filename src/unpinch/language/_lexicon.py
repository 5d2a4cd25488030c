"""The lexicon: what people say, as data files a clinician can read, made ready for the engine."""

from __future__ import annotations

import gc
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ._book import PhraseBook, build_book
from ._index import BookIndex
from ._kept import Kept
from ._phrases import Atoms, Label, Lists, Phrase, WrittenLists, WrittenPhrases, parse
from ._sounds import Sounds
from ._spelling import Spelling

DATA_FOLDER = Path(__file__).parent / "data"
LANGUAGES = ("en", "es")
# Lists of `words.toml` that are looked for by themselves, see `_postures`.
POSTURES = ("sitting", "standing", "walking", "bending", "coughing", "lying")
VERDICTS = ("worse", "better", "fine")
# What the data files are read with: where one of them changes, what was kept is not used.
_ENGINE = tuple(
    Path(__file__).with_name(f"_{name}.py") for name in ("index", "lexicon", "phrases", "sounds", "steps", "tokens")
)
Table = Mapping[str, Any]


@dataclass(frozen=True)
class FindingRule:
    """
    How the words of one finding are read; the phrases are in the book.

    `lasting`: one of the past is still this finding (cancer). `new_only`: an old, unchanged one is not (a bladder weak
    for years). `recent_only`: one of long ago is past (an accident ten years back). `even_if_feared`: a feared one
    counts (self-harm). `history`: it tells of a person's history, not of a trouble of now. `time`: "recent" or "old"
    where the same words mean two findings. `yields_to`: findings these words belong to where both match. `implies`:
    findings that are there whenever this one is. `unless_in_sentence`: what takes the meaning away may stand anywhere
    in the sentence, else in the same part of it.
    """

    id: str
    lasting: bool = False
    new_only: bool = False
    recent_only: bool = False
    even_if_feared: bool = False
    sided: bool = False
    history: bool = False
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
class ConceptRule:
    """Which ideas in one sentence make us suspect a sign, and which beside them make it harmless (`_concepts`)."""

    sign: str
    ideas: tuple[str, ...]
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Lexicon:
    """Everything `understand` knows about words; `small_words` are keyed `group.name` as in `small_words.toml`."""

    book: PhraseBook
    findings: Mapping[str, FindingRule]
    regions: Mapping[str, RegionRule]
    treatments: Mapping[str, TreatmentRule]
    concepts: tuple[ConceptRule, ...]
    spelling: Spelling
    sounds: Sounds
    small_words: Mapping[str, Atoms]
    number_words: Mapping[str, float]
    spanish_numbers: Atoms
    unit_days: Mapping[str, int]


@cache
def lexicon() -> Lexicon:
    """Read the data files once."""
    # All that is made here stays: looking for garbage among it would take a fifth of the time.
    was_on = gc.isenabled()
    gc.disable()
    try:
        return _lexicon_of(*_worked_out())
    finally:
        if was_on:
            gc.enable()


def read(name: str) -> dict[str, Any]:
    """Read one data file."""
    with (DATA_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _worked_out() -> tuple[Mapping[str, Table], PhraseBook, Sounds]:
    """Give the tables by the names of their files, and what is made of them: as they were kept, or from the files."""
    paths = sorted(DATA_FOLDER.rglob("*.toml"))
    kept = Kept(name="lexicon", beside=__file__, sources=[*paths, *_ENGINE])
    if known := kept.load():
        tables = known["tables"]
        phrases = WrittenPhrases(_written(tables), known["rows"])
        return tables, _book_of(tables, phrases, BookIndex.from_plain(known["index"])), Sounds(**known["sounds"])
    tables = {name: read(name) for name in (path.relative_to(DATA_FOLDER).with_suffix("").as_posix() for path in paths)}
    rows = [(label, parse(written, label.lang)) for label, written in _written(tables)]
    book = _book_of(tables, [Phrase(label, row) for label, parsed in rows for row in parsed])
    sounds = Sounds.of_phrases(_spanish(tables))
    kept.save(
        {
            "tables": tables,
            "rows": [len(parsed) for _, parsed in rows],
            "index": book.index.as_plain(),
            "sounds": vars(sounds),
        }
    )
    return tables, book, sounds


def _spanish(tables: Mapping[str, Table]) -> Iterator[str]:
    """Give every Spanish phrase as it is written, those of the named lists too."""
    yield from (written for label, written in _written(tables) if label.lang == "es")
    for entry in tables["words"].values():
        yield from entry.get("es", ())


def _book_of(tables: Mapping[str, Table], phrases: Sequence[Phrase], index: BookIndex | None = None) -> PhraseBook:
    scopes = tables["scopes"]
    return build_book(
        phrases=phrases,
        lists=_lists(tables["words"]),
        skip=_both(scopes["skip"]),
        barriers=_both(scopes["barriers"]),
        index=index,
    )


def _lexicon_of(tables: Mapping[str, Table], book: PhraseBook, sounds: Sounds) -> Lexicon:
    numbers = tables["numbers"]
    unit_days = numbers["unit_days"]
    return Lexicon(
        book=book,
        findings={name: _finding_rule(name, entry) for name, entry in _findings(tables).items()},
        regions={name: _region_rule(name, entry) for name, entry in tables["regions"].items()},
        treatments={
            name: TreatmentRule(name, entry.get("medicine", False), entry.get("asked_by_name", False))
            for name, entry in tables["treatments"].items()
        },
        concepts=tuple(
            ConceptRule(rule["sign"], tuple(rule["ideas"]), frozenset(rule.get("unless", ())))
            for rule in tables["concepts"]["rule"].values()
        ),
        spelling=Spelling.from_table(
            tables["spelling"], book.index.words | frozenset(unit_days) | frozenset(numbers["words"])
        ),
        sounds=sounds,
        small_words={
            f"{group}.{name}": frozenset(words)
            for group, lists in tables["small_words"].items()
            for name, words in lists.items()
        },
        number_words=numbers["words"],
        spanish_numbers=frozenset(numbers["spanish_only"]["words"]),
        unit_days=unit_days,
    )


def _findings(tables: Mapping[str, Table]) -> Table:
    return {name: entry for file in tables if file.startswith("findings/") for name, entry in tables[file].items()}


def _written(tables: Mapping[str, Table]) -> Iterator[tuple[Label, str]]:
    """Give every phrase as it is written, with what it stands for."""
    findings, words = _findings(tables), tables["words"]
    yield from _labelled("finding", findings)
    yield from _labelled("absent", findings, "_absent")
    yield from _labelled("unless", findings, "_unless")
    for kind in ("region", "treatment"):
        yield from _labelled(kind, tables[f"{kind}s"])
    yield from _labelled("idea", tables["concepts"]["idea"])
    yield from _labelled("cue", tables["scopes"]["cue"])
    for kind in ("pain", "sore_place"):
        yield from _labelled(kind, {kind: words[kind]})
    yield from _labelled("posture", {name: words[name] for name in POSTURES})
    yield from _labelled("verdict", {name: words[f"said_{name}"] for name in VERDICTS})
    for kind, entries in {**tables["request"], **tables["pain"]}.items():
        yield from _labelled(kind, entries)


def _labelled(kind: str, entries: Table, suffix: str = "") -> Iterator[tuple[Label, str]]:
    for name, entry in entries.items():
        for lang in LANGUAGES:
            label = Label(kind, name, lang)
            for written in entry.get(f"{lang}{suffix}", ()):
                yield label, written


def _lists(words: Table) -> Lists:
    return WrittenLists(
        {f"{lang}:{name}": (lang, entry.get(lang, ())) for name, entry in words.items() for lang in LANGUAGES}
    )


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
        history=entry.get("history", False),
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
