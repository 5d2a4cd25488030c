"""
The one place where what a person told us is kept: a session on the server, apart from the one of who is signed in.

It is deleted after the time in the settings without a visit, when they sign out, and at once when they ask. It never
reaches an address line or a log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from unpinch import navigator, patterns
from unpinch.kernel import FindingStatus, Mark, MarkKind, Side
from unpinch.navigator import Paper, Reading, Story, SummaryChoice, SummaryPart

COOKIE = "unpinch_story"
_KEY = "story"
# What the person wants on the page that they bring to a visit.
_SUMMARY = "summary"
# Raised when the shape below changes: a story of a shape that is not listed is forgotten instead of misread. In the
# first shape a mark was a region and a side, on the first chart; examinations came with the third.
_VERSION, _READABLE = 3, (1, 2, 3)
# The charts whose regions are those of today's; marks on another one are left out, the words stay.
_READABLE_CHARTS = ("1", "2")


def read(request: HttpRequest) -> Story | None:
    """Give the story of this visit, or None where nothing was told or it has expired."""
    kept = _session(request).get(_KEY)
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
    _session(request)[_KEY] = _as_json(story)
    delete_expired()


def summary_choice(request: HttpRequest) -> SummaryChoice:
    """Give what this person wants on their visit summary; everything where they have not chosen."""
    kept = _session(request).get(_SUMMARY)
    if not isinstance(kept, dict):
        return SummaryChoice()
    known = {part.value for part in SummaryPart}
    return SummaryChoice(
        parts=frozenset(SummaryPart(part) for part in kept["parts"] if part in known),
        own_words=kept["own_words"],
        name=kept["name"],
        paper=Paper(kept["paper"]),
    )


def save_summary_choice(request: HttpRequest, *, choice: SummaryChoice) -> None:
    """Keep what this person wants on their visit summary as long as their story."""
    _session(request)[_SUMMARY] = {
        "parts": sorted(choice.parts),
        "own_words": choice.own_words,
        "name": choice.name,
        "paper": choice.paper.value,
    }


def visitor(request: HttpRequest) -> str:
    """Give what tells this visitor from others as long as they keep visiting; made where there is none yet."""
    session = _session(request)
    if not session.session_key:
        session.set_expiry(_seconds())
        session.create()
    return str(session.session_key)


def open_session(request: HttpRequest) -> None:
    """Take up the visitor's session, before a page is made."""
    request.story_session = SessionStore(request.COOKIES.get(COOKIE))  # type: ignore[attr-defined]  # see `_session`


def close_session(request: HttpRequest, response: HttpResponse) -> None:
    """
    Keep what has changed and move the end of the visit forward, in the database and in the cookie.

    Where nothing has changed only the end is written: a page that was slow to load must not put back what an answer has
    changed meanwhile.
    """
    session = _session(request)
    patch_vary_headers(response, ("Cookie",))
    if session.is_empty():
        if COOKIE in request.COOKIES:
            _drop_cookie(response)
    elif session.modified:
        _keep(session, response)
    elif _KEY in session:
        _prolong(session, response)


def _keep(session: SessionStore, response: HttpResponse) -> None:
    session.set_expiry(_seconds())
    try:
        session.save()
    except UpdateError:
        # Forgotten in another tab while this page was made: it stays forgotten.
        _drop_cookie(response)
    else:
        _set_cookie(session, response)


def _prolong(session: SessionStore, response: HttpResponse) -> None:
    ends_at = timezone.now() + timedelta(seconds=_seconds())
    if SessionStore.get_model_class().objects.filter(session_key=session.session_key).update(expire_date=ends_at):
        _set_cookie(session, response)


def _set_cookie(session: SessionStore, response: HttpResponse) -> None:
    response.set_cookie(
        COOKIE,
        session.session_key or "",
        max_age=_seconds(),
        path=settings.SESSION_COOKIE_PATH,
        domain=settings.SESSION_COOKIE_DOMAIN,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=settings.SESSION_COOKIE_HTTPONLY,
        samesite=settings.SESSION_COOKIE_SAMESITE,  # type: ignore[arg-type]  # the settings say no more than str
    )


def _drop_cookie(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path=settings.SESSION_COOKIE_PATH, domain=settings.SESSION_COOKIE_DOMAIN)


def _seconds() -> int:
    return int(settings.UNPINCH_SESSION_MINUTES) * 60


def _session(request: HttpRequest) -> SessionStore:
    """Give the session that the middleware `StorySession` took up."""
    session: SessionStore = request.story_session  # type: ignore[attr-defined]  # Django knows but the signed-in one
    return session


def delete_expired() -> None:
    """Delete the stories whose time is over."""
    SessionStore.clear_expired()


def forget(request: HttpRequest) -> None:
    """Delete everything this person told us, now."""
    _session(request).flush()


def lock_in(request: HttpRequest) -> None:
    """Give the session a new key when somebody signs in, so that nobody who knew the old one reads on."""
    session = _session(request)
    if session.session_key:
        session.cycle_key()


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
