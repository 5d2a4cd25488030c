"""Answers for machines: is the process alive, can it do its work."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from unpinch.server.web import snapshot, story


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """Say that this process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Say whether database and directory can be used; 503 where one cannot."""
    # Machines ask every few seconds: stories also end on a site that nobody visits.
    checks = {"database": _database_answers(), "directory": _directory_opens()}
    good = all(checks.values())
    words = {name: "ok" if fine else "not ready" for name, fine in checks.items()}
    return JsonResponse({"status": "ok" if good else "not ready", **words}, status=200 if good else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            answers = bool(cursor.fetchone() == (1,))
        story.delete_expired()
    except DatabaseError:
        return False
    return answers


def _directory_opens() -> bool:
    try:
        snapshot.current()
    except snapshot.NoDirectory:
        return False
    return True
