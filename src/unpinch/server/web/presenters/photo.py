"""The limits of a picture, and what is wrong with a file, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from unpinch.server.profiles.pictures import LEAST_SIDE, MOST_BYTES, MOST_PIXELS, WhyNoPicture


def _limits() -> dict[str, int]:
    return {"megabytes": MOST_BYTES // 1_000_000, "megapixels": MOST_PIXELS // 1_000_000, "side": LEAST_SIDE}


def photo_limits() -> str:
    """Say before what can be sent."""
    return (
        _(
            "A JPEG, PNG or WebP file of at most %(megabytes)d MB and %(megapixels)d megapixels, at least %(side)d "
            "pixels on each side."
        )
        % _limits()
    )


def why_no_picture_words(why: WhyNoPicture) -> str:
    """Say what is wrong with a file, and what to do."""
    words = {
        WhyNoPicture.TOO_MANY_BYTES: _("Choose a smaller file: this one is larger than %(megabytes)d MB."),
        WhyNoPicture.TOO_MANY_PIXELS: _("Choose a smaller picture: this one has more than %(megapixels)d megapixels."),
        WhyNoPicture.TOO_SMALL: _("Choose a larger picture: at least %(side)d pixels on each side."),
        WhyNoPicture.NOT_A_PICTURE: _("Choose a JPEG, PNG or WebP file: this one is something else, or broken off."),
        WhyNoPicture.DAMAGED: _("Choose another file: this one is damaged or not complete."),
    }
    return words[why] % _limits()
