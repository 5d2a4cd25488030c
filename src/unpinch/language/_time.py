"""How long and how long ago: the times a person names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ._reading import Reading
from ._tokens import BREAKS, SENTENCE_ENDS

DAYS_A_WEEK, DAYS_A_MONTH, DAYS_A_YEAR = 7, 30, 365
# A sign of more than three months ago is no longer "recent"; a procedure counts as recent for about two months.
LONG_AGO_DAYS, RECENT_DAYS = 90, 60
# Longer than this it is an age, said in years.
_LONGEST_PAIN_DAYS = 45 * DAYS_A_YEAR
# "a couple of good long" before the unit.
_LONGEST_COUNT = 5
# "since about the second", "going on for nearly": a lead stands at most so many words before.
_LED_WITHIN = 3
# "a few weeks" are about three, for what must be recent; how long it hurts is then not said.
_SEVERAL = 3
_HALVES = (("and", "a", "half"), ("and", "half", "a"), ("y", "medio"), ("y", "media"), ("and", "half"))
_NAMED_SPANS = {
    ("day", "before", "yesterday"): 2, ("antes", "de", "ayer"): 2, ("night", "before", "last"): 2,
    ("yesterday",): 1, ("ayer",): 1, ("anteayer",): 2, ("antier",): 2, ("anoche",): 1, ("antenoche",): 2,
    ("last", "night"): 1, ("last", "week"): DAYS_A_WEEK, ("last", "month"): DAYS_A_MONTH, ("last", "year"): DAYS_A_YEAR,
    ("last", "yr"): DAYS_A_YEAR, ("last", "wk"): DAYS_A_WEEK, ("semana", "pasada"): DAYS_A_WEEK,
    ("mes", "pasado"): DAYS_A_MONTH, ("ano", "pasado"): DAYS_A_YEAR, ("ano", "antepasado"): 2 * DAYS_A_YEAR,
    ("semana", "antepasada"): 2 * DAYS_A_WEEK, ("mes", "antepasado"): 2 * DAYS_A_MONTH,
    ("aller",): 1, ("hayer",): 1, ("yesturday",): 1, ("yesterdy",): 1, ("yday",): 1, ("anoshe",): 1, ("antiayer",): 2,
    ("trasantier",): 3, ("trasanteayer",): 3, ("antes", "de", "antier"): 3, ("antes", "de", "anoche"): 2,
    ("ultima", "semana"): DAYS_A_WEEK, ("ultimo", "mes"): DAYS_A_MONTH, ("ultimo", "ano"): DAYS_A_YEAR,
    ("last", "fortnight"): 14, ("past", "fortnight"): 14, ("quincena", "pasada"): 15,
    ("past", "week"): DAYS_A_WEEK, ("past", "month"): DAYS_A_MONTH, ("past", "year"): DAYS_A_YEAR,
}  # fmt: skip
# "the past week" lasts till now, "last week" does not.
_UNTIL_NOW = frozenset({"past", "ultima", "ultimo"})
_NAMED_FIRST = frozenset(words[0] for words in _NAMED_SPANS)
# British notes: 6/52 is six weeks, 3/12 three months, 10/7 ten days.
_PER_YEAR = {"52": DAYS_A_WEEK, "12": DAYS_A_MONTH, "7": 1}
_MOST_PER_YEAR = {"52": 104, "12": 36, "7": 21}
_ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "segundo": 2, "segunda": 2, "tercer": 3, "tercera": 3, "cuarto": 4, "cuarta": 4, "quinto": 5, "quinta": 5,
    "sexto": 6, "sexta": 6, "septimo": 7, "septima": 7, "octavo": 8, "octava": 8, "noveno": 9, "decimo": 10,
}  # fmt: skip
_ORDINAL_ENDINGS = frozenset({"nd", "rd", "th", "er", "ro", "do", "to", "ra", "da", "ta"})


@dataclass(frozen=True, slots=True)
class Span:
    """
    A length of time named between two places.

    `ago`: so long ago; `led`: after "for", "since", "past"; `exact`: not a range, "a few", or a day of the week;
    `named`: a word such as "yesterday"; `relative`: before or after something ("10 days after the birth").
    """

    start: int
    end: int
    days: int
    ago: bool = False
    led: bool = False
    exact: bool = True
    named: bool = False
    relative: bool = False


def spans(times: Iterable[Span]) -> tuple[Span, ...]:
    """Give every length of time the text names, in order: "six weeks" is 42 days, "since yesterday" 1."""
    return tuple(span for span in times if span.days and not span.relative)


def all_times(reading: Reading) -> Iterator[Span]:
    """Give the lengths of time, and what says since when without saying how long ("since Tuesday": 0 days)."""
    openers, reached = _openers(reading), 0
    last: Span | None = None
    for place, token in enumerate(reading.tokens):
        if place < reached or not (token.word in openers or place in reading.numbers):
            continue
        if span := _time_at(reading, place) or _in_same_unit(reading, place, last):
            yield span
            last = span
            reached = span.end


def _in_same_unit(reading: Reading, place: int, last: Span | None) -> Span | None:
    """Read the 5 of "off for 2 weeks, pain for 5." as weeks too."""
    ends = reading.word(place + 1) in SENTENCE_ENDS | {"", "que"}
    if last is None or not ends or place not in reading.numbers or not reading.is_one_of(place - 1, "time.same_unit"):
        return None
    unit = next((unit for end in (last.end, last.end - 1) if (unit := _unit_at(reading, end - 1))), None)
    if unit is None or last.end <= reading.sentence(place)[0]:
        return None
    return _span(reading, place, place + 1, round(reading.numbers[place] * unit))


def _openers(reading: Reading) -> frozenset[str]:
    """Give the words a time may begin with, besides numbers: at other places nothing need be tried."""
    lists = (reading.lexicon.small_words[f"time.{name}"] for name in ("short_units", "some", "one", "since"))
    return _NAMED_FIRST.union(_ORDINALS, reading.lexicon.unit_days, *lists)


def _time_at(reading: Reading, place: int) -> Span | None:
    return (
        _in_notes(reading, place)
        or _numbered(reading, place)
        or _counted(reading, place)
        or _halved(reading, place)
        or _named(reading, place)
        or _since_when(reading, place)
    )


def _counted(reading: Reading, place: int) -> Span | None:
    """Read "six weeks", "2-3 months", "a year and a half", "a couple of days", "half a year", "a few weeks"."""
    amount, after, exact = _amount(reading, place)
    if amount is None or reading.word(place - 1) == "/":
        return None
    after = _over_fillers(reading, place, after)
    unit = _unit_at(reading, after)
    if unit is None:
        return None
    after += 1
    for half in _HALVES:
        if follows(reading, after, half):
            amount, after = amount + 0.5, after + len(half)
            break
    more, after = _and_smaller(reading, after, unit)
    amount += more
    if reading.is_one_of(after, "time.and_more"):
        exact, after = False, after + 1
    elif reading.is_one_of(after, "time.ranges") and reading.numbers.get(after + 1, 0) > amount:
        exact = exact and _unit_at(reading, after + 2) is not None
    span = _span(reading, place, after, round(amount * unit), exact=exact)
    # "after a day in the chair", "what a night": one day is no length of time unless it is led to.
    is_passing = unit == 1 and amount == 1 and reading.is_one_of(place, "time.one")
    is_night = reading.is_one_of(after - 1, "time.night")
    return span if span and (span.ago or not is_passing or (span.led and not is_night)) else None


def _and_smaller(reading: Reading, after: int, unit: int) -> tuple[float, int]:
    """Read the rest of "un mes y quince días" and "a year and three months", in the first unit."""
    smaller = _unit_at(reading, after + 2)
    if reading.word(after) not in ("and", "y") or after + 1 not in reading.numbers or not smaller or smaller >= unit:
        return 0, after
    return reading.numbers[after + 1] * smaller / unit, after + 3


def _over_fillers(reading: Reading, place: int, after: int) -> int:
    """Pass over "a couple of good long"; but "a 9 a month back" are no nine months."""
    while reading.is_one_of(after, "time.fillers") and after - place < _LONGEST_COUNT:
        if reading.word(after) == "a" and reading.word(after - 1)[:1].isdecimal():
            break
        after += 1
    return after


def _unit_at(reading: Reading, place: int) -> int | None:
    """Give the days of the unit here; "3w" only where it touches the number."""
    if place >= len(reading.tokens):
        return None
    if reading.is_one_of(place, "time.short_units"):
        touches = place > 0 and reading.tokens[place - 1].end == reading.tokens[place].start
        led = reading.is_one_of(place - 2, "time.before") and reading.word(place + 1) in BREAKS | {""}
        return {"d": 1, "w": DAYS_A_WEEK}.get(reading.word(place)) if touches or led else None
    return reading.lexicon.unit_days.get(reading.word(place))


def _amount(reading: Reading, place: int) -> tuple[float | None, int, bool]:
    """Read the number before a unit; of a range, the longer end, which is not exact."""
    if reading.is_one_of(place, "time.some"):
        return _SEVERAL, place + 1, False
    if reading.is_one_of(place, "time.one"):
        return (None, place, False) if _is_a_rate(reading, place) else _after_one(reading, place)
    if place not in reading.numbers:
        return None, place, False
    return _with_fraction(reading, place) or _with_second(reading, place)


def _with_fraction(reading: Reading, place: int) -> tuple[float, int, bool] | None:
    """Read "2 1/2", "1/2", "two and a half", "half a dozen"."""
    value, after = reading.numbers[place], place + 1
    if value == 0.5 and follows(reading, after, ("a", "dozen")):
        return 6, after + 2, True
    if value == 1 and follows(reading, after, ("/", "2")):
        return 0.5, after + 2, True
    for words in (("1", "/", "2"), ("and", "a", "half"), ("and", "half")):
        if follows(reading, after, words):
            return value + 0.5, after + len(words), True
    return None


def _with_second(reading: Reading, place: int) -> tuple[float, int, bool]:
    """Read "2-3" and "two to three" as ranges, "twenty five", "treinta y cinco" and "10+" as one number."""
    numbers, value, after = reading.numbers, reading.numbers[place], place + 1
    if reading.is_one_of(after, "time.ranges") and after + 1 in numbers:
        if reading.word(after) in ("and", "y") and not reading.is_one_of(place - 1, "time.between"):
            return value + numbers[after + 1], after + 2, True
        return max(value, numbers[after + 1]), after + 2, False
    if reading.word(after) == "and" and _unit_at(reading, after + 1):
        return value, after + 1, True
    is_spelled = reading.word(place)[:1].isalpha() and reading.word(after)[:1].isalpha()
    if after in numbers and numbers[after] < 10 < value and is_spelled:
        return value + numbers[after], after + 1, True
    return value, after, True


def _after_one(reading: Reading, place: int) -> tuple[float, int, bool]:
    """Read what follows "a": "a couple", "a good six", "a few", or the unit itself."""
    numbers, after = reading.numbers, place + 1
    for words in (("and", "a", "half"), ("and", "half"), ("y", "medio")) if place in numbers else ():
        if follows(reading, after, words):
            return 1.5, after + len(words), True
    while reading.is_one_of(after, "time.fillers") and after - place < _LONGEST_COUNT:
        after += 1
    if reading.is_one_of(after, "time.some"):
        return _SEVERAL, after + 1, False
    if after in numbers and (numbers[after] == 0.5 or numbers[after] >= 2):
        if reading.is_one_of(after + 1, "time.ranges") and after + 2 in numbers:
            return max(numbers[after], numbers[after + 2]), after + 3, False
        return numbers[after], after + 1, True
    if follows(reading, after, ("or", "two")) or follows(reading, after, ("o", "dos")):
        return 2, after + 2, False
    return 1, after, True


def _is_a_rate(reading: Reading, place: int) -> bool:
    """Hear "a pack a day", "10 miles a week", "eight hours a day" as no length of time."""
    return reading.is_one_of(place - 1, "time.counted_per") or (
        place - 2 in reading.numbers
        and reading.word(place - 1)[:1].isalpha()
        and place - 1 not in reading.numbers
        and not reading.is_one_of(place - 1, "time.before")
        and _unit_at(reading, place - 1) is None
        and reading.word(place - 2) not in ("one", "a", "un", "una")
    )


def follows(reading: Reading, place: int, words: tuple[str, ...]) -> bool:
    """Say whether these words stand from this place on."""
    return all(reading.word(place + index) == word for index, word in enumerate(words))


def _halved(reading: Reading, place: int) -> Span | None:
    """Read "mes y medio" and "week and a half" without a number before."""
    unit = _unit_at(reading, place)
    if unit and follows(reading, place + 1, ("and", "counting")):
        return _span(reading, place, place + 3, unit)
    for half in _HALVES if unit else ():
        if unit and follows(reading, place + 1, half):
            return _span(reading, place, place + 1 + len(half), round(1.5 * unit))
    return None


def _in_notes(reading: Reading, place: int) -> Span | None:
    """Read "6/52", "3/12" and "10/7" of British notes; not a date, not "24/7"."""
    per = reading.word(place + 2)
    if place not in reading.numbers or reading.word(place + 1) != "/" or per not in _PER_YEAR:
        return None
    value = reading.numbers[place]
    is_date = "/" in (reading.word(place - 1), reading.word(place + 3)) or reading.is_one_of(place - 1, "time.dated")
    if is_date or not 0 < value <= _MOST_PER_YEAR[per] or value != int(value):
        return None
    span = _span(reading, place, place + 3, int(value) * _PER_YEAR[per], may_be_relative=False)
    return replace(span, led=True) if span else None


def _numbered(reading: Reading, place: int) -> Span | None:
    """Read "day 4", "week three", "second day of it", "3rd week"."""
    unit = _unit_at(reading, place)
    if unit and reading.is_one_of(place, "time.numbered") and place + 1 in reading.numbers:
        value = reading.numbers[place + 1]
        rated = reading.word(place - 2) == "/"
        counted = (place - 1 in reading.numbers and not rated) or reading.is_one_of(place - 1, "time.one", "time.some")
        more = _unit_at(reading, place + 2) is not None or reading.is_one_of(place + 2, "time.counted_per")
        if not counted and not more and value == int(value) and value >= 2 and reading.word(place + 2) != "/":
            return _span(reading, place, place + 2, int(value) * unit, may_be_relative=False)
        return None
    value, after = _ordinal(reading, place)
    unit = _unit_at(reading, after) if value else None
    if unit and value and reading.is_one_of(after, "time.numbered"):
        return _span(reading, place, after + 1, value * unit, may_be_relative=False)
    return None


def _ordinal(reading: Reading, place: int) -> tuple[int, int]:
    if place in reading.numbers and reading.word(place + 1) in _ORDINAL_ENDINGS:
        value = reading.numbers[place]
        return (int(value), place + 2) if value == int(value) and value >= 2 else (0, place)
    return _ORDINALS.get(reading.word(place), 0), place + 1


def _named(reading: Reading, place: int) -> Span | None:
    if reading.word(place) not in _NAMED_FIRST:
        return None
    for words, days in _NAMED_SPANS.items():
        if follows(reading, place, words):
            until_now = words[0] in _UNTIL_NOW
            span = _span(reading, place, place + len(words), days, ago=not until_now, named=True)
            return replace(span, led=True) if span and until_now else span
    return None


def _since_when(reading: Reading, place: int) -> Span | None:
    """Read "since Tuesday", "since May", "since this morning": since when is said, how long is not."""
    if not reading.is_one_of(place, "time.since") or _is_time_of_day(reading, place):
        return None
    for after in range(place + 1, place + 4):
        if reading.is_one_of(after, "time.vague") or "#year" in _atoms(reading, after):
            # "since noon yesterday"
            named = next((day for day in range(after + 1, after + 3) if reading.is_one_of(day, "time.yesterday")), None)
            if named is not None:
                return _named(reading, named)
            return Span(place, after + 1, 0, led=True, exact=False)
        if not reading.is_one_of(after, "time.vague_before"):
            return None
    return None


def _is_time_of_day(reading: Reading, place: int) -> bool:
    """Hear "stiff until noon" as when in a day; "until this morning" says since when."""
    after = next(
        (after for after in range(place + 1, place + 4) if not reading.is_one_of(after, "time.of_day_before")), place
    )
    return reading.word(place) == "until" and reading.is_one_of(after, "time.of_day")


def _atoms(reading: Reading, place: int) -> frozenset[str]:
    return reading.words[place] if place < len(reading.words) else frozenset()


def _span(
    reading: Reading, start: int, end: int, days: int, *,
    ago: bool = False, exact: bool = True, named: bool = False, may_be_relative: bool = True,
) -> Span | None:  # fmt: skip
    # "a 2 day old cough" is told of what follows, "the pain is 2 days old" of what stands before.
    article = start if start + 1 in reading.numbers else start - 1
    is_named_after = reading.word(article) in ("a", "an", "my", "this")
    aged = (end + 1,) if is_named_after else range(start - _LED_WITHIN, start)
    is_aged = reading.word(end) == "old" and not any(reading.is_one_of(place, "time.is_aged") for place in aged)
    completes = reading.is_one_of(start - 1, "time.completes") and days < DAYS_A_YEAR
    if (
        is_aged
        or reading.is_one_of(end, "time.not_a_span_after")
        or (reading.is_one_of(start - 1, "time.not_a_span_before") and not completes)
    ):
        return None
    if not 0 < days <= _LONGEST_PAIN_DAYS:
        return None  # "half the night" is no day
    # "a week or so after"
    following = end + 2 if follows(reading, end, ("or", "so")) else end
    # "from yesterday" is "since yesterday".
    is_after = (reading.is_one_of(start - 1, "time.relative_after") and reading.word(start - 1) != "from") or (
        reading.word(start - 1) == "de" and reading.is_one_of(start - 2, "time.relative_after")
    )
    relative = may_be_relative and (
        reading.is_one_of(following, "time.relative_after")
        or (is_after and reading.word(end) not in ("of", "de", "con"))
    )
    if reading.is_one_of(end, "time.later"):
        # "eight months later it still hurts", but "two days later my foot went numb"
        if not any(reading.is_one_of(place, "time.still") for place in range(end + 1, reading.sentence(start)[1])):
            return None
        relative = False
    # Indian and African English: "started two weeks before", "operated before two weeks"
    is_before = (reading.word(end) == "before" and reading.word(end + 1) in BREAKS | {""}) or (
        reading.word(start - 1) == "before" and start in reading.numbers
    )
    if may_be_relative and is_before:
        ago, relative = True, False
        end += reading.word(end) == "before"
    # "a tres semanas de la cirugía"
    ago = ago or completes or (reading.language == "es" and reading.word(start) == "a" and reading.word(end) == "de")
    # "hace como tres meses"
    first = start - reading.is_one_of(start - 1, "time.roughly")
    ago = ago or reading.is_one_of(end, "time.ago") or reading.is_one_of(first - 1, "time.ago_before")
    if reading.is_one_of(start - 1, "time.up_to") and not ago:
        return None
    led = any(reading.is_one_of(place, "time.before") for place in range(start - _LED_WITHIN, start))
    end += reading.is_one_of(end, "time.ago")
    return Span(start, end, days, ago=ago, led=led, exact=exact, named=named, relative=relative)


def is_year_named(reading: Reading, place: int) -> bool:
    """Say whether a year stands here ("in 2009"): what happened then is long ago or of unknown age."""
    # "the right side again, like in 2019": that year is only compared with.
    like = any(reading.is_one_of(other, "time.likened") for other in (place - 2, place - 3))
    return reading.is_one_of(place - 1, "time.year_after") and "#year" in reading.words[place] and not like
