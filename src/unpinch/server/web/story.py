"""
The one place where what a person told us is kept: the session on the server.

It is deleted after the time in the settings without a visit, and at once when the person asks. It never reaches an
address line or a log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from unpinch import navigator, patterns
from unpinch.kernel import FindingStatus, Mark, MarkKind, Side
from unpinch.navigator import Reading, Story

_KEY = "story"
# Raised when the shape below changes: a story of a shape that is not listed is forgotten instead of misread. In the
# first shape a mark was a region and a side, on the first chart; examinations came with the third.
_VERSION, _READABLE = 3, (1, 2, 3)
# The charts whose regions are those of today's; marks on another one are left out, the words stay.
_READABLE_CHARTS = ("1", "2")


def read(request: HttpRequest) -> Story | None:
    """Give the story of this visit, or None where nothing was told or it has expired."""
    kept = request.session.get(_KEY)
    if not isinstance(kept, dict) or kept.get("version") not in _READABLE:
        return None
    return Story(
        text=kept["text"],
        marks=_marks(kept),
        answers=tuple((finding, FindingStatus(status)) for finding, status in kept["answers"]),
        examinations=_examinations(kept),
        zip_code=kept["zip_code"],
        insurer=kept["insurer"],
    )


def read_and_judged(request: HttpRequest) -> Reading | None:
    """Give what we make of the story of this visit, or None where nothing was told."""
    kept = read(request)
    return judged(kept) if kept else None


def judged(story: Story) -> Reading:
    """Give what we make of a story, with the numbers of the settings in its sentences."""
    return navigator.read(story=story, help_lines=settings.HELP_LINES)


def save(request: HttpRequest, *, story: Story) -> None:
    """Keep the story; stories whose time is over are deleted on this occasion."""
    request.session[_KEY] = _as_json(story)
    delete_expired()


def prolong(request: HttpRequest, response: HttpResponse) -> None:
    """
    Move the end of the visit forward, in the database and in the cookie.

    Only the end is written: a page that was slow to load must not put back what an answer has changed meanwhile.
    """
    session = request.session
    if not session.session_key or session.modified or _KEY not in session:
        return
    seconds = session.get_session_cookie_age()
    ends_at = timezone.now() + timedelta(seconds=seconds)
    if SessionStore.get_model_class().objects.filter(session_key=session.session_key).update(expire_date=ends_at):
        response.set_cookie(
            settings.SESSION_COOKIE_NAME,
            session.session_key,
            max_age=seconds,
            path=settings.SESSION_COOKIE_PATH,
            domain=settings.SESSION_COOKIE_DOMAIN,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=settings.SESSION_COOKIE_HTTPONLY,
            samesite=settings.SESSION_COOKIE_SAMESITE,  # type: ignore[arg-type]  # the settings say no more than str
        )


def delete_expired() -> None:
    """Delete the stories whose time is over."""
    SessionStore.clear_expired()


def forget(request: HttpRequest) -> None:
    """Delete everything this person told us, now."""
    request.session.flush()


def with_answers(*, story: Story, answers: dict[str, FindingStatus | None]) -> Story:
    """Give the story with replies put in; None takes an earlier reply back."""
    merged = {**dict(story.answers), **answers}
    return replace(story, answers=tuple((finding, status) for finding, status in merged.items() if status is not None))


def with_examinations(*, story: Story, results: Mapping[str, bool | None]) -> Story:
    """Give the story with what a clinician found put in; None takes a result back."""
    merged = {**{one.id: one.is_positive for one in story.examinations}, **results}
    return replace(
        story,
        examinations=tuple(
            patterns.Examination(one, is_positive=came_out) for one, came_out in merged.items() if came_out is not None
        ),
    )


def _examinations(kept: dict[str, Any]) -> tuple[patterns.Examination, ...]:
    """Read the results; those of examinations we no longer know are left out."""
    known = patterns.examinations()
    return tuple(
        patterns.Examination(one, is_positive=came_out)
        for one, came_out in kept.get("examinations", ())
        if one in known
    )


def _marks(kept: dict[str, Any]) -> tuple[Mark, ...]:
    if kept.get("chart", "1") not in _READABLE_CHARTS:
        return ()
    return tuple(_mark(*each) for each in kept["marks"])


def _mark(region: str, side: str | None, kind: str = MarkKind.PAIN, strength: int | None = None) -> Mark:
    return Mark(region=region, side=Side(side) if side else None, kind=MarkKind(kind), strength=strength)


def _as_json(story: Story) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "text": story.text,
        "chart": patterns.CHART_VERSION,
        "marks": [
            [mark.region, mark.side.value if mark.side else None, mark.kind.value, mark.strength]
            for mark in story.marks
        ],
        "answers": [[finding, status.value] for finding, status in story.answers],
        "examinations": [[one.id, one.is_positive] for one in story.examinations],
        "zip_code": story.zip_code,
        "insurer": story.insurer,
    }
