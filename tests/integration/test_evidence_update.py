"""Runs against services on this machine that are busy, break off, change their form and stop in the middle."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.integration.evidence_services import answers, breaks, cut, says, serving, well, without
from tests.unit.evidence.living_facts import fact
from unpinch import evidence
from unpinch.cli import _evidence_net as net
from unpinch.cli import _evidence_update as update
from unpinch.cli import _patience
from unpinch.cli._evidence_store import NAME, QueueInUse, QueueNotWritten, ReviewFile

TODAY = date(2026, 11, 22)
FACTS = [
    fact(2, pmid="28690077"),
    fact(3, pmid="9500320"),
    fact(4, "https://doi.org/10.1056/NEJMoa040845"),
    fact(5, "https://pmc.ncbi.nlm.nih.gov/articles/PMC3201653/"),
]
SEARCHES = ("pm_dry_needling", "ct_dry_needling")


@pytest.fixture
def services(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with serving() as behind:
        behind.by_name = {"10.1056/nejmoa040845": "15509818"}
        yield behind


@pytest.fixture
def waits():
    return []


class Time:
    """A clock that moves only when somebody waits."""

    def __init__(self, waits):
        self.now, self._waits = 100.0, waits

    def sleep(self, seconds):
        self._waits.append(seconds)
        self.now += seconds

    def clock(self):
        return self.now


@pytest.fixture
def run(services, tmp_path, waits):
    """Run over the facts and searches of these tests, and give what came of it."""
    return lambda **more: run_once(services.address, tmp_path, Time(waits), **more)


def run_once(address, folder, times, *, since=None, today=TODAY, searches=SEARCHES, facts=FACTS, keep=None):
    file, chosen = ReviewFile(folder=folder), evidence.chosen_searches(ids=searches)
    steps = evidence.steps_of(searches=chosen)
    asked = update.Services(
        pubmed=net.pubmed(email="maya@example.org", address=f"{address}/eutils"),
        registry=net.registry(address=f"{address}/api/v2"),
    )
    with file.held(), net.Asker(sleep=times.sleep, clock=times.clock) as asker:
        work = update.Update(
            asker=asker,
            services=asked,
            queue=evidence.begin_run(queue=file.read(), steps=steps, since=since, today=today),
            keep=keep or file.write,
            references=evidence.references(facts=facts),
            searches=chosen,
            today=today,
        )
        work.go()
    return work


def ids(queue):
    return sorted(item.id for item in queue.items)


EVERYTHING = [
    "NCT99000001",
    "PMID15509818-corrected-n-engl-j-med-2005-mar-3-352-9-950",
    "PMID9500320-retracted",
    "PMID99000001",
    "PMID99000002",
]


class TestARunThatGoesWell:
    def test_it_finds_what_is_new_and_what_became_of_our_sources(self, run, tmp_path):
        work = run()
        assert ids(work.queue) == EVERYTHING
        assert work.problems == work.warnings == []
        assert work.queue.run is None
        assert ReviewFile(folder=tmp_path).read() == work.queue

    def test_the_facts_that_rest_on_a_retracted_paper_are_named(self, run):
        queue = run().queue
        references = evidence.references(facts=FACTS)
        document = evidence.update_document(queue=queue, references=references, due=(), today=TODAY)
        by_id = {each["id"]: each for each in document["sources"]}
        assert by_id["PMID9500320-retracted"]["facts"] == [{"file": "test.csv", "row": 3, "id": "f3"}]
        # Our fact names that paper by its DOI alone.
        assert by_id[EVERYTHING[1]]["facts"] == [{"file": "test.csv", "row": 4, "id": "f4"}]
        assert [each["id"] for each in document["new"]] == ["PMID99000001", "PMID99000002", "NCT99000001"]

    def test_it_says_who_we_are_and_keeps_its_distance(self, run, services, waits):
        run()
        for asked in services.asked_of("esearch.fcgi") + services.asked_of("esummary.fcgi"):
            assert (asked["tool"], asked["email"], asked["retmode"]) == ("unpinch", "maya@example.org", "json")
        # Nobody but PubMed is told the address.
        assert all("email" not in asked for asked in services.asked_of("studies"))
        pubmed = len(services.paths()) - len(services.asked_of("studies"))
        assert sum(waits) >= (pubmed - 1) * 0.34

    def test_the_second_run_asks_from_the_day_of_the_first_and_finds_nothing_new(self, run, services):
        first = run().queue
        services.asked.clear()
        again = run(today=date(2026, 12, 24)).queue
        assert ids(again) == ids(first)
        searched = [asked for asked in services.asked_of("esearch.fcgi") if "needling" in asked["term"]]
        assert [(asked["mindate"], asked["maxdate"]) for asked in searched] == [("2026/11/22", "2026/12/24")]
        (studies,) = services.asked_of("studies")
        assert "RANGE[2026-11-22,MAX]" in studies["filter.advanced"]
        # What is in the queue already is not asked for again.
        assert not [asked for asked in services.asked_of("esummary.fcgi") if "99000001" in asked["id"]]

    def test_a_decision_outlives_the_next_runs(self, run, tmp_path):
        file = ReviewFile(folder=tmp_path)
        no = evidence.Decision(evidence.ReviewAnswer.DISMISSED, TODAY, why="a protocol")
        file.write(run().queue.decided(item_id="PMID99000001", decision=no))
        queue = run(today=date(2026, 12, 24)).queue
        assert queue.named("PMID99000001").decision == no
        assert "PMID99000001" not in [item.id for item in queue.waiting]

    def test_a_paper_that_a_fact_rests_on_is_not_new(self, run, services):
        services.papers = ["28690077", "28163732"]
        assert [each for each in ids(run().queue) if each.startswith("PMID28")] == ["PMID28163732"]

    def test_nothing_found_is_nothing_new(self, run, services):
        services.papers, services.trial_pages, services.by_name = [], [("", [])], {}
        assert ids(run(facts=[]).queue) == []

    def test_words_that_pubmed_did_not_understand_are_told(self, run, services, capsys):
        services.warnings = {"errorlist": {"phrasesnotfound": ["nedling"], "fieldsnotfound": []}}
        assert run().warnings == ["pm_dry_needling: PubMed did not understand 'nedling'"]
        assert "did not understand 'nedling'" in capsys.readouterr().err

    def test_it_says_how_far_it_is(self, run, capsys):
        run()
        assert "search:pm_dry_needling: 2 of 2 records, 2 new" in capsys.readouterr().err


class TestManyPages:
    def test_pubmed_is_asked_page_by_page(self, run, services):
        services.papers = [str(99_000_001 + number) for number in range(250)]
        queue = run(facts=[]).queue
        assert len(queue.items) == 251
        assert [asked["retstart"] for asked in services.asked_of("esearch.fcgi")] == ["0", "100", "200"]

    def test_the_registry_is_asked_page_by_page_and_a_page_may_be_empty(self, run, services):
        services.papers = []
        services.trial_pages = [("", ["NCT99000001"]), ("two", []), ("three", ["NCT99000002", "NCT99000003"])]
        assert ids(run(facts=[]).queue) == ["NCT99000001", "NCT99000002", "NCT99000003"]
        asked = services.asked_of("studies")
        assert [each.get("pageToken") for each in asked] == [None, "two", "three"]
        # Each page must be asked with the same words as the first.
        assert len({each["query.term"] for each in asked}) == 1

    def test_a_token_that_comes_again_ends_the_step_and_not_the_run(self, run, services):
        page = b'{"studies": [], "nextPageToken": "again"}'
        services.behaviours = [says(page), says(page)]
        work = run(facts=[], searches=("ct_dry_needling", "pm_dry_needling"))
        assert work.problems == [
            "search:ct_dry_needling: the service gives the same page again and again. Look at it by hand."
        ]
        assert ids(work.queue) == ["PMID99000001", "PMID99000002"]
        # It is left for the next run, and its day is not moved.
        assert work.queue.run.left == ("search:ct_dry_needling",)
        assert list(work.queue.asked) == ["pm_dry_needling"]
        assert "NCT99000001" in ids(run(facts=[], searches=("ct_dry_needling", "pm_dry_needling")).queue)

    def test_a_search_that_finds_too_much_is_a_problem(self, run, services):
        services.papers = ["99000001"] * evidence.MOST_PUBMED_RECORDS
        work = run(facts=[])
        assert len(work.problems) == 1
        assert "10,000 records, more than PubMed gives. Narrow it" in work.problems[0]
        assert ids(work.queue) == ["NCT99000001"]


class TestFaults:
    @pytest.mark.parametrize(
        ("fault", "why"),
        [
            (answers(500), "answered 500"),
            (answers(429), "answered 429"),
            (answers(503, b"<html>busy</html>", kind="text/html"), "answered 503"),
            (says(b"<html><title>Maintenance</title></html>", "text/html"), "a web page came"),
            (says(b'{"error":"API rate limit exceeded","count":"11"}'), "asked too often"),
            (says(b""), "cut or no JSON"),
            (cut, "cut or no JSON"),
            (breaks, "the connection broke"),
        ],
    )
    def test_what_may_pass_is_asked_again(self, run, services, fault, why, capsys):
        services.behaviours = [well, fault, fault, well]
        assert ids(run().queue) == EVERYTHING
        assert capsys.readouterr().err.count(why) == 2

    def test_a_service_that_says_when_is_obeyed(self, run, services, waits):
        now = datetime.now(UTC)  # noqa: TID251  # the server's own clock, so the real one here
        soon = format_datetime(now + timedelta(seconds=30), usegmt=True)
        services.behaviours = [answers(429, Retry_After="7"), answers(503, Retry_After=soon)]
        assert ids(run().queue) == EVERYTHING
        asked_for = [wait for wait in waits if wait > 5]
        assert asked_for[0] == 7
        assert 25 <= asked_for[1] <= 30

    @pytest.mark.parametrize("words", ["soon", "-3", "Wed, 99 Foo 2026"])
    def test_a_wait_that_cannot_be_read_is_ours_to_choose(self, run, services, waits, words):
        services.behaviours = [answers(429, Retry_After=words)]
        assert ids(run().queue) == EVERYTHING
        assert max(waits) == 2

    def test_a_long_wait_is_left_to_the_next_run(self, run, services, waits):
        services.behaviours = [well, well, well, answers(429, Retry_After="3600")]
        with pytest.raises(_patience.FetchFailed, match=r"left alone for 3,600 s.*goes on where it stopped"):
            run()
        assert max(waits) < 1
        assert ids(run().queue) == EVERYTHING

    def test_a_service_that_stays_down_ends_the_run_and_keeps_what_came(self, run, services, tmp_path):
        services.behaviours = [well] * 4 + [answers(500)] * 99
        with pytest.raises(
            _patience.FetchFailed, match=r"^PubMed: it answered 500\. Run the same command again"
        ) as failed:
            run()
        assert "\n" not in str(failed.value)
        kept = ReviewFile(folder=tmp_path).read()
        assert ids(kept) == EVERYTHING[1:3]
        services.behaviours = []
        services.asked.clear()
        assert ids(run().queue) == EVERYTHING
        assert len(services.asked) == 3

    def test_a_silent_service_is_asked_again(self, run, services, monkeypatch, capsys):
        monkeypatch.setattr(net, "_TIMEOUT_SECONDS", 0.1)
        done = threading.Event()
        services.behaviours = [lambda *_request: done.wait(5)]
        assert ids(run().queue) == EVERYTHING
        done.set()
        assert "PubMed: it went silent" in capsys.readouterr().err

    def test_nobody_there_is_one_line(self, tmp_path, waits):
        with pytest.raises(_patience.FetchFailed, match=r"^PubMed: it cannot be reached\."):
            run_once("http://127.0.0.1:9", tmp_path, Time(waits))

    def test_an_answer_that_drips_is_given_up(self, run, services, monkeypatch, capsys):
        monkeypatch.setattr(net, "_LONGEST_ANSWER_SECONDS", -1.0)
        services.behaviours = [well] * 99
        with pytest.raises(_patience.FetchFailed, match="came too slowly"):
            run()

    def test_an_answer_without_end_is_refused(self, run, services, monkeypatch):
        monkeypatch.setattr(net, "_MOST_BYTES", 100)
        assert all("far longer than what was asked for" in problem for problem in run().problems)

    @pytest.mark.parametrize(
        ("change", "named"),
        [
            (without("esearchresult"), "esearchresult is missing"),
            (without("esearchresult", "idlist"), "idlist is missing"),
            (says(b"[]"), "a JSON object"),
            (answers(404), "answered 404"),
            (answers(400, b"Bad request"), "answered 400"),
        ],
    )
    def test_what_does_not_pass_is_a_problem_of_its_step_alone(self, run, services, waits, change, named):
        services.behaviours = [change]
        work = run(facts=[])
        (problem,) = work.problems
        assert problem.startswith("search:pm_dry_needling: PubMed")
        assert named in problem
        assert ids(work.queue) == ["NCT99000001"]
        assert not [wait for wait in waits if wait >= 2]

    def test_a_page_that_is_empty_too_early_is_asked_again(self, run, services, capsys):
        services.papers = [str(99_000_001 + number) for number in range(150)]
        services.behaviours = [well, well, says(b'{"esearchresult": {"count": "150", "idlist": []}}')]
        work = run(facts=[])
        assert work.problems == []
        assert len(work.queue.items) == 151
        assert "a page came empty though records are left" in capsys.readouterr().err

    def test_a_run_that_goes_on_later_asks_up_to_the_day_it_began(self, run, services):
        services.behaviours = [answers(500)] * 6
        since = date(2026, 1, 1)
        with pytest.raises(_patience.FetchFailed):
            run(facts=[], since=since)
        services.asked.clear()
        later = run(facts=[], since=since, today=date(2026, 12, 24)).queue
        assert [asked["maxdate"] for asked in services.asked_of("esearch.fcgi")] == ["2026/11/22"]
        # So the next run begins there, and leaves nothing out.
        assert set(later.asked.values()) == {TODAY}

    def test_a_place_that_is_gone_begins_the_step_anew(self, run, services, tmp_path, capsys):
        services.papers = []
        services.trial_pages = [("", ["NCT99000001"]), ("old", ["NCT99000002"])]
        services.behaviours = [well, well] + [answers(500)] * 6
        with pytest.raises(_patience.FetchFailed):
            run(facts=[])
        stopped = ReviewFile(folder=tmp_path).read().run
        assert stopped is not None
        assert stopped.cursor == "old"
        services.behaviours = []
        services.trial_pages = [("", ["NCT99000001"]), ("new", ["NCT99000002"])]
        assert ids(run(facts=[]).queue) == ["NCT99000001", "NCT99000002"]
        assert "begins anew" in capsys.readouterr().err


class TestTheFile:
    def test_a_run_that_keeps_nothing_writes_nothing(self, run, tmp_path):
        work = run(keep=lambda _queue: None)
        assert ids(work.queue) == EVERYTHING
        assert not (tmp_path / NAME).exists()

    def test_two_at_once_do_not_mix(self, tmp_path):
        file = ReviewFile(folder=tmp_path)
        with file.held(), pytest.raises(QueueInUse, match="another command"), ReviewFile(folder=tmp_path).held():
            pass
        with ReviewFile(folder=tmp_path).held():
            file.write(evidence.ReviewQueue())

    def test_a_folder_that_cannot_be_made_is_one_line(self, tmp_path):
        (tmp_path / "file").write_text("mine")
        with pytest.raises(QueueNotWritten, match="cannot be written"), ReviewFile(folder=tmp_path / "file").held():
            pass

    def test_a_full_disk_leaves_the_earlier_file(self, run, tmp_path, monkeypatch):
        file = ReviewFile(folder=tmp_path)
        file.write(run().queue)
        before = (tmp_path / NAME).read_bytes()

        def full(_number):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(QueueNotWritten, match=r"No space left.*nothing of the earlier file is lost"):
            file.write(evidence.ReviewQueue())
        assert (tmp_path / NAME).read_bytes() == before

    def test_a_broken_file_is_not_thrown_away(self, run, tmp_path):
        (tmp_path / NAME).write_text('{"items": [')
        with pytest.raises(evidence.BadQueue, match="no review queue"):
            run()
        assert (tmp_path / NAME).read_text() == '{"items": ['


KILLED = """
import sys, time
from pathlib import Path
from tests.integration.test_evidence_update import run_once
class Times:
    sleep = staticmethod(lambda seconds: None)
    clock = staticmethod(time.monotonic)
