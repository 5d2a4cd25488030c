"""Questions that the benchmarks of the directory ask: places in cities and in the country, and misspelt names."""

from typing import Any

import numpy as np

from benchmarks.national_shares import zip_people
from benchmarks.national_words import draw_words, first_names, surnames
from unpinch import directory

# The peers are asked about these: three cities, three towns in the country.
CITIES, COUNTRY = ("10001", "90210", "60601"), ("59718", "82801", "39350")
MILES = (5, 25, 50)
KIND = "physical_therapist"
# What people ask for: a kind of clinician, or a treatment, or anybody at all.
_ASKED: tuple[dict[str, Any], ...] = (
    {"specialties": (KIND,)},
    {"specialties": ("chiropractor",)},
    {"specialties": ("primary_care",)},
    {"specialties": ("orthopaedic_surgeon",), "gender": "female"},
    {"care": "dry_needling"},
    {"care": "physical_therapy"},
    {"care": "acupuncture"},
    {},
)
_CROWDED, _EMPTY = 30, 3


def questions(*, count, seed=1):
    """Give questions, each of another place: half in ZIP codes with 30,000 people or more, half where few live."""
    chance = np.random.default_rng(seed)
    people = zip_people()
    kinds = (
        [code for code, thousands in people.items() if thousands >= _CROWDED],
        [code for code, thousands in people.items() if thousands <= _EMPTY],
    )
    return [
        directory.Query(
            near=str(chance.choice(kinds[number % 2])),
            within_miles=MILES[number // 2 % len(MILES)],
            **_ASKED[number // 6 % len(_ASKED)],
        )
        for number in range(count)
    ]


def misspelt(*, count, seed=1):
    """Give names that people bear, first and last, one letter of each wrong; half of them near a place."""
    chance = np.random.default_rng(seed)
    firsts, lasts = (draw_words(words(), count, chance).to_list() for words in (first_names, surnames))
    places = list(zip_people())
    return [
        directory.Query(
            name=f"{_misspell(first, chance)} {_misspell(last, chance)}".lower(),
            near=str(chance.choice(places)) if number % 2 else None,
            within_miles=50 if number % 2 else None,
        )
        for number, (first, last) in enumerate(zip(firsts, lasts, strict=True))
    ]


def _misspell(word, chance):
    """Change, leave out, add or swap one letter."""
    place, letter = int(chance.integers(len(word))), str(chance.choice(list("AEIOULMNRST")))
    kinds = (
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
    )
    return kinds[int(chance.integers(len(kinds)))]
