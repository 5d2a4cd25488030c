"""The table of who may do what (`tests/spec/permissions`), and the addresses that must be in it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from django.urls import get_resolver, reverse

from tests.integration.server.people_world import ROLES, Thing, World, thing_of

TABLE = Path(__file__).parents[2] / "spec" / "permissions"
COLUMNS = ["address", "method", *ROLES, "why"]


def rows() -> list[dict[str, str]]:
    """Give every row of every file."""
    found = []
    for path in sorted(TABLE.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            assert reader.fieldnames == COLUMNS, path.name
            found += list(reader)
    return found


def addresses() -> dict[str, str]:
    """Give every address of the site by its name; one without a name could not be in the table."""
    found: dict[str, str] = {}

    def walk(resolver, before: str) -> None:
        for pattern in resolver.url_patterns:
            path = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                walk(pattern, path)
            else:
                assert pattern.name, f"{path} has no name"
                assert pattern.name not in found, f"two addresses are called {pattern.name}"
                found[pattern.name] = path

    walk(get_resolver(), "")
    return found


def pages_for_all(world: World) -> Iterator[tuple[str, Thing]]:
    """Give the addresses that a visitor without an account may open, each with its thing."""
    yield from _opened(world, lambda row: row["anonymous"] != "sign_in")


def pages_behind_the_door(world: World) -> Iterator[tuple[str, Thing]]:
    """Give the addresses that ask who it is."""
    yield from _opened(world, lambda row: row["anonymous"] == "sign_in")


def _opened(world: World, wanted: Callable[[dict[str, str]], bool]) -> Iterator[tuple[str, Thing]]:
    for row in rows():
        if row["method"] == "GET" and wanted(row):
            thing = thing_of(world, row["address"])
            yield reverse(row["address"], kwargs=thing.kwargs), thing
