"""Numbers as they are said to people."""

from __future__ import annotations

from unpinch.kernel import Text, say

# A rate is said out of the first of these that gives at least one: "3 in 10,000" is read better than "0.3 in 1,000".
_OUT_OF = (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)


def plain(value: float) -> str:
    """
    Write a number without a sign and without needless zeros.

    Examples
    --------
    >>> plain(-12.10), plain(2.0), plain(0.0)
    ('12.1', '2', '0')
    """
    return f"{abs(value):.10g}"


def rate(per_1000: float) -> Text:
    """
    Say a rate per 1,000 as so many in 1,000, or in as many as make it at least 1.

    Examples
    --------
    >>> str(rate(75.5)), str(rate(0.101)), str(rate(0.00798))
    ('76 in 1,000', '1 in 10,000', '8 in 1,000,000')
    """
    out_of = next((size for size in _OUT_OF if per_1000 * size / 1_000 >= 1), _OUT_OF[-1])
    count = per_1000 * out_of / 1_000
    if count < 1:
        return say("less than 1 in {out_of}", out_of=f"{out_of:,}")
    shown = f"{count:,.0f}" if count >= 10 or abs(count - round(count)) < 0.05 else f"{count:.1f}"
    return say("{count} in {out_of}", count=shown, out_of=f"{out_of:,}")
