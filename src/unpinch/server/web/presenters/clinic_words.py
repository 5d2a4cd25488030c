"""Words that several pages of the clinic share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _lazy

WEEKDAYS = (
    _lazy("Monday"),
    _lazy("Tuesday"),
    _lazy("Wednesday"),
    _lazy("Thursday"),
    _lazy("Friday"),
    _lazy("Saturday"),
    _lazy("Sunday"),
)
# What a visit is called by its state, and the look of the tag.
STATES = {
    "held": (_lazy("being booked"), "ask"),
    "confirmed": (_lazy("booked"), "plum"),
    "attended": (_lazy("came"), "good"),
    "no_show": (_lazy("did not come"), "stop"),
    "cancelled": (_lazy("cancelled"), "stop"),
    "expired": (_lazy("not booked in time"), "ask"),
}
