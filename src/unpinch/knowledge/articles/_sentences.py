"""The sentences of a paragraph, and what each holds besides words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ._model import Link, Paragraph, Reference, Words
from ._references import INLINE_KINDS, MARKERS

# Each reference becomes one character of Unicode's private use area, so that a paragraph can be cut as text: those that
# are drawn as sentences of their own, those inside a sentence, and marks.
_DRAWN, _INSIDE, _MARK = 0xE000, 0xE800, 0xF000
_DRAWN_CLASS, _MARK_CLASS = "[\ue000-\ue7ff]", "[\uf000-\uf7ff]"
# A mark follows the stop it belongs to.
_STOP_THEN_MARK = re.compile(rf"([.!?])\s*({_MARK_CLASS}+)")
_CUT = re.compile(rf"(?<=[.!?])\s+|(?<={_DRAWN_CLASS})|(?={_DRAWN_CLASS})")
_ENDS = (".", "!", "?", ":")


@dataclass(frozen=True)
class Sentence:
    """
    One sentence of prose.

    `text` is what the author wrote in words, `inside` the references within it, `marks` its marks. `drawn` is the
    reference that is a sentence by itself, and then `text` is empty. `is_whole` says that it ends like a sentence or
    ends its paragraph.
    """

    text: str
    line: int
    inside: tuple[Reference, ...]
    marks: tuple[Reference, ...]
    drawn: Reference | None
    is_whole: bool


def sentences(paragraph: Paragraph) -> tuple[Sentence, ...]:
    """Cut a paragraph into its sentences; a reference that is drawn as a sentence is one."""
    flat, references = _flat(paragraph)
    cuts = [0, *(cut.end() for cut in _CUT.finditer(flat)), len(flat)]
    found = []
    for start, end in pairwise(cuts):
        words = flat[start:end]
        if words.strip():
            line = paragraph.line + flat.count("\n", 0, start + len(words) - len(words.lstrip()))
            found.append(_sentence(words, line, references, ends_paragraph=not flat[end:].strip()))
    return tuple(found)


def _flat(paragraph: Paragraph) -> tuple[str, dict[str, Reference]]:
    references: dict[str, Reference] = {}
    parts = []
    for piece in paragraph.pieces:
        if isinstance(piece, Words | Link):
            parts.append(piece.text)
        else:
            stand_in = chr(_place(piece) + len(references))
            references[stand_in] = piece
            parts.append(stand_in)
    return _STOP_THEN_MARK.sub(r"\2\1", "".join(parts)), references


def _place(reference: Reference) -> int:
    if reference.kind in MARKERS:
        return _MARK
    return _INSIDE if reference.kind in INLINE_KINDS else _DRAWN


def _sentence(words: str, line: int, references: dict[str, Reference], *, ends_paragraph: bool) -> Sentence:
    here = [references[sign] for sign in words if sign in references]
    text = "".join(sign for sign in words if sign not in references).strip()
    drawn = next((one for one in here if _place(one) == _DRAWN), None)
    return Sentence(
        text=text,
        line=line,
        inside=tuple(one for one in here if _place(one) == _INSIDE),
        marks=tuple(one for one in here if _place(one) == _MARK),
        drawn=drawn,
        is_whole=drawn is not None or ends_paragraph or text.endswith(_ENDS),
    )
