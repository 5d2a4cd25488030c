"""References in braces, as a rule of the Markdown parser."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

PIECE = "reference"


def parser() -> MarkdownIt:
    """
    Give a parser of CommonMark that knows references and takes no HTML.

    HTML stays off, so that whoever writes an article cannot put a script, or a claim that nobody checks, on a page.
    """
    markdown = MarkdownIt("commonmark", {"html": False})
    # Before links and emphasis, so that the underscores of an id are no emphasis.
    markdown.inline.ruler.before("link", PIECE, _reference)
    return markdown


def _reference(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    end = state.src.find("}", state.pos)
    if end < 0:
        return False
    if not silent:
        token = state.push(PIECE, "", 0)
        token.content = state.src[state.pos + 1 : end]
    state.pos = end + 1
    return True
