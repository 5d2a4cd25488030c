"""The review queue: what becomes an item, what a decision does, and where a stopped run goes on."""

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.evidence.living_facts import fact
from unpinch import evidence

TODAY = date(2026, 11, 22)
LATER = date(2026, 12, 24)
NOTHING = evidence.ReviewQueue()
NO_FACTS = evidence.references(facts=[])


def paper(pmid="99000001", **more):
    defaults = {
        "source": "pubmed",
        "id": pmid,
        "title": "Test record: no real paper",
        "year": 2026,
        "address": f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/",
        "identifiers": (f"pmid:{pmid}",),
    }
    return evidence.SourceRecord(**(defaults | more))


def trial(*, has_results=False):
    nct = "NCT99000001"
    names = {"source": "clinicaltrials", "identifiers": (f"nct:{nct}",), "address": ""}
    return paper(nct, **names, has_results=has_results)


def notice(kind, published_in="Journal. 2026;1:1", pmid=""):
    return evidence.Notice(evidence.ReviewKind(kind), published_in, pmid)


def new(*records, queue=NOTHING, references=NO_FACTS, search="pm_dry_needling"):
    return evidence.new_items(records=records, search=search, queue=queue, references=references, today=TODAY)


def queue_of(*records, **more):
    return NOTHING.with_items(new(*records, **more))


def yes(day=TODAY):
    return evidence.Decision(evidence.ReviewAnswer.ACCEPTED, day, by="Test reader")


def no(why="about the neck"):
    return evidence.Decision(evidence.ReviewAnswer.DISMISSED, TODAY, why=why)


class TestNewItems:
    def test_a_record_nobody_has_seen_is_one(self):
        (item,) = new(paper())
        assert (item.id, item.kind.value, item.searches) == ("PMID99000001", "new_record", ("pm_dry_needling",))
        assert (item.title, item.year, item.found_date) == ("Test record: no real paper", 2026, TODAY)

    def test_a_record_that_a_fact_rests_on_is_none(self):
        references = evidence.references(facts=[fact(2, doi="10.1234/ABC")])
        assert new(paper(identifiers=("pmid:99000001", "doi:10.1234/abc")), references=references) == ()

    def test_a_record_that_is_missing_is_none(self):
        assert new(paper(is_missing=True)) == ()

    def test_a_new_record_that_is_retracted_says_so(self):
        assert new(paper(notices=(notice("retracted"),)))[0].detail == "retracted already"

    def test_results_of_a_trial_are_news_once_they_are_posted(self):
        waiting = queue_of(trial())
        ids = [item.id for item in new(trial(has_results=True), queue=waiting)]
        assert ids == ["NCT99000001", "NCT99000001-results"]
        both = waiting.with_items(new(trial(has_results=True), queue=waiting))
        assert len(both.with_items(new(trial(has_results=True), queue=both)).items) == 2

    def test_results_that_were_there_from_the_first_are_no_second_item(self):
        waiting = queue_of(trial(has_results=True))
        assert [item.id for item in waiting.items] == ["NCT99000001"]
        assert waiting.with_items(new(trial(has_results=True), queue=waiting)) == waiting

    def test_results_of_a_trial_that_a_fact_rests_on_are_news(self):
        references = evidence.references(facts=[fact(2, "https://clinicaltrials.gov/study/NCT99000001")])
        assert [item.kind.value for item in new(trial(has_results=True), references=references)] == ["results_posted"]
        assert new(trial(), references=references) == ()


