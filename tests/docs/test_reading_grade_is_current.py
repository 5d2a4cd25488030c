"""Every article can be read with eight years of school, and the page that says so is current."""

import pytest

from benchmarks.reading_grade import HIGHEST, PAGE, grade, grades, page


def test_every_article_reads_at_grade_8_or_below():
    found = grades()
    assert len(found) > 20
    assert {slug: round(one.grade, 1) for slug, one in found.items() if one.grade > HIGHEST} == {}


def test_the_committed_page_is_what_would_be_written_now():
    assert PAGE.read_text(encoding="utf-8") == page(grades()), "write it again: python -m benchmarks.reading_grade"


@pytest.mark.parametrize(
    ("text", "words", "sentences", "syllables"),
    [
        (["The cat sat on the mat."], 6, 1, 6),
        (["It hurts. Does it? Yes!"], 5, 3, 5),
        (["Two items", "and no stop"], 5, 2, 6),
        (["By 0.42 points, from 0.05 to 0.79."], 4, 1, 4),
        # The second word is in no dictionary: three groups of vowels, and the last e is silent.
        (["A zzobikate."], 2, 1, 4),
        (["Long-lasting sciatica."], 2, 1, 7),
    ],
)
def test_words_sentences_and_syllables_are_counted(text, words, sentences, syllables):
    one = grade(text)
    assert (one.words, one.sentences, one.syllables) == (words, sentences, syllables)
    assert one.grade == pytest.approx(0.39 * words / sentences + 11.8 * syllables / words - 15.59)


def test_a_text_without_words_is_refused():
    with pytest.raises(ValueError, match="no word to grade"):
        grade(["42."])
