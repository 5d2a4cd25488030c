"""A picture that somebody sent, drawn anew as a small square JPEG of bare pixels. No clock, no database."""

from __future__ import annotations

import io
from enum import StrEnum

from PIL import Image, ImageOps

from unpinch.kernel import UnpinchError

# What telephones make by default is below both.
MOST_BYTES = 8_000_000
MOST_PIXELS = 30_000_000
# A smaller one shows no face; a larger one shows no more of it at the size of the page, on a sharp screen too.
LEAST_SIDE = 100
MOST_SIDE = 400
# What Pillow may try: none of these runs a script or calls another program, as SVG or EPS would.
FORMATS = ("JPEG", "PNG", "WEBP")
# A face is mostly above the middle of a tall picture.
_CENTRE = (0.5, 0.4)
_QUALITY = 85


class WhyNoPicture(StrEnum):
    """What is wrong with a file."""

    TOO_MANY_BYTES = "too_many_bytes"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SMALL = "too_small"
    NOT_A_PICTURE = "not_a_picture"
    DAMAGED = "damaged"


class NoPicture(UnpinchError):
    """The file cannot be used; `why` says what is wrong with it."""

    def __init__(self, why: WhyNoPicture) -> None:
        super().__init__(f"The picture cannot be used: {why.value}.")
        self.why = why


def drawn_anew(*, sent: bytes) -> bytes:
    """
    Give the picture of a JPEG, PNG or WebP file as a square JPEG of 100 to 400 pixels a side.

    It is turned as the camera says, cut to its middle, and put on white where it is transparent; of one that moves the
    first picture is taken. Nothing else of the file is in it: no place, time, camera, name, colour profile or preview.

    Raises
    ------
    NoPicture
        If it is none of these, too large or too small, or breaks off.
    """
    if len(sent) > MOST_BYTES:
        raise NoPicture(WhyNoPicture.TOO_MANY_BYTES)
    with _opened(sent) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise NoPicture(WhyNoPicture.TOO_MANY_PIXELS)
        if min(picture.size) < LEAST_SIDE:
            raise NoPicture(WhyNoPicture.TOO_SMALL)
        try:
            return _jpeg(_square(picture))
        # Decoders of files from outside stumble in many ways, each of which says the same of the file.
        except Exception as stumbled:
            raise NoPicture(WhyNoPicture.DAMAGED) from stumbled


def _opened(sent: bytes) -> Image.Image:
    """Read the head of a file and no pixel yet: what unfolds to too much is refused by its stated size."""
    try:
        return Image.open(io.BytesIO(sent), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NoPicture(WhyNoPicture.TOO_MANY_PIXELS) from None
    except Exception as stumbled:
        raise NoPicture(WhyNoPicture.NOT_A_PICTURE) from stumbled


def _square(picture: Image.Image) -> Image.Image:
    # A JPEG can be unfolded at a half, a quarter or an eighth of its size: less memory, the same picture.
    picture.draft("RGB", (2 * MOST_SIDE, 2 * MOST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    if upright.has_transparency_data:
        with_holes = upright.convert("RGBA")
        upright = Image.new("RGBA", with_holes.size, "white")
        upright.alpha_composite(with_holes)
    side = min(MOST_SIDE, *upright.size)
    return ImageOps.fit(upright.convert("RGB"), (side, side), Image.Resampling.LANCZOS, centering=_CENTRE)


def _jpeg(square: Image.Image) -> bytes:
    # Pillow writes along what it has read beside the pixels, such as comments; a fresh one has read nothing.
    clean = Image.new("RGB", square.size)
    clean.paste(square)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
