"""Laws of understanding that no text may break."""

import csv
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from unpinch import language, safety
from unpinch.kernel import FindingStatus

TABLE = Path(__file__).parents[1] / "spec" / "language_sentences.csv"
SENTENCES = [row["text"] for row in csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())]
WORDS = sorted({word for sentence in SENTENCES for word in sentence.split()})
FILLER = ("Thanks for reading.", "Hello everyone.", "I live upstairs with two cats.", "The weather is nice.")

texts = st.text(min_size=1, max_size=300)
salads = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join)


def read(text):
    try:
        return language.understand(text=text)
    except language.UnreadableText:
        return None


@given(texts | salads)
def test_any_text_is_read_or_refused_and_always_the_same_way(text):
    assert read(text) == read(text)


@given(texts | salads | st.sampled_from(SENTENCES))
def test_every_quote_is_verbatim(text):
    understood = read(text)
    for finding in understood.findings if understood else ():
        assert finding.quote
        assert finding.quote in text


@given(salads)
def test_each_finding_is_listed_once_and_known(text):
    understood = language.understand(text=text)
    listed = [finding.id for finding in understood.findings]
    assert len(set(listed)) == len(listed)


@given(st.sampled_from(SENTENCES), st.sampled_from(FILLER))
def test_filler_does_not_change_the_findings(sentence, filler):
    alone = {(found.id, found.status) for found in language.understand(text=sentence, lang="en").findings}
    ended = sentence if sentence[-1] in ".!?" else f"{sentence}."
    padded = {(found.id, found.status) for found in language.understand(text=f"{ended} {filler}", lang="en").findings}
    assert padded == alone


@given(st.sampled_from(SENTENCES), st.integers(0, 3))
def test_capitals_and_line_breaks_around_do_not_change_the_findings(sentence, breaks):
    alone = {(found.id, found.status) for found in language.understand(text=sentence).findings}
    shouted = {
        (found.id, found.status) for found in language.understand(text="\n" * breaks + sentence.upper()).findings
    }
    assert shouted == alone


@settings(max_examples=50)
@given(
    st.sampled_from(["numb between my legs", "can't pee", "foot slaps when I walk", "fever of 102", "calf is swollen"])
)
def test_a_sign_said_outright_is_never_lost_by_a_denial_of_something_else(sign):
    understood = language.understand(text=f"No chest pain, no weight loss. {sign}. No cough.")
    assert any(finding.status is FindingStatus.PRESENT for finding in understood.findings)
    alone = safety.assess(understanding=language.understand(text=sign)).level
    assert safety.assess(understanding=understood).level is alone
