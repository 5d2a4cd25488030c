"""Every fact has a source, and its words are ours."""

import csv
import re

import pytest

from unpinch import knowledge
from unpinch.knowledge._files import FILES
from unpinch.knowledge._load import DATA_FOLDER

FACT_FILES = [file for file, kind in FILES.items() if issubclass(kind, knowledge.Fact)]
# So many words in a row are somebody's sentence; fewer may be a term ("people with low back pain with or without
# sciatica").
WORDS_THAT_MAKE_A_SENTENCE = 10
SHORTEST_QUOTE = 6


@pytest.mark.parametrize("file", FACT_FILES)
def test_a_fact_with_its_source_removed_is_refused(tmp_path, file):
    with (DATA_FOLDER / file).open(encoding="utf-8", newline="") as lines:
        header, first, *rest = csv.reader(lines)
    first[header.index("source_url")] = ""
    damaged = tmp_path / file
    with damaged.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([header, first, *rest])
    with pytest.raises(knowledge.BadFact, match=f"^{file}, row 2, source_url: a fact needs"):
        knowledge.read_rows(path=damaged, row_type=FILES[file])


@pytest.mark.parametrize(
    ("gathered", "file"),
    [
        ("red_flags.csv", "red_flags.csv"),
        ("diagnostic_tests.csv", "diagnostic_findings.csv"),
        ("prevalence.csv", "prevalence.csv"),
        ("body_regions.csv", "body_regions.csv"),
        ("referral_patterns.csv", "referral_patterns.csv"),
        ("needling_safety.csv", "needling_safety.csv"),
        ("coverage.csv", "coverage.csv"),
    ],
)
def test_every_gathered_row_is_here_with_its_numbers_and_tier(shared, gathered, file):
    rows = {row.key: row for row in knowledge.load(FILES[file], file)}
    with (shared / "clinical" / gathered).open(encoding="utf-8-sig", newline="") as lines:
        originals = {row.get("id") or row["region_id"]: row for row in csv.DictReader(lines)}
    assert set(rows) == set(originals)
    for key, original in originals.items():
        assert rows[key].source_tier == original["source_tier"], key
        for column in ("sensitivity", "specificity", "lr_pos", "lr_neg"):
            # A range or a doubtful number is not one number; it is said in words instead.
            text = original.get(column) or ""
            number = float(text) if re.fullmatch(r"[0-9.]+", text) else None
            assert getattr(rows[key], column, None) == number, (key, column)


def test_no_text_is_a_sentence_of_somebody_else(shared):
    runs, quotes = _borrowed(shared)
    for file, key, column, text in _texts():
        words = _words(text)
        for run in _runs(words):
            assert run not in runs, f"{file}, {key}, {column} repeats {' '.join(run)!r} of {runs[run]}"
        padded = f" {' '.join(words)} "
        for quote in quotes:
            assert f" {quote} " not in padded, f"{file}, {key}, {column} repeats a quote: {quote!r}"


def _borrowed(shared):
    runs: dict[tuple[str, ...], str] = {}
    quotes: set[str] = set()
    for path in sorted([*shared.glob("clinical/*.csv"), *shared.glob("evidence/*.csv")]):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                for column, text in row.items():
                    if column and column.endswith("quote") and text:
                        words = _words(text)
                        runs |= dict.fromkeys(_runs(words), path.name)
                        if len(words) >= SHORTEST_QUOTE and re.search("[a-z]{4}", text):
                            quotes.add(" ".join(words))
    assert len(quotes) > 500
    return runs, quotes


def _texts():
    for file, kind in FILES.items():
        for row in knowledge.load(kind, file):
            for column, text in row:
                # Shorter texts cannot hold a quote, and reading them all would make the test slow.
                if isinstance(text, str) and column != "source_url" and len(text.split()) >= SHORTEST_QUOTE:
                    yield file, row.key, column, text


def _words(text):
    return re.findall(r"[a-z]+", text.lower())


def _runs(words):
    length = WORDS_THAT_MAKE_A_SENTENCE
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}
