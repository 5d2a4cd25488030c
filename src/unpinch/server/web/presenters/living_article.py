"""A living article as a page: every reference resolved at the moment it is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from unpinch.kernel import Text
from unpinch.knowledge.articles import (
    MARKERS,
    Article,
    Block,
    Bullets,
    Inline,
    Link,
    Paragraph,
    Reference,
    TableHere,
    Words,
    articles,
)

from .article import Table
from .living_counts import count_drawn
from .living_drawn import Drawn, DrawnSource
from .living_facts import sentence_drawn
from .living_tables import nothing_in, table_drawn


@dataclass(frozen=True)
class Piece:
    """
    A run of words: the author's in `text`, those of a fact in `fact`.

    `numbers` are those of its sources where the paragraph has several; `href` leads to another page of ours.
    """

    text: str = ""
    fact: Text | str = ""
    href: str = ""
    is_strong: bool = False
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class NumberedSource:
    """A source of one paragraph; `number` is 0 where it is the only one."""

    number: int
    source: DrawnSource


@dataclass(frozen=True)
class Line:
    """A paragraph, or an item of a list."""

    pieces: tuple[Piece, ...]
    sources: tuple[NumberedSource, ...]

    def said(self) -> str:
        """Give the words as a person reads them, without sources."""
        words = (piece.text or _spoken(piece.fact) for piece in self.pieces)
        return " ".join("".join(words).split())


@dataclass(frozen=True)
class LivingBlock:
    """A paragraph or a list in `lines`, or a `table`."""

    lines: tuple[Line, ...] = ()
    is_list: bool = False
    table: Table | None = None


@dataclass(frozen=True)
class LivingSection:
    """One question and its answer."""

    id: str
    heading: str
    blocks: tuple[LivingBlock, ...]


@dataclass(frozen=True)
class LivingArticle:
    """All of the page."""

    title: str
    lead: str
    checked: str
    sections: tuple[LivingSection, ...]

    def said(self) -> Iterator[str]:
        """Give every paragraph as a person reads it; tables, headings and sources are left out."""
        for section in self.sections:
            for block in section.blocks:
                yield from (line.said() for line in block.lines)


@dataclass
class _Days:
    """When the facts of a page were last read, gathered while it is drawn."""

    checked: set[date] = field(default_factory=set)
    signed: bool = True

    def add(self, one: Drawn) -> None:
        self.checked.update(one.checked)
        self.signed = self.signed and (one.signed or not one.checked)


def living_slugs() -> tuple[str, ...]:
    """Give the addresses of the living articles, in the order of the list."""
    return tuple(article.slug for article in articles())


def living_article(slug: str) -> LivingArticle:
    """
    Draw one living article.

    Raises
    ------
    KeyError
        If there is none of this name.
    """
    return drawn_article({article.slug: article for article in articles()}[slug])


def drawn_article(article: Article) -> LivingArticle:
    """Put the facts as they are now in the place of the references."""
    days = _Days()
    sections = tuple(
        LivingSection(
            id=section.id,
            heading=_plain(section.heading),
            blocks=tuple(_block(block, article.condition, days) for block in section.blocks),
        )
        for section in article.sections
    )
    return LivingArticle(
        title=_plain(article.title), lead=_plain(article.lead), checked=_checked(days), sections=sections
    )


def _plain(paragraph: Paragraph) -> str:
    return "".join(piece.text for piece in paragraph.pieces if not isinstance(piece, Reference)).strip()


def _block(block: Block, condition: str, days: _Days) -> LivingBlock:
    if isinstance(block, TableHere):
        table = table_drawn(block.reference, condition)
        if table.rows:
            return LivingBlock(table=table)
        nothing = nothing_in(block.reference)
        sources = tuple(NumberedSource(0, source) for source in nothing.sources)
        return LivingBlock(lines=(Line((Piece(fact=nothing.words),), sources),))
    if isinstance(block, Bullets):
        return LivingBlock(lines=tuple(_line(item, condition, days) for item in block.items), is_list=True)
    return LivingBlock(lines=(_line(block, condition, days),))


def _line(paragraph: Paragraph, condition: str, days: _Days) -> Line:
    found = [(piece, _resolved(piece, condition)) for piece in paragraph.pieces if not _is_mark(piece)]
    sources = tuple(dict.fromkeys(source for _piece, one in found if one for source in one.sources))
    for _piece, one in found:
        if one is not None:
            days.add(one)
    numbers = {source: at for at, source in enumerate(sources, 1)} if len(sources) > 1 else {}
    pieces = tuple(_piece_drawn(piece, one, numbers) for piece, one in found)
    return Line(_tidied(pieces), tuple(NumberedSource(numbers.get(source, 0), source) for source in sources))


def _is_mark(piece: Inline) -> bool:
    return isinstance(piece, Reference) and piece.kind in MARKERS


def _resolved(piece: Inline, condition: str) -> Drawn | None:
    if not isinstance(piece, Reference):
        return None
    if piece.kind == "count":
        return count_drawn(piece, condition)
    if piece.kind == "cite":
        cited = sentence_drawn(Reference(piece.words[0], piece.words[1:], piece.line), condition)
        return Drawn("", cited.sources, cited.checked, cited.signed)
    return sentence_drawn(piece, condition)


def _piece_drawn(piece: Inline, one: Drawn | None, numbers: dict[DrawnSource, int]) -> Piece:
    if isinstance(piece, Words):
        return Piece(text=piece.text, is_strong=piece.is_strong)
    if isinstance(piece, Link):
        return Piece(text=piece.text or _title(piece.target), href=_address(piece.target))
    sources = one.sources if one else ()
    return Piece(fact=one.words if one else "", numbers=tuple(numbers[one] for one in sources if one in numbers))


def _tidied(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Take the blank away that stands before a source without words of its own, and before a mark that is gone."""
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        after = pieces[at + 1] if at + 1 < len(pieces) else Piece(text=".")
        is_before_stop = bool(after.text) and after.text[0] in ".?!,;:"
        if piece.text and not piece.href and (is_before_stop or not (after.text or after.fact)):
            found.append(Piece(text=piece.text.rstrip(), is_strong=piece.is_strong))
        else:
            found.append(piece)
    return tuple(found)


def _title(target: str) -> str:
    slug = target.partition(":")[2].partition("#")[0]
    return next(_plain(article.title) for article in articles() if article.slug == slug)


def _address(target: str) -> str:
    kind, _colon, rest = target.partition(":")
    path, _hash, place = rest.partition("#")
    name, _slash, word = path.partition("/")
    address = reverse("article", args=[path]) if kind == "article" else reverse(name, args=[word] if word else None)
    return f"{address}#{place}" if place else address


def _checked(days: _Days) -> str:
    if not days.checked:
        return ""
    oldest = min(days.checked).isoformat()
    if days.signed:
        return _("Sources last read on %(date)s; reviewed by a clinician.") % {"date": oldest}
    return _("Sources last read on %(date)s; not yet reviewed by a clinician.") % {"date": oldest}


def _spoken(words: Text | str) -> str:
    return words.translated(_) if isinstance(words, Text) else Text(words).translated(_)
