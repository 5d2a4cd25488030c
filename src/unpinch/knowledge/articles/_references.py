"""What may stand in braces, and whether it leads to a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from unpinch.knowledge._care import CoverageStatus, TreatmentRole
from unpinch.knowledge._care_files import coverage, scope_of_practice, treatments
from unpinch.knowledge._clinical_files import diagnostic_findings, needling_cautions, triage_rules
from unpinch.knowledge._evidence import Horizon
from unpinch.knowledge._evidence_files import compared_with, pooled_results
from unpinch.knowledge._load import ids_of

Words = tuple[str, ...]
# What is wrong with the words of a reference, or nothing.
Check = Callable[[Words], str]

# What an author says an outcome is, and the outcomes of pooled results it stands for.
OUTCOMES: Mapping[str, frozenset[str]] = MappingProxyType(
    {"pain": frozenset({"pain_intensity", "leg_pain_intensity"}), "function": frozenset({"disability"})}
)
HORIZONS = (*(str(horizon) for horizon in Horizon), "any")
# What the evidence compares treatments for; a test holds both lists together.
CONDITIONS = ("sciatica", "low_back_pain")
NEEDLING_PARTS = ("hazard", "what_to_do", "ask")
# Counted per treatment, in the people of the article's condition: trials, people of the largest of them, and pooled
# results.
COUNTED_BY_TREATMENT = ("trials", "largest_trial", "pooled")
VERDICTS = (("supported",), ("partly",), ("no_good_evidence",), ("contradicted",))
_NO_ANSWER = (CoverageStatus.CODE, CoverageStatus.CONTEXT)
LEVELS = ("emergency_now", "same_day", "within_2_weeks")


def _row_of(file: str, kind: str) -> Check:
    def check(words: Words) -> str:
        if len(words) != 1:
            return f"write {{{kind} ID}}, with one id of {file}"
        return "" if words[0] in ids_of(file) else f"{file} has no row {words[0]!r}"

    return check


def _effect(words: Words) -> str:
    if len(words) not in (5, 7) or words[1] != "vs" or words[5:6] not in ((), ("in",)):
        return "write {effect TREATMENT vs COMPARATOR OUTCOME HORIZON}, and after it, if need be, in CONDITION"
    if words[6:] and words[6] not in CONDITIONS:
        return f"{words[6]!r} is not a condition: {', '.join(CONDITIONS)}"
    treatment, _, versus, outcome, horizon = words[:5]
    known_outcomes = {row.outcome for row in pooled_results()} | set(OUTCOMES)
    return (
        _unknown(treatment, (row.id for row in treatments()), "a treatment of treatments.csv")
        or _unknown(versus, (row.id for row in compared_with()), "a comparator of compared_with.csv")
        or _unknown(outcome, known_outcomes, "an outcome: pain, function, or one of pooled_results.csv")
        or _unknown(horizon, HORIZONS, f"a horizon: {', '.join(HORIZONS)}")
    )


def _cover(words: Words) -> str:
    wrong = _row_of("coverage.csv", "cover")(words)
    told = {row.id for row in coverage() if row.status not in _NO_ANSWER}
    return wrong or ("" if words[0] in told else f"{words[0]} in coverage.csv is no payer's answer")


def _test(words: Words) -> str:
    wrong = _row_of("diagnostic_findings.csv", "test")(words)
    told = {row.id for row in diagnostic_findings() if row.sensitivity is not None and row.specificity is not None}
    return wrong or ("" if words[0] in told else f"{words[0]} in diagnostic_findings.csv lacks a number")


def _scope(words: Words) -> str:
    if len(words) != 2:
        return "write {scope STATE SPECIALTY}"
    known = {(row.state, row.specialty) for row in scope_of_practice()}
    return "" if words in known else f"scope_of_practice.csv has no row for {' '.join(words)}"


def _needling(words: Words) -> str:
    if len(words) != 2 or words[1] not in NEEDLING_PARTS:
        return f"write {{needling ID PART}} with a part of {', '.join(NEEDLING_PARTS)}"
    row = next((row for row in needling_cautions() if row.id == words[0]), None)
    if row is None:
        return f"needling_safety.csv has no row {words[0]!r}"
    return "" if getattr(row, words[1]) else f"{words[1]} of {words[0]} in needling_safety.csv is empty"


def _triage(words: Words) -> str:
    if len(words) != 2 or words[1] not in ("why", "what_to_do"):
        return "write {triage ID why} or {triage ID what_to_do}"
    return "" if words[0] in {row.id for row in triage_rules()} else f"triage_rules.csv has no row {words[0]!r}"


def _treatments(count: int, kind: str) -> Check:
    def check(words: Words) -> str:
        if len(words) != count:
            return f"write {{{kind}{' TREATMENT' * count}}}"
        known = [row.id for row in treatments() if row.role is TreatmentRole.TREATMENT]
        return next((wrong for word in words if (wrong := _unknown(word, known, "a treatment"))), "")

    return check


def _table_pooled(words: Words) -> str:
    if len(words) not in (1, 2) or (words[1:] and words[1] not in ("inactive", "other")):
        return "write {table pooled TREATMENT}, {table pooled TREATMENT inactive} or {table pooled TREATMENT other}"
    return _treatments(1, "table pooled")(words[:1])


def _table_red_flags(words: Words) -> str:
    return "" if len(words) == 1 and words[0] in LEVELS else f"write {{table red_flags LEVEL}}: {', '.join(LEVELS)}"


def _alone(kind: str) -> Check:
    return lambda words: "" if not words else f"write {{{kind}}} and nothing more"


def _table(words: Words) -> str:
    if not words or words[0] not in TABLES:
        return f"a table is one of {', '.join(sorted(TABLES))}"
    return TABLES[words[0]](words[1:])


def _cite(words: Words) -> str:
    if not words or words[0] not in SENTENCE_KINDS:
        return f"write {{cite KIND ...}} with a kind of {', '.join(sorted(SENTENCE_KINDS))}"
    return SENTENCE_KINDS[words[0]](words[1:])


def _count(words: Words) -> str:
    what = words[0] if words else ""
    if what in COUNTED_BY_TREATMENT:
        return _treatments(1, f"count {what}")(words[1:])
    if what == "claims":
        return "" if words[1:] == () or words[1:] in VERDICTS else "write {count claims} or {count claims VERDICT}"
    if what == "states":
        return "" if words[1:] in ((), ("yes",)) else "write {count states} or {count states yes}"
    return f"what is counted is one of claims, states, {', '.join(COUNTED_BY_TREATMENT)}"


def _unknown(word: str, known: Iterable[str], what: str) -> str:
    return "" if word in tuple(known) else f"{word!r} is not {what}"


def _marker(words: Words) -> str:
    return "" if not words else "a mark stands alone in its braces"


# References that are drawn as one sentence or more.
SENTENCE_KINDS: Mapping[str, Check] = MappingProxyType(
    {
        "effect": _effect,
        "pooled": _row_of("pooled_results.csv", "pooled"),
        "harm": _row_of("harms.csv", "harm"),
        "time": _row_of("time_course.csv", "time"),
        "claim": _row_of("claims.csv", "claim"),
        "cover": _cover,
        "scope": _scope,
        "guideline": _row_of("guidelines.csv", "guideline"),
        "trial": _row_of("trials.csv", "trial"),
        "treatment": _row_of("treatments.csv", "treatment"),
        "prevalence": _row_of("prevalence.csv", "prevalence"),
        "test": _test,
        "caution": _row_of("treatment_cautions.csv", "caution"),
        "needling": _needling,
        "triage": _triage,
    }
)
# References inside a sentence of the author's: a source for it, or a number in it.
INLINE_KINDS: Mapping[str, Check] = MappingProxyType({"cite": _cite, "count": _count})
MARKERS: Mapping[str, Check] = MappingProxyType({"question": _marker, "definition": _marker})
TABLES: Mapping[str, Check] = MappingProxyType(
    {
        "harms": _treatments(1, "table harms"),
        "pooled": _table_pooled,
        "trials": _treatments(1, "table trials"),
        "side_by_side": _treatments(2, "table side_by_side"),
        "guidelines": _treatments(1, "table guidelines"),
        "cover": _treatments(1, "table cover"),
        "scope": _alone("table scope"),
        "claims": _alone("table claims"),
        "muscles": _alone("table muscles"),
        "red_flags": _table_red_flags,
    }
)
_KINDS: Mapping[str, Check] = MappingProxyType({**SENTENCE_KINDS, **INLINE_KINDS, **MARKERS, "table": _table})


def wrong_with(kind: str, words: Words) -> str:
    """
    Say what is wrong with a reference, or nothing.

    Raises
    ------
    BadFact
        If the file it leads to does not load.
    """
    if kind not in _KINDS:
        return f"there is no kind {kind!r}; use one of {', '.join(sorted(_KINDS))}"
    return _KINDS[kind](words)
