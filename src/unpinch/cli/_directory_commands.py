"""Sub-commands of the directory, and `find`, which needs one."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from unpinch import directory, navigator

from ._help_lines import help_lines
from ._input import text_of
from ._output import print_json, print_lines
from ._plain import clinician_lines, info_lines, journey_lines, report_lines, search_lines

# Often enough to see that it works, seldom enough to be read.
_SECONDS_BETWEEN_WORDS = 2.0


def fetch(chosen: Namespace) -> None:
    """Download the national provider file, going on where an earlier try stopped."""
    # The network is loaded only where it is used.
    from ._fetch import fetch as download  # noqa: PLC0415  # loaded only where it is used

    fetched = download(out=chosen.out, url=chosen.url, sha256=chosen.sha256)
    command = f"unpinch directory build --nppes {fetched.path} --out {_settings_directory()}"
    if chosen.json:
        print_json({"file": str(fetched.path), "bytes": fetched.size_bytes, "sha256": fetched.sha256, "next": command})
    else:
        print_lines(f"{fetched.path}: {fetched.size_bytes:,} bytes, sha256 {fetched.sha256}", f"Next: {command}")


def build(chosen: Namespace) -> None:
    """Make a directory of the national provider file and say what became of every row."""
    report = directory.build(
        nppes=chosen.nppes, out=chosen.out, built_at=datetime.now(UTC), progress=_progress_on_stderr()
    )
    if chosen.json:
        print_json(navigator.report_document(report=report))
    else:
        print_lines(*report_lines(report))


def search(chosen: Namespace) -> None:
    """Print clinicians near a place."""
    query = directory.Query(
        near=chosen.near,
        within_miles=chosen.within,
        specialties=tuple(chosen.specialty),
        care=chosen.care,
        name=chosen.name,
        gender=chosen.gender,
        telehealth=chosen.telehealth or None,
        limit=chosen.limit,
        page=chosen.page,
    )
    result = navigator.clinicians(snapshot=_snapshot(chosen), query=query)
    if chosen.json:
        print_json(navigator.search_document(result=result))
    else:
        print_lines(*search_lines(result))


def show(chosen: Namespace) -> None:
    """Print all that is known of one clinician."""
    clinician = directory.show(snapshot=_snapshot(chosen), npi=chosen.npi)
    if chosen.json:
        print_json(navigator.clinician_document(clinician=clinician))
    else:
        print_lines(*clinician_lines(clinician))


def info(chosen: Namespace) -> None:
    """Print what a directory holds and where it came from."""
    snapshot = _snapshot(chosen)
    if chosen.json:
        print_json(navigator.info_document(snapshot=snapshot))
    else:
        print_lines(*info_lines(snapshot))


def find(chosen: Namespace) -> None:
    """Do the main job for one person."""
    journey = navigator.find(
        text=text_of(chosen.text),
        open_directory=lambda: _snapshot(chosen),
        near=chosen.near,
        within_miles=chosen.within,
        lang=chosen.lang,
        limit=chosen.limit,
        help_lines=help_lines(),
    )
    if chosen.json:
        print_json(navigator.journey_document(journey=journey))
    else:
        print_lines(*journey_lines(journey))


def _snapshot(chosen: Namespace) -> directory.Snapshot:
    return directory.open_snapshot(path=chosen.directory or _settings_directory())


def _settings_directory() -> Path:
    # The table of settings knows no Django; reading it here keeps one place for defaults.
    from unpinch.server.config.environment import read_environment  # noqa: PLC0415  # only where no folder was named

    return read_environment().directory


def _progress_on_stderr() -> Callable[[directory.Progress], None]:
    """Say how far a build is, every few seconds."""
    spoke_at = time.monotonic()

    def speak(progress: directory.Progress) -> None:
        nonlocal spoke_at
        if time.monotonic() - spoke_at < _SECONDS_BETWEEN_WORDS:
            return
        spoke_at = time.monotonic()
        share = progress.bytes_read / progress.bytes_total if progress.bytes_total else 0
        print(f"{progress.rows_read:,} rows read ({share:.0%})", file=sys.stderr)

    return speak
