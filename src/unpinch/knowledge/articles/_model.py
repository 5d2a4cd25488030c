"""What an article is made of."""

from __future__ import annotations

from dataclasses import dataclass

from unpinch.kernel import UnpinchError


class BadArticle(UnpinchError):
    """An article cannot be read; the message names file and line."""


@dataclass(frozen=True)
class Words:
    """Plain words; `is_strong` where they are set in bold."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True)
class Link:
    """
    The way to another of our pages: `article:SLUG` or `page:NAME`, as written.

    Without a text it is drawn with the title of the article it leads to.
    """

    text: str
    target: str
    line: int


@dataclass(frozen=True)
class Reference:
    """
    What stands in braces: `{harm brady2014-any}` has the kind `harm` and the words `("brady2014-any",)`.

    `line` counts from 1 in the file.
    """

    kind: str
    words: tuple[str, ...]
    line: int

    def __str__(self) -> str:
        return "{" + " ".join((self.kind, *self.words)) + "}"


Inline = Words | Link | Reference


@dataclass(frozen=True)
class Paragraph:
    """Pieces of one paragraph, or of one item of a list."""

    pieces: tuple[Inline, ...]
    line: int


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True)
class TableHere:
    """A table, drawn from the facts: a paragraph that is nothing but `{table ...}`."""

    reference: Reference


Block = Paragraph | Bullets | TableHere


@dataclass(frozen=True)
class Section:
    """One question and its answer; `id` is its address on the page."""

    id: str
    heading: Paragraph
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Article:
    """
    One article as written.

    `file` is `en/SLUG.md`; `condition` is a condition of the comparison, from whose side effects are looked at; `order`
    is its place in the list. `questions` and `definitions` are how many sentences the author says are marked as such.
    """

    slug: str
    file: str
    title: Paragraph
    lead: Paragraph
    condition: str
    order: int
    questions: int
    definitions: int
    sections: tuple[Section, ...]

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Give all prose in order: title, lead, headings, paragraphs, items."""
        found = [self.title, self.lead]
        for section in self.sections:
            found.append(section.heading)
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    found.append(block)
                elif isinstance(block, Bullets):
                    found.extend(block.items)
        return tuple(found)

    def references(self) -> tuple[Reference, ...]:
        """Give every reference, those to tables too."""
        inside = [piece for part in self.paragraphs() for piece in part.pieces if isinstance(piece, Reference)]
        tables = [
            block.reference for section in self.sections for block in section.blocks if isinstance(block, TableHere)
        ]
        return (*inside, *tables)
