"""Kinds of clinician as bits: one is of a kind when any of their taxonomy codes begins with one of its prefixes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from unpinch import knowledge

# Kinds are stored as the bits of a 32-bit number.
SPECIALTIES_AT_MOST = 32


@dataclass(frozen=True)
class SpecialtyBits:
    """
    The kinds of clinician of one snapshot, in the order of their bits.

    A snapshot keeps its own list, so that it goes on meaning what it meant when the vocabulary grows.
    """

    ids: tuple[str, ...]
    prefixes: tuple[tuple[str, ...], ...]
    _known: dict[str, tuple[int, int]] = field(default_factory=dict, compare=False, repr=False)
    _masks: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not len(self.ids) == len(self.prefixes) <= SPECIALTIES_AT_MOST:
            raise ValueError(f"there can be at most {SPECIALTIES_AT_MOST} specialties, each with its prefixes")

    def mask_of(self, code: str) -> int:
        """Give the bits of one taxonomy code."""
        # There are some 900 codes, and millions of clinicians.
        if code not in self._masks:
            self._masks[code] = sum(
                1 << bit
                for bit, prefixes in enumerate(self.prefixes)
                if any(code.startswith(prefix) for prefix in prefixes)
            )
        return self._masks[code]

    def classify(self, taxonomies: str) -> tuple[int, int]:
        """Give the bits of all codes, and those of the first; codes are parted by blanks, the main one first."""
        if taxonomies not in self._known:
            masks = [self.mask_of(code) for code in taxonomies.split()]
            everything = 0
            for mask in masks:
                everything |= mask
            self._known[taxonomies] = (everything, masks[0] if masks else 0)
        return self._known[taxonomies]

    def of(self, mask: int) -> tuple[str, ...]:
        """Give the ids in a mask, the most particular first: "pain doctor" says more than "rehabilitation doctor"."""
        return tuple(self.ids[bit] for bit in self.by_detail if mask >> bit & 1)

    @cached_property
    def by_detail(self) -> tuple[int, ...]:
        """Give the bits, those with the longest prefixes first."""
        return tuple(
            sorted(range(len(self.ids)), key=lambda bit: (-min(len(prefix) for prefix in self.prefixes[bit]), bit))
        )

    def bits_of(self, ids: tuple[str, ...]) -> int:
        """Give the mask of some ids; ids that this snapshot does not know count for nothing."""
        return sum(1 << bit for bit, name in enumerate(self.ids) if name in ids)


def current_specialties() -> SpecialtyBits:
    """Give the kinds of clinician as the knowledge files have them now."""
    rows = knowledge.specialties()
    return SpecialtyBits(
        ids=tuple(row.id for row in rows), prefixes=tuple(tuple(row.taxonomy_prefixes) for row in rows)
    )
