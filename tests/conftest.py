"""What every test may ask for."""

import os
from pathlib import Path

import hypothesis
import pytest

SHARED = Path(__file__).parents[2] / "shared"

# Playwright keeps an event loop running in the thread of the tests, and Django would then refuse the database to the
# tests of pages that happen to run in the same process.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Laws are about answers, not about time: on a busy machine a deadline fails a law that holds. Where every change must
# pass, the examples are the same each time; elsewhere they are drawn anew, and find more.
hypothesis.settings.register_profile("everywhere", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("everywhere")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of public samples beside the project, or skip saying that it is not there."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder of public samples beside the project (../shared), which is not here")
    return SHARED
