"""Numbers as people and tables show them."""

from __future__ import annotations

from django.utils.translation import gettext as _

MINUS = "\N{MINUS SIGN}"


def number_words(value: float) -> str:
    """Write a number with a real minus sign and no more digits than were published."""
    plain = f"{value:.2f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value):,}"
    return plain.replace("-", MINUS)


def interval_words(low: float | None, high: float | None) -> str:
    """Write an interval, or nothing where there is none."""
    if low is None or high is None:
        return ""
    return _("%(low)s to %(high)s") % {"low": number_words(low), "high": number_words(high)}
