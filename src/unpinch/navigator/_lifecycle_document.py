"""The documents of a directory's life: its versions, what an update changed, what a check found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from unpinch import directory

Document = dict[str, Any]


def versions_document(*, versions: Sequence[directory.Version]) -> list[Document]:
    """Give the versions that can be chosen, the newest first."""
    return [version_document(version=version) for version in versions]


def version_document(*, version: directory.Version) -> Document:
    """Give one version."""
    return {
        "name": version.name,
        "answering": version.is_answering,
        "built_at": version.built_at.isoformat(),
        "release_date": version.release_date,
        "clinicians": version.clinicians,
        "bytes": version.size_bytes,
    }


def verify_document(*, report: directory.VerifyReport) -> Document:
    """Give what was checked; there is no document where something is damaged, there is an error."""
    return {
        "directory": str(report.path),
        "whole": True,
        "parts": report.parts,
        "bytes": report.size_bytes,
        "checks": report.checks,
        "clinicians": report.clinicians,
    }


def update_document(*, report: directory.UpdateReport) -> Document:
    """Give what an update changed: `read` is `added`, `replaced`, `same` and all of `rejected`."""
    return {
        "directory": str(report.path),
        "version": version_document(version=report.version),
        **account_document(account=report.account),
        "clinicians": report.clinicians,
    }


def account_document(*, account: directory.UpdateAccount) -> Document:
    """Give what one weekly file changed."""
    return {
        "updated_at": account.updated_at.isoformat(),
        "files": [source.name for source in account.sources],
        "read": account.rows_read,
        "added": account.added,
        "replaced": account.replaced,
        "same": account.same,
        "rejected": dict(account.rejected),
        "mended_rows": account.mended_rows,
        "unchanged": account.unchanged,
        "removed": dict(account.removed),
    }
