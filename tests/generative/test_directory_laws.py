"""The fast search and the plain one agree, and laws that every answer keeps."""

import tempfile
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.directory.provider_file import BUILT_AT, npi, person, write_provider
from unpinch import directory, knowledge
from unpinch.directory import _blocks, _plain, _words

ZIPS = ("06105", "061051770", "06117", "06117-1208", "06032", "06067-1851", "06106", "02139", "10001", "78701", "96799")
CODES = ("225100000X", "2251X0800X", "111N00000X", "171100000X", "2081P2900X", "2081S0010X", "207Q00000X", "122300000X")
STATES = ("CT", "CA", "NY", "TX", "FL", "TN", "PR", "CONNECTICUT", "QUEENSLAND", "")
LAST_NAMES = ("TEAPOT", "TEAPOTT", "TAEPOT", "O'LANTERN", "LANTERN-KITE", "MUÑOZ", "KITE", "QUILL")
FIRST_NAMES = ("SAMPLE", "SAMPEL", "ANNE", "A", "")
DAYS = ("11/22/2026", "11/22/2025", "11/21/2025", "01/01/2020", "05/23/2005", "", "2024-02-29", "nonsense")
CARES = tuple(row.id for row in knowledge.treatments() if row.role is knowledge.TreatmentRole.TREATMENT)

# Most rows are kept and lie near Hartford, so that most questions have many answers; some are wrong in one way each.
fields = {
    "number": st.integers(0, 200),
    "last_name": st.sampled_from(LAST_NAMES),
    "first_name": st.sampled_from(FIRST_NAMES),
    "postal": st.sampled_from(ZIPS),
    "state": st.sampled_from(STATES),
    "gender": st.sampled_from(("F", "M", "X", "")),
    "phone": st.sampled_from(("8605550100", "860555", "")),
    "updated": st.sampled_from(DAYS),
    "code_1": st.sampled_from((*CODES, "")),
    "switch_1": st.sampled_from(("Y", "N", "X", "")),
    "code_2": st.sampled_from((*CODES, "", "")),
    "switch_2": st.sampled_from(("Y", "N", "")),
}
oddities = {
    "npi": st.sampled_from(("", "123", "123456789012", "12345678X3", "3234567893", "1234567890")),
    "entity": st.sampled_from(("2", "", "3")),
    "deactivated": st.just("01/01/2020"),
    "postal": st.sampled_from(("", "0610", "00001", "09001", "K1A")),
    "country": st.sampled_from(("CA", "PR", "")),
    "last_name": st.just(""),
}
rows = st.builds(person, **fields)
odd_rows = st.one_of(
    *(st.builds(person, **{**fields, name: values}) for name, values in oddities.items()),
    st.builds(
        person,
        **fields,
        deactivated=st.just("01/01/2020"),
        reactivated=st.sampled_from(("01/01/2020", "12/31/2019", "2021-01-01")),
    ),
)
files = st.tuples(st.lists(rows, min_size=10, max_size=30), st.lists(odd_rows, max_size=6)).map(
    lambda both: [*both[0], *both[1]]
)
queries = st.builds(
    directory.Query,
    near=st.sampled_from(("06105", "06117", "06105-1208", "41.7691,-72.701", "42.4,-71.1", "10001", "96910")),
    within_miles=st.sampled_from((None, 0.5, 3, 10, 120, 500)),
    specialties=st.one_of(
        st.just(()), st.lists(st.sampled_from([row.id for row in knowledge.specialties()]), max_size=5).map(tuple)
    ),
    care=st.sampled_from((None, "dry_needling", "acupuncture", *CARES)),
    gender=st.sampled_from((None, None, "female", "male")),
    limit=st.integers(1, 8),
    page=st.integers(1, 3),
)
names = st.sampled_from(("teapot", "taepott", "kite lantern", "olantern", "munoz", "a kite", "sample teapot", "zzz"))


@contextmanager
def built(content):
    """Give the file and the snapshot of these rows; None for the snapshot where nothing can be kept."""
    with tempfile.TemporaryDirectory() as folder:
        nppes = write_provider(Path(folder) / "f.csv", *content)
        out = Path(folder) / "out"
        try:
            directory.build(nppes=nppes, out=out, built_at=BUILT_AT)
        except directory.NothingToKeep:
            yield nppes, None
        else:
            yield nppes, directory.open_snapshot(path=out)


def answer(snapshot, query):
    return [
        (match.npi, round(match.score * 1000)) for match in directory.search(snapshot=snapshot, query=query).results
    ]


@settings(deadline=None, max_examples=100)
@given(files, st.lists(queries, min_size=3, max_size=8), st.lists(names, max_size=4), st.booleans())
def test_the_fast_search_agrees_with_the_plain_one(content, questions, asked_names, everywhere):
    with built(content) as (nppes, snapshot):
        clinicians, rejected = _plain.read_plainly(path=nppes)
        if snapshot is None:
            assert not clinicians
            return
        assert {row.reason.value: row.rows for row in snapshot.manifest.rejected} == dict(rejected)
        assert snapshot.manifest.rows_read == len(content) == len(clinicians) + rejected.total()
        for question, name in zip_longest(questions, asked_names[: len(questions)]):
            near = None if name and everywhere else question.near
            query = directory.Query(**{**vars(question), "name": name, "near": near})
            expected = _plain.search_plainly(clinicians=clinicians, query=query, today=BUILT_AT.date())
            begin = (query.page - 1) * query.limit
            page = [(match.npi, match.points) for match in expected[begin : begin + query.limit]]
            assert answer(snapshot, query) == page
            assert directory.search(snapshot=snapshot, query=query).total == len(expected)


@settings(deadline=None, max_examples=30)
@given(files, queries)
def test_pages_points_and_facets_add_up(content, question):
    with built(content) as (_nppes, snapshot):
        if snapshot is None:
            return
        whole = directory.search(
            snapshot=snapshot, query=directory.Query(**{**vars(question), "limit": 200, "page": 1})
        )
        pages = -(-whole.total // question.limit)
        paged = [
            row
            for page in range(1, pages + 2)
            for row in answer(snapshot, directory.Query(**{**vars(question), "page": page}))
        ]
        assert paged == [(match.npi, round(match.score * 1000)) for match in whole.results]
        assert len({number for number, _score in paged}) == len(paged) == whole.total
        assert sum(facet.count for facet in whole.facets.gender) == whole.total
        for match in whole.results:
            assert sum(round(factor.points * 1000) for factor in match.because) == round(match.score * 1000)
            assert all(0 <= factor.points <= 1 for factor in match.because)


@settings(deadline=None, max_examples=30)
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
    with built(twins + dated) as (_nppes, snapshot):
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
