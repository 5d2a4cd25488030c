"""The directory of clinicians: public files -> snapshot -> search with reasons."""

from ._build import BuildReport, Progress, RejectedCount, build, report_of
from ._clinician import Address, Clinician, Taxonomy, show
from ._confidence import Confidence, KnownFact
from ._demonstration import write_demonstration
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
