"""Facts of the tests, with a place in a file that is not there."""

from datetime import date

from unpinch import knowledge


class PaperFact(knowledge.Fact):
    """A fact that may name its paper in columns, as trials and pooled results do."""

    id: str
    pmid: str = ""
    doi: str = ""
    more_sources: tuple[str, ...] = ()


def fact(number, url="https://example.org/page", checked=date(2026, 1, 1), **more):
    known = PaperFact(
        id=f"f{number}",
        source_url=url,
        source_tier="A",
        checked_date=checked,
        next_review_date=checked.replace(year=checked.year + 1),
        **more,
    )
    return knowledge.PlacedFact(file="test.csv", row=number, fact=known)
