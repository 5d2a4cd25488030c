"""Numbers as people and tables show them."""

from __future__ import annotations

from django.utils.formats import number_format
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


def count_words(count: int) -> str:
    """Write a count as the language of the page does: 1,234 or 1.234."""
    return number_format(count, decimal_pos=0, force_grouping=True)


def percent_words(share: float, *, digits: int = 1) -> str:
    """Write a share of 1 in percent; none and all have no digits, so that 99.96% does not look like all."""
    # Rounded before it is written: Django cuts digits off.
    rounded = f"{100 * share:.{digits}f}"
    places = 0 if share in (0, 1) else digits
    return _("%(number)s%%") % {"number": number_format(rounded, decimal_pos=places)}
