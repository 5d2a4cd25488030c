"""A small fictional directory, and the site set up to search it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from unpinch.server.config.prepare import build_demonstration
from unpinch.server.web import snapshot

# Enough that each state has some, few enough to build in a second.
CLINICIANS = 3000


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory) -> Path:
    folder: Path = tmp_path_factory.mktemp("demonstration") / "directory"
    build_demonstration(out=folder, count=CLINICIANS, built_at=datetime(2026, 11, 1, tzinfo=UTC))
    return folder


@pytest.fixture(autouse=True)
def _site(settings, demonstration, tmp_path_factory):
    """Point the site at the small directory, and take static files as they are written."""
    settings.UNPINCH_DIRECTORY = demonstration
    settings.UNPINCH_MAINTENANCE = False
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    snapshot.forget()


@pytest.fixture
def story() -> str:
    """Give the words of somebody with sciatica."""
    return (
        "shooting pain down the back of my left leg to the calf for six weeks, worse sitting, "
        "PT did not help, is dry needling worth it"
    )


@pytest.fixture
def emergency() -> str:
    """Give the words of somebody who must be seen now."""
    return "since this morning I am numb between my legs and can't pee, both legs hurt"


@pytest.fixture
def told(client, db, story):
    """Give a browser that has told a story."""
    answer = client.post("/", {"text": story, "zip_code": "06105", "insurer": "aetna"})
    assert answer.status_code == 302
    return client


@pytest.fixture
def in_emergency(client, db, emergency):
    """Give a browser that has told of an emergency."""
    client.post("/", {"text": emergency, "zip_code": "06105"})
    return client


@pytest.fixture
def some_npi(demonstration) -> str:
    """Give the number of one clinician of the small directory."""
    from unpinch import directory

    opened = directory.open_snapshot(path=demonstration)
    query = directory.Query(near="06105", within_miles=500.0)
    return directory.search(snapshot=opened, query=query).results[0].npi
