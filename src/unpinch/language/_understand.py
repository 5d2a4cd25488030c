"""The door of the room: words in, understanding out."""

from __future__ import annotations

from dataclasses import replace

from unpinch.kernel import Finding, FindingStatus, Understanding

from ._concepts import suspect
from ._detect import detect_language
from ._findings import hear, read_findings
from ._lexicon import lexicon
from ._pain import read_pain
from ._reading import read_text
from ._regions import findings_of, marks_of, painful_places, with_both_legs
from ._request import read_request
from ._story import tell
from ._tokens import check_readable


def understand(*, text: str, lang: str | None = None) -> Understanding:
    """
    Read a person's own words: findings, the picture of the pain, and what they ask for.

    The same text always gives the same answer; nothing leaves the machine. What the text does not mention is not
    listed; what is only feared, imagined, figurative, or true of somebody else is not listed either.

    Parameters
    ----------
    text
        The person's words, at most 20,000 characters.
    lang
        "en" or "es"; None tells it from the text.

    Returns
    -------
    Understanding
        Each finding once, with `quote` verbatim from the text.

    Raises
    ------
    UnreadableText
        If the text is blank, too long, or holds control characters.

    Examples
    --------
    >>> understood = understand(text="my left foot is numb, no fever, six weeks")
    >>> [(finding.id, str(finding.status), finding.quote) for finding in understood.findings]
    [('numbness', 'present', 'foot is numb'), ('fever', 'absent', 'no fever')]
    """
    check_readable(text)
    language = lang or detect_language(text, lexicon().small_words)
    story = tell(read_text(text, language, lexicon()))
    heard = hear(story)
    places = with_both_legs(painful_places(story), heard)
    findings = _with_derived(read_findings(story, heard), findings_of(story, places))
    return Understanding(
        language=language,
        findings=findings,
        pain=read_pain(story, marks_of(places), findings),
        request=read_request(story, heard),
        suspected=suspect(story, findings),
    )


def _with_derived(said: tuple[Finding, ...], derived: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Add what follows from the painful places; what the text says outright keeps its own quote, and gains a side."""
    extra = {finding.id: finding for finding in derived}
    merged = tuple(_joined(finding, extra.pop(finding.id, None)) for finding in said)
    return (*merged, *extra.values())


def _joined(finding: Finding, other: Finding | None) -> Finding:
    if other is None:
        return finding
    return replace(finding, side=finding.side or other.side) if finding.status is FindingStatus.PRESENT else other
