"""Read an article from its Markdown, or say in which line it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it.token import Token

from ._inline import PIECE, parser
from ._model import (
    Article,
    BadArticle,
    Block,
    Bullets,
    Inline,
    Link,
    Paragraph,
    Reference,
    Section,
    TableHere,
    Words,
)

FOLDER = Path(__file__).parent
LANGUAGE = "en"
_FENCE = "---"
_FIELDS = ("title", "lead", "condition", "order", "questions", "definitions")
_COUNTS = ("order", "questions", "definitions")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HEADING_ID = re.compile(r"#([a-z0-9]+(?:-[a-z0-9]+)*)")


@dataclass(frozen=True)
class _Open:
    """A file on its way to being read: its name, and how many lines stand above the Markdown."""

    name: str
    above: int

    def bad(self, line: int, words: str) -> BadArticle:
        return BadArticle(f"{self.name}, line {line}: {words}")


@cache
def articles() -> tuple[Article, ...]:
    """
    Give all articles in the order of the list.

    Raises
    ------
    BadArticle
        If one cannot be read.
    """
    found = [read_article(path=path) for path in sorted((FOLDER / LANGUAGE).glob("*.md"))]
    return tuple(sorted(found, key=lambda article: (article.order, article.slug)))


def read_article(*, path: Path) -> Article:
    """
    Read one article.

    Parameters
    ----------
    path
        A UTF-8 Markdown file: the fields between two lines of `---`, then sections that begin with
        `## heading {#id}`. In them paragraphs, lists, bold words, links to our own pages, and references in braces.

    Raises
    ------
    BadArticle
        If the file cannot be read, a field is missing, or something stands there that an article has no use for.
    """
    name = f"{path.parent.name}/{path.name}"
    if not _SLUG.fullmatch(path.stem):
        raise BadArticle(f"{name}: the name of the file is the address of the page. Use a-z, 0-9 and hyphens.")
    fields, text, above = _front_matter(name=name, text=_text(path=path, name=name))
    opened = _Open(name=name, above=above)
    return Article(
        slug=path.stem,
        file=name,
        title=_field_paragraph(name, fields["title"]),
        lead=_field_paragraph(name, fields["lead"]),
        condition=fields["condition"][0],
        order=int(fields["order"][0]),
        questions=int(fields["questions"][0]),
        definitions=int(fields["definitions"][0]),
        sections=tuple(_sections(opened, parser().parse(text))),
    )


def _text(*, path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise BadArticle(f"{name}: it cannot be read ({wrong}). Put it back, as UTF-8 text.") from None


def _front_matter(*, name: str, text: str) -> tuple[dict[str, tuple[str, int]], str, int]:
    """Give the fields with their lines, the Markdown below them, and how many lines stand above it."""
    lines = text.split("\n")
    if lines[0].strip() != _FENCE or _FENCE not in (line.strip() for line in lines[1:]):
        raise BadArticle(f"{name}, line 1: an article begins with its fields between two lines of {_FENCE}.")
    end = next(at for at, line in enumerate(lines) if at and line.strip() == _FENCE)
    fields = {}
    for number, line in enumerate(lines[1:end], 2):
        key, colon, value = line.partition(":")
        if not colon or key.strip() not in _FIELDS or not value.strip():
            raise BadArticle(f"{name}, line {number}: write one of {', '.join(_FIELDS)}, a colon and its value.")
        if key.strip() in _COUNTS and not value.strip().isdecimal():
            raise BadArticle(f"{name}, line {number}: {key.strip()} is a whole number, not {value.strip()!r}.")
        fields[key.strip()] = (value.strip(), number)
    missing = [field for field in _FIELDS if field not in fields]
    if missing:
        raise BadArticle(f"{name}, line {end + 1}: the fields lack {', '.join(missing)}. Add them.")
    return fields, "\n".join(lines[end + 1 :]), end + 1


def _field_paragraph(name: str, field: tuple[str, int]) -> Paragraph:
    value, line = field
    inline = parser().parseInline(value)[0]
    return Paragraph(pieces=tuple(_pieces(_Open(name=name, above=0), inline, line)), line=line)


def _sections(opened: _Open, tokens: Sequence[Token]) -> Iterator[Section]:
    heading: tuple[str, Paragraph] | None = None
    blocks: list[Block] = []
    for head, block in _blocks(opened, tokens):
        if head is not None:
            if heading is not None:
                yield Section(id=heading[0], heading=heading[1], blocks=tuple(blocks))
            heading, blocks = head, []
        elif block is not None:
            blocks.append(block)
    if heading is None:
        raise opened.bad(opened.above + 1, "an article has at least one section. Begin it with ## and a heading.")
    yield Section(id=heading[0], heading=heading[1], blocks=tuple(blocks))


def _blocks(opened: _Open, tokens: Sequence[Token]) -> Iterator[tuple[tuple[str, Paragraph] | None, Block | None]]:
    """Give headings and blocks in order, one of the two each time."""
    at, has_heading = 0, False
    while at < len(tokens):
        token = tokens[at]
        line = opened.above + (token.map or [0])[0] + 1
        if token.type == "heading_open" and token.tag == "h2":
            has_heading = True
            yield _heading(opened, tokens[at + 1], line), None
            at += 3
            continue
        if not has_heading:
            raise opened.bad(line, "text stands above the first heading. Begin with ## and a heading.")
        if token.type == "paragraph_open":
            yield None, _paragraph(opened, tokens[at + 1], line)
            at += 3
        elif token.type == "bullet_list_open":
            end = _end_of(tokens, at)
            yield None, _bullets(opened, tokens[at + 1 : end])
            at = end + 1
        else:
            raise opened.bad(line, f"an article has no use for {token.type.removesuffix('_open')!r}. Write it plainly.")


def _end_of(tokens: Sequence[Token], start: int) -> int:
    level, kind = tokens[start].level, tokens[start].type.replace("_open", "_close")
    return next(at for at in range(start, len(tokens)) if tokens[at].type == kind and tokens[at].level == level)


def _heading(opened: _Open, inline: Token, line: int) -> tuple[str, Paragraph]:
    pieces = list(_pieces(opened, inline, line))
    last = pieces[-1] if pieces else None
    found = _HEADING_ID.fullmatch(last.kind) if isinstance(last, Reference) and not last.words else None
    if found is None:
        raise opened.bad(line, "a heading ends with its address on the page, such as {#risks}. Add it.")
    return found[1], Paragraph(pieces=tuple(pieces[:-1]), line=line)


def _paragraph(opened: _Open, inline: Token, line: int) -> Paragraph | TableHere:
    pieces = tuple(_pieces(opened, inline, line))
    tables = [piece for piece in pieces if isinstance(piece, Reference) and piece.kind == "table"]
    if not tables:
        return Paragraph(pieces=pieces, line=line)
    if len(pieces) > 1:
        raise opened.bad(tables[0].line, f"{tables[0]} is not alone. Give the table a paragraph of its own.")
    return TableHere(reference=tables[0])


def _bullets(opened: _Open, tokens: Sequence[Token]) -> Bullets:
    items = []
    for token in tokens:
        line = opened.above + (token.map or [0])[0] + 1
        if token.type == "inline":
            item = _paragraph(opened, token, line)
            if isinstance(item, TableHere):
                raise opened.bad(line, "a table cannot stand in a list. Give it a paragraph of its own.")
            items.append(item)
        elif token.type.partition("_")[0] not in ("list", "paragraph"):
            raise opened.bad(line, f"a list cannot hold {token.type.removesuffix('_open')!r}. Write it plainly.")
    return Bullets(items=tuple(items))


def _pieces(opened: _Open, inline: Token, line: int) -> Iterator[Inline]:
    children, at, strong = inline.children or [], 0, False
    while at < len(children):
        token = children[at]
        if token.type in ("strong_open", "strong_close"):
            strong = token.type == "strong_open"
        elif token.type == "softbreak":
            line += 1
            # Kept as it is: sentences count their lines by it.
            yield Words("\n")
        elif token.type == PIECE:
            yield _reference(opened, token, line)
        elif token.type == "link_open":
            end = next(end for end in range(at, len(children)) if children[end].type == "link_close")
            words = "".join(child.content for child in children[at + 1 : end])
            yield Link(text=words, target=str(token.attrs["href"]), line=line)
            at = end
        elif token.type == "text":
            if token.content:
                yield Words(token.content, is_strong=strong)
        else:
            raise opened.bad(line, f"an article has no use for {token.type.removesuffix('_open')!r}. Write it plainly.")
        at += 1


def _reference(opened: _Open, token: Token, line: int) -> Reference:
    words = token.content.split()
    if not words or "\n" in token.content:
        raise opened.bad(line, "braces hold a reference such as {claim c17}, on one line. Mend them.")
    return Reference(kind=words[0], words=tuple(words[1:]), line=line)
