"""What is read from answers of PubMed and ClinicalTrials.gov, and what is refused."""

import json
from datetime import date
from pathlib import Path

import pytest

from unpinch import evidence

RECORDED = Path(__file__).parents[2] / "integration" / "evidence_answers"
PMIDS = ("28690077", "28163732", "15509818", "9500320", "99999999")
DAY = date(2026, 11, 22)


def recorded(name):
    return json.loads((RECORDED / name).read_text(encoding="utf-8"))


def said(document):
    return json.dumps(document).encode()


@pytest.fixture(scope="module")
def summaries():
    records = evidence.read_pubmed_summaries((RECORDED / "esummary.json").read_bytes(), pmids=PMIDS)
    return {record.id: record for record in records}


class TestSummaries:
    def test_a_paper_has_title_year_address_and_all_its_names(self, summaries):
        paper = summaries["28690077"]
        assert paper.title.startswith("Evidence for Dry Needling in the Management of Myofascial Trigger Points")
        assert (paper.year, paper.address) == (2018, "https://pubmed.ncbi.nlm.nih.gov/28690077/")
        assert paper.identifiers == ("pmid:28690077", "doi:10.1016/j.apmr.2017.06.008")
        assert paper.notices == ()

    def test_a_retraction_is_read_with_its_place(self, summaries):
        (notice,) = summaries["9500320"].notices
        assert (notice.kind, notice.pmid) == (evidence.ReviewKind.RETRACTED, "20137807")
        assert notice.published_in.startswith("Lancet. 2010 Feb 6;375(9713):445")

    def test_a_correction_without_a_number_is_read_and_a_comment_is_not(self, summaries):
        (notice,) = summaries["15509818"].notices
        assert (notice.kind, notice.pmid) == (evidence.ReviewKind.CORRECTED, "")
        assert notice.published_in == "N Engl J Med. 2005 Mar 3;352(9):950"

    def test_a_number_that_pubmed_does_not_have_is_missing(self, summaries):
        assert [pmid for pmid, record in summaries.items() if record.is_missing] == ["99999999"]

    def test_they_come_in_the_order_asked_for(self):
        answer = (RECORDED / "esummary.json").read_bytes()
        backwards = evidence.read_pubmed_summaries(answer, pmids=PMIDS[::-1])
        assert [record.id for record in backwards] == list(PMIDS[::-1])

    @pytest.mark.parametrize(
        ("reftype", "kind"),
        [
            ("Retraction in", evidence.ReviewKind.RETRACTED),
            ("retraction in ", evidence.ReviewKind.RETRACTED),
            ("Retracted and republished in", evidence.ReviewKind.RETRACTED),
            ("Expression of concern in", evidence.ReviewKind.CONCERN),
            ("Erratum in", evidence.ReviewKind.CORRECTED),
            ("Partial retraction in", evidence.ReviewKind.CORRECTED),
            ("Corrected and republished in", evidence.ReviewKind.CORRECTED),
            ("Update in", evidence.ReviewKind.UPDATED),
            ("Retraction of", None),
            ("Comment in", None),
            ("Cites", None),
        ],
    )
    def test_each_kind_of_notice(self, reftype, kind):
        answer = recorded("esummary.json")
        answer["result"]["28690077"]["references"] = [{"refsource": "J", "reftype": reftype, "pmid": 1, "note": ""}]
        (record,) = evidence.read_pubmed_summaries(said(answer), pmids=["28690077"])
        assert [notice.kind for notice in record.notices] == ([kind] if kind else [])

    def test_retracted_by_its_type_alone_is_retracted_once(self):
        answer = recorded("esummary.json")
        answer["result"]["9500320"]["references"] = []
        (record,) = evidence.read_pubmed_summaries(said(answer), pmids=["9500320"])
        assert [notice.kind for notice in record.notices] == [evidence.ReviewKind.RETRACTED]

    @pytest.mark.parametrize("part", ["title", "articleids", "pubtype", "references"])
    def test_a_part_that_is_gone_is_named(self, part):
        answer = recorded("esummary.json")
        del answer["result"]["28690077"][part]
        with pytest.raises(evidence.ChangedAnswer, match=f"PubMed: the answer has changed, {part} is missing"):
            evidence.read_pubmed_summaries(said(answer), pmids=["28690077"])

    def test_a_record_that_was_left_out_is_named(self):
        with pytest.raises(evidence.ChangedAnswer, match="12345 is missing"):
            evidence.read_pubmed_summaries((RECORDED / "esummary.json").read_bytes(), pmids=["12345"])

    def test_another_fault_of_one_record_is_not_taken_for_a_missing_one(self):
        answer = {"result": {"1": {"uid": "1", "error": "Out of cheese"}}}
        with pytest.raises(evidence.ChangedAnswer, match="Out of cheese"):
            evidence.read_pubmed_summaries(said(answer), pmids=["1"])

    def test_markup_and_terminal_codes_of_a_title_are_taken_out(self):
        answer = recorded("esummary.json")
        answer["result"]["28690077"]["title"] = (
            "Needling of <i>M. piriformis</i>\u001b[31m &amp; p &lt; 0.05\r\nin legs"
        )
        (record,) = evidence.read_pubmed_summaries(said(answer), pmids=["28690077"])
        assert record.title == "Needling of M. piriformis[31m & p < 0.05 in legs"


