"""How bad the pain is now, from 0 to 10."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ._owners import Whose
from ._reading import Reading
from ._story import Story
from ._time import follows
from ._tokens import BREAKS, SENTENCE_ENDS

WORST_PAIN = 10
# "used to be about a 9": the word that says when stands at most so many words before the number.
_SAID_WITHIN = 6
# "my pain today, on a scale of one to ten, would be": a scale is answered within so many words.
_ANSWERED_WITHIN = 10
# "I'd rate the pain in my hip at": the word that asks for a number stands at most so many words before it.
_RATED_WITHIN = 6
# "five, sometimes creeping up to six"
_PERHAPS_WITHIN = 6
# "since the day before yesterday 8/10"
_SINCE_WITHIN = 4
# "strength in my foot is 4"
_GRADED_WITHIN = 4
_OUT_OF = (
    ("/",), ("out", "of"), ("of",), ("de",), ("sobre",), ("over",), ("on",), ("outta",), ("out", "a"), ("outa",),
    ("en",), ("of", "a", "possible"), ("out", "of", "a"), ("de", "un"), ("sobre", "un"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Rating:
    """A number that rates the pain; `is_range` where it is one end of "6 to 7"."""

    place: int
    value: float
    is_range: bool = False


def read_severity(story: Story) -> int | None:
    """
    Give the pain from 0 to 10 that is named for now.

    Where several are named that of now counts; None where they differ and none is called that of now, where a range is
    said ("6 or 7"), and where the number is of another time, another person or a grade of strength.
    """
    reading = story.reading
    ratings = [rating for rating in _ratings(reading) if _is_patients(story, rating)]
    now = [rating for rating in ratings if _is_of_now(reading, rating.place)]
    now = now or [rating for rating in ratings if not _is_said_of_then(reading, rating.place)]
    current = [rating for rating in now if not _is_of_bad_days(reading, rating.place)]
    # "average 4/10, max 7/10"
    usual = [rating for rating in current if not _is_said_of(reading, rating.place, "pain.extreme")]
    values = {round(rating.value) for rating in (usual or current)}
    if len(values) != 1 or any(rating.is_range for rating in current):
        return None
    return values.pop()


def _is_patients(story: Story, rating: _Rating) -> bool:
    """Say whether the patient rates; no animal does: "walking the dog takes it to 7"."""
    is_animals = story.scopes.whose[rating.place] is Whose.ANIMAL
    return is_animals or is_patients_at(story, rating.place) or _is_own_beside_other(story, rating.place)


def _is_own_beside_other(story: Story, place: int) -> bool:
    """Read the 7 of "I lifted my grandson and felt a crunch, 7/10": the other person was only lifted, not asked."""
    reading = story.reading
    start, end = reading.sentence(place)[0], _after_out_of_ten(reading, place + 1)
    if end is None or story.is_about_other:
        return False
    whose = story.scopes.whose
    named = next((before for before in range(place, start - 1, -1) if whose[before] is not whose[place]), None)
    theirs = (other for other in range((named or 0) + 1, place) if reading.is_one_of(other, "pain.of_theirs"))
    # "my toddler, its like a four out of ten"
    if named is None or any(reading.word(other - 1) != "it" for other in theirs):
        return False
    told = [match for match in reading.starting("finding", start, place) if match.label.id == "minor_injury"]
    told += [match for kind in ("pain", "sore_place") for match in reading.starting(kind, start, place)]
    return any(story.is_patients(match) for match in told)


def is_patients_at(story: Story, place: int) -> bool:
    """Say whether the words at a place are about the person with the pain."""
    whose = story.scopes.whose[place]
    if whose is Whose.SELF:
        return not story.is_for_other
    return whose is not Whose.ANIMAL and (whose is not Whose.OTHER or story.is_about_other)


def is_grade(reading: Reading, place: int) -> bool:
    """Say whether a number that could rate a pain stands here."""
    value = reading.numbers.get(place, WORST_PAIN + 1)
    return value <= WORST_PAIN and not reading.is_one_of(place, "pain.articles", "pain.quantities")


def _ratings(reading: Reading) -> Iterator[_Rating]:
    """Give every number that rates a pain; those after a rated one that are named the same way count too."""
    scales = _places_of_scales(reading)
    places = [place for place in reading.numbers if place not in scales or _is_scale(reading, place)]
    rated = {rating.place: rating for place in places for rating in _rating_at(reading, place)}
    for place, value in reading.numbers.items():
        beside = (
            place not in rated
            and place not in scales
            and value <= WORST_PAIN
            and rated
            and _is_compared(reading, place)
        )
        if beside and not _is_of_something_else(reading, place):
            rated[place] = _Rating(place, value)
    yield from (rated[place] for place in sorted(rated))


def _places_of_scales(reading: Reading) -> set[int]:
    """Give the places of the numbers that only name the scale: the 10 of "7 out of 10", both of "0 to 10"."""
    tens = {after - 1 for place in reading.numbers if (after := _after_out_of_ten(reading, place + 1)) is not None}
    ends = {other for place in reading.numbers if _is_scale(reading, place) for other in (place, place + 2)}
    return tens | ends


def _is_compared(reading: Reading, place: int) -> bool:
    """Read the "2" of "8/10 this morning, a 2 now" and of "was 8 now 3"."""
    called = _is_called(reading, place) or (
        reading.word(place - 1) in BREAKS and reading.is_one_of(place + 1, "pain.of_now")
    )
    opens = reading.word(place - 1) in BREAKS | {"and", "y", "but", "pero"}
    if opens and reading.is_one_of(place + 1, "pain.positions"):
        return True
    return called and _is_said_of(reading, place, "pain.of_now") and _ends(reading, place + 1)


def _rating_at(reading: Reading, place: int) -> Iterator[_Rating]:
    value = reading.numbers[place]
    whole = value == int(value) or _after_out_of_ten(reading, place + 1)
    if not whole or not is_grade(reading, place) or _is_in_a_word(reading, place):
        return
    if _is_scale(reading, place):
        yield from _answer(reading, place + (1 if value == WORST_PAIN else 3))
    elif _after_out_of_ten(reading, place + 1) is not None:
        if not _is_of_something_else(reading, place):
            yield _Rating(place, value, is_range=_is_range_before(reading, place))
    elif _range_end(reading, place) is None and _is_rated(reading, place) and not _is_of_something_else(reading, place):
        yield _Rating(place, value, is_range=_is_range_before(reading, place))


def _is_in_a_word(reading: Reading, place: int) -> bool:
    """Hear "A1", "L5" and "10k" as no numbers of their own; "VAS7" is one."""
    token, after = reading.tokens[place], reading.tokens[min(place + 1, len(reading.tokens) - 1)]
    if token.end == after.start and after.word in ("k", "km", "th", "am", "pm"):
        return True
    if not place or reading.is_one_of(place - 1, "pain.rated_by"):
        return False
    before = reading.tokens[place - 1]
    return before.end == token.start and before.word.isalpha()


def _after_out_of_ten(reading: Reading, after: int) -> int | None:
    """Give the place after "/10", "out of ten", "de 10"; None where it does not stand here."""
    after += reading.word(after) == "ish"
    if _is_slash(reading, after) and reading.numbers.get(after + 1) == WORST_PAIN:
        return after + 2
    for words in _OUT_OF:
        last = after + len(words)
        if follows(reading, after, words) and reading.numbers.get(last) == WORST_PAIN:
            is_date = reading.word(last + 1) == "/" or (words in (("on",), ("en",)) and not _ends(reading, last + 1))
            of_days = reading.word(last + 1) in reading.lexicon.unit_days and last + 2 not in reading.numbers
            return None if is_date or of_days else last + 1
    return None


def places_of_ratings(reading: Reading, start: int, end: int) -> Iterator[int]:
    """Give the places that "2/10" and "seven out of ten" take between two places."""
    for place in range(start, end):
        after = _after_out_of_ten(reading, place + 1) if place in reading.numbers else None
        yield from range(place, min(after or place, end))


def _is_slash(reading: Reading, place: int) -> bool:
    """Say whether the person wrote a slash here ("four/ten"), which is read as "or" between words."""
    return 0 < place < len(reading.tokens) and reading.text[reading.tokens[place].start] == "/"


def _range_end(reading: Reading, place: int) -> int | None:
    """Give the place of the second number of "6 or 7", "3-4", "between 3 and 5", "6, maybe 7"."""
    after = place + 1
    if reading.word(after) == "," and reading.is_one_of(after + 1, "pain.perhaps"):
        ahead = (other for other in range(after + 2, after + _PERHAPS_WITHIN) if other in reading.numbers)
        after = next(ahead, after)
    while reading.is_one_of(after, "pain.between", "pain.perhaps") and after < place + 4:
        after += 1
    is_range = after > place + 1 and after in reading.numbers and reading.numbers[after] <= WORST_PAIN
    return after if is_range and reading.numbers[after] != reading.numbers[place] else None


def _is_range_before(reading: Reading, place: int) -> bool:
    """Say whether this number is the second of a range."""
    if _is_changed_to(reading, place):
        return False
    first = range(place - _PERHAPS_WITHIN, place)
    return any(_range_end(reading, before) == place for before in first if before in reading.numbers)


def _is_changed_to(reading: Reading, place: int) -> bool:
    """Read the "3" of "down from an 8 to a 3"."""
    return _ends_change(reading, place, "change", "now")


def _ends_change(reading: Reading, place: int, *names: str) -> bool:
    """Say whether a change to another number is told right before this one."""
    changes = (cue for cue in reading.starting("rates", place - _RATED_WITHIN, place) if cue.label.id in names)
    return any(place - 1 <= cue.end <= place for cue in changes)


def _is_rated(reading: Reading, place: int) -> bool:
    """Read "pain level 7", "VAS: 6", "I rate it 3", "I'd give it a 5", "the pain is a 7", "un 8"."""
    # "only one", "it's one leg": one is rarely a grade.
    is_one = reading.numbers[place] == 1 and reading.word(place).isalpha() and not _is_named_one(reading, place)
    if is_one or not _ends(reading, place + 1) or _is_clock(reading, place):
        return False
    if any(says(reading, place) for says in _SAYS_OUTRIGHT):
        return True
    if reading.word(place + 1) == "," and reading.is_one_of(place + 3, "pain.counted"):
        return False
    start = reading.sentence(place)[0]
    asked = (before for before in range(max(start, place - _RATED_WITHIN), place))
    if any(reading.is_one_of(before, "pain.rated_by") for before in asked):
        near = (other for other in range(place - 2, place) if not reading.is_one_of(other, "pain.articles"))
        return not any(other in reading.numbers for other in near)
    return _is_led_to(reading, place, start) or (_is_called(reading, place) and _speaks_of_pain(reading, place))


def _is_led_to(reading: Reading, place: int, start: int) -> bool:
    """Read the number after "I'd give it about a" and "the pain is around"."""
    leads = ("pain.called", "pain.called_before", "pain.of_now", "pain.articles")
    return any(
        all(reading.is_one_of(other, *leads) or reading.word(other) == ":" for other in range(cue.end, place))
        for cue in reading.starting("rates", max(start, place - _RATED_WITHIN), place)
    )


def _is_named_one(reading: Reading, place: int) -> bool:
    """Read "a one" and "pain level one"."""
    return reading.is_one_of(place - 1, "pain.articles", "pain.rated_by")


def _is_of_some_days(reading: Reading, place: int) -> bool:
    """Read "five on a normal day"."""
    opens = reading.word(place - 1) in BREAKS and reading.is_one_of(place + 1, "pain.on")
    return opens and any(reading.is_one_of(other, "pain.days") for other in range(place + 2, place + 5))


def _is_of_today(reading: Reading, place: int) -> bool:
    """Read "3 today." as a sentence."""
    start, end = reading.sentence(place)
    opens = place == start and reading.is_one_of(place + 1, "pain.of_now")
    return opens and (place + 2 == end or reading.word(place + 2) in BREAKS)


def _is_on_a_scale(reading: Reading, place: int) -> bool:
    """Read "4 on a scale of 1 to 10"."""
    return reading.is_one_of(place + 1, "pain.on") and any(
        reading.is_one_of(other, "pain.scales") for other in range(place + 2, place + 5)
    )


def _is_last_word(reading: Reading, place: int) -> bool:
    """Read the 7 of "Dolor de cintura, 7": a number by itself at the end, after the pain."""
    start, end = reading.sentence(place)
    alone = reading.word(place - 1) in (",", ":") and (place + 1 == end or reading.word(place + 1) in SENTENCE_ENDS)
    return alone and any(reading.within(kind, start, place) for kind in ("pain", "sore_place", "region"))


def _is_before_time(reading: Reading, place: int) -> bool:
    """Read the 8 of "hip pain, 8, 3 days", "me duele la cintura, 8, son 3 días"; not "1, 2 days"."""
    if reading.word(place - 1) not in (",", ":") or reading.word(place + 1) != ",":
        return False
    start, _ = reading.sentence(place)
    times = (other for other in range(place + 2, place + 5) if reading.word(other + 1) in reading.lexicon.unit_days)
    after = next((reading.numbers[other] for other in times if other in reading.numbers), None)
    is_range = after is not None and after == reading.numbers[place] + 1
    told = any(reading.within(kind, start, place) for kind in ("pain", "sore_place", "region"))
    return after is not None and not is_range and told


def _is_alone(reading: Reading, place: int) -> bool:
    """Read the 6 of "2 days. Left hip. 6." where it ends the text, after the place that hurts."""
    start, end = reading.sentence(place)
    if place != start or any(
        reading.word(after) not in SENTENCE_ENDS for after in range(place + 1, len(reading.tokens))
    ):
        return False
    first, _ = reading.sentence(start - 1) if start else (start, end)
    return any(reading.within(kind, first, start) for kind in ("pain", "sore_place", "region"))


def _is_in_position(reading: Reading, place: int) -> bool:
    """Read "8 when I sit." as a sentence."""
    return place == reading.sentence(place)[0] and reading.is_one_of(place + 1, "pain.positions")


_SAYS_OUTRIGHT = (
    _is_in_position,
    _is_of_some_days,
    _is_of_today,
    _is_changed_to,
    _is_on_a_scale,
    _is_last_word,
    _is_alone,
    _is_before_time,
)


def _is_called(reading: Reading, place: int) -> bool:
    """Say whether a number is named as one: "a 7", "about a six", "un 2"."""
    if reading.is_one_of(place - 1, "pain.called"):
        return True
    if reading.is_one_of(place - 1, "pain.of_now"):
        return not _is_counted_on(reading, place)
    return reading.is_one_of(place - 1, "pain.called_before")


def _is_counted_on(reading: Reading, place: int) -> bool:
    """Hear "slept 4 hours, now 7", "did ten heel raises, today two" and "Monday 12, today 4" as counts."""
    others = (
        other
        for other in range(reading.sentence(place)[0], place)
        # "hace 10 días" counts nothing.
        if other in reading.numbers and not reading.is_one_of(other - 1, "time.before")
    )
    return any(
        reading.is_one_of(other + 1, "pain.things", "pain.counted")
        or any(reading.is_one_of(before, "pain.done") for before in (other - 1, other - 2))
        or reading.is_one_of(other + 2, "pain.things")
        or (reading.numbers[other] > WORST_PAIN and reading.word(other + 1) in BREAKS)
        for other in others
    )


def _speaks_of_pain(reading: Reading, place: int) -> bool:
    """Say whether the sentence, or one beside it, speaks of pain or of where it is, or holds the number alone."""
    start, end = reading.sentence(place)
    if place == start + 1:
        return True
    before = reading.sentence(start - 1)[0] if start else start
    is_named = reading.is_one_of(place - 1, "pain.articles")
    after = reading.sentence(end)[1] if is_named and end < len(reading.tokens) else end
    kinds = ("pain", "region", "sore_place")
    return any(reading.starting(kind, before, after) for kind in kinds)


def _ends(reading: Reading, place: int) -> bool:
    """Say whether nothing counted follows: "a 7", "a 7 right now", not "a 7 day trip"."""
    if follows(reading, place, ("out", "of")):
        return False
    if reading.word(place).endswith(("ing", "ando", "iendo")):
        return True
    return reading.word(place) in BREAKS | {""} or reading.is_one_of(place, "pain.called_after", "pain.of_now")


def _answer(reading: Reading, start: int) -> Iterator[_Rating]:
    """Give the number that answers a scale: "on a scale of 1 to 10 it's a 6"."""
    for place in range(start, start + _ANSWERED_WITHIN):
        if place not in reading.numbers or reading.is_one_of(place, "pain.articles"):
            continue
        if reading.word(place + 1) not in reading.lexicon.unit_days and reading.numbers[place] <= WORST_PAIN:
            yield _Rating(place, reading.numbers[place], is_range=_range_end(reading, place) is not None)
        return


def _is_scale(reading: Reading, place: int) -> bool:
    """Read "1 to 10", "0-10" and the ten of "escala de diez"."""
    if reading.numbers.get(place) == WORST_PAIN and reading.is_one_of(place - 2, "pain.scales"):
        return True
    named = reading.numbers.get(place) in (0, 1) and reading.is_one_of(place + 1, "pain.between")
    return named and reading.numbers.get(place + 2) == WORST_PAIN


def _is_of_something_else(reading: Reading, place: int) -> bool:
    """Hear a date, a grade of strength, a wish, an "if" before the number."""
    start, _ = reading.part(place)
    if reading.is_one_of(place - 1, "pain.not_rated", "pain.levels"):
        return True
    near = range(max(start, place - _GRADED_WITHIN), place)
    # "full power and a five out of ten"
    joined = max((before for before in near if reading.word(before) in ("and", "y")), default=start)
    if any(reading.is_one_of(before, "pain.graded") for before in range(max(joined, near.start), place)):
        return True
    after = _after_out_of_ten(reading, place + 1)
    is_elsewhere = any(reading.is_one_of(before, "pain.elsewhere") for before in near)
    return is_elsewhere or (after is not None and reading.is_one_of(after, "pain.counted"))


def _is_clock(reading: Reading, place: int) -> bool:
    """Hear the hour in "awake at 3", "gets me out of bed at 3", "me despierta a las 4"."""
    if not reading.is_one_of(place - 1, "pain.at_hour"):
        return False
    start, end = reading.part(place)
    # "wakes me at 2 and again at 4"
    hours = [other for other in range(place - _SAID_WITHIN, place - 1) if other in reading.numbers]
    first = next((other for other in hours if reading.is_one_of(other - 1, "pain.at_hour")), place)
    near = range(max(start, first - _SAID_WITHIN), min(end, place + 3))
    return any(reading.is_one_of(other, "pain.woken") for other in near)


def _is_said_of(reading: Reading, place: int, name: str) -> bool:
    """Say whether a word of a list stands close to a number, nearer than to any other number."""
    start, end = reading.part(place)
    after = _end_of_rating(reading, place)
    for other in range(place - 1, max(start, place - _SAID_WITHIN) - 1, -1):
        if other in reading.numbers and not reading.is_one_of(other, "pain.articles"):
            break
        if reading.is_one_of(other, name):
            return True
    for other in range(after, min(end, after + 4)):
        if other in reading.numbers and not reading.is_one_of(other, "pain.articles"):
            break
        if reading.is_one_of(other, name):
            # "was 8 now 3": what leads the next number is said of that.
            return not any(ahead in reading.numbers for ahead in range(other + 1, min(end, other + 3)))
    return False


def _is_of_bad_days(reading: Reading, place: int) -> bool:
    """Hear "an 8 on bad days" as how bad it gets, not as how bad it is."""
    start, after = reading.part(place)[0], _end_of_rating(reading, place)
    cues = [cue for cue in reading.starting("rates", start, after + 2) if cue.label.id == "at_times"]
    # "usually a 4, on bad days an 8": the comma parts the days from the 4.
    return any(after == cue.start or place - 2 < cue.end <= place for cue in cues)


def _end_of_rating(reading: Reading, place: int) -> int:
    after = _after_out_of_ten(reading, place + 1)
    return place + 1 if after is None else after


def _is_of_now(reading: Reading, place: int) -> bool:
    return _is_said_of(reading, place, "pain.of_now") or _ends_change(reading, place, "now")


def _is_since(reading: Reading, then: int, place: int) -> bool:
    """Read "since last night 10/10" as of now, and "sore from deadlifts 2/10"; "down from a 7" is of then."""
    if reading.word(then) == "from":
        return not all(reading.is_one_of(other, "pain.called") for other in range(then + 1, place))
    is_day = reading.is_one_of(then, "time.vague", "time.named_for_since")
    return is_day and any(reading.is_one_of(other, "time.since") for other in range(then - _SINCE_WITHIN, then))


def _is_said_of_then(reading: Reading, place: int) -> bool:
    """Say whether the number is of another time: "was a 9", "started at 3", "un 8 ayer"."""
    if _is_changed_to(reading, place):
        return False
    start, _ = reading.part(place)
    for other in range(place - 1, max(start, place - _SAID_WITHIN) - 1, -1):
        if other in reading.numbers and not reading.is_one_of(other, "pain.articles"):
            break
        if reading.is_one_of(other, "pain.of_then") and not _is_since(reading, other, place):
            return True
    after, (_, end) = _end_of_rating(reading, place), reading.part(place)
    last = next((other for other in range(after, end) if reading.is_one_of(other, "time.since")), end)
    return any(reading.is_one_of(other, "pain.of_then_after") for other in range(after, min(after + 3, last)))
