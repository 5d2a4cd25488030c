"""The directory that the site searches: opened once, opened anew when another release takes its place."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from unpinch import directory
from unpinch.kernel import UnpinchError

logger = logging.getLogger(__name__)


class NoDirectory(UnpinchError):
    """There is no directory to search."""


def current() -> directory.Snapshot:
    """
    Give the snapshot in use.

    Raises
    ------
    NoDirectory
        If there is none, or it cannot be read.
    """
    folder = Path(settings.UNPINCH_DIRECTORY)
    try:
        return _open(folder, directory.release_stamp(path=folder))
    except directory.DirectoryError:
        logger.warning("No directory can be opened in %s. Build one with `unpinch directory build`.", folder)
        raise NoDirectory(
            "The list of clinicians cannot be searched right now. Try again in a few minutes; all else here works."
        ) from None


@lru_cache(maxsize=1)
def _open(folder: Path, stamp: tuple[int, int]) -> directory.Snapshot:
    # The stamp is only there so that another release is opened anew.
    return directory.open_snapshot(path=folder)


def is_demonstration() -> bool:
    """Say whether the clinicians are fictional; where there is no directory, there are none to warn of."""
    try:
        return current().is_demonstration
    except NoDirectory:
        return False


def knows_medicare_clinicians() -> bool:
    """Say whether it is known of some who sees people by video, is in a group, or takes Medicare's amount."""
    try:
        return current().has_medicare_clinicians
    except NoDirectory:
        return False


def knows_what_was_done() -> bool:
    """Say whether the directory holds what clinicians billed to Medicare; without it, nothing shown means nothing."""
    return any(account.what == "medicare_services" for account in current().manifest.accounts)


def forget() -> None:
    """Close what is open, so that the next question opens the directory that the settings name now."""
    _open.cache_clear()
