"""Answers as plain lines, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from unpinch import directory, evidence, navigator, patterns
from unpinch.kernel import CareLevel, Finding, NeedlingAnswer

_LEVELS = {
    CareLevel.EMERGENCY_NOW: "EMERGENCY: get help now",
    CareLevel.SAME_DAY: "See someone today",
    CareLevel.WITHIN_2_WEEKS: "See someone within two weeks",
    CareLevel.ROUTINE: "You named none of the warning signs we look for",
}
_NEEDLES = {
    NeedlingAnswer.OK: "Needles: nothing you said speaks against them; the clinician will still ask",
    NeedlingAnswer.ASK_FIRST: "Needles: ask first",
    NeedlingAnswer.AVOID: "Needles: leave them out",
}
_NOT_A_DIAGNOSIS = "This is not a diagnosis."
_MOST_FITS = 6
_MEGABYTE = 1_000_000


def reading_lines(reading: navigator.Reading) -> Iterator[str]:
    """Say how urgent it is, what to do, and what was understood."""
    yield _LEVELS[reading.triage.level]
    yield from (f"  {step}" for step in reading.triage.what_to_do)
    yield from (f"  because: {reason.text} ({reason.source})" for reason in reading.triage.reasons)
    if reading.triage.level is CareLevel.EMERGENCY_NOW:
        return
    yield "Understood:"
    yield from (f"  {_finding(finding)}" for finding in reading.understanding.findings)
    yield _NEEDLES[reading.needling.status]
    yield from (f"  {reason.text} ({reason.source})" for reason in reading.needling.reasons)
    yield "To ask:" if reading.questions else ""
    yield from (f"  {question.text}" for question in reading.questions)


def fit_lines(fit: patterns.PatternFit) -> Iterator[str]:
    """Say what the pattern fits, the best first."""
    yield str(fit.note) if fit.note else ""
    for structure in fit.fits[:_MOST_FITS]:
        low, high = structure.interval
        yield f"{structure.share:>4.0%}  {structure.name} ({structure.label.value}; {low:.0%} to {high:.0%})"
        yield from (f"        for: {reason.text} ({reason.source})" for reason in structure.because)
        yield from (f"        against: {reason.text} ({reason.source})" for reason in structure.against)
    yield from (str(one.text) for one in fit.together)
    yield _NOT_A_DIAGNOSIS


def comparison_lines(comparison: evidence.Comparison) -> Iterator[str]:
    """Say what was found of each treatment."""
    for treatment in comparison.treatments:
        yield from _treatment_lines(treatment, condition=comparison.condition)


def _treatment_lines(treatment: evidence.TreatmentEvidence, *, condition: str) -> Iterator[str]:
    """Say what was found of one treatment: our own pools, what was published, harms, guidelines."""
    pools = evidence.own_evidence(treatment=treatment.id, condition=condition).pools
    yield str(treatment.name)
    yield f"  {treatment.no_effects}" if treatment.no_effects and not pools else ""
    yield from map(_own_line, pools)
    yield from (f"  {effect.sentence} [{effect.certainty.value}] ({effect.source})" for effect in treatment.effects)
    yield from (f"  harm: {harm.text} ({harm.source})" for harm in treatment.harms)
    yield from (f"  guideline: {fact.text} ({fact.source})" for fact in treatment.guidelines)


def _own_line(pool: evidence.TrialPool) -> str:
    k = pool.effect.k
    origin = "in one trial" if k == 1 else f"{k} trials that we pooled"
    return f"  {origin}: {pool.effect.sentence} [{pool.effect.certainty.value}]"


def search_lines(result: directory.SearchResult) -> Iterator[str]:
    """Say who was found, best first."""
    yield from (str(note) for note in result.notes)
    yield f"{result.total:,} found, page {result.page} of {max(result.pages, 1)}"
    for match in result.results:
        far = "" if match.distance_miles is None else f"{match.distance_miles:.1f} miles, "
        name = f"{match.name}, {match.credential}" if match.credential else match.name
        place = f"{match.address.line_1}, {match.address.city} {match.address.state} {match.address.zip_code}"
        yield f"{match.score:.3f}  {name} ({match.npi}) {far}{place}, {match.phone}"
        yield from (f"        {factor.points:+.3f} {factor.text}" for factor in match.because)
        yield f"        {match.allowed.text} ({match.allowed.source}, {match.allowed.as_of})"


def clinician_lines(clinician: directory.Clinician) -> Iterator[str]:
    """Say all that is known of one clinician."""
    address = clinician.address
    yield f"{clinician.name}, {clinician.credential}" if clinician.credential else clinician.name
    yield f"  NPI {clinician.npi}; {', '.join(clinician.specialties) or 'no kind of clinician we list'}"
    yield f"  {address.line_1}, {address.city} {address.state} {address.zip_code}; {clinician.phone}"
    yield f"  {clinician.allowed.text} ({clinician.allowed.source}, {clinician.allowed.as_of})"
    for practice in clinician.practices[1:]:
        place = practice.address
        yield f"  also at {place.line_1}, {place.city} {place.state} {place.zip_code}; {practice.phone}"
    yield from (f"  in {group.name}" for group in clinician.groups)
    yield from (f"  {line}" for shown in clinician.shown if shown.years for line in shown.lines)
    yield from (f"  {fact.text}" for fact in clinician.confidence.facts)
    yield f"  Source: {clinician.source}"


def info_lines(snapshot: directory.Snapshot) -> Iterator[str]:
    """Say what a directory holds."""
    manifest = snapshot.manifest
    yield "DEMONSTRATION: everybody in it is invented" if manifest.demonstration else "Built from public files"
    yield f"  built {manifest.built_at:%Y-%m-%d %H:%M} UTC"
    yield from (f"  {source.name}, {source.size_bytes:,} bytes, sha256 {source.sha256}" for source in manifest.sources)
    yield from (f"  {name}: {count:,}" for name, count in manifest.counts.items())


def version_lines(versions: tuple[directory.Version, ...]) -> Iterator[str]:
    """Say which versions there are."""
    for version in versions:
        released = f", public files of {version.release_date}" if version.release_date else ""
        answers = " (answers now)" if version.is_answering else ""
        yield (
            f"  {version.name}: {version.clinicians:,} clinicians{released}, built {version.built_at:%Y-%m-%d %H:%M} "
            f"UTC, {version.size_bytes / _MEGABYTE:,.1f} MB{answers}"
        )


def report_lines(report: directory.BuildReport) -> Iterator[str]:
    """Say what became of every row of a build."""
    yield f"{report.rows_read:,} rows read, {report.rows_kept:,} kept"
    yield from (
        f"  {rejected.rows:,} rejected: {rejected.text} (first in row {rejected.first_row:,})"
        for rejected in report.rejected
    )
    yield f"  {report.mended_rows:,} rows with letters in another encoding were mended" if report.mended_rows else ""
    for account in report.accounts:
        rejected = sum(account.rejected.values())
        yield (
            f"{account.source.name}: {account.rows_read:,} rows read, {account.rows_kept:,} kept, {rejected:,} rejected"
            f"; {account.clinicians:,} clinicians of the directory are in it"
        )
        yield from (f"  {rows:,} rejected: {reason}" for reason, rows in account.rejected.items())
    yield f"The directory is in {report.out}"


def journey_lines(journey: navigator.Journey) -> Iterator[str]:
    """Say everything one person gets, the most urgent first."""
    yield from reading_lines(journey.reading)
    if journey.clinicians is None:
        return
    yield "What it fits:"
    yield from fit_lines(journey.reading.fit)
    yield "What may help, those with most speaking for them first:"
    for option in journey.options:
        yield f"  {option.name}{_standing(option)}"
        yield from (f"    ask first: {reason.text} ({reason.source})" for reason in option.ask_first)
    yield "Who near you:"
    yield from search_lines(journey.clinicians)


def _standing(option: evidence.RankedOption) -> str:
    if option.is_tried:
        return " (you have tried it)"
    return " (after other care)" if option.is_last_resort else ""


def _finding(finding: Finding) -> str:
    side = f" ({finding.side.value})" if finding.side else ""
    quote = f": “{finding.quote}”" if finding.quote else ""
    return f"{finding.id}{side}, {finding.status.value}{quote}"
