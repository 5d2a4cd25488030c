"""The finder against its plain version, which tries every phrase at every word, as the notation says."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from unpinch.language import _phrases
from unpinch.language._book import build_book
from unpinch.language._finder import Finder
from unpinch.language._phrases import BadPhrase, Label, Match, Phrase, parse

SKIP, BARRIERS = frozenset({"my", "really"}), frozenset({".", "but", "not"})
WORDS = ("leg", "legs", "numb", "my", "really", "but", "not", "walk", ".", ",", "odd")


class Plain:
    """No index, no memory, no stretches: what stands in the notation, and nothing else."""

    def __init__(self, phrases, lists, words):
        self.phrases, self.lists, self.words = phrases, lists, words

    def matches(self):
        for start in range(len(self.words)):
            longest: dict[Label, int] = {}
            for phrase in self.phrases:
                end = self.end_of_row(phrase.pieces, 0, start)
                if end > longest.get(phrase.label, start):
                    longest[phrase.label] = end
            yield from (Match(label, start, end) for label, end in longest.items())

    def end_of_row(self, row, index, at):
        if index == len(row):
            return at
        piece = row[index]
        if piece.gap:
            return self.end_after_gap(row, index, at)
        places = self.places(at, index)
        if piece.refused:
            refused = any(self.ends_at(piece, place) for place in places)
            return -1 if refused else self.end_of_row(row, index + 1, at)
        for place in places:
            for end in self.ends_at(piece, place):
                final = self.end_of_row(row, index + 1, end)
                if final >= 0:
                    return final
        # A phrase whose first piece may be missing is written twice, so that one begins with each.
        return self.end_of_row(row, index + 1, at) if piece.optional and index else -1

    def end_after_gap(self, row, index, at):
        for place in range(at, min(at + row[index].gap, len(self.words)) + 1):
            final = self.end_of_row(row, index + 1, place)
            if final >= 0:
                return final
            if place == len(self.words) or self.words[place] & BARRIERS:
                return -1
            if "," in self.words[place] and not row[index].over_commas:
                return -1
        return -1

    def places(self, at, index):
        fillers = 0
        while index and fillers < _phrases.MOST_FILLERS and at + fillers < len(self.words):
            if not self.words[at + fillers] & SKIP:
                break
            fillers += 1
        return range(at, min(at + fillers + 1, len(self.words)))

    def ends_at(self, piece, at):
        ends = [at + 1] if self.words[at] & piece.atoms else []
        for rows in [*(self.lists[name] for name in piece.lists), piece.rows]:
            found = {self.end_of_row(row, 0, at) for row in rows}
            ends += sorted((end for end in found if end > at), reverse=True)
        return ends


words = st.sampled_from(["leg", "numb", "walk", "but", ",", ".", "my", "leg*", "numb|walk", "<odd>", "leg|<odd>"])
inner = st.sampled_from(["leg", "numb", "walk|my", "..", "<odd>", "my?", "."])
brackets = st.lists(st.lists(inner, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=3).map("|".join)
gaps = st.sampled_from(["..", "...", ",.."])
pieces = st.one_of(words, words, brackets.map("({})".format), gaps)
rows = st.lists(st.builds(str.__add__, pieces, st.sampled_from(["", "", "", "?"])), min_size=1, max_size=4).map(
    " ".join
)
phrases = st.builds(str.__add__, rows, st.sampled_from(["", "", " !leg", " !(numb walk)", " & odd"]))
texts = st.lists(st.sampled_from(WORDS), max_size=14)


def read(written):
    """Give the rows of those phrases that are written in the notation."""
    for each in written:
        try:
            yield from parse(each, "en")
        except BadPhrase:
            continue


def found(matches):
    return [(match.start, match.end, match.label.id) for match in matches]


@settings(max_examples=400)
@given(st.lists(phrases, min_size=1, max_size=8), st.lists(rows.filter(lambda row: "<" not in row), max_size=3), texts)
@example(["leg ..|leg"], [], ["leg"])
@example(["numb (my? leg|walk)"], [], ["numb", "leg"])
@example(["numb .", "leg"], [], ["numb", ".", "leg"])
@example(["numb . leg"], [], ["numb", ".", "leg"])
@example(["numb <odd>"], ["leg walk", "leg"], ["numb", "leg", "walk"])
@example(["(walk|my leg)? <odd>"], [], ["my", "odd"])
@example(["(my numb leg|walk) .. odd"], [], ["my", "really", "numb", "leg", "my", "odd"])
def test_the_finder_finds_what_the_notation_says_and_no_more(written, listed, text):
    lists = {"en:odd": tuple(read(listed)) or parse("odd", "en")}
    book_phrases = [Phrase(Label("finding", str(number % 3), "en"), row) for number, row in enumerate(read(written))]
    book = build_book(phrases=book_phrases, lists=lists, skip=SKIP, barriers=BARRIERS)
    atoms = [book.atoms_of(word) for word in text]
    plain = Plain(book_phrases, lists, atoms)
    assert sorted(found(Finder(book, atoms).matches())) == sorted(found(plain.matches()))
