"""How each treatment a person names is meant: wanted, refused, tried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from unpinch.kernel import FindingStatus

from ._findings import Heard
from ._phrases import Match, longest
from ._reading import LONGEST_MATCH, starting
from ._story import Story
from ._tokens import BREAKS, SENTENCE_ENDS

# A word that says how a treatment is meant stands at most so many words away; the items of a list a little nearer.
_CUE_WITHIN, _ITEM_WITHIN = 5, 6
# A single small word ("my", "had", "on") speaks only of what stands close by.
_SMALL_CUE_WITHIN = 3
# "Tramadol knocked me out. Never again": what takes up a treatment again begins the next sentence so soon.
_BACK_WITHIN = 4
_BEFORE = ("_before", "advised")
_OR = ("or", "o")
# What else it is for may be said a little later: "codeine every night, as ever, for my shoulder".
_OTHER_WITHIN = 7
_PLAIN_CUES = frozenset({"wanted_before", "tried_before", "avoid_before"})
# "Has Medrol ever ...": the word that opens a question is one of the first.
_OPENS_WITHIN = 2
_TWO_ROLES = {"both": frozenset({"tried", "avoid"}), "going_on": frozenset({"tried", "wanted"})}
# What the findings already hold: an operation of the past, a steroid for something else, a blood thinner. An operation
# that was had is a finding, and "tried" only where it is named a discectomy.
_HISTORY = frozenset({"prior_back_surgery", "recent_spine_procedure", "steroid_use", "blood_thinner"})
_HAD_IS_A_FINDING, _OF_HISTORY = "discectomy", frozenset({"discectomy", "oral_steroid", "nsaid"})


@dataclass(frozen=True, slots=True)
class Roles:
    """The treatments wanted, refused and tried, each in the order it is first said so."""

    wanted: tuple[str, ...]
    avoid: tuple[str, ...]
    tried: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """How one mention is meant; `plain` where words say so, else it is only taken so; `after` where they follow."""

    match: Match
    roles: frozenset[str]
    plain: bool = True
    after: bool = False


def read_roles(story: Story, heard: Heard) -> Roles:
    """
    Give how each treatment named is meant.

    One may be both tried and refused ("never again"), or tried and wanted; a refusal counts over a wish. What is only
    taken so from the kind of treatment gives way to what is said.
    """
    by_id: dict[str, list[_Said]] = defaultdict(list)
    for said in _all_said(story, heard):
        by_id[said.match.label.id].append(said)
    roles = {treatment: _joined(said) for treatment, said in by_id.items()}
    if _HAD_IS_A_FINDING in roles and not story.reading.all("named_operation"):
        roles[_HAD_IS_A_FINDING] -= {"tried"}
    return Roles(*(_with(roles, role) for role in ("wanted", "avoid", "tried")))


def _with(roles: dict[str, frozenset[str]], role: str) -> tuple[str, ...]:
    return tuple(treatment for treatment, meant in roles.items() if role in meant)


def _joined(said: list[_Said]) -> frozenset[str]:
    plain = [each.roles for each in said if each.plain and each.roles]
    roles = frozenset[str]().union(*(plain or [each.roles for each in said]))
    return roles - {"wanted"} if "avoid" in roles else roles


def _all_said(story: Story, heard: Heard) -> list[_Said]:
    """Give each mention with what is said of it; what is said of the last item of a list holds for all."""
    reader = _Reader(story, heard)
    said: list[_Said] = []
    for match in reader.named:
        said.append(reader.said_of(match, said[-1] if said else None))
    for index in range(len(said) - 2, -1, -1):
        first, second = said[index], said[index + 1]
        if not first.plain and second.after and reader.is_next_in_list(first.match, second.match):
            said[index] = _Said(first.match, second.roles, after=True)
    return said


class _Reader:
    """Reads what one story says of the treatments it names."""

    def __init__(self, story: Story, heard: Heard) -> None:
        self._story = story
        self._reading = reading = story.reading
        self._cues = tuple(cue for cue in reading.all("role") if cue.label.lang == reading.language)
        history = [match for match, status in heard if match.label.id in _HISTORY and status is FindingStatus.PRESENT]
        free = [match for match in longest(reading.all("treatment")) if not story.scopes.is_idiom(match)]
        # "Cymbalta since my gut can't do NSAIDs": what ends where another name begins speaks of that one.
        self._starts = frozenset(match.start for match in free)
        self.named = tuple(
            match
            for match in free
            if not self._is_only_a_finding(match, history)
            and not reading.touching("no_treatment", match)
            and not self._is_for_something_else(match)
        )

    def _is_only_a_finding(self, match: Match, history: list[Match]) -> bool:
        held = match.label.id in _OF_HISTORY and any(match.overlaps(other) for other in history)
        return held and not self._reading.touching("named_operation", match)

    def said_of(self, match: Match, previous: _Said | None) -> _Said:
        """Say how a mention is meant: by the words around it, the list it stands in, or the kind of treatment it is."""
        part = self._reading.part(match.start, match.end)
        before, after = self._before(match, part), self._after(match, part) | self._inside(match)
        if "neutral" in (before, *after):
            return _Said(match, frozenset())
        back = self._back(match)
        if self._is_asked(match):
            # "Is needling off the table?"
            after, back = after - {"avoid"}, back - {"avoid"}
        if before is None and self._is_asked(match):
            return _Said(match, frozenset({"wanted"} | back - {"not_yet"}))
        if "not_yet" in back:
            return _Said(match, frozenset({"wanted"} if self._is_question(match) else back & {"wanted"}))
        roles = self._weighed(before, after, back)
        if roles:
            # What somebody else tried is no trial; that they praise it, or should offer it, is still a wish.
            roles = roles if self._story.is_patients(match) else roles - {"tried"}
            return _Said(match, roles, after=bool(roles) and before not in roles)
        return self._unsaid(match, before, previous)

    def _unsaid(self, match: Match, before: str | None, previous: _Said | None) -> _Said:
        """Take a mention as the list it stands in, or as its kind is mostly meant."""
        if before == "advised":
            return _Said(match, frozenset({"wanted"} if self._is_question(match) else ()))
        if previous and self._is_meant_alike(previous, match):
            return _Said(match, previous.roles, plain=previous.plain)
        return _Said(match, frozenset(self._by_kind(match)), plain=False)

    def _is_meant_alike(self, previous: _Said, match: Match) -> bool:
        """Say whether it stands in a list with the one before; of "a block or surgery" both are asked."""
        if not previous.roles or self._is_stop_between(previous.match, match):
            return False
        said = previous.plain or self._reading.word(match.start - 1) in _OR
        return said and self.is_next_in_list(previous.match, match)

    @staticmethod
    def _weighed(before: str | None, after: set[str], back: set[str]) -> frozenset[str]:
        """Weigh what stands before and after: a refusal first; a wish before hides a trial after."""
        if before in _TWO_ROLES:
            return _TWO_ROLES[before]
        if "again" in back and "avoid" not in after | back:
            # "The block wore off by spring. Can I get another?"
            return _TWO_ROLES["going_on"]
        back = back - {"again"}
        if before == "advised":
            return frozenset((after & {"avoid", "tried"}) | back)
        if before == "wanted" and "avoid" not in after | back:
            return frozenset({"wanted"})
        roles = after | back | ({before} if before else set())
        if "avoid" in roles:
            return frozenset({"avoid"} if before == "avoid" else roles - {"wanted"})
        return frozenset({"tried"} if "tried" in roles else roles)

    def _of_list(self, match: Match, part: tuple[int, int]) -> str | None:
        """Read "did shockwave, dry needling": a list may open with what is no treatment here."""
        if match.start != part[0] or self._reading.word(part[0] - 1) != ",":
            return None
        first = max(self._reading.part(part[0] - 2)[0], part[0] - _CUE_WITHIN)
        opens = any(self._reading.is_one_of(place, "role.opens_list") for place in range(first, part[0] - 1))
        return "tried" if opens else None

    def _is_asked_for(self, cue: Match, part: tuple[int, int]) -> bool:
        """Hear a wish in "..., or seeing a chiro?": a verb in -ing that no "been" leads, in a question."""
        word = self._reading.word
        asked = (
            word(part[1]) == "?" or self._reading.is_one_of(cue.start - 1, "role.before_doing")
        ) and self._reading.is_one_of(cue.start, "role.doing")
        return asked and word(cue.start - 1) not in ("been", "am", "is", "keep")

    def _is_for_something_else(self, match: Match) -> bool:
        """Hear "codeine I take for my shoulder"."""
        _, end = self._reading.sentence(match.start)
        last = min(end, match.end + _OTHER_WITHIN)
        return not self._is_question(match) and any(
            cue.label.id == "other_after" for cue in starting(self._cues, match.end, last + 1)
        )

    def _before(self, match: Match, part: tuple[int, int]) -> str | None:
        """Give the role of the cue nearest before; of two that end together, the longer one."""
        reading = self._reading
        # "Tried everything: PT, chiro, heat": what stands before a colon speaks of what follows.
        first, after_colon = part[0], reading.word(part[0] - 1) == ":"
        if after_colon:
            first = reading.part(part[0] - 2)[0]
        near = [
            cue
            for cue in starting(self._cues, match.start - LONGEST_MATCH, match.start)
            if cue.start < match.start
            # "anything but surgery": the cue holds the word that turns the sentence.
            and (first <= cue.start or cue.end >= part[0])
            and not (
                after_colon
                and cue.end < part[0]
                and cue.label.id == "avoid_before"
                and reading.is_one_of(cue.end - 1, "role.small_no")
            )
            and cue.end <= match.end
            and cue.label.id.endswith(_BEFORE)
            and match.start - (_CUE_WITHIN if cue.end - cue.start > 1 else _SMALL_CUE_WITHIN) <= cue.end
        ]
        if not near:
            return self._of_list(match, part)
        nearest = max(near, key=lambda cue: (cue.end, -cue.start, cue.label.id not in _PLAIN_CUES))
        if nearest.label.id == "idle_before":
            return None
        if nearest.label.id == "tried_before" and self._is_asked_for(nearest, part):
            return "wanted"
        if nearest.label.id == "advised" and self._is_their_own_wish(nearest):
            return "wanted"
        return nearest.label.id.removesuffix("_before")

    def _is_their_own_wish(self, cue: Match) -> bool:
        """Hear a wish in "Mom says ... she wants acupuncture", where the writer tells nothing of themselves."""
        reading = self._reading
        wants = reading.is_one_of(cue.end - 1, "sentence.wants") and reading.is_one_of(cue.start, "role.they")
        return wants and not reading.all("cue.self")

    def _inside(self, match: Match) -> set[str]:
        """Give the roles of the name itself: "they injected my back", "no knife"."""
        cues = (
            cue
            for cue in starting(self._cues, match.start - LONGEST_MATCH, match.end)
            if cue.label.id.endswith("_in") and cue.overlaps(match)
        )
        return {cue.label.id.removesuffix("_in") for cue in cues}

    def _after(self, match: Match, part: tuple[int, int]) -> set[str]:
        """Give the roles of the cues that follow; a question mark ends the part and still counts."""
        word, end = self._reading.word, part[1]
        # "PT: ten visits, no progress": what stands after a colon speaks of what stands before it.
        end = self._reading.part(end + 1)[1] if word(end) == ":" else end
        cues = longest(
            cue
            for cue in starting(self._cues, match.end, match.end + _CUE_WITHIN + 1)
            if cue.label.id.endswith("_after")
            and (cue.start < end or (cue.start == end and word(cue.start) == "?"))
            and (not cue.label.id.startswith("neutral") or cue.start == match.end)
            and not (cue.label.id == "avoid_after" and cue.end in self._starts)
        )
        return {cue.label.id.removesuffix("_after") for cue in cues} - {"told", "other"} | self._answered(match)

    def _answered(self, match: Match) -> set[str]:
        """Read "Injections, no.", "masaje sí" and "shots? no"."""
        reading, place = self._reading, match.end
        place += reading.word(place) in (",", ":", "?")
        if reading.word(place + 1) not in BREAKS | {""}:
            return set()
        said = {"avoid": "role.no", "wanted": "role.yes"}
        return {role for role, words in said.items() if reading.is_one_of(place, words)}

    def _back(self, match: Match) -> set[str]:
        """Give the roles of what takes a treatment up again: "..., never again", "... I'd rather not"."""
        tokens = self._reading.tokens
        _, end = self._reading.sentence(match.start)
        _, next_end = self._reading.sentence(end) if end < len(tokens) else (end, end)
        following = min((other.start for other in self.named if other.start >= match.end), default=next_end)
        cues = longest(
            cue
            for cue in starting(self._cues, match.end, next_end)
            if cue.label.id.endswith("_back")
            and (cue.start < end or (cue.start <= end + _BACK_WITHIN and cue.label.id != "not_yet_back"))
            and (cue.start < following or self._is_of_all(cue))
        )
        asked = self._is_question(match)
        # "Did it help? Did it hurt?" tells nothing of what was had; the next sentence may.
        told = (cue for cue in cues if not (asked and cue.label.id == "tried_back" and cue.start < end))
        return {cue.label.id.removesuffix("_back") for cue in told}

    def _is_of_all(self, cue: Match) -> bool:
        """Say whether it speaks of all that was named: "no to both"."""
        return any(self._reading.is_one_of(place, "role.all_of_them") for place in range(cue.start, cue.end))

    def _is_question(self, match: Match) -> bool:
        _, end = self._reading.sentence(match.start)
        return self._reading.word(end - 1) == "?"

    def _by_kind(self, match: Match) -> Iterator[str]:
        """Naming a medicine means it is taken; naming a kind of care, or asking, means it is wanted."""
        rule = self._reading.lexicon.treatments[match.label.id]
        if self._is_question(match) or (rule.asked_by_name and self._stands_alone(match)):
            yield "wanted"
        elif rule.medicine:
            yield "tried"

    def _is_asked(self, match: Match) -> bool:
        """Say whether a question is about it: "Has Medrol ever raised your sugar?"."""
        reading = self._reading
        starts = (reading.sentence(match.start)[0], reading.part(match.start, match.end)[0])
        opens = (place for start in starts for place in range(start, min(start + _OPENS_WITHIN, match.start)))
        return self._is_question(match) and any(reading.is_one_of(place, "role.opens_question") for place in opens)

    def _is_stop_between(self, first: Match, second: Match) -> bool:
        return any(self._reading.word(place) in SENTENCE_ENDS for place in range(first.end, second.start))

    def _stands_alone(self, match: Match) -> bool:
        """Say whether nothing is told of it: "Acupuncture near me", not "the physio graded my toe"."""
        return self._reading.word(match.end) in BREAKS | {""} or self._reading.is_one_of(match.end, "role.asks")

    def is_next_in_list(self, first: Match, second: Match) -> bool:
        """Say whether two treatments are items of one list: "PT, chiro and massage"."""
        between = [self._reading.word(place) for place in range(first.end, second.start)]
        if between == ["."]:
            return True
        return len(between) <= _ITEM_WITHIN and not (SENTENCE_ENDS | {"but", "pero"}) & set(between)
