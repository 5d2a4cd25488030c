"""Sub-commands for the life of a directory: choose among its versions, check it, bring it up to date."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from unpinch import directory, navigator

from ._directory_commands import folder_of
from ._output import print_json, print_lines
from ._pace import Pace
from ._plain import version_lines

MakeCommand = Callable[..., argparse.ArgumentParser]


def add_lifecycle(
    parts: argparse._SubParsersAction[argparse.ArgumentParser],
    command: MakeCommand,
    add_directory: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Add the sub-commands to `unpinch directory`."""
    add_directory(command(parts, "versions", versions, "the versions that can be chosen, and which one answers"))
    use = command(parts, "use", use_version, "let another version answer, in one step")
    use.add_argument("name", metavar="NAME", help="a name that `versions` shows")
    add_directory(use)
    _add_update(parts, command, add_directory)
    check = command(parts, "verify", verify, "check every byte of a directory, and that its parts fit each other")
    check.add_argument("--version", metavar="NAME", help="a name that `versions` shows; else the one that answers")
    add_directory(check)


def _add_update(
    parts: argparse._SubParsersAction[argparse.ArgumentParser],
    command: MakeCommand,
    add_directory: Callable[[argparse.ArgumentParser], None],
) -> None:
    change = command(parts, "update", update, "a new version of a directory from a weekly file of the publisher")
    change.add_argument(
        "--nppes", type=Path, required=True, metavar="WEEKLY", help="weekly provider file: .csv, .gz or .zip"
    )
    change.add_argument("--locations", type=Path, metavar="FILE", help="further practice locations of the same week")
    change.add_argument("--deactivated", type=Path, metavar="FILE", help="the list of deactivated numbers")
    # The number is the directory's own: asking for it here would load all of it with every command.
    change.add_argument(
        "--keep", type=_count, metavar="N", help="how many versions stay; else the new and the last one"
    )
    add_directory(change)


def _count(word: str) -> int:
    count = int(word)
    if count < 1:
        raise argparse.ArgumentTypeError("at least 1 version stays")
    return count


def update(chosen: Namespace) -> None:
    """Bring a directory up to date and say what changed."""
    report = directory.update(
        path=folder_of(chosen),
        nppes=chosen.nppes,
        locations=chosen.locations,
        deactivated=chosen.deactivated,
        updated_at=datetime.now(UTC),
        keep=chosen.keep or directory.VERSIONS_KEPT,
        progress=Pace(),
    )
    if chosen.json:
        print_json(navigator.update_document(report=report))
    else:
        print_lines(*update_lines(report))


def update_lines(report: directory.UpdateReport) -> Iterator[str]:
    """Say what an update changed."""
    account = report.account
    rejected = sum(account.rejected.values())
    yield f"{account.rows_read:,} rows read: {account.added:,} added, {account.replaced:,} replaced"
    yield f"  {account.same:,} say what was known already"
    yield f"  {rejected:,} rejected: {_listed(account.rejected)}" if rejected else ""
    yield f"  {account.mended_rows:,} rows with letters in another encoding were mended" if account.mended_rows else ""
    removed = sum(account.removed.values())
    yield f"  {removed:,} clinicians left: {_listed(account.removed)}" if removed else ""
    yield f"  {account.unchanged:,} clinicians stay as they were; there are {report.clinicians:,} now"
    yield f"Version {report.version.name} of the directory in {report.path} answers now"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{reason.replace('_', ' ')} {count:,}" for reason, count in counts.items() if count)


def versions(chosen: Namespace) -> None:
    """Print the versions of a directory, the newest first."""
    folder = folder_of(chosen)
    # Says what is wrong where there is no directory at all.
    directory.release_stamp(path=folder)
    found = directory.versions(path=folder)
    if chosen.json:
        print_json({"directory": str(folder), "versions": navigator.versions_document(versions=found)})
    else:
        print_lines(*version_lines(found))


def use_version(chosen: Namespace) -> None:
    """Let another version answer."""
    version = directory.use_version(path=folder_of(chosen), name=chosen.name)
    if chosen.json:
        print_json(navigator.version_document(version=version))
    else:
        print_lines("This version answers now:", *version_lines((version,)))


def verify(chosen: Namespace) -> None:
    """Check a directory from end to end."""
    report = directory.verify(path=folder_of(chosen), version=chosen.version, progress=Pace())
    if chosen.json:
        print_json(navigator.verify_document(report=report))
    else:
        print_lines(
            f"{report.path}: whole",
            f"  {report.parts} parts, {report.size_bytes:,} bytes, all checksums as they should be",
            f"  {report.checks} checks of how the parts fit each other, {report.clinicians:,} clinicians",
        )
