"""Answers for machines: is the process alive, can it do its work."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from unpinch.server.web import snapshot


def live(request: HttpRequest) -> JsonResponse:
    """Say that this process answers."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """Say whether database and directory can be used; 503 where one cannot."""
    checks = {"database": _database_answers(), "directory": _directory_opens()}
    good = all(checks.values())
    words = {name: "ok" if fine else "not ready" for name, fine in checks.items()}
    return JsonResponse({"status": "ok" if good else "not ready", **words}, status=200 if good else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def _directory_opens() -> bool:
    try:
        snapshot.current()
    except snapshot.NoDirectory:
        return False
    return True
