"""Sub-commands of the directory, and `find`, which needs one."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from unpinch import directory, navigator
from unpinch.kernel import say

from ._help_lines import help_lines
from ._input import text_of
from ._output import print_json, print_lines
from ._pace import Pace
from ._plain import clinician_lines, info_lines, journey_lines, report_lines, search_lines, version_lines
from ._publishers import PublicFile


def fetch(chosen: Namespace) -> None:
    """Download a public file, going on where an earlier try stopped."""
    # The network is loaded only where it is used.
    from ._fetch import fetch as download  # noqa: PLC0415  # loaded only where it is used

    file = PublicFile(chosen.file)
    fetched = download(out=chosen.out, file=file, year=chosen.year, url=chosen.url, sha256=chosen.sha256)
    command = f"unpinch directory {_NEXT[file].format(path=fetched.path, out=_settings_directory())}"
    if chosen.json:
        print_json({"file": str(fetched.path), "bytes": fetched.size_bytes, "sha256": fetched.sha256, "next": command})
    else:
        print_lines(f"{fetched.path}: {fetched.size_bytes:,} bytes, sha256 {fetched.sha256}", f"Next: {command}")


# What to do with each file; a word in capitals is another file.
_NEXT = {
    PublicFile.PROVIDER: "build --nppes {path} --out {out}",
    PublicFile.WEEKLY: "update --nppes {path}",
    PublicFile.DEACTIVATED: "update --nppes WEEKLY --deactivated {path}",
    PublicFile.MEDICARE: "build --nppes PROVIDER --medicare {path} --out {out}",
    PublicFile.MEDICARE_TOTALS: "build --nppes PROVIDER --medicare-totals {path} --out {out}",
    PublicFile.DOCTORS: "build --nppes PROVIDER --clinicians {path} --out {out}",
}


def build(chosen: Namespace) -> None:
    """Make a directory of the public files and say what became of every row."""
    report = directory.build(
        nppes=chosen.nppes,
        out=chosen.out,
        built_at=datetime.now(UTC),
        locations=chosen.locations,
        medicare=chosen.medicare,
        doctors=chosen.clinicians,
        other_names=chosen.other_names,
        endpoints=chosen.endpoints,
        deactivated=chosen.deactivated,
        progress=_at_pace(Pace()),
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
        group=chosen.group or None,
        assignment=chosen.assignment or None,
        npi=chosen.npi,
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
        kept = directory.versions(path=snapshot.path)
        print_lines(*info_lines(snapshot), "Versions that can be chosen:" if kept else "", *version_lines(kept))


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
    return directory.open_snapshot(path=folder_of(chosen))


def folder_of(chosen: Namespace) -> Path:
    """Give the folder that the arguments name, or that of the settings."""
    folder: Path | None = chosen.directory
    return folder or _settings_directory()


def _settings_directory() -> Path:
    # The table of settings knows no Django; reading it here keeps one place for defaults.
    from unpinch.server.config.environment import read_environment  # noqa: PLC0415  # only where no folder was named

    return read_environment().directory


def _at_pace(pace: Pace) -> Callable[[directory.Progress], None]:
    """Say how far a build is, file by file."""

    def speak(progress: directory.Progress) -> None:
        is_reading = progress.step == "reading"
        what = say("reading {file}", file=progress.file) if is_reading else say("writing")
        unit = "bytes" if is_reading else "rows"
        pace(directory.Step(what=what, done=progress.bytes_read, total=progress.bytes_total, unit=unit))

    return speak
