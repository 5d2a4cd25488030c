"""Laws of the living evidence: strange answers are refused, never a crash; where a run stops does not matter."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.evidence.living_facts import fact
from unpinch import evidence
from unpinch.cli import _evidence_update as update
from unpinch.cli._evidence_net import Asker, Service
from unpinch.kernel import UnpinchError

TODAY = date(2026, 11, 22)
FACTS = [fact(2, pmid="7"), fact(3, "https://doi.org/10.1234/abc")]
READERS = (
    evidence.read_pubmed_search,
    evidence.read_registered_trials,
    lambda answer: evidence.read_pubmed_summaries(answer, pmids=["7", "8"]),
)
GOOD: tuple[dict[str, Any], ...] = (
    {"esearchresult": {"count": "2", "idlist": ["7", "8"], "errorlist": {"phrasesnotfound": ["x"]}}},
    {
        "studies": [
            {
                "protocolSection": {
                    "identificationModule": {"nctId": "NCT99000001", "briefTitle": "Test record"},
                    "statusModule": {"studyFirstPostDateStruct": {"date": "2026-01-05"}},
                },
                "hasResults": False,
            }
        ],
        "nextPageToken": "t",
        "totalCount": 2,
    },
    {
        "result": {
            uid: {
                "title": "Test record",
                "pubdate": "2026",
                "articleids": [{"idtype": "doi", "value": "10.1/x"}],
                "pubtype": ["Journal Article"],
                "references": [{"reftype": "Erratum in", "refsource": "J", "pmid": 1}],
            }
            for uid in ("7", "8")
        }
    },
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=6,
)


def places(value, path=()):
    """Give the way to each part of a document."""
    yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inside in parts:
        yield from places(inside, (*path, name))


def spoiled(value, path, other):
    """Give the document with another value in one place."""
    if not path:
        return other
    if isinstance(value, dict):
        return value | {path[0]: spoiled(value[path[0]], path[1:], other)}
    return [spoiled(each, path[1:], other) if place == path[0] else each for place, each in enumerate(value)]


def refusal(read, answer):
    """Give the words with which an answer is refused, or none; anything but a refusal goes through."""
    try:
        read(answer)
    except UnpinchError as refused:
        return str(refused)
    return ""


@given(which=st.integers(0, 2), data=st.data())
@settings(max_examples=400)
def test_an_answer_with_one_strange_part_is_read_or_refused_in_one_line(which, data):
    good = GOOD[which]
    READERS[which](json.dumps(good).encode())
    path = data.draw(st.sampled_from(list(places(good))))
    answer = json.dumps(spoiled(good, path, data.draw(VALUES))).encode()
    assert "\n" not in refusal(READERS[which], answer)


@given(answer=st.binary(max_size=60))
def test_bytes_of_any_kind_are_read_or_refused(answer):
    for read in READERS:
        with pytest.raises(UnpinchError):
            read(answer)


class Stopped(Exception):
    """The run is stopped here."""


class FakeAsker(Asker):
    """Answers from two lists, and stops at the request it is told."""

    def __init__(self, *, papers, trials, stop_at):
        self._papers, self._trials, self._left = papers, trials, stop_at

    def ask(self, service, path, parameters, read):
        if self._left == 0:
            raise Stopped
        self._left -= 1
        answers: dict[str, Callable[[dict[str, str]], object]] = {
            "esearch.fcgi": self._search,
            "esummary.fcgi": self._summaries,
            "studies": self._studies,
        }
        return read(json.dumps(answers[path](parameters)).encode())

    def _search(self, asked):
        found = [] if "[aid]" in asked["term"] else self._papers
        start = int(asked["retstart"])
        return {"esearchresult": {"count": str(len(found)), "idlist": found[start : start + int(asked["retmax"])]}}

    def _summaries(self, asked):
        known = GOOD[2]["result"]["7"]
        return {"result": {uid: known | {"title": uid, "articleids": []} for uid in asked["id"].split(",")}}

    def _studies(self, asked):
        start = int(asked.get("pageToken") or 0)
        known = GOOD[1]["studies"][0]
        named = {"nctId": self._trials[start] if start < len(self._trials) else "", "briefTitle": "Test record"}
        section = known["protocolSection"] | {"identificationModule": named}
        more = {"nextPageToken": str(start + 1)} if start + 1 < len(self._trials) else {}
        return {"studies": [known | {"protocolSection": section}] if self._trials else []} | more


def run(queue, *, papers, trials, stop_at=-1, today=TODAY):
    """Run until the end or a stop; give what was kept."""
    kept = [queue]
    searches = evidence.chosen_searches(ids=["pm_dry_needling", "ct_dry_needling"])
    service = Service("PubMed", "", 0.0)
    begun = evidence.begin_run(queue=queue, steps=evidence.steps_of(searches=searches), since=None, today=today)
    work = update.Update(
        asker=FakeAsker(papers=papers, trials=trials, stop_at=stop_at),
        services=update.Services(pubmed=service, registry=service),
        queue=begun,
        keep=kept.append,
        references=evidence.references(facts=FACTS),
        searches=searches,
        today=TODAY,
    )
    with suppress(Stopped):
        work.go()
    return kept[-1]


PAPERS = st.lists(st.integers(1000, 9999).map(str), unique=True, max_size=330)
TRIALS = st.lists(st.integers(99000001, 99000030).map(lambda number: f"NCT{number}"), unique=True, max_size=5)


@given(papers=PAPERS, trials=TRIALS, stops=st.lists(st.integers(0, 12), max_size=4))
@settings(max_examples=60)
def test_wherever_a_run_is_stopped_the_end_is_the_same(papers, trials, stops):
    queue = evidence.ReviewQueue()
    for stop_at in stops:
        queue = run(queue, papers=papers, trials=trials, stop_at=stop_at)
        # What a stop leaves behind can be written and read again.
        assert evidence.read_queue(evidence.queue_text(queue), name="x") == queue
    stopped = run(queue, papers=papers, trials=trials)
    whole = run(evidence.ReviewQueue(), papers=papers, trials=trials)
    assert set(stopped.items) == set(whole.items)
    assert {item.id for item in whole.items} >= {f"PMID{paper}" for paper in papers} | set(trials)
    assert (stopped.asked, stopped.run) == (whole.asked, None)


@given(papers=PAPERS, chosen=st.data())
@settings(max_examples=30)
def test_no_run_ever_takes_back_a_decision(papers, chosen):
    queue = run(evidence.ReviewQueue(), papers=papers, trials=["NCT99000001"])
    item = chosen.draw(st.sampled_from(queue.items))
    decision = evidence.Decision(evidence.ReviewAnswer.DISMISSED, TODAY, why="test")
    decided = queue.decided(item_id=item.id, decision=decision)
    again = run(decided, papers=papers, trials=["NCT99000001"], today=date(2027, 1, 1))
    assert set(again.items) == set(decided.items)
    assert replace(item, decision=decision) in again.items