run_once(sys.argv[1], Path(sys.argv[2]), Times)
"""


class TestKilledInTheMiddle:
    @pytest.mark.parametrize("requests", [1, 7])
    def test_the_next_run_goes_on_and_comes_to_the_same(self, services, tmp_path, waits, requests):
        services.papers = [str(99_000_001 + number) for number in range(250)]
        services.trial_pages = [("", ["NCT99000001"]), ("two", ["NCT99000002"])]
        undisturbed = run_once(services.address, tmp_path / "whole", Time(waits)).queue
        whole_run = len(services.asked)
        services.asked.clear()

        reached, released = threading.Event(), threading.Event()

        def hangs(*_request):
            reached.set()
            released.wait(30)

        services.behaviours = [well] * requests + [hangs]
        folder = tmp_path / "killed"
        self._kill_when(reached, services.address, folder)
        released.set()
        services.behaviours = []
        if (folder / NAME).exists():
            json.loads((folder / NAME).read_bytes())

        resumed = run_once(services.address, folder, Time(waits)).queue
        assert resumed == undisturbed
        # Of both runs together, at most the page that was under way, of two requests, was asked for twice.
        assert len(services.asked) <= whole_run + 2

    def _kill_when(self, reached, address, folder):
        command = [sys.executable, "-c", KILLED, address, str(folder)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        running = subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[2])
        try:
            waited = time.monotonic() + 60
            while not reached.wait(0.1):
                assert running.poll() is None, "it ended by itself"
                assert time.monotonic() < waited, "it never came so far"
        finally:
            running.send_signal(signal.SIGKILL)
            running.wait()
