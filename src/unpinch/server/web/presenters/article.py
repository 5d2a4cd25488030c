"""The parts an article is made of, and how facts become them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from unpinch import evidence, knowledge
from unpinch.kernel import Text

from .evidence import certainty_words
from .wording import SourcedLine, fact_line


@dataclass(frozen=True)
class Cell:
    """One cell of a table; with an address where it rests on one, and `href` where it leads to a page of ours."""

    words: str
    source: str = ""
    checked: str = ""
    href: str = ""


@dataclass(frozen=True)
class Table:
    """A table: the first cell of a row names it. `is_long` tables are drawn folded."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_long: bool = False

    @property
    def labelled_rows(self) -> tuple[tuple[tuple[str, Cell], ...], ...]:
        """Give each cell with the name of its column, which is shown beside it where the table becomes cards."""
        return tuple(tuple(zip(self.header, row, strict=True)) for row in self.rows)


@dataclass(frozen=True)
class ReadOn:
    """The way to another of our pages."""

    href: str
    words: str


@dataclass(frozen=True)
class Part:
    """One case of an answer, under its own small heading."""

    heading: str
    lines: tuple[SourcedLine, ...]


@dataclass(frozen=True)
class Section:
    """One question and its answer: for everybody, then case by case, with the pages that say more."""

    id: str
    heading: str
    lines: tuple[SourcedLine, ...] = ()
    tables: tuple[Table, ...] = ()
    parts: tuple[Part, ...] = ()
    read_on: tuple[ReadOn, ...] = ()


@dataclass(frozen=True)
class Article:
    """A page of questions and answers."""

    title: str
    lead: str
    checked: str
    sections: tuple[Section, ...]


def claim_line(claim: knowledge.Claim) -> SourcedLine:
    """Say our wording of a claim that was checked, with how sure it is."""
    note = _("certainty: %(word)s") % {"word": certainty_words(claim.certainty)}
    return fact_line(claim.wording, claim, note=note)


def verdict_words(verdict: str) -> str:
    """Say our verdict on a claim."""
    return {
        "supported": _("supported"),
        "partly": _("partly true"),
        "contradicted": _("contradicted"),
        "no_good_evidence": _("no good evidence"),
    }[verdict]


def claims_table(claims: Iterable[knowledge.Claim]) -> Table:
    """Set what clinics say beside what we found."""
    rows = tuple(
        (
            Cell(_(claim.claim)),
            Cell(verdict_words(claim.verdict)),
            Cell(_(claim.wording), claim.source_url, claim.checked_date.isoformat()),
        )
        for claim in claims
    )
    header = (_("What clinics say"), _("Verdict"), _("What we found"))
    return Table(caption=_("Claims of clinic pages, checked one by one"), header=header, rows=rows, is_long=True)


def time_line(row: knowledge.TimeCourse) -> SourcedLine:
    """Say one fact about time, with the numbers of its row put in."""
    return fact_line(evidence.time_fact(id=row.id).text, row)


def pooled_table(
    *, caption: str, rows: Iterable[knowledge.PooledResult], condition: str, is_long: bool = False
) -> Table:
    """Set published pooled results under each other, each in the sentence that the comparison says too."""
    effects = tuple(evidence.pooled(id=row.id, condition=condition) for row in rows)
    cells = tuple(
        (
            Cell(_spoken(effect.versus_name)),
            Cell(_spoken(effect.sentence)),
            Cell(certainty_words(effect.certainty)),
            Cell(_spoken(effect.population), effect.source),
        )
        for effect in effects
    )
    header = (_("Compared with"), _("What was found"), _("Certainty"), _("In whom"))
    return Table(caption=caption, header=header, rows=cells, is_long=is_long)


def _spoken(text: Text) -> str:
    return text.translated(_)


def harms_table(*, caption: str, harms: Iterable[knowledge.Harm]) -> Table:
    """Set harms under each other, each with its denominator or the words that there is none."""
    rows = tuple(_harm_row(harm) for harm in harms)
    header = (_("What happened, how often"), _("Counted"), _("Where this comes from"))
    return Table(caption=caption, header=header, rows=rows)


def _harm_row(harm: knowledge.Harm) -> tuple[Cell, ...]:
    fact = evidence.harm(id=harm.id)
    return (
        Cell(_spoken(fact.text)),
        Cell(harm_count(harm)),
        Cell(_spoken(fact.note), harm.source_url, harm.checked_date.isoformat()),
    )


def harm_count(harm: knowledge.Harm) -> str:
    """Say how many were counted among how many."""
    if harm.events is not None and harm.denominator:
        return _("%(events)s of %(total)s") % {"events": f"{harm.events:,}", "total": f"{harm.denominator:,}"}
    if harm.denominator:
        return _("among %(total)s") % {"total": f"{harm.denominator:,}"}
    if harm.events is not None:
        return _("%(events)s cases; nobody knows of how many") % {"events": f"{harm.events:,}"}
    return _("not counted here; pooled or told in words")
