"""Which facts rest on which paper, under whichever name it is called."""

from datetime import date

import pytest

from tests.unit.evidence.living_facts import fact
from unpinch import evidence


def place(number):
    return evidence.FactPlace("test.csv", number, f"f{number}", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/28690077/", "pmid:28690077"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/28690077", "pmid:28690077"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC3201653", "pmc:PMC3201653"),
        ("https://clinicaltrials.gov/study/NCT01234567", "nct:NCT01234567"),
        ("https://doi.org/10.1179/2042618613Y.0000000044", "doi:10.1179/2042618613y.0000000044"),
        ("https://doi.org/10.1179%2F2042618613Y.0000000044", "doi:10.1179/2042618613y.0000000044"),
        ("https://x.com/cdsr/doi/10.1002/14651858.CD003010.pub5/full", "doi:10.1002/14651858.cd003010.pub5"),
        ("https://x.org/doi/10.1002/14651858.CD003010.pub5/full/zh_HANT", "doi:10.1002/14651858.cd003010.pub5"),
        ("http://biomed.org/articles/10.1186/s12891-015-0787-8?x=1#tab2", "doi:10.1186/s12891-015-0787-8"),
        ("https://x.org/content/10.1136/bmj.l689.pdf", "doi:10.1136/bmj.l689"),
    ],
)
def test_a_paper_is_named_by_the_address_it_was_read_at(url, name):
    assert evidence.references(facts=[fact(2, url)]).resting_on([name]) == (place(2),)


@pytest.mark.parametrize("url", ["https://example.org/10.5/", "https://example.org/pubmed/12345", "https://cms.gov/1"])
def test_other_addresses_name_no_paper(url):
    assert evidence.references(facts=[fact(2, url)]).papers == ()


def test_a_fact_is_found_by_any_name_of_its_paper_and_only_once():
    found = evidence.references(facts=[fact(2, pmid="28690077", doi="10.1/X"), fact(3, pmid="1")])
    assert found.resting_on(["pmid:28690077", "doi:10.1/x", "pmc:PMC1234567"]) == (place(2),)
    assert "doi:10.1/x" in found
    assert "doi:10.1/y" not in found


def test_a_further_source_counts_as_one_of_its_own():
    found = evidence.references(facts=[fact(2, pmid="7", more_sources=("https://doi.org/10.1234/abc",))])
    assert found.resting_on(["doi:10.1234/abc"]) == (place(2),)
    assert found.without_pmid == ("doi:10.1234/abc",)


def test_papers_without_a_pmid_are_named_once_by_their_doi_else_their_pmc_number():
    facts = [
        fact(2, pmid="7", doi="10.1234/known"),
        # The same paper, named by DOI alone: its PMID is known from the fact above.
        fact(3, "https://doi.org/10.1234/KNOWN"),
        fact(4, "https://pmc.ncbi.nlm.nih.gov/articles/PMC7654321/", doi="10.1234/both"),
        fact(5, "https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/"),
    ]
    found = evidence.references(facts=facts)
    assert found.without_pmid == ("doi:10.1234/both", "pmc:PMC1234567")
    assert found.pmids == ("7",)


def test_pmids_come_in_the_order_of_their_numbers():
    assert evidence.references(facts=[fact(2, pmid="100"), fact(3, pmid="99")]).pmids == ("99", "100")


def test_the_papers_of_the_knowledge_files_are_found():
    found = evidence.references()
    assert "28690077" in found.pmids
    assert any(each.file == "pooled_results.csv" for each in found.resting_on(["pmid:28690077"]))
    # Harms name their papers by DOI only.
    assert any(each.file == "harms.csv" for each in found.resting_on(["doi:10.1179/2042618613y.0000000044"]))
    assert all(pmid.isdigit() for pmid in found.pmids)
