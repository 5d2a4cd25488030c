"""What a page says of shown experience: figures as billed, the comparison, and what it cannot say."""

from typing import Any

import pytest

from unpinch import knowledge
from unpinch.directory import _shown
from unpinch.directory._peers import Peers

YEARS = (2020, 2021, 2022)


def peers(**changes):
    usual: dict[str, Any] = {
        "care": "spine_injection",
        "specialty": "pain_medicine",
        "shape": 1.0,
        "mean": 60.0,
        "dispersion": 5.0,
        "years": YEARS,
        "clinicians": 1203,
        "estimates": tuple(float(point) for point in range(101)),
    }
    return Peers(**(usual | changes))


def billed(*people):
    return [
        _shown.YearShown(year=year, services=3.0 * count, patients=count, patients_at_most=count)
        for year, count in zip(YEARS, people, strict=False)
    ]


def said(shown):
    return [str(line) for line in shown.lines]


def shown(years, *, care="spine_injection", specialty="pain_medicine", usual=None):
    return _shown.shown_care(care=care, years=years, specialty=specialty, peers=[peers()] if usual is None else usual)


def test_it_says_what_was_billed_each_year_and_how_it_compares():
    lines = said(shown(billed(40, 45, 50)))
    assert lines[0] == "2020: 120 services billed to Medicare, for 40 people."
    assert lines[-2] == "About 45 people in an average year from 2020 to 2022, most likely 35 to 57."
    assert lines[-1] == (
        "More than 46 in 100 of the 1,203 clinicians of this profession (Pain doctor) who are shown for this care."
    )


def test_people_under_several_codes_are_a_range():
    [year, *_] = said(shown([_shown.YearShown(year=2020, services=1200.5, patients=40, patients_at_most=1055)]))
    assert year == (
        "2020: 1,200 services billed to Medicare, for 40 to 1,055 people (somebody may be counted under several codes)."
    )


def test_a_year_that_is_not_shown_is_0_to_10_people_and_widens_the_range():
    part = shown(billed(40))
    assert any(
        line.startswith("2021, 2022: nothing shown, which means 0 to 10 people under each code.") for line in said(part)
    )
    known, half = shown(billed(40, 40, 40)).compared, part.compared
    assert half.high - half.low > 0.5 * (known.high - known.low)
    assert half.low < 40 / 3 < half.estimate < (40 + 20) / 3 < half.high


def test_nothing_shown_of_needling_never_says_that_nothing_is_done():
    part = shown([], care="needling", specialty="physical_therapist")
    assert part.years == ()
    assert part.compared is None
    assert said(part) == ["Medicare's files show nothing of this care."]
    assert "Medicare does not pay physical therapists for dry needling" in str(part.cannot_say[0])
    assert "nothing shown says nothing" in str(part.cannot_say[0])


def test_of_a_demonstration_it_says_first_that_it_is_invented():
    usual: dict[str, Any] = {"care": "spine_injection", "specialty": "pain_medicine", "peers": [peers()]}
    invented = _shown.shown_care(**usual, years=billed(40, 45, 50), is_invented=True)
    assert said(invented) == [
        "Invented for the demonstration. Nobody did or billed this:",
        *said(shown(billed(40, 45, 50))),
    ]
    nothing = _shown.shown_care(**usual, years=[], is_invented=True)
    assert said(nothing) == ["The invented files of the demonstration show nothing of this care."]


@pytest.mark.parametrize("kind", knowledge.kinds_of_care(), ids=lambda row: row.id)
def test_every_kind_says_what_its_files_cannot(kind):
    part = shown([], care=kind.id)
    assert str(part.cannot_say[0]) == kind.nothing_shown
    assert "how well they do it" in str(part.cannot_say[1])


def test_with_few_peers_nothing_is_compared_and_it_says_so():
    part = shown(billed(40, 45, 50), usual=[peers(clinicians=29, specialty="")])
    assert part.compared.share_below is None
    assert said(part)[-1] == "Too few others are shown for this care to compare with."


def test_a_profession_without_peers_of_its_own_is_compared_with_all():
    part = shown(billed(40, 45, 50), specialty="neurologist", usual=[peers(), peers(specialty="")])
    assert (
        said(part)[-1] == "More than 46 in 100 of the 1,203 clinicians of all professions who are shown for this care."
    )


def test_without_peers_the_figures_stand_alone():
    part = shown(billed(40), usual=[])
    assert part.compared is None
    assert said(part) == ["2020: 120 services billed to Medicare, for 40 people."]


def test_a_year_that_the_peers_have_not_is_shown_and_not_compared():
    more = [*billed(40, 45, 50), _shown.YearShown(year=2023, services=900, patients=300, patients_at_most=300)]
    part = shown(more)
    assert part.compared == shown(billed(40, 45, 50)).compared
    assert said(part)[3].startswith("2023: 900 services")


def test_more_people_is_more_in_every_number():
    less, more = shown(billed(40, 45, 50)).compared, shown(billed(40, 45, 51)).compared
    assert less.low < more.low
    assert less.estimate < more.estimate
    assert less.high < more.high
    assert less.share_below <= more.share_below
