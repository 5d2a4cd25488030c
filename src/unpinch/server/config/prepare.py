"""What a first start makes, and a second start finds: state folder, key, database, static files, a directory."""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
import socket
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from unpinch import directory
from unpinch.kernel import UnpinchError

from .environment import BadSetting, Environment, new_secret_key

OWNER_ONLY_FILE = 0o600
OWNER_ONLY_FOLDER = 0o700
# Beside the collected files: what they were collected from.
FINGERPRINT_FILE = "collected-from"
# A component's folder holds its template and code beside its style and script; only the latter are for browsers.
_NOT_SERVED = ["*.py", "*.html", "__pycache__"]


class StateNotWritable(UnpinchError):
    """The state folder cannot be used."""


class PortTaken(UnpinchError):
    """Another program listens there already."""


class DirectoryMissing(UnpinchError):
    """The directory that the settings name is not there."""


class DatabaseUnreachable(UnpinchError):
    """The database does not answer, or does not let us in."""


def refuse_taken_port(*, host: str, port: int) -> None:
    """Say so in one line when the address cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server itself does: an address that a stopped server left behind is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as wrong:
            raise PortTaken(
                f"Cannot listen on {host}:{port} ({wrong.strerror}). Stop the other program or choose another --port."
            ) from None


def prepare_database(*, environment: Environment) -> None:
    """Make what a command needs that reads or writes the database alone."""
    make_state_folder(environment=environment)
    make_secret_key(environment=environment)
    _refuse_missing_driver(environment=environment)
    set_up_django()
    _keep_database_file_private(environment=environment)
    _migrate()


def prepare(*, environment: Environment) -> None:
    """Make all that is missing for the site to run; what is there stays."""
    prepare_database(environment=environment)
    _collect_static_files(environment=environment)
    make_demonstration_directory(environment=environment)


def make_state_folder(*, environment: Environment) -> None:
    """Make the state folder, or say why it cannot be used."""
    try:
        environment.state.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=environment.state):
            pass
    except OSError as wrong:
        raise StateNotWritable(
            f"The state folder {environment.state} cannot be written ({wrong.strerror}). "
            "Make it writable, or set UNPINCH_STATE to a folder that is."
        ) from None


def make_secret_key(*, environment: Environment) -> None:
    """Keep a new key in the state folder, readable by its owner alone, unless one is set or there already."""
    if environment.secret_key or environment.secret_key_file.is_file():
        return
    # Written aside and linked into place: two servers that start together agree on the first one's key.
    with tempfile.NamedTemporaryFile("w", dir=environment.state, encoding="ascii") as draft:
        os.chmod(draft.name, OWNER_ONLY_FILE)
        draft.write(new_secret_key() + "\n")
        draft.flush()
        try:
            os.link(draft.name, environment.secret_key_file)
        except FileExistsError:
            return


def _refuse_missing_driver(*, environment: Environment) -> None:
    if environment.database and importlib.util.find_spec("psycopg") is None:
        raise BadSetting(
            "UNPINCH_DATABASE_URL names PostgreSQL, and its driver is not installed. Install psycopg[binary] with pip."
        )


def set_up_django() -> None:
    """Load the settings and the apps."""
    import django  # noqa: PLC0415 (reads the settings, which need the key that was made a moment ago)

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unpinch.server.config.settings")
    django.setup()


def _keep_database_file_private(*, environment: Environment) -> None:
    """Make the SQLite file its owner's alone before anything is in it: it holds what people tell us."""
    if not environment.database:
        os.close(os.open(environment.sqlite_file, os.O_CREAT, OWNER_ONLY_FILE))


def _migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415 (after django.setup)
    from django.db import connections  # noqa: PLC0415 (after django.setup)
    from django.db.utils import OperationalError  # noqa: PLC0415 (after django.setup)

    try:
        call_command("migrate", interactive=False, verbosity=0)
        # The table of the cache that the workers share.
        call_command("createcachetable", verbosity=0)
        # Stories whose time ended while the site was down.
        call_command("clearsessions", verbosity=0)
    except OperationalError:
        # The driver's own message may repeat the address with its password.
        raise DatabaseUnreachable(
            "The database does not answer or does not let us in. Check UNPINCH_DATABASE_URL and that it runs."
        ) from None
    finally:
        # The worker processes open their own: a connection must not be shared through a fork.
        connections.close_all()


def _collect_static_files(*, environment: Environment) -> None:
    """Copy, name and compress the static files, unless they are as they were at the last start."""
    from django.core.management import call_command  # noqa: PLC0415 (after django.setup)

    kept = environment.state / "static" / FINGERPRINT_FILE
    now = _fingerprint()
    if kept.is_file() and kept.read_text(encoding="ascii") == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True, ignore_patterns=_NOT_SERVED)
    kept.write_text(now, encoding="ascii")


def _fingerprint() -> str:
    """Give a digest of which static files there are, how long they are and when they were last written."""
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415 (after django.setup)

    facts = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            facts.append(f"{name} {stat.st_size} {stat.st_mtime_ns}")
    return sha256("\n".join(sorted(facts)).encode()).hexdigest()


def make_demonstration_directory(*, environment: Environment) -> None:
    """Make a plainly fictional directory where there is none, so that the first start ends at a site that works."""
    if environment.directory.exists():
        return
    if not environment.keeps_own_directory:
        # A mistyped folder must not quietly become fictional clinicians.
        raise DirectoryMissing(
            f"UNPINCH_DIRECTORY names {environment.directory}, which is not there. "
            "Build it with `unpinch directory build --out`, or unset it for a demonstration."
        )
    count = environment.demonstration_clinicians
    sys.stderr.write(f"No directory yet: making a demonstration with {count:,} fictional clinicians ...\n")
    # In a process of its own, started fresh: Polars keeps threads that must not be alive when the server forks.
    with ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn")) as pool:
        pool.submit(build_demonstration, out=environment.directory, count=count, built_at=datetime.now(UTC)).result()


def build_demonstration(*, out: Path, count: int, built_at: datetime) -> None:
    """Write fictional files in the publishers' formats, make a directory of them in `out`, and throw them away."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix="demonstration-") as folder:
        files = directory.write_demonstration_files(folder=Path(folder), count=count)
        directory.build(
            nppes=files.nppes,
            locations=files.locations,
            doctors=files.doctors,
            medicare=files.medicare,
            out=out,
            built_at=built_at,
            demonstration=True,
        )
