"""From phrases found to findings: which are there, which are said not to be, which are over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from unpinch.kernel import Finding, FindingStatus, Side

from ._lexicon import FindingRule
from ._owners import Whose
from ._phrases import Match
from ._postures import Postures
from ._reading import LONGEST_MATCH, Reading, starting
from ._scopes import is_twice_denied
from ._sides import side_of
from ._story import Story
from ._time import LONG_AGO_DAYS, RECENT_DAYS, Span, is_year_named
from ._tokens import SENTENCE_ENDS

# Where a text says a thing both ways ("no numbness before, now numb"), what is there counts.
_RANK = {FindingStatus.PRESENT: 0, FindingStatus.ABSENT: 1, FindingStatus.PAST: 2}
# "in 1987", between commas.
_BARE_YEAR = 2
# ", about three months ago"
_BARE_TIME = 4
# "operated on in 2018"
_YEAR_WITHIN = 3

# "Last year | I had an MRI"
_TELLS = frozenset({"i", "we", "my", "the", "he", "she"})

_OF_BOTH_LEGS = frozenset({"both_legs_weak", "pain_both_legs"})

Heard = tuple[tuple[Match, FindingStatus], ...]


def hear(story: Story) -> Heard:
    """Give every mention of a finding that counts, with what it says."""
    said = list(_one_said_of(story, [(match, status_of(story, match)) for match in _kept(story)]))
    said += [(match, FindingStatus.ABSENT) for match in _said_not_so(story)]
    # A denial before it is of something else: "no weakness, bladder and bowels are fine".
    return (*said, *_normal(story))


def _one_said_of(
    story: Story, judged: list[tuple[Match, FindingStatus | None]]
) -> Iterator[tuple[Match, FindingStatus]]:
    """Let a denial hold for all words of one mention: "a blood clot in my leg? No" names the clot twice."""
    absent = [match for match, status in judged if status is FindingStatus.ABSENT and not _holds_denial(story, match)]
    for match, status in judged:
        denied = any(match.label == other.label and match.overlaps(other) for other in absent)
        if denied and not _holds_denial(story, match):
            yield match, FindingStatus.ABSENT
        elif status:
            yield match, status


def _holds_denial(story: Story, match: Match) -> bool:
    return any(story.reading.is_one_of(place, "sentence.negatives") for place in range(match.start, match.end))


def _normal(story: Story) -> Iterator[tuple[Match, FindingStatus]]:
    """Give what is said to be well; it is a sign where it is so no more: "peeing was normal until last night"."""
    for match in story.reading.all("absent"):
        if story.is_patients(match) and story.scopes.is_undone(match):
            yield match, FindingStatus.PRESENT
        elif story.is_meant(match):
            yield match, FindingStatus.ABSENT


def read_findings(story: Story, heard: Heard) -> tuple[Finding, ...]:
    """Give each finding the text speaks of once, in the order it is first said."""
    by_id: dict[str, list[tuple[Match, FindingStatus]]] = defaultdict(list)
    for match, status in heard:
        rule = story.reading.lexicon.findings[match.label.id]
        for name in (rule.id, *(rule.implies if status is FindingStatus.PRESENT else ())):
            by_id[name].append((match, status))
    merged = (_merge(story, finding, said) for finding, said in by_id.items())
    return tuple(finding for _, finding in sorted(merged, key=lambda placed: (placed[0], placed[1].id)))


def _said_not_so(story: Story) -> list[Match]:
    """Give what is denied though it is no sign here: "not diabetic", "my husband is on warfarin, not me"."""
    scopes = story.scopes
    return [
        match
        for match in story.reading.all("finding")
        if not scopes.is_idiom(match)
        and (
            means_else(story, match) and scopes.is_denied(match)
            if story.is_patients(match)
            else scopes.is_disowned(match)
        )
    ]


def _kept(story: Story) -> list[Match]:
    """Leave out figures of speech, what means something else here, and what belongs to another finding."""
    by_id: dict[str, list[Match]] = defaultdict(list)
    postures = Postures(story.reading)
    for match in story.reading.all("finding"):
        if is_twice_denied(story.reading, match) or postures.contradict(match):
            continue
        is_else = means_else(story, match) and not story.scopes.is_so_now(match)
        if _is_heard_of(story, match) and not story.scopes.is_idiom(match) and not is_else:
            by_id[match.label.id].append(match)
    for match in postures.findings():
        if _is_heard_of(story, match) and not story.scopes.is_idiom(match):
            by_id[match.label.id].append(match)
    rules = story.reading.lexicon.findings
    others = {name: tuple(found) for name, found in by_id.items()}
    return [
        match
        for name, found in by_id.items()
        for match in _longest(story.reading, found)
        if not any(_is_taken(match, others.get(taker, ())) for taker in rules[name].yields_to)
    ]


def _is_heard_of(story: Story, match: Match) -> bool:
    """Say whether it is the patient's; who is in danger of their own hand is heard of, whoever it is."""
    rule = story.reading.lexicon.findings[match.label.id]
    if rule.id in _OF_BOTH_LEGS and _is_of_two_people(story, match):
        return False
    return story.is_patients(match) or (rule.even_if_feared and story.is_told_of_other_now(match))


