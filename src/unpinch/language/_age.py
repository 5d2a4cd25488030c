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
# "like an old woman of 90": between the "like" and the number stand at most so many words.
_COMPARED_WITHIN = 6
# "mi tía abuela de 84": the words for a person are at most so many.
_NAME_WITHIN = 5
_ENDS = BREAKS | {""}


def read_age(story: Story) -> int | None:
    """Give the age of the person with the pain: "I'm 36", "M36", "67F", "my 70-year-old mother", "woman, 48"."""
    unwanted = Whose.SELF if story.is_about_other else Whose.OTHER
    for place, value in story.reading.numbers.items():
        could_be = YOUNGEST <= value <= OLDEST and value == int(value)
        if could_be and _whose_age(story, place) is not unwanted and is_age(story.reading, place):
            return int(value)
    return None


def _whose_age(story: Story, place: int) -> Whose:
    """Say whose age it is: in "my 70-year-old mother" the person comes after the number."""
    end = min(place + _NAME_WITHIN, story.reading.part(place)[1])
    named_after = story.reading.starting("cue.other_person", place + 1, end)
    return Whose.OTHER if named_after else story.scopes.whose[place]


def is_age(reading: Reading, place: int) -> bool:
    """Say whether the number at a place is an age."""
    if _is_compared(reading, place):
        return False
    if _is_in_years(reading, place):
        return True
    if reading.is_one_of(place + 1, "age.short") or reading.is_one_of(place - 1, "age.aged"):
        return True
    if reading.word(place + 1) == "a" and _touches_next(reading, place):
        return True  # "Fem 52a"
    if reading.numbers[place] < YOUNGEST_BARE:
        return False
    # "my mother, 81", "mi mamá (68)"
    names = reading.starting("cue.other_person", place - _NAME_WITHIN, place)
    named = any(name.start == place - 1 or name.end == place for name in names)
    return named or _is_of_person(reading, place) or _is_with_sex(reading, place) or _is_said(reading, place)


def _is_compared(reading: Reading, place: int) -> bool:
    """Say whether somebody only seems so old: "I walk like I'm 90", "camino como viejita de 90 años", "I feel 90"."""
    for before in range(place - 1, place - 1 - _COMPARED_WITHIN, -1):
        if reading.is_one_of(before, "age.like"):
            # "I'm like 45", "soy como de 50": here it only means "about".
            is_about = reading.is_one_of(before - 1, "age.i_am", "age.who_is")
            return not is_about or not all(reading.word(other) == "de" for other in range(before + 1, place))
        if not reading.is_one_of(before, "age.of_somebody"):
            return False
    return False


def _is_of_person(reading: Reading, place: int) -> bool:
    """Read "man of 71", "mi abuelita de 84", "señora de 74 años"; a child of three months is no age."""
    after = reading.word(place + 1)
    in_years = reading.is_one_of(place + 1, "age.years_old")
    if reading.word(place - 1) not in ("of", "de") or (after in reading.lexicon.unit_days and not in_years):
        return False
    named = reading.starting("cue.other_person", place - _NAME_WITHIN, place - 1)
    return reading.is_one_of(place - 2, "age.person") or any(name.end == place - 1 for name in named)


def _is_in_years(reading: Reading, place: int) -> bool:
    """Read "45 years old", and "mi mamá, 78 años": so many years after a comma are not how long it hurts."""
    if not reading.is_one_of(place + 1, "age.years_old"):
        return False
    # "73 años de edad", but "20 años de sufrir".
    is_old = reading.is_one_of(place + 2, "age.old") and (
        reading.word(place + 2) != "de" or reading.is_one_of(place + 3, "age.aged")
    )
    if is_old and reading.is_one_of(place + 3, "age.things"):
        return False
    if is_old or _is_of_person(reading, place):
        return True
    if reading.numbers[place] < YOUNGEST_PLAIN:
        return False
    says_it = reading.is_one_of(place - 1, "age.i_am")
    goes_on = says_it and reading.is_one_of(place + 2, "age.next_told")
    return goes_on or (reading.word(place + 2) in _ENDS and (says_it or _opens_age(reading, place)))


def _opens_age(reading: Reading, place: int) -> bool:
    """Say whether so many years may be an age here: "soy taxista de 48 años", and first of all, before any pain."""
    start, before = reading.sentence(place)[0], reading.word(place - 1)
    if before == "de":
        return any(reading.is_one_of(other, "age.who_is") for other in range(start, place - 1))
    told = any(reading.within(kind, start, place) for kind in ("pain", "region"))
    # "dolor en la ingle, 45 años, ama de casa"
    if told and before == "," and reading.is_one_of(place + 3, "age.who_works"):
        return True
    return not told and (before == "," or place == start or reading.is_one_of(place - 1, "age.now"))


def _is_with_sex(reading: Reading, place: int) -> bool:
    """Read "M36", "36M", "36 F", "woman, 48", "man of 71"."""
    tokens = reading.tokens
    touches_before = place > 0 and tokens[place - 1].end == tokens[place].start
    touches_after = _touches_next(reading, place)
    ends = reading.word(place + 1) in _ENDS
    if reading.is_one_of(place - 1, "age.sex") and (touches_before or ends):
        return True
    after_slash = reading.text[: tokens[place].start].endswith("/")
    if after_slash and reading.is_one_of(place - 2, "age.sex") and reading.word(place + 1) != "/":
        return True  # "f/51"
    # "44/M"
    slashed = reading.text[tokens[place].end :].startswith("/") and reading.is_one_of(place + 2, "age.sex")
    if slashed and reading.word(place + 3) in _ENDS | {"with"}:
        return True
    if reading.is_one_of(place + 1, "age.sex") and (touches_after or reading.word(place + 2) in _ENDS):
        return True
    return ends and reading.word(place - 1) == "," and reading.is_one_of(place - 2, "age.sex")


def _touches_next(reading: Reading, place: int) -> bool:
    tokens = reading.tokens
    return place + 1 < len(tokens) and tokens[place].end == tokens[place + 1].start


def _is_said(reading: Reading, place: int) -> bool:
    """Read "I am 45", "turned 50", and a number alone between commas: "Retired teacher, 77."."""
    if reading.is_one_of(place - 1, "age.turned") and reading.word(place + 1) not in ("back", "over"):
        return True
    after = reading.word(place + 1)
    if _is_at(reading, place) or (reading.word(place - 1) == ":" and reading.is_one_of(place - 2, "age.aged")):
        return True
    if after in reading.lexicon.unit_days or not (after in _ENDS or reading.is_one_of(place + 1, "age.said_after")):
        return False
    opens = reading.word(place - 1) == "," or place == reading.sentence(place)[0]
    return reading.is_one_of(place - 1, "age.i_am") or (opens and after in (",", "."))


def _is_at(reading: Reading, place: int) -> bool:
    """Read "At 58 I expected aches" and "a mis 62"."""
    if reading.word(place - 2) == "a" and reading.word(place - 1) == "mis":
        return True
    opens = reading.word(place - 1) == "at" and place - 1 == reading.sentence(place)[0]
    return opens and reading.is_one_of(place + 1, "age.i_after")
