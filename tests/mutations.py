"""Spoiling sentences as people, phones and other machines do."""

import csv
import unicodedata
from collections.abc import Callable
from pathlib import Path

TABLE = Path(__file__).parent / "spec" / "language_sentences.csv"
with TABLE.open(encoding="utf-8", newline="") as rows:
    SENTENCES = tuple(row["text"] for row in csv.DictReader(rows))

# Gives a whole number from 0 up to, not including, the one it is asked with.
Dice = Callable[[int], int]

# Letters of other alphabets, wide and mathematical letters that look like Latin ones, and marks that hide among them.
LOOK_ALIKES = str.maketrans(
    "aceopxyiABEKMHOPCTX",
    "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0410\u0412"
    "\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425",
)
WIDE = {letter: letter + 0xFEE0 for letter in range(0x21, 0x7F)}
BOLD = {ord("a") + place: 0x1D41A + place for place in range(26)}
# Marks without width, turns of the writing direction, and marks that sit on the letter before.
HIDDEN = ("\u200b", "\u200d", "\ufeff", "\u00ad", "\u202e", "\u2066", "\u0301", "\u0489")
# Emoji, a person in a wheelchair, a flag; words written from right to left and in signs; what is no text; long runs.
ODD = (
    *("\U0001f600", "\U0001f469\u200d\U0001f9bd", "\U0001f1fa\U0001f1f8"),
    *("\u200f\u0645\u0631\u062d\u0628\u0627", "\u05e9\u05dc\u05d5\u05dd", "\u75bc\u75db", "\ufdfa"),
    *("\ud800", "\x00", "\u2028", "a" * 300, "9" * 80, "...", "(((", "''"),
)


def _at(words, dice):
    return dice(len(words)) if words else 0


def swap(text, dice):
    """Let two words change places."""
    words = text.split(" ")
    first, second = _at(words, dice), _at(words, dice)
    words[first], words[second] = words[second], words[first]
    return " ".join(words)


def drop(text, dice):
    """Leave a letter out."""
    place = dice(len(text) + 1)
    return text[:place] + text[place + 1 :]


def double(text, dice):
    """Say a part twice."""
    start, end = sorted((dice(len(text) + 1), dice(len(text) + 1)))
    return text[:end] + text[start:]


def cut(text, dice):
    """Stop in the middle."""
    return text[: dice(len(text) + 1)]


def join(text, dice):
    """Go on with another sentence, or with none of the spaces."""
    other = SENTENCES[dice(len(SENTENCES))]
    return text.replace(" ", "") if dice(4) == 0 else text + (" ", "", "\n", ",", ". ", "-")[dice(6)] + other


def shout(text, dice):
    """Write all of it, or from somewhere on, in capitals."""
    place = dice(len(text) + 1) if dice(2) else 0
    return text[:place] + text[place:].upper()


def without_accents(text, dice):
    """Take accents off, or put some on."""
    decomposed = unicodedata.normalize("NFD", text)
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return plain if dice(2) else decomposed.replace("e", "e\u0301").replace("n", "n\u0303")


def look_alike(text, dice):
    """Put letters in the place of others that look the same."""
    return text.translate((LOOK_ALIKES, WIDE, BOLD)[dice(3)])


def hide(text, dice):
    """Put a mark inside that nobody sees, or something odd that everybody sees."""
    place = dice(len(text) + 1)
    signs = HIDDEN if dice(2) else ODD
    return text[:place] + signs[dice(len(signs))] + text[place:]


# Parts of Unicode: plain letters, controls, accents, marks, other alphabets, signs, halves of signs, emoji, everything.
RANGES = (
    *((0x20, 0x7F), (0, 0x20), (0x80, 0x250), (0x300, 0x370), (0x370, 0x800), (0x2000, 0x2BFF)),
    *((0x3000, 0xD800), (0xD800, 0xE000), (0xFB00, 0x10000), (0x1F000, 0x20000), (0, 0x110000)),
)
MUTATIONS = (swap, drop, double, cut, join, shout, without_accents, look_alike, hide)


def mutated(dice):
    """Give a sentence of the table, spoilt one to four times."""
    text = SENTENCES[dice(len(SENTENCES))]
    for _ in range(1 + dice(4)):
        text = MUTATIONS[dice(len(MUTATIONS))](text, dice)
    return text


def arbitrary(dice):
    """Give signs of one part of Unicode, among them what is no text at all."""
    low, high = RANGES[dice(len(RANGES))]
    return "".join(chr(low + dice(high - low)) if dice(6) else " " for _ in range(dice(120)))