def _is_of_two_people(story: Story, match: Match) -> bool:
    """Hear "right calf cramps, mom has left calf cramps" as the legs of two."""
    if story.scopes.whose[match.start] is Whose.OTHER:
        return False
    return any(match.start < other.start < match.end - 1 for other in story.scopes.whose.others)


def _is_taken(match: Match, others: tuple[Match, ...]) -> bool:
    return any(match.overlaps(other) for other in starting(others, match.start - LONGEST_MATCH, match.end))


def _longest(reading: Reading, matches: list[Match]) -> Iterator[Match]:
    """
    Drop what lies inside a longer match; matches come in order of their start.

    One that goes on from what could be to what is drops none: "if my legs go weak, and now both legs are weak".
    """
    reached = -1
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if match.end > reached:
            if not reading.starting("cue.now_it_is", match.start + 1, match.end):
                reached = match.end
            yield match


def means_else(story: Story, match: Match) -> bool:
    """Say whether the words mean something else here: "I work nights" is no pain at night."""
    reading, rule = story.reading, story.reading.lexicon.findings[match.label.id]
    start, end = reading.sentence(match.start) if rule.unless_in_sentence else reading.part(match.start, match.end)
    start, end = max(start, match.start - LONGEST_MATCH), min(end, match.end + LONGEST_MATCH)
    near = (*reading.touching("unless", match), *reading.within("unless", start, end))
    # "... is a no. Walking is fine": a denial of the sentence before says nothing of this one.
    first, _ = reading.sentence(match.start)
    return any(
        other.label.id == rule.id
        and not any(_is_without(reading, place) for place in range(max(first, other.start - 3), other.start))
        for other in near
    )


def _is_without(reading: Reading, place: int) -> bool:
    """Hear "without" in "not on a diet", "ni siquiera a dieta", but not in "can not raise"."""
    is_without = reading.is_one_of(place, "sentence.without") and not reading.is_one_of(place - 1, "sentence.modals")
    return is_without or reading.word(place) == "ni"


def status_of(story: Story, match: Match) -> FindingStatus | None:
    """Say whether it is there, denied or past; None if it is only imagined, or an old trouble and thus no finding."""
    rule, scopes = story.reading.lexicon.findings[match.label.id], story.scopes
    if scopes.is_denied(match):
        return FindingStatus.ABSENT
    if scopes.is_imagined(match) and not rule.even_if_feared:
        return None
    if rule.time and (rule.time == "recent") != _is_recent(story, match):
        return None
    if rule.new_only and scopes.is_changed(match):
        return FindingStatus.PRESENT
    if rule.new_only and scopes.is_long_standing(match):
        return None
    return FindingStatus.PAST if _is_over(story, match) else FindingStatus.PRESENT


def _is_over(story: Story, match: Match) -> bool:
    """Say whether it is over: said so, or something of long ago ("had foot drop in 2015", "a crash ten years ago")."""
    rule = story.reading.lexicon.findings[match.label.id]
    if rule.lasting:
        return False
    if rule.history and rule.recent_only and _is_recent(story, match) and not _is_cold(story.reading, match):
        return False  # "Strep throat three weeks ago, that's gone now" is still an infection of late.
    if rule.even_if_feared and _is_felt_still(story, match):
        return False
    had_before = story.reading.is_one_of(match.start - 1, "sentence.had")
    told_as_past = rule.recent_only or had_before or story.scopes.is_told_as_past(match)
    return story.scopes.is_past(match) or (told_as_past and _is_long_ago(story, match))


def _is_cold(reading: Reading, match: Match) -> bool:
    """Say whether it is a cold or the flu, which is over when it is over."""
    return any(reading.is_one_of(place, "sentence.colds") for place in range(match.start, match.end))


