"""Sub-commands that need no directory. Each turns arguments into one call and the answer into JSON or plain lines."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from unpinch import knowledge, navigator
from unpinch.kernel import UnpinchError

from ._help_lines import help_lines
from ._input import WrongArguments, decoded, lines_of, text_of
from ._output import print_json, print_lines
from ._plain import comparison_lines, fit_lines, reading_lines


class UnreadableLines(UnpinchError):
    """Some lines of a file were no text to understand; all others were."""


class KnowledgeProblems(UnpinchError):
    """The cited facts have problems; they were printed one a line."""


def understand(chosen: Namespace) -> None:
    """Print what was understood of one text, or of each line of a file."""
    if (chosen.text is None) == (chosen.each is None):
        raise WrongArguments("Give one TEXT, or --each FILE.")
    if chosen.each is not None:
        _understand_each(path=chosen.each, lang=chosen.lang)
        return
    story = navigator.Story(text=text_of(chosen.text))
    reading = navigator.read(story=story, lang=chosen.lang, help_lines=help_lines())
    if chosen.json:
        print_json(navigator.reading_document(reading=reading))
    else:
        print_lines(*reading_lines(reading))


def _understand_each(*, path: Path, lang: str | None) -> None:
    """Print one document a line; a line that cannot be read gets one that says why, so that lines stay in step."""
    unreadable, lines = 0, help_lines()
    for raw in lines_of(path):
        try:
            story = navigator.Story(text=decoded(raw, "this line"))
            reading = navigator.read(story=story, lang=lang, help_lines=lines)
            document = navigator.reading_document(reading=reading)
        except UnpinchError as known:
            unreadable += 1
            document = {"error": str(known)}
        print_json(document, one_line=True)
    if unreadable:
        raise UnreadableLines(f"{path.name}: {unreadable} line(s) could not be read. Their documents say why.")


def fit(chosen: Namespace) -> None:
    """Print which structures the marks and findings fit."""
    answer = navigator.fit(
        pain=chosen.pain,
        present=chosen.finding,
        absent=chosen.absent,
        age_years=chosen.age,
        positive=chosen.positive,
        negative=chosen.negative,
    )
    if chosen.json:
        print_json(navigator.fit_document(fit=answer))
    else:
        print_lines(*fit_lines(answer))


def compare(chosen: Namespace) -> None:
    """Print treatments side by side."""
    comparison = navigator.compare(condition=chosen.condition)
    if chosen.json:
        print_json(navigator.comparison_document(comparison=comparison))
    else:
        print_lines(*comparison_lines(comparison))


def serve(chosen: Namespace) -> None:
    """Prepare what is missing and serve the site."""
    # Django is loaded only where the site is asked for: every other command starts without it.
    from unpinch import server  # noqa: PLC0415  # loaded only where it is used

    announce = _announce_as_json if chosen.json else server.say_address
    server.serve(host=chosen.host, port=chosen.port, prepare_only=chosen.prepare_only, announce=announce)
    if chosen.json and chosen.prepare_only:
        print_json({"prepared": True})


def _announce_as_json(address: str) -> None:
    print_json({"address": address})


def knowledge_check(chosen: Namespace) -> None:
    """Load every fact and fail where one has no source, an unknown id, or a review date that has passed."""
    problems = knowledge.check(today=datetime.now(UTC).date())
    if chosen.json:
        print_json({"problems": list(problems)})
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        raise KnowledgeProblems(f"{len(problems)} problem(s) in the knowledge files. Mend the rows named above.")
    if not chosen.json:
        print_lines("Every fact loads, has its source, and is within its review date.")


def weak_sources(chosen: Namespace) -> None:
    """Print the page of facts that rest on weak sources."""
    if chosen.json:
        weak = knowledge.weak_facts()
        print_json(
            {"weak": [{"file": f.file, "row": f.row, "id": f.id, "tier": f.tier, "source": f.source_url} for f in weak]}
        )
    else:
        print_lines(knowledge.weak_sources_page())
