"""What a reading says of a pressed nerve: what was found on a scan, or what the pattern points to."""

from __future__ import annotations

from unpinch.knowledge import CompressionCause, StructureKind

from ._story import Reading

_FOUND = {
    "disc_herniation_known": CompressionCause.DISC_HERNIATION,
    "bone_spur_known": CompressionCause.BONE_SPUR,
    "stenosis_known": CompressionCause.SPINAL_STENOSIS,
}
_STENOSIS = "spinal_stenosis"
# More than half of all shares: the nerve is then likelier to be pressed than not, as far as the pattern can tell. Our
# own line; a pattern is no scan, so what is said here begins with "if".
_LEADS_ABOVE = 0.5


def causes_of(*, reading: Reading) -> tuple[CompressionCause, ...]:
    """
    Give what presses on the person's nerve.

    What was found on a scan counts. Where nothing was, a pattern that leads to nerve roots gives `any` (a drawing does
    not tell a disc from a spur), and one that leads to a narrow canal gives that. Nothing means that nothing points to
    a pressed nerve.
    """
    return found_causes(reading=reading) or _causes_by_pattern(reading)


def found_causes(*, reading: Reading) -> tuple[CompressionCause, ...]:
    """Give what the person says was found."""
    present = reading.understanding.present()
    return tuple(cause for finding, cause in _FOUND.items() if finding in present)


def _causes_by_pattern(reading: Reading) -> tuple[CompressionCause, ...]:
    fits = reading.fit.fits
    if sum(one.share for one in fits if one.source == _STENOSIS) > _LEADS_ABOVE:
        return (CompressionCause.SPINAL_STENOSIS,)
    if sum(one.share for one in fits if one.kind is StructureKind.NERVE_ROOT) > _LEADS_ABOVE:
        return (CompressionCause.ANY,)
    return ()