def _is_felt_still(story: Story, match: Match) -> bool:
    """Say whether thoughts of death are of now ("wants to"), or come back ("lately I think of it again")."""
    reading = story.reading
    _, end = reading.sentence(match.start)
    _, after = reading.sentence(end) if end < len(reading.tokens) else (end, end)
    wants = any(reading.is_one_of(place, "sentence.wants") for place in range(match.start - 2, match.end))
    return wants or any(reading.is_one_of(place, "sentence.once_more") for place in range(match.end, after))


def _is_recent(story: Story, match: Match) -> bool:
    """Say whether it was lately; a time that is named counts more than words like "since"."""
    part, sentence = story.reading.part(match.start, match.end), story.reading.sentence(match.start)
    near, far = (
        [span.days for span in starting(story.spans, *where) if _is_ago(story, span)] for where in (part, sentence)
    )
    is_of_year = any(is_year_named(story.reading, place) for place in range(*part))
    if is_of_year and _is_dated(story, match):
        return False
    if days := near or (not is_of_year and far):
        return min(days) <= RECENT_DAYS
    if is_of_year:
        return False
    start, end = sentence
    return bool(story.reading.starting("cue.recent", start, end))


def _is_ago(story: Story, span: Span) -> bool:
    """Read "2 years ago", and "it's been 2 years since"."""
    return span.ago or story.reading.is_one_of(span.end, "time.since")


def _is_dated(story: Story, match: Match) -> bool:
    """Say whether a year stands right by the words: "operated on in 2018 and fine till last month"."""
    start, end = story.reading.part(match.start, match.end)
    places = range(max(start, match.start - _YEAR_WITHIN), min(end, match.end + _YEAR_WITHIN))
    return any(is_year_named(story.reading, place) for place in places)


def _is_long_ago(story: Story, match: Match) -> bool:
    reading = story.reading
    start, end = reading.part(match.start, match.end)
    after = reading.part(end + 1)[1]
    # "fell off a roof once, in 1987"
    end_of_year = after if after <= end + 1 + _BARE_YEAR else end
    if any(is_year_named(reading, place) for place in range(start, end_of_year)):
        return True
    had = any(reading.is_one_of(place, "sentence.had") for place in range(start, match.start))
    if had and reading.starting("cue.in_month", start, end) and story.scopes.is_told_as_past(match):
        return True
    # "flu with a fever, about three months ago": the next part begins with when it was.
    next_times = starting(story.spans, end + 1, end + 1 + _BARE_TIME)
    found = [*starting(story.spans, start, end), *(span for span in next_times if not _leads(reading, end, span))]
    if had and not story.scopes.is_called_new(match):
        found = list(starting(story.spans, *reading.sentence(match.start)))
    return any(span.ago and span.days >= LONG_AGO_DAYS for span in found)


def _leads(reading: Reading, end: int, span: Span) -> bool:
    """Say whether a time opens a new sentence that tells of something else: "Last year I had an MRI"."""
    return reading.word(end) in SENTENCE_ENDS and reading.word(span.end) in _TELLS


def _merge(story: Story, finding: str, said: list[tuple[Match, FindingStatus]]) -> tuple[int, Finding]:
    """Make one finding of all that was said of it, with the place where it is first said so."""
    if any(status is FindingStatus.ABSENT for _, status in said):
        # "Almost fainted, but I never have": what all but happened did not.
        said = [
            (match, status)
            for match, status in said
            if status is FindingStatus.ABSENT or not story.scopes.is_nearly(match)
        ]
    status = min((status for _, status in said), key=_RANK.__getitem__)
    matches = [match for match, each in said if each is status]
    rule = story.reading.lexicon.findings[finding]
    first = min(matches, key=lambda match: (match.start, -match.end))
    side = _side(story, rule, matches) if status is not FindingStatus.ABSENT else None
    is_new = status is FindingStatus.PRESENT and any(_is_new(story, match) for match in matches)
    return first.start, Finding(finding, status, side, story.reading.quote(first.start, first.end), is_new)


def _is_new(story: Story, match: Match) -> bool:
    """Say whether its own part of the sentence calls it new: "since yesterday", "suddenly", "for two days"."""
    start, end = story.reading.part(match.start, match.end)
    spans = starting(story.spans, start, end)
    if spans:
        return min(span.days for span in spans) < LONG_AGO_DAYS
    return story.scopes.is_called_new(match)


def _side(story: Story, rule: FindingRule, matches: list[Match]) -> Side | None:
    if rule.id in _OF_BOTH_LEGS:
        return Side.BOTH
    if not rule.sided:
        return None
    sides = {side_of(story.reading, story.sides, match.start, match.end) for match in matches} - {None}
    if len(sides) > 1:
        return Side.BOTH
    return next(iter(sides), None)
