"""The pages that are written from the files."""

import re

from unpinch import knowledge
from unpinch.knowledge._files import FILES


def test_weak_facts_are_exactly_those_of_tiers_m_and_c():
    weak = knowledge.weak_facts()
    expected = [
        (file, number, row.key, row.source_tier, row.source_url)
        for file, kind in FILES.items()
        for number, row in enumerate(knowledge.load(kind, file), 2)
        if getattr(row, "source_tier", None) in ("M", "C")
    ]
    assert [(fact.file, fact.row, fact.id, fact.tier, fact.source_url) for fact in weak] == expected
    assert weak


def test_every_weak_fact_is_on_the_page_beside_its_source():
    listed = set()
    for line in knowledge.weak_sources_page().replace("\\|", "%7C").splitlines():
        match re.fullmatch(r"## (\S+)|\| ([MC]) \| (\S+) \| (.+) \|", line):
            case re.Match() as found if found[1]:
                file = found[1]
            case re.Match() as found:
                listed |= {(file, found[2], found[3], key) for key in found[4].split(", ")}
    weak = {
        (fact.file, str(fact.tier), fact.source_url.replace("|", "%7C"), fact.id) for fact in knowledge.weak_facts()
    }
    assert listed == weak


def test_the_counts_of_the_page_add_up():
    tiers = [str(fact.tier) for fact in knowledge.weak_facts() if fact.file == "red_flags.csv"]
    counts = f"{len(knowledge.red_flags())} | {tiers.count('M')} | {tiers.count('C')}"
    assert f"| red_flags.csv | {counts} |" in knowledge.weak_sources_page()


def test_the_schema_page_says_what_columns_hold():
    page = knowledge.schema_page()
    for line in (
        "| `source_url` | a web address |",
        "| `sensitivity` | a number, 0 or more, 1 at most, or empty |",
        "| `findings` | ids of `findings.csv`; none, one, or several with blanks between |",
        "| `region` | an id of `body_regions.csv` |",
        "| `screen` | `cauda_equina` or `dvt` or empty |",
        "| `points` | a number, above 0 |",
        "| `flipped` | `true` or `false` |",
        "| `views` | words; none, one, or several with blanks between |",
        "| `state` | words of the form `^[A-Z]{2}$` |",
    ):
        assert line in page, line
    assert [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")] == list(FILES)
