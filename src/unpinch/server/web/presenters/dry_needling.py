"""
The article on dry needling for sciatica.

It answers what clinic pages answer. Every number in it is read from the evidence when the page is drawn.
"""

from __future__ import annotations

from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch import knowledge
from unpinch.kernel import Text, say

from .article import (
    Article,
    Cell,
    ReadOn,
    Section,
    Table,
    claim_line,
    claims_table,
    harms_table,
    pooled_table,
    time_line,
)
from .coverage import coverage_table
from .muscles import muscles_table
from .nerve_words import PINCHED_NERVE
from .scope import scope_table
from .side_by_side import harms_of, point_by_point, pooled_on
from .wording import SourcedLine, checked_words, fact_line

CONDITION = "sciatica"
NEEDLING = "dry_needling"
ACUPUNCTURE = "acupuncture"
# Conditions of trials that are sciatica in a patient's sense: pain from a nerve of the low back or buttock.
SCIATICA_TRIALS = ("sciatica", "radicular_lbp", "disc_herniation", "piriformis")
# Questions that anybody may ask before a first needling, whatever their health: rows of needling_safety.csv.
ASK_ANYBODY = (
    "ae_minor",
    "ae_major",
    "ae_vasovagal",
    "haz_piriformis",
    "piriformis_medial",
    "medication",
    "psych_status",
)


def dry_needling_article() -> Article:
    """Give the article."""
    facts: tuple[knowledge.Fact, ...] = (*pooled_on(NEEDLING), *harms_of(NEEDLING), *knowledge.claims())
    return Article(
        title=_("Dry needling for sciatica"),
        lead=_(
            "What it is, what trials found and did not, what can go wrong, who may do it and who pays: all that "
            "clinic pages tell you, with sources."
        ),
        checked=checked_words(facts),
        sections=(
            _in_short(),
            _what_it_is(),
            _how_it_may_work(),
            _what_trials_found(),
            _against_acupuncture(),
            _muscles(),
            _pinched_nerve(),
            _how_soon(),
            _risks(),
            _who_may(),
            _who_pays(),
            _what_to_ask(),
            _without(),
            _claims(),
        ),
    )


def _claim_lines(*ids: str) -> tuple[SourcedLine, ...]:
    by_id = {claim.id: claim for claim in knowledge.claims()}
    return tuple(claim_line(by_id[name]) for name in ids)


def _times(topic: str) -> tuple[SourcedLine, ...]:
    return tuple(time_line(row) for row in knowledge.time_course() if row.topic == topic)


def _in_short() -> Section:
    own = sum(1 for row in pooled_on(NEEDLING) if row.condition == CONDITION)
    trials = {row.trial for row in knowledge.trials() if row.condition in SCIATICA_TRIALS and _is_needled(row)}
    people = _most_people_needled()
    counted = ngettext(
        "We found %(count)d trial of dry needling in people with nerve pain from the back or buttock.",
        "We found %(count)d trials of dry needling in people with nerve pain from the back or buttock.",
        len(trials),
    ) % {"count": len(trials)}
    size = _("The largest had %(people)d people in the needled group or both groups together.") % {"people": people}
    pooled = (
        _(
            "No review has pooled trials of dry needling in sciatica itself: the pooled numbers below come from "
            "other pain."
        )
        if own == 0
        else ngettext(
            "%(count)d pooled result is about sciatica itself.",
            "%(count)d pooled results are about sciatica itself.",
            own,
        )
        % {"count": own}
    )
    own_tables = f"{reverse('evidence')}?treatment={NEEDLING}"
    lines = (SourcedLine(f"{counted} {size}", source=own_tables), SourcedLine(pooled, source=own_tables))
    return Section("in-short", _("In short"), (*lines, *_claim_lines("c17", "c36", "c53", "c63", "c64")))


def _is_needled(row: knowledge.Trial) -> bool:
    return NEEDLING in row.treatment or NEEDLING in row.comparator


def _most_people_needled() -> int:
    rows = (row for row in knowledge.trials() if row.condition in SCIATICA_TRIALS and _is_needled(row))
    return max((row.n or 0 for row in rows), default=0)


def _what_it_is() -> Section:
    needling = next(row for row in knowledge.treatments() if row.id == NEEDLING)
    return Section(
        "what",
        _("What is dry needling?"),
        (fact_line(needling.what_it_is, needling), *_claim_lines("c04", "c23", "c25")),
    )


def _how_it_may_work() -> Section:
    return Section(
        "how", _("How is it thought to work?"), _claim_lines("c05", "c06", "c07", "c08", "c09", "c10", "c14")
    )


def _what_trials_found() -> Section:
    kinds = {row.id: row.kind for row in knowledge.compared_with()}
    rows = pooled_on(NEEDLING)
    inactive = tuple(row for row in rows if kinds[row.versus] is knowledge.ComparisonKind.INACTIVE)
    others = tuple(row for row in rows if row not in inactive)
    against_nothing = _("What reviews found: against sham needling or no treatment")
    against_others = _("What reviews found: against other treatments, or a mix")
    return Section(
        "trials",
        _("What did trials find?"),
        _claim_lines("c18", "c19", "c11", "c12", "c13", "c15", "c20", "c21"),
        (
            pooled_table(caption=against_nothing, rows=inactive, condition=CONDITION),
            pooled_table(caption=against_others, rows=others, condition=CONDITION, is_long=True),
            _single_trials(),
        ),
    )