class TestSearches:
    def test_a_page_gives_its_records_and_how_many_match(self):
        page = evidence.read_pubmed_search((RECORDED / "esearch.json").read_bytes())
        assert (page.matches, page.ids, page.warnings) == (250, ("99000001", "99000002", "99000003"), ())

    def test_what_pubmed_did_not_understand_is_told(self):
        page = evidence.read_pubmed_search((RECORDED / "esearch_nothing.json").read_bytes())
        assert (page.matches, page.ids) == (0, ())
        assert page.warnings == ("zzzqqqxyzzy", '"dry nedling"[Title/Abstract]')

    def test_days_are_asked_with_both_ends_or_not_at_all(self):
        asked = evidence.pubmed_search(query="q", since=date(2026, 2, 3), until=DAY, start=200)
        assert asked["mindate"] == "2026/02/03"
        assert asked["maxdate"] == "2026/11/22"
        assert (asked["datetype"], asked["retstart"], asked["retmode"]) == ("edat", "200", "json")
        without = evidence.pubmed_search(query="q", since=None, until=DAY)
        assert not {"mindate", "maxdate", "datetype"} & set(without)

    @pytest.mark.parametrize(
        ("result", "words"),
        [
            ({"ERROR": "Invalid query"}, "Invalid query"),
            ({"idlist": []}, "count is missing"),
            ({"count": "1"}, "idlist is missing"),
            ({"count": 1, "idlist": []}, "count is missing or of another kind"),
            ({"count": "many", "idlist": []}, "a number in esearchresult"),
            ({"count": "1", "idlist": ["12/../3"]}, "a number in esearchresult"),
            ({"count": "1", "idlist": [12]}, "a number in esearchresult"),
        ],
    )
    def test_a_changed_answer_is_refused(self, result, words):
        with pytest.raises(evidence.ChangedAnswer, match=words):
            evidence.read_pubmed_search(said({"esearchresult": result}))

    def test_no_result_at_all_is_refused(self):
        with pytest.raises(evidence.ChangedAnswer, match="esearchresult is missing"):
            evidence.read_pubmed_search(b"{}")


class TestRegisteredTrials:
    def test_a_page_gives_trials_and_where_to_go_on(self):
        page = evidence.read_registered_trials((RECORDED / "studies.json").read_bytes())
        assert (page.next_token, page.matches) == ("NF0g5JGBlPMv", 3)
        first, second = page.records
        assert (first.id, first.year, first.has_results) == ("NCT99000001", 2026, False)
        assert first.address == "https://clinicaltrials.gov/study/NCT99000001"
        assert (second.identifiers, second.has_results) == (("nct:NCT99000002",), True)

    def test_the_last_page_has_no_token_and_may_be_empty(self):
        assert evidence.read_registered_trials(b'{"studies": []}') == evidence.RegistryPage(records=())

    def test_the_first_page_counts_and_the_others_say_where_they_begin(self):
        first = evidence.registered_trials(query="q", since=None)
        assert first["countTotal"] == "true"
        assert not {"pageToken", "filter.advanced"} & set(first)
        later = evidence.registered_trials(query="q", since=date(2026, 2, 3), token="abc")
        assert later["pageToken"] == "abc"
        assert "countTotal" not in later
        assert later["filter.advanced"] == "AREA[LastUpdatePostDate]RANGE[2026-02-03,MAX]"

    @pytest.mark.parametrize(
        ("spoil", "words"),
        [
            (lambda page: page.pop("studies"), "studies is missing"),
            (lambda page: page["studies"].append("x"), "studies is missing or of another kind"),
            (lambda page: page["studies"][0].pop("hasResults"), "hasResults is missing"),
            (lambda page: page["studies"][0].pop("protocolSection"), "protocolSection.identificationModule is missing"),
            (lambda page: page.update(nextPageToken=7), "nextPageToken"),
            (lambda page: page.update(totalCount="3"), "totalCount"),
            (
                lambda page: page["studies"][0]["protocolSection"]["identificationModule"].update(nctId="NCT1"),
                "an NCT number",
            ),
        ],
    )
    def test_a_changed_answer_is_refused(self, spoil, words):
        page = recorded("studies.json")
        spoil(page)
        with pytest.raises(evidence.ChangedAnswer, match=words):
            evidence.read_registered_trials(said(page))

    def test_a_trial_without_a_day_has_no_year(self):
        page = recorded("studies.json")
        del page["studies"][0]["protocolSection"]["statusModule"]
        assert evidence.read_registered_trials(said(page)).records[0].year is None


READERS = [
    evidence.read_pubmed_search,
    evidence.read_registered_trials,
    lambda answer: evidence.read_pubmed_summaries(answer, pmids=["1"]),
]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("cut", [b"", b'{"studies": [', b"\xff\xfe", b"[" * 100_000, b"not json"])
def test_a_cut_answer_may_be_asked_for_again(read, cut):
    with pytest.raises(evidence.CutAnswer, match="cut or no JSON"):
        read(cut)


@pytest.mark.parametrize("read", READERS)
def test_a_web_page_is_named_as_one(read):
    with pytest.raises(evidence.CutAnswer, match="a web page came"):
        read(b"\n<!DOCTYPE html><title>502 Bad Gateway</title>")


@pytest.mark.parametrize("read", READERS)
def test_asked_too_often_is_heard_whatever_the_status(read):
    with pytest.raises(evidence.BusyAnswer, match="asked too often"):
        read(b'{"error":"API rate limit exceeded","api-key":"192.0.2.1","count":"4","limit":"3"}')


@pytest.mark.parametrize("read", READERS)
def test_json_of_another_kind_is_a_change(read):
    with pytest.raises(evidence.ChangedAnswer, match="a JSON object"):
        read(b"[1, 2]")
