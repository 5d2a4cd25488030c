"""
The living articles: Markdown in which every fact is a reference, so that nothing is said that no row says.

`articles` gives them parsed; a file that cannot be read as one is a `BadArticle` with file and line. `problems` says
what is wrong in them: a reference that leads nowhere, a number in the prose, a claim that rests on nothing. What a
reference stands for is put in where the page is drawn.
"""

from ._check import problems
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
from ._read import articles, read_article
from ._references import INLINE_KINDS, MARKERS, OUTCOMES, SENTENCE_KINDS, TABLES

__all__ = [
    "INLINE_KINDS",
    "MARKERS",
    "OUTCOMES",
    "SENTENCE_KINDS",
    "TABLES",
    "Article",
    "BadArticle",
    "Block",
    "Bullets",
    "Inline",
    "Link",
    "Paragraph",
    "Reference",
    "Section",
    "TableHere",
    "Words",
    "articles",
    "problems",
    "read_article",
]
