"""What is wrong in the articles, each with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from unpinch.knowledge._load import BadFact, ids_of

from ._claims import bare_claims
from ._model import Article, BadArticle, Link, Reference
from ._read import FOLDER, LANGUAGE, read_article
from ._references import MARKERS, wrong_with

# Pages an article may lead to, by the names of their addresses; `NAME/WORD` where an address holds a word. The page of
# each treatment comes to them.
PAGES = (
    "tell", "options", "find", "learn", "evidence", "about", "ranking",
    "muscle_map", "article/pinched-nerve",
)  # fmt: skip


def problems(*, folder: Path | None = None) -> tuple[str, ...]:
    """
    Say what is wrong in the articles.

    Parameters
    ----------
    folder
        Where the Markdown files are; those of the package where none is given.

    Returns
    -------
    tuple of str
        One sentence a problem: an article that cannot be read, a reference or link that leads nowhere, a number in the
        prose, a claim that rests on nothing. A file of facts that does not load is not said here: `knowledge.check`
        says it.
    """
    found: list[str] = []
    read: list[Article] = []
    paths = sorted((folder or FOLDER / LANGUAGE).glob("*.md"))
    for path in paths:
        try:
            read.append(read_article(path=path))
        except BadArticle as wrong:
            found.append(str(wrong))
    slugs = {path.stem for path in paths}
    for article in read:
        found += [*_bad_references(article), *_bad_links(article, slugs), *_bad_ids(article), *bare_claims(article)]
    return tuple(found)


def _bad_references(article: Article) -> Iterator[str]:
    for reference in article.references():
        try:
            wrong = wrong_with(reference.kind, reference.words)
        except BadFact:
            continue
        if wrong:
            yield f"{article.file}, line {reference.line}: {reference}: {wrong}."
    for paragraph in (article.title, article.lead, *(section.heading for section in article.sections)):
        for piece in paragraph.pieces:
            if isinstance(piece, Reference) and piece.kind not in MARKERS:
                yield f"{article.file}, line {piece.line}: {piece} stands where no source is shown. Move it down."


def _bad_links(article: Article, slugs: set[str]) -> Iterator[str]:
    treatments = (f"treatment/{id}" for id in _treatment_ids())
    known = {*(f"article:{slug}" for slug in slugs), *(f"page:{name}" for name in (*PAGES, *treatments))}
    for paragraph in article.paragraphs():
        for piece in paragraph.pieces:
            if isinstance(piece, Link) and piece.target.partition("#")[0] not in known:
                yield (
                    f"{article.file}, line {piece.line}: {piece.target!r} leads nowhere. Write article:SLUG or"
                    f" page:NAME with a name of {', '.join(PAGES)}, treatment/ID; an address outside belongs to a fact."
                )

    # Without words it is drawn with a title, which only an article has.
    nameless = (
        piece
        for paragraph in article.paragraphs()
        for piece in paragraph.pieces
        if isinstance(piece, Link) and not piece.text and not piece.target.startswith("article:")
    )
    for piece in nameless:
        yield f"{article.file}, line {piece.line}: the link to {piece.target!r} has no words. Give it some."


def _treatment_ids() -> frozenset[str]:
    try:
        return ids_of("treatments.csv")
    except BadFact:
        return frozenset()


def _bad_ids(article: Article) -> Iterator[str]:
    seen: set[str] = set()
    for section in article.sections:
        if section.id in seen:
            yield f"{article.file}, line {section.heading.line}: #{section.id} comes twice. Name each section once."
        seen.add(section.id)
