"""How long and how long ago: the times a person names."""

from __future__ import annotations

from dataclasses import dataclass

from ._reading import Reading

DAYS_A_MONTH, DAYS_A_YEAR = 30, 365
# A sign of more than three months ago is no longer "recent"; a procedure counts as recent for about two months.
LONG_AGO_DAYS, RECENT_DAYS = 90, 60
# "a couple of good long" before the unit.
_LONGEST_COUNT = 5
_HALVES = (("and", "a", "half"), ("and", "half", "a"), ("y", "medio"), ("y", "media"))
_NAMED_SPANS = {
    ("yesterday",): 1, ("ayer",): 1, ("anteayer",): 2, ("anoche",): 1, ("last", "night"): 1,
    ("last", "week"): 7, ("last", "month"): DAYS_A_MONTH, ("last", "year"): DAYS_A_YEAR,
    ("semana", "pasada"): 7, ("mes", "pasado"): DAYS_A_MONTH, ("ano", "pasado"): DAYS_A_YEAR,
    ("past", "week"): 7, ("past", "month"): DAYS_A_MONTH, ("past", "year"): DAYS_A_YEAR,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time named between two places; `ago`: so long ago; `led`: after "for", "since", "past"."""

    start: int
    end: int
    days: int
    ago: bool = False
    led: bool = False


def spans(reading: Reading) -> tuple[Span, ...]:
    """Give every length of time the text names, in order: "six weeks" is 42 days, "since yesterday" 1."""
    found: list[Span] = []
    for place in range(len(reading.tokens)):
        if found and place < found[-1].end:
            continue
        if span := _counted(reading, place) or _named(reading, place):
            found.append(span)
    return tuple(found)


def _counted(reading: Reading, place: int) -> Span | None:
    """Read "six weeks", "2-3 months", "a year and a half", "a couple of days", "half a year"."""
    amount, after = _amount(reading, place)
    if amount is None:
        return None
    while reading.is_one_of(after, "time.fillers") and after - place < _LONGEST_COUNT:
        after += 1
    unit = reading.lexicon.unit_days.get(reading.word(after))
    if unit is None:
        return None
    after += 1
    for half in _HALVES:
        if _follows(reading, after, half):
            amount, after = amount + 0.5, after + len(half)
    return _span(reading, place, after, round(amount * unit))


def _amount(reading: Reading, place: int) -> tuple[float | None, int]:
    """Read the number before a unit; of a range, the longer end."""
    numbers, one = reading.numbers, reading.is_one_of(place, "time.one")
    if one and reading.is_one_of(place - 1, "time.counted_per"):
        return None, place
    if one and place not in numbers:
        after = place + 1
        return (numbers[after], after + 1) if after in numbers and numbers[after] in (0.5, 2, 3) else (1, after)
    if place not in numbers:
        return None, place
    value, after = numbers[place], place + 1
    if reading.is_one_of(after, "time.ranges") and after + 1 in numbers:
        following = numbers[after + 1]
        half = reading.word(after) == "and" and following == 0.5
        value, after = (value + 0.5 if half else max(value, following)), after + 2
    elif _follows(reading, after, ("and", "a", "half")):
        value, after = value + 0.5, after + 3
    elif after in numbers and numbers[after] < 10 <= value and reading.word(after)[:1].isalpha():
        value, after = value + numbers[after], after + 1
    return value, after


def _follows(reading: Reading, place: int, words: tuple[str, ...]) -> bool:
    return all(reading.word(place + index) == word for index, word in enumerate(words))


def _named(reading: Reading, place: int) -> Span | None:
    for words, days in _NAMED_SPANS.items():
        if _follows(reading, place, words):
            return _span(reading, place, place + len(words), days, ago="past" not in words)
    return None


# Longer than this it is an age, said in years.
_LONGEST_PAIN_DAYS = 45 * DAYS_A_YEAR


def _span(reading: Reading, start: int, end: int, days: int, *, ago: bool = False) -> Span | None:
    if reading.is_one_of(end, "time.not_a_span_after") or reading.is_one_of(start - 1, "time.not_a_span_before"):
        return None
    if days > _LONGEST_PAIN_DAYS:
        return None
    ago = ago or reading.is_one_of(end, "time.ago") or reading.is_one_of(start - 1, "time.ago_before")
    led = any(reading.is_one_of(place, "time.before") for place in range(start - 2, start))
    return Span(start, end, days, ago=ago, led=led)


def is_year_named(reading: Reading, place: int) -> bool:
    """Say whether a year stands here ("in 2009"): what happened then is long ago or of unknown age."""
    return reading.is_one_of(place - 1, "time.year_after") and "#year" in reading.words[place]
