"""
The fast search and the plain one agree, and laws that every answer keeps.

`UNPINCH_DIRECTORY_QUESTIONS=10000 pytest tests/generative/test_directory_laws.py -k random_questions` asks ten thousand
random questions (about four minutes on two cores); without it some 300 are asked.
"""

import os
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generative.random_directories import CARES, DAYS, NUMBERS, ZIPS, World
from tests.unit.directory.joined_files import joined
from tests.unit.directory.provider_file import BUILT_AT, npi, person
from tests.unit.directory.sources.public_files import service
from unpinch import directory
from unpinch.directory import _blocks, _plain, _words

QUESTIONS = int(os.environ.get("UNPINCH_DIRECTORY_QUESTIONS", "300"))
QUESTIONS_OF_ONE_DIRECTORY = 30
DIRECTORIES = -(-QUESTIONS // QUESTIONS_OF_ONE_DIRECTORY)


@contextmanager
def world(seed):
    """Give a random directory."""
    with tempfile.TemporaryDirectory() as folder:
        yield World(folder=Path(folder), chance=np.random.default_rng(seed))


def answer(snapshot, query, *, reachability=None):
    """Give the page: who, with how many points, and where."""
    known = reachability or directory.Reachability()
    return [
        (match.npi, round(match.score * 1000), match.place.zip_code)
        for match in directory.search(snapshot=snapshot, query=query, reachability=known).results
    ]


def plain_answer(made, query, *, confirmed=None, free=()):
    """Give all who match, in the plain way."""
    found = _plain.search_plainly(
        clinicians=made.clinicians,
        query=query,
        today=BUILT_AT.date(),
        telehealth_is_known=made.telehealth_is_known,
        confirmed=confirmed,
        free=free,
    )
    return [(match.npi, match.points, match.zip_code) for match in found]


def test_random_questions_are_answered_as_the_plain_search_answers_them():
    asked = 0
    for seed in range(DIRECTORIES):
        with world(seed) as made:
            if made.snapshot is None:
                assert not made.clinicians
                continue
            assert {row.reason.value: row.rows for row in made.snapshot.manifest.rejected} == dict(made.rejected)
            assert made.snapshot.manifest.rows_read == len(made.clinicians) + made.rejected.total()
            for _ in range(QUESTIONS_OF_ONE_DIRECTORY):
                query = made.question()
                expected = plain_answer(made, query)
                begin = (query.page - 1) * query.limit
                assert answer(made.snapshot, query) == expected[begin : begin + query.limit], (seed, query)
                assert directory.search(snapshot=made.snapshot, query=query).total == len(expected), (seed, query)
                asked += 1
    assert asked > QUESTIONS * 0.9


def _confirmed(made):
    """Let a random four fifths of the people confirm numbers: one of the world's, another one, both or none."""
    numbers = [number for number in range(NUMBERS) if made.chance.random() < 0.8]
    choices = (("8605550100",), ("8605550100", "8605550199"), ("8605550100",), ("2125550100",), ())
    return {npi(number): frozenset(made.pick(choices)) for number in numbers}


def _free(made):
    """Let a random third of the people be free on some day."""
    return {npi(number): date(2026, 11, 24) for number in range(NUMBERS) if made.chance.random() < 0.3}


def test_who_can_be_reached_stands_where_the_plain_search_puts_them():
    moved = 0
    for seed in range(2000, 2006):
        with world(seed) as made:
            for _ in range(20):
                # Wide questions, so that there are people to move.
                query, confirmed = replace(made.question(), within_miles=500.0, telehealth=None), _confirmed(made)
                free = _free(made)
                expected = plain_answer(made, query, confirmed=confirmed, free=free)
                begin = (query.page - 1) * query.limit
                known = directory.Reachability(confirmed_phones=confirmed, next_free=free)
                assert answer(made.snapshot, query, reachability=known) == expected[begin : begin + query.limit], (
                    seed,
                    query,
                )
                found = directory.search(snapshot=made.snapshot, query=query, reachability=known)
                assert found.total == len(expected)
                assert all(match.score == sum_of(match) for match in found.results)
                moved += expected != plain_answer(made, query)
    assert moved >= 10


def sum_of(match):
    """Give the sum of the reasons of a match."""
    return sum(round(factor.points * 1000) for factor in match.because) / 1000


def test_pages_points_and_facets_add_up():
    for seed in range(1000, 1004):
        with world(seed) as made:
            for _ in range(8):
                _check_one_answer(made.snapshot, made.question())


def _check_one_answer(snapshot, query):
    whole = directory.search(snapshot=snapshot, query=replace(query, limit=200, page=1))
    pages = -(-whole.total // query.limit)
    paged = [row for page in range(1, pages + 2) for row in answer(snapshot, replace(query, page=page))]
    assert paged == [(match.npi, round(match.score * 1000), match.place.zip_code) for match in whole.results]
    assert len({number for number, _score, _zip in paged}) == len(paged) == whole.total
    for name in ("gender", "telehealth", "group", "assignment"):
        assert sum(facet.count for facet in getattr(whole.facets, name)) == whole.total
    assert sum(place.count for place in directory.places_of(snapshot=snapshot, query=query)) == whole.total
    order = [(-match.score, match.distance_miles or 0, match.npi) for match in whole.results]
    assert order == sorted(order)
    for match in whole.results:
        assert sum(round(factor.points * 1000) for factor in match.because) == round(match.score * 1000)
        assert all(0 <= factor.points <= 1 for factor in match.because)


@settings(deadline=None, max_examples=10)
@given(
    st.sampled_from(ZIPS[:8]),
    st.sampled_from(ZIPS[:8]),
    st.sampled_from(DAYS[:5]),
    st.sampled_from(DAYS[:5]),
    st.sampled_from((None, *CARES)),
)
def test_nearer_and_fresher_are_never_worse(one_zip, other_zip, one_day, other_day, care):
    """All else equal: of two that differ in distance only, or in the date only, the better one is not below."""
    twins = [person(1, postal=one_zip, updated=one_day), person(2, postal=other_zip, updated=one_day)]
    dated = [person(3, postal=one_zip, updated=other_day)]
    with tempfile.TemporaryDirectory() as folder:
        snapshot = joined(Path(folder), *twins, *dated)
        result = directory.search(snapshot=snapshot, query=directory.Query(near="06105", within_miles=500, care=care))
        by_number = {match.npi: match for match in result.results}
        if len(by_number) < 3:
            return
        near, far = sorted((by_number[npi(1)], by_number[npi(2)]), key=lambda match: match.distance_miles or 0)
        assert near.score >= far.score
        stale, fresh = sorted(
            (by_number[npi(1)], by_number[npi(3)]), key=lambda match: str(match.confidence.updated_date)
        )
        assert fresh.score >= stale.score


@settings(deadline=None, max_examples=8)
@given(st.lists(st.integers(11, 500), min_size=2, max_size=6), st.sampled_from(("06105", None)))
def test_more_shown_experience_is_never_worse(people, near):
    """All else equal: who treated more people is not below who treated fewer, and nobody is below who shows nothing."""
    rows = [person(number) for number in range(len(people) + 1)]
    services = [service(number, HCPCS_Cd="97140", Tot_Benes=str(count)) for number, count in enumerate(people)]
    with tempfile.TemporaryDirectory() as folder:
        snapshot = joined(Path(folder), *rows, services=services)
        query = directory.Query(near=near, care="physical_therapy")
        scores = {match.npi: match.score for match in directory.search(snapshot=snapshot, query=query).results}
    by_people = sorted(zip([*people, 0], [scores[npi(number)] for number in range(len(rows))], strict=True))
    assert [score for _people, score in by_people] == sorted(score for _people, score in by_people)
    assert by_people[0][1] < by_people[-1][1]


@given(st.lists(st.text(st.characters(max_codepoint=0x36F), max_size=30), min_size=1, max_size=20))
def test_words_of_a_column_are_those_of_each_name(texts):
    column = pl.DataFrame({"name": texts}).select(words=_words.name_word_column(("name",)))["words"].to_list()
    for text, words in zip(texts, column, strict=True):
        assert set(words) == {word for word in _words.name_words(text) if len(word) > 1}


@given(st.lists(st.sampled_from([b'"a"', b'"b,\nc"', b'""', b"x", b""]), min_size=1, max_size=40), st.integers(0, 400))
def test_blocks_end_where_rows_end(values, cut):
    data = b"".join(b",".join(values[place : place + 3]) + b"\n" for place in range(0, len(values), 3))
    begin = data[:cut]
    end = _blocks.end_of_last_row(begin)
    # Rows of the begin and of the rest are the rows of the whole: nothing was cut inside a value.
    assert len(_blocks.count_values(begin[:end])) + len(_blocks.count_values(data[end:])) == len(
        _blocks.count_values(data)
    )
    assert begin[:end].count(b'"') % 2 == 0


@given(st.binary(max_size=300))
def test_any_bytes_become_utf_8(data):
    text, mended = _blocks.as_utf8(data)
    text.decode("utf-8")
    assert text.count(b"\n") == data.count(b"\n")
    assert (mended == 0) == (text == data)
