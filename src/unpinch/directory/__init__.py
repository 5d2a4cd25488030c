"""The directory of clinicians: public files -> snapshot -> search with reasons."""

from typing import TYPE_CHECKING

from unpinch.kernel import late_door

from ._errors import (
    BadDistance,
    BadPage,
    BadProviderFile,
    BadQuery,
    CannotWriteSnapshot,
    CutFile,
    DamagedFile,
    DamagedSnapshot,
    DirectoryError,
    DiskFull,
    FolderInUse,
    MissingColumn,
    NoSuchClinician,
    NotASnapshot,
    NothingAsked,
    NothingToKeep,
    NotTheProviderFile,
    UnknownCare,
    UnknownPlace,
    UnknownSpecialty,
)

# Behind the door are Polars, NumPy and Arrow: who only names the errors does without them.
if TYPE_CHECKING:
    from ._build import BuildReport, Progress, RejectedCount, build, report_of
    from ._clinician import Address, Clinician, Taxonomy, show
    from ._confidence import Confidence, KnownFact
    from ._demonstration import write_demonstration
    from ._factors import Factor
    from ._manifest import Manifest, Rejected
    from ._query import MILES_AT_MOST, Place, Query
    from ._result import FacetCount, Facets, Match, SearchResult, search
    from ._rows import RejectedFor
    from ._scope import Allowed, AllowedAnswer
    from ._snapshot import Snapshot, open_snapshot, release_stamp
    from ._source import Source
    from ._weights import FRESH_DAYS, HALF_DISTANCE_MILES, SECOND_PROFESSION, STALE_DAYS, Weights, weights_for
    from ._zips import is_zip
else:
    __getattr__ = late_door(
        __name__,
        "._zips",
        "._query",
        "._scope",
        "._confidence",
        "._factors",
        "._manifest",
        "._rows",
        "._source",
        "._weights",
        "._clinician",
        "._snapshot",
        "._result",
        "._build",
        "._demonstration",
    )

__all__ = [
    "FRESH_DAYS",
    "HALF_DISTANCE_MILES",
    "MILES_AT_MOST",
    "SECOND_PROFESSION",
    "STALE_DAYS",
    "Address",
    "Allowed",
    "AllowedAnswer",
    "BadDistance",
    "BadPage",
    "BadProviderFile",
    "BadQuery",
    "BuildReport",
    "CannotWriteSnapshot",
    "Clinician",
    "Confidence",
    "CutFile",
    "DamagedFile",
    "DamagedSnapshot",
    "DirectoryError",
    "DiskFull",
    "FacetCount",
    "Facets",
    "Factor",
    "FolderInUse",
    "KnownFact",
    "Manifest",
    "Match",
    "MissingColumn",
    "NoSuchClinician",
    "NotASnapshot",
    "NotTheProviderFile",
    "NothingAsked",
    "NothingToKeep",
    "Place",
    "Progress",
    "Query",
    "Rejected",
    "RejectedCount",
    "RejectedFor",
    "SearchResult",
    "Snapshot",
    "Source",
    "Taxonomy",
    "UnknownCare",
    "UnknownPlace",
    "UnknownSpecialty",
    "Weights",
    "build",
    "is_zip",
    "open_snapshot",
    "release_stamp",
    "report_of",
    "search",
    "show",
    "weights_for",
    "write_demonstration",
]
