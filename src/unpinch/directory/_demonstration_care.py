"""What the invented clinicians of the demonstration bill to Medicare: how many of each profession, and for what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Habit:
    """
    How one procedure code is billed by those who bill anything.

    `share` of them bill it, for about `patients` people a year, `services` times each, mostly in an office or not.
    """

    code: str
    share: float
    patients: float
    services: float
    is_office: bool = True


@dataclass(frozen=True)
class Practice:
    """
    How a profession takes part in Medicare.

    Taxonomy codes begin with one of `prefixes`; `words` is how Medicare's files call them; `enrolled` is the share in
    the clinicians file, `billing` the share with rows of services.
    """

    prefixes: tuple[str, ...]
    words: str
    enrolled: float
    billing: float
    habits: tuple[Habit, ...] = ()


# A visit in an office, of no kind of care that the directory looks at: most of the real file is like it.
_VISIT = Habit("99213", 0.9, 110, 1.7)
_OSTEOPATHIC = (
    Habit("98925", 0.3, 16, 2.2),
    Habit("98926", 0.5, 19, 2.4),
    Habit("98927", 0.5, 20, 2.6),
    Habit("98928", 0.4, 18, 2.6),
    Habit("98929", 0.3, 17, 2.8),
)
# Not for physical therapists: Medicare does not pay them for it, as the page of a clinician says.
_NEEDLES = (Habit("20560", 0.04, 19, 4.0), Habit("20561", 0.03, 17, 3.6))
_ACUPUNCTURE = (
    Habit("97810", 0.025, 20, 6.5),
    Habit("97811", 0.02, 19, 9.0),
    Habit("97813", 0.015, 18, 6.0),
    Habit("97814", 0.012, 18, 8.0),
)
_INJECTIONS = (
    Habit("62322", 0.06, 16, 1.3),
    Habit("62323", 0.75, 48, 1.5, is_office=False),
    Habit("64483", 0.8, 55, 1.7),
    Habit("64484", 0.5, 30, 1.8),
)
_SPINE_OPERATIONS = (
    Habit("63030", 0.4, 17, 1.0, is_office=False),
    Habit("63042", 0.12, 13, 1.0, is_office=False),
    Habit("63047", 0.8, 28, 1.1, is_office=False),
    Habit("22558", 0.15, 14, 1.0, is_office=False),
    Habit("22612", 0.4, 18, 1.1, is_office=False),
    Habit("22630", 0.1, 14, 1.0, is_office=False),
    Habit("22633", 0.45, 19, 1.1, is_office=False),
)


def _rarely(habits: tuple[Habit, ...], *, share: float) -> tuple[Habit, ...]:
    return tuple(Habit(each.code, each.share * share, each.patients, each.services, each.is_office) for each in habits)


# Invented, but of the right order: who is paid by Medicare at all, and who for needles (nearly nobody). Acupuncturists
# and massage therapists cannot enrol. The first that fits counts.
_PRACTICES = (
    Practice(
        ("2251",),
        "PHYSICAL THERAPIST IN PRIVATE PRACTICE",
        enrolled=0.7,
        billing=0.5,
        habits=(
            Habit("97110", 0.95, 48, 11.0),
            Habit("97112", 0.6, 34, 7.0),
            Habit("97116", 0.15, 18, 4.0),
            Habit("97140", 0.85, 42, 8.5),
            Habit("97150", 0.08, 20, 5.0),
            Habit("97530", 0.7, 38, 8.0),
        ),
    ),
    Practice(
        ("111N",),
        "CHIROPRACTIC",
        enrolled=0.7,
        billing=0.5,
        habits=(Habit("98940", 0.6, 38, 6.5), Habit("98941", 0.85, 52, 8.0), Habit("98942", 0.1, 22, 7.0)),
    ),
    Practice(
        ("225X",),
        "OCCUPATIONAL THERAPIST IN PRIVATE PRACTICE",
        enrolled=0.45,
        billing=0.25,
        habits=(
            Habit("97110", 0.8, 28, 7.0),
            Habit("97112", 0.35, 20, 5.0),
            Habit("97140", 0.5, 22, 5.5),
            Habit("97530", 0.85, 32, 7.5),
        ),
    ),
    Practice(
        ("2081P2900X", "207LP2900X", "208VP"),
        "INTERVENTIONAL PAIN MANAGEMENT",
        enrolled=0.85,
        billing=0.7,
        habits=(_VISIT, *_INJECTIONS, *_NEEDLES),
    ),
    Practice(
        ("2081",),
        "PHYSICAL MEDICINE AND REHABILITATION",
        enrolled=0.85,
        billing=0.6,
        habits=(_VISIT, *_rarely(_INJECTIONS, share=0.5), *_NEEDLES, *_ACUPUNCTURE),
    ),
    Practice(
        ("207XS0117X", "207T"),
        "NEUROSURGERY",
        enrolled=0.9,
        billing=0.7,
        habits=(_VISIT, *_SPINE_OPERATIONS),
    ),
    Practice(
        ("207X",),
        "ORTHOPEDIC SURGERY",
        enrolled=0.9,
        billing=0.6,
        habits=(_VISIT, *_rarely(_SPINE_OPERATIONS, share=0.15)),
    ),
    Practice(("204D",), "OSTEOPATHIC MANIPULATIVE MEDICINE", enrolled=0.8, billing=0.6, habits=(_VISIT, *_OSTEOPATHIC)),
    Practice(
        ("207Q", "208D"),
        "FAMILY PRACTICE",
        enrolled=0.85,
        billing=0.5,
        habits=(_VISIT, *_rarely(_OSTEOPATHIC, share=0.05), *_rarely(_ACUPUNCTURE, share=0.4)),
    ),
    Practice(("207R",), "INTERNAL MEDICINE", enrolled=0.85, billing=0.5, habits=(_VISIT,)),
    Practice(("2084",), "NEUROLOGY", enrolled=0.85, billing=0.5, habits=(_VISIT,)),
    Practice(("363L",), "NURSE PRACTITIONER", enrolled=0.7, billing=0.4, habits=(_VISIT, *_NEEDLES)),
    Practice(("363A",), "PHYSICIAN ASSISTANT", enrolled=0.7, billing=0.4, habits=(_VISIT,)),
    Practice(("103T",), "CLINICAL PSYCHOLOGIST", enrolled=0.5, billing=0.0),
)
_NOT_IN_MEDICARE = Practice((), "", enrolled=0.0, billing=0.0)


@cache
def practice_of(code: str) -> Practice:
    """
    Give how those of a taxonomy code take part in Medicare.

    Examples
    --------
    >>> practice_of("2251X0800X").words
    'PHYSICAL THERAPIST IN PRIVATE PRACTICE'
    >>> practice_of("171100000X").enrolled
    0.0
    """
    return next((each for each in _PRACTICES if code.startswith(each.prefixes)), _NOT_IN_MEDICARE)