class TestNewsOfSources:
    REFERENCES = evidence.references(facts=[fact(2, pmid="9500320"), fact(3, pmid="1")])

    def news(self, *notices, **more):
        records = [paper("9500320", notices=notices, **more)]
        return evidence.news_of_sources(records=records, references=self.REFERENCES, today=TODAY)

    def test_a_retraction_is_an_item_with_its_place(self):
        (item,) = self.news(notice("retracted", "Lancet. 2010 Feb 6;375(9713):445", "20137807"))
        assert (item.id, item.kind.is_news_of_a_source) == ("PMID9500320-retracted", True)
        assert item.detail == "Lancet. 2010 Feb 6;375(9713):445"
        assert [place.id for place in self.REFERENCES.resting_on(item.identifiers)] == ["f2"]

    def test_several_corrections_are_several_items_with_names_that_last(self):
        items = self.news(
            notice("corrected", pmid="123"),
            notice("corrected", "N Engl J Med. 2005 Mar 3;352(9):950"),
            notice("updated", pmid="124"),
            notice("expression_of_concern"),
        )
        assert [item.id for item in items] == [
            "PMID9500320-corrected-123",
            "PMID9500320-corrected-n-engl-j-med-2005-mar-3-352-9-950",
            "PMID9500320-updated-124",
            "PMID9500320-concern",
        ]

    def test_a_paper_that_pubmed_has_no_more_is_an_item(self):
        assert [item.id for item in self.news(is_missing=True)] == ["PMID9500320-not-found"]

    def test_nothing_is_said_of_papers_that_no_fact_rests_on(self):
        records = [paper("555", notices=(notice("retracted"),)), paper("556", is_missing=True)]
        assert evidence.news_of_sources(records=records, references=self.REFERENCES, today=TODAY) == ()


class TestDecisions:
    def test_an_item_found_by_two_searches_is_one_and_keeps_its_decision(self):
        decided = queue_of(paper()).decided(item_id="PMID99000001", decision=no())
        again = decided.with_items(new(paper(), queue=decided, search="pm_acupuncture"))
        (item,) = again.items
        assert item.searches == ("pm_dry_needling", "pm_acupuncture")
        assert item.decision == no()
        assert again.waiting == ()

    def test_accepting_leaves_a_record_to_be_extracted_until_a_fact_rests_on_it(self):
        accepted = queue_of(paper()).decided(item_id="PMID99000001", decision=yes())
        assert [item.id for item in evidence.to_do(queue=accepted, references=NO_FACTS)] == ["PMID99000001"]
        written = evidence.references(facts=[fact(2, pmid="99000001")])
        assert evidence.to_do(queue=accepted, references=written) == ()

    def test_an_accepted_retraction_is_open_until_its_facts_were_read_again(self):
        before, after = (evidence.references(facts=[fact(2, pmid="7", checked=day)]) for day in (TODAY, LATER))
        news = evidence.news_of_sources(
            records=[paper("7", notices=(notice("retracted"),))], references=before, today=TODAY
        )
        accepted = NOTHING.with_items(news).decided(item_id="PMID7-retracted", decision=yes())
        assert [item.id for item in evidence.to_do(queue=accepted, references=before)] == ["PMID7-retracted"]
        assert evidence.to_do(queue=accepted, references=after) == ()

    def test_dismissing_needs_a_reason(self):
        with pytest.raises(evidence.NoReason, match="say why"):
            queue_of(paper()).decided(item_id="PMID99000001", decision=no(why=" "))

    def test_a_later_decision_takes_the_place_of_an_earlier(self):
        once = queue_of(paper()).decided(item_id="PMID99000001", decision=no())
        assert once.decided(item_id="PMID99000001", decision=yes()).items[0].decision == yes()

    def test_an_unknown_id_is_refused(self):
        with pytest.raises(evidence.NoSuchItem, match="PMID1: the review queue has no such item"):
            NOTHING.decided(item_id="PMID1", decision=yes())

    def test_the_document_says_what_it_rests_on_and_no_number_of_a_trial(self):
        references = evidence.references(facts=[fact(2, pmid="99000001")])
        item = queue_of(paper()).items[0]
        document = evidence.item_document(item=item, references=references)
        assert document["facts"] == [{"file": "test.csv", "row": 2, "id": "f2"}]
        assert (document["treatments"], document["state"]) == (["dry_needling"], "waiting")
        numbers = [value for value in document.values() if isinstance(value, int | float) and value is not False]
        assert numbers == [2026]


