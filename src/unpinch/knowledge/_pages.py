"""Pages about the knowledge files, written from the files and schemas themselves so that they cannot drift."""

from __future__ import annotations

import inspect
import re
import types
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from ._check import WeakFact, weak_facts
from ._fact import ADDRESS_PATTERN, ID_PATTERN, Fact, Refers, Row, SourceTier
from ._files import FILES
from ._load import load

_WEAK_HEAD = """# Facts that rest on weak sources

Written by `unpinch knowledge weak-sources`; do not edit by hand.

These facts were read in a copy of a good source (tier M) or on a commercial page (tier C). They are used with their
tier, and no emergency rests on tier C alone. Each is an invitation: find the same fact in a journal, guideline, statute
or payer's own policy (tier A or B), then change `source_url`, `source_tier` and `checked_date` of the row.
"""
_SCHEMA_HEAD = """# The knowledge files, column by column

Written from the classes of `unpinch.knowledge`; do not edit by hand. What is missing from the files, and how a row is
changed, is in [the overview](README.md).

Every file is UTF-8, with commas and one header line. A file whose rows carry a source ends with these columns:
"""


_NAMES = {
    float: "a number",
    int: "a whole number",
    bool: "`true` or `false`",
    date: "a date like 2026-11-22",
}
# The limits as pydantic names them in the metadata of a field, and how a page says them.
_LIMITS = {"ge": "{} or more", "gt": "above {}", "le": "{} at most"}
_SEVERAL = "; none, one, or several with blanks between"
_CHOICE = re.compile(r"\^\((.*)\)\$")
_FORMS = {ADDRESS_PATTERN: "a web address", ID_PATTERN: "an id: letters, digits, `_`, `.` and `-`"}


def weak_sources_page() -> str:
    """
    Write the Markdown page of every fact that rests on a weak source (tiers M and C), by file and source address.

    Raises
    ------
    BadFact
        If a file does not load.
    """
    weak = weak_facts()
    by_file: dict[str, list[WeakFact]] = defaultdict(list)
    for fact in weak:
        by_file[fact.file].append(fact)
    parts = [_WEAK_HEAD, _weak_counts(by_file)]
    parts += [f"## {file}\n\n{_by_source(facts)}" for file, facts in by_file.items()]
    return "\n".join(parts).rstrip() + "\n"


def schema_page() -> str:
    """Write the Markdown page that says, for each knowledge file, what a row is and what each column holds."""
    shared = _column_table(Fact.columns(), Fact.model_fields)
    return "\n".join([_SCHEMA_HEAD, shared, *(_schema_of(file, kind) for file, kind in FILES.items())]).rstrip() + "\n"


def _weak_counts(by_file: dict[str, list[WeakFact]]) -> str:
    lines = ["| file | facts | tier M | tier C |", "| --- | ---: | ---: | ---: |"]
    for file, kind in FILES.items():
        if issubclass(kind, Fact):
            tiers = [fact.tier for fact in by_file.get(file, ())]
            copies, commercial = tiers.count(SourceTier.MIRROR), tiers.count(SourceTier.COMMERCIAL)
            lines.append(f"| {file} | {len(load(kind, file))} | {copies} | {commercial} |")
    return "\n".join(lines) + "\n"


def _by_source(facts: Iterable[WeakFact]) -> str:
    ids: dict[tuple[SourceTier, str], list[str]] = defaultdict(list)
    for fact in facts:
        ids[fact.tier, fact.source_url].append(fact.id)
    lines = ["| tier | source | rows |", "| --- | --- | --- |"]
    lines += [f"| {tier} | {_cell(url)} | {', '.join(names)} |" for (tier, url), names in ids.items()]
    return "\n".join(lines) + "\n"


def _schema_of(file: str, kind: type[Row]) -> str:
    shared = set(Fact.columns()) if issubclass(kind, Fact) else set()
    own = [name for name in kind.columns() if name not in shared]
    ending = "\nThen the columns of every fact.\n" if shared else ""
    about = inspect.cleandoc(kind.__doc__ or "")
    return f"## {file}\n\n{about}\n\n{_column_table(own, kind.model_fields)}{ending}"


def _column_table(names: Iterable[str], fields: dict[str, FieldInfo]) -> str:
    lines = ["| column | holds |", "| --- | --- |"]
    lines += [f"| `{name}` | {_cell(_holds(fields[name]))} |" for name in names]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _holds(field: FieldInfo) -> str:
    """Say what one column holds, from the type and the limits of its field."""
    for mark in field.metadata:
        if isinstance(mark, Refers):
            many = get_origin(field.annotation) is tuple
            return f"{'ids' if many else 'an id'} of `{mark.file_name}`" + (_SEVERAL if many else "")
    return _named(field.annotation, field.metadata)


def _named(kind: Any, marks: Iterable[object]) -> str:
    if get_origin(kind) is Annotated:
        return _named(get_args(kind)[0], get_args(kind)[1:])
    if get_origin(kind) in (Union, types.UnionType):
        return f"{_named(get_args(kind)[0], ())}, or empty"
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return ("words" if inner is str else _named(inner, ())) + _SEVERAL
    if kind is str:
        return _words(dict(_limits(marks)))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _one_of(kind)
    return ", ".join(
        [_NAMES[kind], *(_LIMITS[name].format(limit) for name, limit in _limits(marks) if name in _LIMITS)]
    )


def _words(limits: Mapping[str, Any]) -> str:
    pattern = limits.get("pattern")
    choice = _CHOICE.fullmatch(pattern or "")
    if choice:
        return _one_of(choice[1].split("|"))
    if pattern:
        return _FORMS.get(pattern, f"words of the form `{pattern}`")
    return "words, never empty" if limits.get("min_length") else "words, or empty"


def _one_of(words: Iterable[str]) -> str:
    return " or ".join(f"`{word}`" if word else "empty" for word in words)


def _limits(marks: Iterable[object]) -> Iterator[tuple[str, Any]]:
    """Give the limits in the metadata of a field, however deep pydantic wraps them."""
    for mark in marks:
        if isinstance(mark, FieldInfo):
            yield from _limits(mark.metadata)
            continue
        for name in (*_LIMITS, "pattern", "min_length"):
            if getattr(mark, name, None) is not None:
                yield name, getattr(mark, name)
