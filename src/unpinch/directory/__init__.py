"""The directory of clinicians: public files -> snapshot -> search with reasons."""

from typing import TYPE_CHECKING

from unpinch.kernel import late_door

from ._errors import (
    AnotherCameFirst,
    BadDistance,
    BadPage,
    BadProviderFile,
    BadQuery,
    BadSourceFile,
    BadUpdate,
    BadWeights,
    CannotWriteSnapshot,
    CutFile,
    DamagedFile,
    DamagedSnapshot,
    DirectoryError,
    DiskFull,
    FolderInUse,
    MissingColumn,
    NoSuchClinician,
    NoSuchVersion,
    NotASnapshot,
    NothingAsked,
    NothingToKeep,
    NotTheFile,
    NotTheProviderFile,
    UnknownCare,
    UnknownPlace,
    UnknownSpecialty,
    UnknownYear,
)

# Behind the door are Polars, NumPy and Arrow: who only names the errors does without them.
if TYPE_CHECKING:
    from ._build import BuildReport, RejectedCount, build, report_of
    from ._chances import Chances, chance_right
    from ._clinician import Address, Clinician, Figure, Group, Practice, Taxonomy, show
    from ._confidence import Chance, Confidence, KnownFact, NamedBy
    from ._demonstration import write_demonstration
    from ._demonstration_files import DemonstrationFiles, write_demonstration_files
    from ._experience import levels, peers_document, peers_of, read_peers, weigh
    from ._factors import Factor
    from ._mail import mail_addresses
    from ._manifest import Manifest, Rejected, SourceAccount, UpdateAccount
    from ._peers import Peers
    from ._places import PlaceCount, places_of, town_of
    from ._query import MILES_AT_MOST, Place, Query
    from ._reachability import FREE_WITHIN_DAYS, Reachability
    from ._reader import Progress
    from ._result import FacetCount, Facets, Match, SearchResult, search
    from ._rows import RejectedFor
    from ._scope import Allowed, AllowedAnswer
    from ._shown import Compared, ShownCare, YearShown, shown_care
    from ._snapshot import Snapshot, open_snapshot, release_stamp
    from ._source import Source
    from ._source_pages import MEDICARE_CLINICIANS_PAGE
    from ._step import Step
    from ._update import UpdateReport, update
    from ._verify import VerifyReport, verify
    from ._versions import VERSIONS_KEPT, Version, use_version, versions
    from ._weights import (
        FACTORS,
        FRESH_DAYS,
        HALF_DISTANCE_MILES,
        HIGHEST_LEVEL,
        SCOPE_SHARES,
        SECOND_PROFESSION,
        STALE_DAYS,
        Weights,
        weights_by_question,
        weights_for,
    )
    from ._zips import is_zip
else:
    __getattr__ = late_door(
        __name__,
        "._zips",
        "._query",
        "._scope",
        "._confidence",
        "._chances",
        "._factors",
        "._mail",
        "._manifest",
        "._rows",
        "._source",
        "._source_pages",
        "._weights",
        "._clinician",
        "._snapshot",
        "._places",
        "._reachability",
        "._result",
        "._build",
        "._reader",
        "._versions",
        "._step",
        "._verify",
        "._update",
        "._demonstration",
        "._demonstration_files",
        # These load SciPy.
        "._peers",
        "._experience",
        "._shown",
    )

__all__ = [
    "FACTORS",
    "FREE_WITHIN_DAYS",
    "FRESH_DAYS",
    "HALF_DISTANCE_MILES",
    "HIGHEST_LEVEL",
    "MEDICARE_CLINICIANS_PAGE",
    "MILES_AT_MOST",
    "SCOPE_SHARES",
    "SECOND_PROFESSION",
    "STALE_DAYS",
    "VERSIONS_KEPT",
    "Address",
    "Allowed",
    "AllowedAnswer",
    "AnotherCameFirst",
    "BadDistance",
    "BadPage",
    "BadProviderFile",
    "BadQuery",
    "BadSourceFile",
    "BadUpdate",
    "BadWeights",
    "BuildReport",
    "CannotWriteSnapshot",
    "Chance",
    "Chances",
    "Clinician",
    "Compared",
    "Confidence",
    "CutFile",
    "DamagedFile",
    "DamagedSnapshot",
    "DemonstrationFiles",
    "DirectoryError",
    "DiskFull",
    "FacetCount",
    "Facets",
    "Factor",
    "Figure",
    "FolderInUse",
    "Group",
    "KnownFact",
    "Manifest",
    "Match",
    "MissingColumn",
    "NamedBy",
    "NoSuchClinician",
    "NoSuchVersion",
    "NotASnapshot",
    "NotTheFile",
    "NotTheProviderFile",
    "NothingAsked",
    "NothingToKeep",
    "Peers",
    "Place",
    "PlaceCount",
    "Practice",
    "Progress",
    "Query",
    "Reachability",
    "Rejected",
    "RejectedCount",
    "RejectedFor",
    "SearchResult",
    "ShownCare",
    "Snapshot",
    "Source",
    "SourceAccount",
    "Step",
    "Taxonomy",
    "UnknownCare",
    "UnknownPlace",
    "UnknownSpecialty",
    "UnknownYear",
    "UpdateAccount",
    "UpdateReport",
    "VerifyReport",
    "Version",
    "Weights",
    "YearShown",
    "build",
    "chance_right",
    "is_zip",
    "levels",
    "mail_addresses",
    "open_snapshot",
    "peers_document",
    "peers_of",
    "places_of",
    "read_peers",
    "release_stamp",
    "report_of",
    "search",
    "show",
    "shown_care",
    "town_of",
    "update",
    "use_version",
    "verify",
    "versions",
    "weigh",
    "weights_by_question",
    "weights_for",
    "write_demonstration",
    "write_demonstration_files",
]
