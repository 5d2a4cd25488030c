"""States as the Postal Service writes them, with how many practitioners each has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class State:
    """
    A state, the District of Columbia, or a territory.

    `practitioners` counts the National Provider Directory of 2026-08-20 (CMS), as tallied by state at
    https://github.com/FHIR-IQ/AINPI; 0 for territories, where the tally has none.
    """

    code: str
    name: str
    practitioners: int = 0


# The order is part of the snapshot: a state is stored as its place in this list. Add at the end only.
STATES: tuple[State, ...] = (
    State("AL", "Alabama", 61710),
    State("AK", "Alaska", 21758),
    State("AZ", "Arizona", 109257),
    State("AR", "Arkansas", 61086),
    State("CA", "California", 888629),
    State("CO", "Colorado", 130066),
    State("CT", "Connecticut", 73906),
    State("DE", "Delaware", 17651),
    State("DC", "District of Columbia", 37368),
    State("FL", "Florida", 374388),
    State("GA", "Georgia", 153301),
    State("HI", "Hawaii", 25668),
    State("ID", "Idaho", 28449),
    State("IL", "Illinois", 218788),
    State("IN", "Indiana", 110478),
    State("IA", "Iowa", 45797),
    State("KS", "Kansas", 48532),
    State("KY", "Kentucky", 78326),
    State("LA", "Louisiana", 79328),
    State("ME", "Maine", 29300),
    State("MD", "Maryland", 131389),
    State("MA", "Massachusetts", 190122),
    State("MI", "Michigan", 253336),
    State("MN", "Minnesota", 125366),
    State("MS", "Mississippi", 35668),
    State("MO", "Missouri", 107227),
    State("MT", "Montana", 18652),
    State("NE", "Nebraska", 57298),
    State("NV", "Nevada", 80722),
    State("NH", "New Hampshire", 32209),
    State("NJ", "New Jersey", 144940),
    State("NM", "New Mexico", 48395),
    State("NY", "New York", 425031),
    State("NC", "North Carolina", 170703),
    State("ND", "North Dakota", 18668),
    State("OH", "Ohio", 263937),
    State("OK", "Oklahoma", 80659),
    State("OR", "Oregon", 113787),
    State("PA", "Pennsylvania", 230837),
    State("RI", "Rhode Island", 23431),
    State("SC", "South Carolina", 75110),
    State("SD", "South Dakota", 15560),
    State("TN", "Tennessee", 108683),
    State("TX", "Texas", 364765),
    State("UT", "Utah", 67447),
    State("VT", "Vermont", 14088),
    State("VA", "Virginia", 128246),
    State("WA", "Washington", 176734),
    State("WV", "West Virginia", 55868),
    State("WI", "Wisconsin", 100580),
    State("WY", "Wyoming", 10846),
    State("PR", "Puerto Rico"),
    State("GU", "Guam"),
    State("VI", "Virgin Islands"),
    State("AS", "American Samoa"),
    State("MP", "Northern Mariana Islands"),
    State("FM", "Federated States of Micronesia"),
    State("MH", "Marshall Islands"),
    State("PW", "Palau"),
)
