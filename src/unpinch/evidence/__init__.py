"""
What helps, how surely, how soon, at what risk, who pays: published evidence, side by side and in order for a person.

`compare` gives everything on every treatment, `rank_for_person` puts them in order, and `pooled`, `harm`, `time_fact`,
`guideline`, `claim`, `trial` and `trial_counts` give single facts to articles. What was published since the facts were
written, and which facts are due, is the work of `references`, `due_facts`, `changes` and the review queue.
"""

from typing import TYPE_CHECKING

from unpinch.kernel import late_door

# Behind the door are the trials and pooled results, which a first reading of a story does without.
if TYPE_CHECKING:
    from ._certainty import smallest_that_matters
    from ._compare import compare
    from ._effects import smallest_change
    from ._groups import CONDITIONS, UnknownCondition
    from ._living_answers import BusyAnswer, ChangedAnswer, CutAnswer
    from ._living_documents import (
        BadQueue,
        due_document,
        item_document,
        queue_document,
        queue_text,
        read_queue,
        to_do,
        update_document,
    )
    from ._living_due import DueFact, ReviewState, changes, due_facts, review_states
    from ._living_items import new_items, news_of_sources
    from ._living_model import (
        Decision,
        NoReason,
        NoSuchItem,
        Notice,
        ReviewAnswer,
        ReviewItem,
        ReviewKind,
        ReviewQueue,
        SourceRecord,
        UpdateRun,
    )
    from ._living_pubmed import (
        MOST_PUBMED_RECORDS,
        PubmedPage,
        pubmed_names,
        pubmed_search,
        pubmed_summaries,
        read_pubmed_search,
        read_pubmed_summaries,
    )
    from ._living_references import FactPlace, References, references
    from ._living_registry import RegistryPage, read_registered_trials, registered_trials
    from ._living_run import (
        NAMES_STEP,
        PMID_STEP,
        SEARCH_STEP,
        UnknownSearch,
        begin_run,
        chosen_searches,
        end_run,
        end_step,
        first_day,
        steps_of,
    )
    from ._lookups import UnknownFact, claim, guideline, harm, pooled, time_fact, trial
    from ._model import (
        Comparison,
        CoverFact,
        Effect,
        Favours,
        GuidelineFact,
        HarmFact,
        SmallestChange,
        SpeedFact,
        TreatmentEvidence,
        TrialCount,
    )
    from ._network_answers import NetworkedFile, network_document, network_file
    from ._network_errors import UnknownReference
    from ._network_files import NetworkArms, read_arms
    from ._own_effects import evidence_from, own_evidence
    from ._own_model import CertaintyRating, CertaintyStep, LeftOut, OwnEvidence, Sensitivity, TrialEffect, TrialPool
    from ._own_network import NetworkArm, OwnNetwork, network_from, own_network
    from ._own_wording import REASONS
    from ._plot import Axis, IntervalPlot, IntervalRow, Tick, interval_plot
    from ._points import RankReason
    from ._poolable import horizon_of
    from ._priorities import Priority, UnknownPriority
    from ._rank import RankedOption, rank_for_person
    from ._study_answers import SynthesizedFile, synthesis_document, synthesize_file
    from ._study_cells import BadStudyFile, WrongMeasure
    from ._study_files import StudyEffects, read_studies
    from ._trials import trial_counts
else:
    __getattr__ = late_door(
        __name__,
        "._groups",
        "._study_cells",
        "._network_errors",
        "._model",
        "._priorities",
        "._points",
        "._plot",
        "._lookups",
        "._effects",
        "._trials",
        "._compare",
        "._rank",
        # What keeps the facts fresh; of no use to a person's story.
        "._living_model",
        "._living_references",
        "._living_answers",
        "._living_pubmed",
        "._living_registry",
        "._living_items",
        "._living_due",
        "._living_run",
        "._living_documents",
        "._own_model",
        "._own_wording",
        "._poolable",
        # These load NumPy and SciPy.
        "._certainty",
        "._own_effects",
        "._own_network",
        "._study_files",
        "._study_answers",
        "._network_files",
        "._network_answers",
    )

__all__ = [
    "CONDITIONS",
    "MOST_PUBMED_RECORDS",
    "NAMES_STEP",
    "PMID_STEP",
    "REASONS",
    "SEARCH_STEP",
    "Axis",
    "BadQueue",
    "BadStudyFile",
    "BusyAnswer",
    "CertaintyRating",
    "CertaintyStep",
    "ChangedAnswer",
    "Comparison",
    "CoverFact",
    "CutAnswer",
    "Decision",
    "DueFact",
    "Effect",
    "FactPlace",
    "Favours",
    "GuidelineFact",
    "HarmFact",
    "IntervalPlot",
    "IntervalRow",
    "LeftOut",
    "NetworkArm",
    "NetworkArms",
    "NetworkedFile",
    "NoReason",
    "NoSuchItem",
    "Notice",
    "OwnEvidence",
    "OwnNetwork",
    "Priority",
    "PubmedPage",
    "RankReason",
    "RankedOption",
    "References",
    "RegistryPage",
    "ReviewAnswer",
    "ReviewItem",
    "ReviewKind",
    "ReviewQueue",
    "ReviewState",
    "Sensitivity",
    "SmallestChange",
    "SourceRecord",
    "SpeedFact",
    "StudyEffects",
    "SynthesizedFile",
    "Tick",
    "TreatmentEvidence",
    "TrialCount",
    "TrialEffect",
    "TrialPool",
    "UnknownCondition",
    "UnknownFact",
    "UnknownPriority",
    "UnknownReference",
    "UnknownSearch",
    "UpdateRun",
    "WrongMeasure",
    "begin_run",
    "changes",
    "chosen_searches",
    "claim",
    "compare",
    "due_document",
    "due_facts",
    "end_run",
    "end_step",
    "evidence_from",
    "first_day",
    "guideline",
    "harm",
    "horizon_of",
    "interval_plot",
    "item_document",
    "network_document",
    "network_file",
    "network_from",
    "new_items",
    "news_of_sources",
    "own_evidence",
    "own_network",
    "pooled",
    "pubmed_names",
    "pubmed_search",
    "pubmed_summaries",
    "queue_document",
    "queue_text",
    "rank_for_person",
    "read_arms",
    "read_pubmed_search",
    "read_pubmed_summaries",
    "read_queue",
    "read_registered_trials",
    "read_studies",
    "references",
    "registered_trials",
    "review_states",
    "smallest_change",
    "smallest_that_matters",
    "steps_of",
    "synthesis_document",
    "synthesize_file",
    "time_fact",
    "to_do",
    "trial",
    "trial_counts",
    "update_document",
]
