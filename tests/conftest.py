"""What every test may ask for."""

import logging
import os
import shutil
import tempfile
import uuid
from pathlib import Path

import hypothesis
import pytest

SHARED = Path(__file__).parents[2] / "shared"

# Playwright keeps an event loop running in the thread of the tests, and Django would then refuse the database to the
# tests of pages that happen to run in the same process.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Laws are about answers, not about time: on a busy machine a deadline fails a law that holds. Where every change must
# pass, the examples are the same each time; elsewhere they are drawn anew, and find more. `UNPINCH_EXAMPLES` says how
# many a law is tried on that names no number itself.
hypothesis.settings.register_profile(
    "everywhere",
    deadline=None,
    derandomize="CI" in os.environ,
    max_examples=int(os.environ.get("UNPINCH_EXAMPLES", "60")),
)
hypothesis.settings.load_profile("everywhere")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of public samples beside the project, or skip saying that it is not there."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder of public samples beside the project (../shared), which is not here")
    return SHARED


@pytest.fixture(scope="session")
def _postgresql_server():
    """Give a real PostgreSQL for the time of the tests, from a package, listening on a socket in a folder alone."""
    # Not pytest's own folder: the server runs as a person of its own, who may not look into that.
    folder = Path(tempfile.mkdtemp(prefix="unpinch-postgresql-"))
    folder.chmod(0o755)
    # The package asks for this folder when it is imported, and warns where the system has named none.
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pgserver

    # It writes to the log once more when the tests have closed theirs.
    logging.getLogger("pgserver").setLevel(logging.ERROR)
    server = pgserver.get_server(  # type: ignore[attr-defined]  # it does not list what it offers
        folder / "data"
    )
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql_address(_postgresql_server) -> str:
    """Give the address of an empty PostgreSQL database."""
    name = f"unpinch_{uuid.uuid4().hex}"
    _postgresql_server.psql(f"CREATE DATABASE {name};")
    return f"postgresql://postgres@/{name}?host={_postgresql_server.pgdata}"