class TestTheFile:
    QUEUE = replace(
        queue_of(paper(), trial()).decided(item_id="PMID99000001", decision=no()),
        asked={"pm_acupuncture": TODAY},
        run=evidence.UpdateRun(TODAY, None, ("a", "b"), done=("a",), step="b", cursor="100", matches={"b": 250}),
    )

    def test_what_was_written_is_read_again(self):
        text = evidence.queue_text(self.QUEUE)
        assert evidence.read_queue(text, name="x.json") == self.QUEUE

    @pytest.mark.parametrize(
        "text",
        [b"", b"[]", b'{"version": 2}', b'{"items": [{"id": "x"}]}', b'{"run": {"steps": 1}}', b"\xff"],
    )
    def test_another_file_is_refused_by_name(self, text):
        with pytest.raises(evidence.BadQueue, match=r"^/state/review\.json: it is no review queue"):
            evidence.read_queue(text, name="/state/review.json")


class TestRuns:
    SEARCHES = evidence.chosen_searches(ids=["pm_dry_needling", "ct_dry_needling"])
    STEPS = evidence.steps_of(searches=SEARCHES)

    def begin(self, queue=NOTHING, *, since=None, today=TODAY, steps=STEPS):
        return evidence.begin_run(queue=queue, steps=steps, since=since, today=today)

    def test_news_of_sources_come_first(self):
        assert self.STEPS == ("sources:pmid", "sources:names", "search:pm_dry_needling", "search:ct_dry_needling")

    def test_a_stopped_run_goes_on_with_the_day_it_began(self):
        stopped = evidence.end_step(queue=self.begin(), step="sources:pmid")
        assert self.begin(stopped, today=LATER) is stopped

    @pytest.mark.parametrize("other", [{"since": TODAY}, {"steps": ("sources:pmid",)}])
    def test_a_run_that_asks_something_else_begins_anew(self, other):
        stopped = evidence.end_step(queue=self.begin(), step="sources:pmid")
        anew = self.begin(stopped, today=LATER, **other).run
        assert (anew.started_date, anew.done) == (LATER, ())

    def test_a_run_ends_when_nothing_is_left(self):
        queue = self.begin()
        for step in self.STEPS:
            assert evidence.end_run(queue=queue).run is not None
            queue = evidence.end_step(queue=queue, step=step)
        assert evidence.end_run(queue=queue).run is None

    def test_the_next_run_goes_on_where_the_last_ended(self):
        search = self.SEARCHES[0]
        assert evidence.first_day(queue=self.begin(), search=search) is None
        ended = evidence.end_step(queue=self.begin(), step="search:pm_dry_needling", search=search)
        assert evidence.first_day(queue=self.begin(ended, today=LATER), search=search) == TODAY

    def test_the_day_of_the_file_counts_where_nothing_was_asked_yet(self):
        search = self.SEARCHES[0].model_copy(update={"last_run_date": date(2025, 1, 1)})
        assert evidence.first_day(queue=NOTHING, search=search) == date(2025, 1, 1)

    def test_since_is_obeyed_and_leaves_no_gap_unseen(self):
        search = self.SEARCHES[0]
        asked = replace(NOTHING, asked={search.id: date(2026, 1, 1)})
        later = self.begin(asked, since=date(2026, 6, 1))
        assert evidence.first_day(queue=later, search=search) == date(2026, 6, 1)
        # From January to June nobody has asked: the next run must begin in January.
        after = evidence.end_step(queue=later, step="search:pm_dry_needling", search=search)
        assert after.asked == {search.id: date(2026, 1, 1)}
        earlier = self.begin(asked, since=date(2025, 6, 1))
        assert evidence.end_step(queue=earlier, step="x", search=search).asked == {search.id: TODAY}

    def test_an_unknown_search_is_refused_with_those_there_are(self):
        with pytest.raises(evidence.UnknownSearch, match=r"'x' is no stored search.*pm_dry_needling"):
            evidence.chosen_searches(ids=["x"])

    def test_without_a_name_all_searches_are_asked(self):
        assert len(evidence.chosen_searches(ids=[])) > 10
