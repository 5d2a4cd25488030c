"""How bad, how long, how it began, which way it goes; and the person's age."""

from __future__ import annotations

from collections.abc import Iterator

from unpinch.kernel import Course, Finding, FindingStatus, Mark, Onset, PainPicture

from ._age import read_age
from ._reading import Reading
from ._scopes import Whose
from ._story import Story
from ._time import Span
from ._tokens import BREAKS

WORST_PAIN = 10
# "used to be about a 9": the word that says when stands at most so many words before the number.
_SAID_WITHIN = 5
_OUT_OF = (("/",), ("out", "of"), ("of",), ("de",), ("sobre",), ("over",), ("on",))
# Sudden and injury, said together, are an injury; "gradual" is the weakest of the three.
_ONSETS = (Onset.INJURY, Onset.SUDDEN, Onset.GRADUAL)


def read_pain(story: Story, marks: tuple[Mark, ...], findings: tuple[Finding, ...]) -> PainPicture:
    """Give the picture of the pain as far as the text draws it."""
    return PainPicture(
        regions=marks,
        severity_0_10=_severity(story),
        duration_days=_duration(story) if marks or _speaks_of_pain(story) else None,
        onset=_onset(story, findings),
        course=_course(story),
        age_years=read_age(story),
    )


def _speaks_of_pain(story: Story) -> bool:
    return any(story.is_so(match) for match in story.reading.all("pain"))


def _severity(story: Story) -> int | None:
    """Give the pain from 0 to 10; where several are named, that of now, else the worst that is not of the past."""
    reading = story.reading
    rated = {
        place: round(value) for place in reading.numbers for value in _rated(reading, place) if 0 <= value <= WORST_PAIN
    }
    if not rated:
        return None
    now = [value for place, value in rated.items() if _is_near(reading, place, "pain.of_now", ahead=4)]
    now += [round(value) for place, value in reading.numbers.items() if value <= WORST_PAIN and _is_now(reading, place)]
    lately = [value for place, value in rated.items() if not _is_near(reading, place, "pain.of_then")]
    return max(now or lately or rated.values())


def _is_near(reading: Reading, place: int, name: str, *, ahead: int = 0) -> bool:
    """Say whether a word of a list stands close to a number, in the same part of the sentence."""
    start, end = reading.part(place)
    near = range(max(start, place - _SAID_WITHIN), min(end, place + ahead + 1))
    return any(reading.is_one_of(other, name) for other in near)


def _is_now(reading: Reading, place: int) -> bool:
    """Read "2 now" and "now a 2" where the pain was rated before."""
    before, after = reading.word(place - 1), place + 1
    if reading.is_one_of(place - 1, "pain.of_now"):
        return reading.word(after) in BREAKS | {""}
    led = before in BREAKS or reading.is_one_of(place - 1, "pain.called", "pain.called_before")
    if reading.is_one_of(place - 2, "pain.of_now"):
        return led and reading.word(after) in BREAKS | {""}
    return led and reading.is_one_of(after, "pain.of_now")


def _rated(reading: Reading, place: int) -> Iterator[float]:
    if _is_scale(reading, place):
        yield from _first_number(reading, place + 3, within=9)
    elif _is_out_of_ten(reading, place + 1):
        if not reading.is_one_of(place - 1, "pain.not_rated"):
            yield reading.numbers[place]
    elif _is_rated(reading, place) or _is_called_a_number(reading, place):
        yield reading.numbers[place]


def _is_rated(reading: Reading, place: int) -> bool:
    """Read "pain level 7", "I rate it 3"."""
    rated = any(reading.is_one_of(before, "pain.rated_by") for before in range(place - 3, place))
    return rated and not _is_scale(reading, place - 2)


def _is_out_of_ten(reading: Reading, after: int) -> bool:
    if reading.word(after) == "-" and after + 1 in reading.numbers:
        return False
    for words in _OUT_OF:
        last = after + len(words)
        said = all(reading.word(after + index) == word for index, word in enumerate(words))
        if said and reading.numbers.get(last) == WORST_PAIN and reading.word(last + 1) != "/":
            return reading.word(last + 1) not in reading.lexicon.unit_days
    return False


def _is_scale(reading: Reading, place: int) -> bool:
    """Read "1 to 10" and "0-10"."""
    named = reading.numbers.get(place) in (0, 1) and reading.word(place + 1) in ("to", "-", "a", "through", "al")
    return named and reading.numbers.get(place + 2) == WORST_PAIN


def _first_number(reading: Reading, start: int, *, within: int) -> Iterator[float]:
    for place in range(start, start + within):
        if place in reading.numbers and reading.word(place + 1) not in reading.lexicon.unit_days:
            yield reading.numbers[place]
            return


def _is_called_a_number(reading: Reading, place: int) -> bool:
    """Read "the pain is a 7" and "it's like an 8 at night"."""
    article = reading.is_one_of(place - 1, "pain.called") and reading.is_one_of(place - 2, "pain.called_before")
    bare = reading.word(place - 1) == "is" and reading.is_one_of(place - 2, "pain.named")
    ends = reading.word(place + 1) in BREAKS | {""} or reading.is_one_of(place + 1, "pain.called_after")
    return (article or bare) and ends and bool(reading.within("pain", *reading.sentence(place)))


def _duration(story: Story) -> int | None:
    """Give how long it has hurt: the time said with the pain, not that of a pill, an operation or a birth."""
    weighed = [(_weight(story, span), -span.start, span.days) for span in story.spans]
    weighed = [entry for entry in weighed if entry[0] > 0]
    return max(weighed)[2] if weighed else None


def _weight(story: Story, span: Span) -> int:
    reading = story.reading
    part, sentence = reading.part(span.start, span.end), reading.sentence(span.start)
    if story.scopes.whose[span.start] is Whose.OTHER and not story.is_about_other:
        return 0
    placed = bool(reading.within("region", *part))
    sore = reading.within("sore_place", *part) if placed else ()
    pains = [match for match in (*reading.within("pain", *part), *sore) if story.is_so(match)]
    if _is_of_something_else(story, span, part) and not (pains and span.led and not span.ago):
        return 0
    in_sentence = any(story.is_so(match) for match in reading.within("pain", *sentence))
    return 1 + 4 * bool(pains) + 2 * placed + 2 * in_sentence + span.led + span.ago


def _is_of_something_else(story: Story, span: Span, part: tuple[int, int]) -> bool:
    """Say whether the part is about a treatment, a medicine, or the history of an illness."""
    reading = story.reading
    if reading.within("treatment", *part):
        return True
    lasting = (match for match in reading.within("finding", *part) if reading.lexicon.findings[match.label.id].lasting)
    return any(match.label.id != "disc_herniation_known" for match in lasting)


def _onset(story: Story, findings: tuple[Finding, ...]) -> Onset | None:
    present = {finding.id for finding in findings if finding.status is FindingStatus.PRESENT}
    if present & {"minor_injury", "serious_accident"}:
        return Onset.INJURY
    said = {match.label.id for match in story.reading.all("onset") if story.is_so(match)}
    return next((onset for onset in _ONSETS if onset.value in said), None)


def _course(story: Story) -> Course | None:
    """Give the way it goes; worse counts over same, and same over better, so that nobody is told to wait too long."""
    said = {match.label.id for match in story.reading.all("course") if story.is_so(match)}
    return next((course for course in (Course.WORSE, Course.SAME, Course.BETTER) if course.value in said), None)
