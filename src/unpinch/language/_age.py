"""How old the person with the pain is."""

from __future__ import annotations

from ._owners import Whose
from ._reading import Reading
from ._story import Story
from ._tokens import BREAKS

YOUNGEST, OLDEST = 1, 115
# A bare number below this is hardly an age in a text about backs; "8 year old" still is.
YOUNGEST_BARE = 10
# "..., 12 years, ..." is as likely how long it hurts.
YOUNGEST_PLAIN = 18
_ENDS = BREAKS | {""}


def read_age(story: Story) -> int | None:
    """Give the age of the person with the pain: "I'm 36", "M36", "67F", "my 70-year-old mother", "woman, 48"."""
    unwanted = Whose.SELF if story.is_about_other else Whose.OTHER
    for place, value in story.reading.numbers.items():
        could_be = YOUNGEST <= value <= OLDEST and value == int(value)
        if could_be and _whose_age(story, place) is not unwanted and _is_age(story.reading, place):
            return int(value)
    return None


def _whose_age(story: Story, place: int) -> Whose:
    """Say whose age it is: in "my 70-year-old mother" the person comes after the number."""
    named_after = story.reading.starting("cue.other_person", place + 1, place + 5)
    return Whose.OTHER if named_after else story.scopes.whose[place]


def _is_age(reading: Reading, place: int) -> bool:
    if _is_in_years(reading, place):
        return True
    if reading.is_one_of(place + 1, "age.short") or reading.is_one_of(place - 1, "age.aged"):
        return True
    if reading.numbers[place] < YOUNGEST_BARE:
        return False
    named = reading.starting("cue.other_person", place - 1, place)
    return bool(named) or _is_with_sex(reading, place) or _is_said(reading, place)


def _is_in_years(reading: Reading, place: int) -> bool:
    """Read "45 years old", and "mi mamá, 78 años": so many years after a comma are not how long it hurts."""
    if not reading.is_one_of(place + 1, "age.years_old"):
        return False
    opens = reading.word(place - 1) == "," or reading.is_one_of(place - 1, "age.i_am")
    closes = reading.word(place + 2) in _ENDS and reading.numbers[place] >= YOUNGEST_PLAIN
    return reading.is_one_of(place + 2, "age.old") or (opens and closes)


def _is_with_sex(reading: Reading, place: int) -> bool:
    """Read "M36", "36M", "36 F", "woman, 48", "man of 71"."""
    tokens, last = reading.tokens, len(reading.tokens) - 1
    touches_before = place > 0 and tokens[place - 1].end == tokens[place].start
    touches_after = place < last and tokens[place].end == tokens[place + 1].start
    ends = reading.word(place + 1) in _ENDS
    if reading.is_one_of(place - 1, "age.sex") and (touches_before or ends):
        return True
    if reading.is_one_of(place + 1, "age.sex") and (touches_after or reading.word(place + 2) in _ENDS):
        return True
    by_comma = ends and reading.word(place - 1) == "," and reading.is_one_of(place - 2, "age.sex")
    return by_comma or (reading.word(place - 1) == "of" and reading.is_one_of(place - 2, "age.person"))


def _is_said(reading: Reading, place: int) -> bool:
    """Read "I am 45", "turned 50", and a number alone between commas: "Retired teacher, 77."."""
    if reading.is_one_of(place - 1, "age.turned") and reading.word(place + 1) not in ("back", "over"):
        return True
    after = reading.word(place + 1)
    if after in reading.lexicon.unit_days or not (after in _ENDS or reading.is_one_of(place + 1, "age.said_after")):
        return False
    opens = reading.word(place - 1) == "," or place == reading.sentence(place)[0]
    return reading.is_one_of(place - 1, "age.i_am") or (opens and after in (",", "."))
