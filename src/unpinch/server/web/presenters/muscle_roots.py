"""What would tell a muscle apart from a nerve root, and what would not."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch import knowledge
from unpinch.knowledge import DiagnosticFinding, FindingKind, PatternKind, SelfReport, Strength

from .article import Cell, Table
from .muscles import patterns_of
from .numbers import number_words, percent_words
from .wording import SourcedLine, fact_line, joined, region_words

# Rows about trigger points that are read with the evidence and not as a test of a root.
GLUTEAL = ("gluteal_trp_radicular", "gluteal_trp_prevalence_radiculopathy")
_UPPER, _LOWER = frozenset({"L2", "L3", "L4"}), frozenset({"L5", "S1", "S2"})
_BUTTOCK = "buttock"


@dataclass(frozen=True)
class RootSection:
    """Which roots are felt in the same places, what is known of both at once, and the signs and tests."""

    shared: tuple[SourcedLine, ...]
    together: tuple[SourcedLine, ...]
    tests: Table | None


def root_section(muscle: knowledge.Muscle) -> RootSection:
    """Give what stands between a muscle and the nerve roots that are felt in the same places."""
    shared = _shared_with(muscle)
    rows = tuple(row for row in knowledge.diagnostic_findings() if _is_test(row, muscle=muscle.id, roots=set(shared)))
    return RootSection(
        shared=_shared_lines(shared),
        together=_together(muscle),
        tests=_tests(rows) if rows else None,
    )


def lies_in_the_buttock(muscle: knowledge.Muscle) -> bool:
    """Say whether a muscle lies in the buttock, where a trigger point makes a nerve root more likely."""
    parts = {region.id: region.parent for region in knowledge.body_regions()}
    return any(parts[region] == _BUTTOCK for region in muscle.regions)


def figures_words(row: DiagnosticFinding) -> str:
    """Say the numbers of a sign or test as somebody reads them who knows no statistics."""
    said = (
        row.lr_pos is not None
        and _("when there, the odds are %(times)s times as high") % {"times": number_words(row.lr_pos)},
        row.lr_neg is not None and _("when not there, %(times)s times as high") % {"times": number_words(row.lr_neg)},
        row.sensitivity is not None and _("there in %(share)s of people with it") % {"share": _share(row.sensitivity)},
        row.specificity is not None
        and _("not there in %(share)s of people without it") % {"share": _share(row.specificity)},
        row.range_text and _(row.range_text),
    )
    return "; ".join(words for words in said if words)


def diagnostic_line(row: DiagnosticFinding) -> SourcedLine:
    """Say one sign or test with its numbers, in whom, and what to make of it."""
    words = _("%(what)s: %(figures)s. %(note)s") % {
        "what": _named(row),
        "figures": figures_words(row),
        "note": _(row.note),
    }
    return fact_line(words.strip(), row, note=_(row.population) if row.population else "")


def _named(row: DiagnosticFinding) -> str:
    """Name a sign with what it was studied for, unless it was only studied how well examiners agree on it."""
    if row.kind is FindingKind.RELIABILITY:
        return _(row.finding_or_test)
    return _("%(sign)s, studied for %(condition)s") % {"sign": _(row.finding_or_test), "condition": _(row.condition)}


def diagnostic_rows(*ids: str) -> tuple[DiagnosticFinding, ...]:
    """Give rows by their ids."""
    by_id = {row.id: row for row in knowledge.diagnostic_findings()}
    return tuple(by_id[name] for name in ids)


def _share(part: float) -> str:
    return percent_words(part, digits=0)


def _shared_with(muscle: knowledge.Muscle) -> dict[str, tuple[knowledge.ReferralPattern, ...]]:
    """Give the rows of each root whose pain is felt where the muscle is; what is seldom felt does not count."""
    felt = {row.region for row in patterns_of(muscle.id) if row.strength is not Strength.RARE}
    shared: dict[str, tuple[knowledge.ReferralPattern, ...]] = {}
    for row in knowledge.referral_patterns():
        if row.pattern is PatternKind.ROOT_PAIN and row.region in felt:
            shared[row.structure] = (*shared.get(row.structure, ()), row)
    return shared


def _shared_lines(shared: dict[str, tuple[knowledge.ReferralPattern, ...]]) -> tuple[SourcedLine, ...]:
    """Say which roots are felt in the same places, those of the same places in one line."""
    together: dict[tuple[str, str], list[str]] = {}
    for root, rows in shared.items():
        places = "; ".join(dict.fromkeys(region_words(row.region).lower() for row in rows))
        together.setdefault((places, rows[0].source_url), []).append(root)
    return tuple(_shared_line(roots, places, shared[roots[0]][0]) for (places, _source), roots in together.items())


def _shared_line(roots: list[str], places: str, row: knowledge.ReferralPattern) -> SourcedLine:
    words = ngettext(
        "Nerve root %(roots)s is felt there, too: %(places)s",
        "Nerve roots %(roots)s are felt there, too: %(places)s",
        len(roots),
    )
    return fact_line(words % {"roots": joined(roots), "places": places}, row)


def _together(muscle: knowledge.Muscle) -> tuple[SourcedLine, ...]:
    return tuple(diagnostic_line(row) for row in diagnostic_rows(*GLUTEAL)) if lies_in_the_buttock(muscle) else ()


def _is_test(row: DiagnosticFinding, *, muscle: str, roots: set[str]) -> bool:
    if row.id in GLUTEAL or row.kind is FindingKind.RELIABILITY:
        return False
    targets = {muscle, *(roots & (_UPPER | _LOWER))}
    targets |= {"radiculopathy"} if roots else set()
    targets |= {"upper_lumbar_root"} if roots & _UPPER else set()
    return row.target in targets


def _tests(rows: tuple[DiagnosticFinding, ...]) -> Table:
    header = (_("Sign or test"), _("Speaks for"), _("Who can tell"), _("What was found"), _("In whom"))
    return Table(_("Signs and tests that were studied"), header, tuple(_test_row(row) for row in rows), is_long=True)


def _test_row(row: DiagnosticFinding) -> tuple[Cell, ...]:
    found = f"{figures_words(row)}. {_(row.note)}" if row.note else figures_words(row)
    return (
        Cell(_(row.finding_or_test)),
        Cell(_(row.condition)),
        Cell(_who(row.self_report)),
        Cell(found),
        Cell(_(row.population) if row.population else "-", row.source_url, row.checked_date.isoformat()),
    )


def _who(answer: SelfReport) -> str:
    return {
        SelfReport.YES: _("you"),
        SelfReport.PARTLY: _("you in part, better a clinician"),
        SelfReport.NO: _("a clinician"),
    }[answer]
