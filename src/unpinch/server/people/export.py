"""Everything that is kept about a person, in one archive: to read, and for a program."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, datetime, time
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string

from unpinch.server.accounts.models import Person
from unpinch.server.audit.actions import record

from .acting import acted_for, has_account
from .kept import kept, rows_of

FORMAT = "unpinch-export-1"


@transaction.atomic
def export(*, person: Person, now: datetime) -> bytes:
    """
    Give a ZIP archive with `data.json` and `read-me.html`: every row about a person and about whoever
    has no account and is acted for by them.

    That it was made is written into the record, and is the last row of the archive itself.
    """
    record(at=now, actor=person, act="person.exported", thing=f"person:{person.pk}", concerns=person)
    people = [person, *(each for each in acted_for(actor=person) if not has_account(each))]
    files: dict[str, bytes] = {}
    document = {
        "format": FORMAT,
        "made_at": now,
        "people": [{"name": each.name, "tables": _tables(each, files)} for each in people],
    }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data.json", json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
        file.writestr(
            "read-me.html", render_to_string("people/export.html", {"made_at": now, "people": _read(document)})
        )
        for name, content in files.items():
            file.writestr(name, content)
    return archive.getvalue()


def _tables(person: Person, files: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """Give the rows of each table; what is a picture goes into `files`, and its name into the row."""
    found = {}
    for line in kept():
        rows = [_with_files(row, line.table, files) for row in rows_of(line, person=person)]
        if rows:
            found[line.table] = {"title": str(line.title), "rows": rows}
    return found


def _with_files(row: dict[str, Any], table: str, files: dict[str, bytes]) -> dict[str, Any]:
    named = dict(row)
    for column, value in row.items():
        if isinstance(value, bytes | memoryview):
            named[column] = f"files/{table}-{row['id']}.{column}"
            files[named[column]] = bytes(value)
    return named


def _read(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the tables as people read them: a heading for each column, no empty ones, times without seconds."""
    return [
        {
            "name": person["name"],
            "tables": [
                {
                    "title": table["title"],
                    "columns": [name.replace("_", " ") for name in table["rows"][0]],
                    "rows": [[_words(value) for value in row.values()] for row in table["rows"]],
                }
                for table in person["tables"].values()
            ],
        }
        for person in document["people"]
    ]


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, indent=1)
    return "" if value is None else str(value)