def _single_trials() -> Table:
    rows = [row for row in knowledge.trials() if row.condition in SCIATICA_TRIALS and _is_needled(row)]
    cells = tuple(
        (
            Cell(f"{row.study} ({row.year})"),
            Cell(_(row.arm)),
            Cell(f"{row.outcome.replace('_', ' ')}, {row.timepoint}"),
            Cell(_trial_result(row)),
            Cell(_(row.note), row.source_url, row.checked_date.isoformat()),
        )
        for row in rows
    )
    header = (_("Trial"), _("Group"), _("Measured"), _("Result"), _("Note"))
    return Table(_("Single trials in people with nerve pain, as published"), header, cells, is_long=True)


def _trial_result(row: knowledge.Trial) -> str:
    if row.mean_diff is not None:
        return _("difference %(value)s (%(low)s to %(high)s)") % {
            "value": row.mean_diff,
            "low": row.ci_low,
            "high": row.ci_high,
        }
    if row.mean is not None:
        return f"{row.mean} {'%' if 'percent' in row.effect_type else ''}".strip()
    return _("no clear difference (p %(p)s)") % {"p": row.p_value} if row.p_value else _("told in words only")


def _against_acupuncture() -> Section:
    table = point_by_point(treatments=(NEEDLING, ACUPUNCTURE), condition=CONDITION)
    lines = _claim_lines("c24", "c26", "c27", "c28", "c32", "c33", "c35")
    return Section("acupuncture", _("Dry needling or acupuncture?"), lines, (table,))


def _muscles() -> Section:
    lines = _claim_lines("c43", "c44", "c45", "c46", "c47", "c48", "c49", "c50")
    return Section("muscles", _("Which muscles, and what do they refer?"), lines, (muscles_table(),))


def _pinched_nerve() -> Section:
    return Section(
        "pinched",
        _("A disc or bone spur presses on my nerve. Can needling free it?"),
        _claim_lines("c51", "c52", "c53", "c54", "c55", "c56", "c57"),
        read_on=(
            ReadOn(
                reverse("article", args=[PINCHED_NERVE]), _("What each cause means, what to combine, whom to see when")
            ),
        ),
    )


def _how_soon() -> Section:
    lines = (
        *_claim_lines("c58", "c59", "c62", "c22", "c16"),
        *_times("dry_needling_course"),
        *_times("post_needling_soreness"),
    )
    return Section("time", _("How soon does it help, and how long does it last?"), lines)


def _risks() -> Section:
    table = harms_table(caption=_("Unwanted effects of dry needling"), harms=harms_of(NEEDLING))
    return Section("risks", _("What can go wrong?"), _claim_lines("c37", "c38", "c39", "c40", "c41", "c42"), (table,))


def _who_may() -> Section:
    states = [row for row in knowledge.scope_of_practice() if row.specialty == "physical_therapist"]
    yes = sum(1 for row in states if row.may_dry_needle is knowledge.MayNeedle.YES)
    words = say(
        "In {yes} of {states} states and the District of Columbia that we looked at, we read that a physical "
        "therapist may dry needle. Check with the board: rules change, and many of these answers come from lists, "
        "not from the law itself.",
        yes=yes,
        states=len(states),
    )
    return Section(
        "who",
        _("Who may do it?"),
        (SourcedLine(words, source=""), *_claim_lines("c29")),
        (scope_table(knowledge.scope_of_practice()),),
    )


def _who_pays() -> Section:
    rows = tuple(row for row in knowledge.coverage() if NEEDLING in row.treatments)
    return Section("pay", _("Who pays for it?"), _claim_lines("c30"), (coverage_table(rows),))


def _what_to_ask() -> Section:
    chosen = [row for row in knowledge.needling_cautions() if row.id in ASK_ANYBODY and row.ask]
    asked: dict[str, SourcedLine] = {}
    for row in chosen:
        asked.setdefault(row.ask, fact_line(row.ask, row))
    training: tuple[Text, ...] = (
        say("How many hours of training in dry needling have you had, and how many people did you needle this year?"),
    )
    lines = (*(SourcedLine(words, source="") for words in training), *asked.values())
    return Section("ask", _("What to ask before you agree"), lines)


def _without() -> Section:
    return Section("without", _("What happens without it?"), _times("natural_history"))


def _claims() -> Section:
    claims = knowledge.claims()
    told = Counter(claim.verdict for claim in claims)
    words = say(
        "We checked {all} claims of clinic pages: {good} are supported, {partly} are partly true, {none} have no "
        "good evidence, {wrong} are contradicted.",
        all=len(claims),
        good=told["supported"],
        partly=told["partly"],
        none=told["no_good_evidence"],
        wrong=told["contradicted"],
    )
    return Section("claims", _("What clinics say, checked"), (SourcedLine(words, source=""),), (claims_table(claims),))
