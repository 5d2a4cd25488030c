"""A picture that was sent is drawn anew: the pixels stay, upright and square, and nothing else of the file."""

import io

import numpy as np
import pytest
from PIL import Image

from tests.pictures import SECRET, bomb, moving, picture, with_where_and_when
from unpinch.server.profiles.pictures import MOST_BYTES, NoPicture, WhyNoPicture, drawn_anew

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='400' height='400'><script>alert(1)</script></svg>"
HTML = b"<!doctype html><script>alert(1)</script>"


def _drawn(sent: bytes) -> Image.Image:
    found = Image.open(io.BytesIO(drawn_anew(sent=sent)))
    found.load()
    return found


def _colour(found: Image.Image, *, across: float, down: float) -> str:
    red, green, blue = np.asarray(found)[int(found.height * down), int(found.width * across)].tolist()
    return "white" if min(red, green, blue) > 200 else "red" if red > blue else "blue"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_the_file_is_kept_but_its_pixels(kind):
    sent = with_where_and_when(kind)
    assert SECRET.encode() in sent or kind == "PNG"
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)
    drawn = drawn_anew(sent=sent)
    found = Image.open(io.BytesIO(drawn))
    assert (found.format, found.mode, found.size) == ("JPEG", "RGB", (400, 400))
    assert not found.getexif()
    assert set(found.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert SECRET.encode() not in drawn
    assert b"Exif" not in drawn
    assert drawn_anew(sent=picture(kind)) == drawn


@pytest.mark.parametrize(("orientation", "red_is"), [(1, "left"), (3, "right"), (6, "top"), (8, "bottom")])
def test_it_is_turned_as_the_camera_says(orientation, red_is):
    found = _drawn(with_where_and_when("JPEG", orientation=orientation))
    where = {"left": (0.1, 0.5), "right": (0.9, 0.5), "top": (0.5, 0.1), "bottom": (0.5, 0.9)}
    reds = {side for side, (across, down) in where.items() if _colour(found, across=across, down=down) == "red"}
    assert red_is in reds
    assert {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}[red_is] not in reds


@pytest.mark.parametrize(
    ("size", "side"),
    [((100, 100), 100), ((150, 3000), 150), ((3000, 150), 150), ((4000, 3000), 400), ((401, 400), 400)],
)
def test_it_is_a_square_of_at_most_400_pixels_and_never_blown_up(size, side):
    assert _drawn(picture("JPEG", size=size)).size == (side, side)


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGBA", "LA", "I;16"])
def test_every_kind_of_png_is_read(mode):
    assert _drawn(picture("PNG", mode=mode)).mode == "RGB"


def test_a_print_shop_jpeg_is_read():
    assert _drawn(picture("JPEG", mode="CMYK")).mode == "RGB"


def test_a_telephone_s_jpeg_with_a_second_picture_behind_the_first_is_read():
    out = io.BytesIO()
    first = Image.open(io.BytesIO(picture("JPEG")))
    first.save(out, "MPO", save_all=True, append_images=[Image.new("RGB", first.size, "white")])
    assert Image.open(io.BytesIO(out.getvalue())).format == "MPO"
    assert _colour(_drawn(out.getvalue()), across=0.2, down=0.5) == "red"


def test_what_is_transparent_becomes_white():
    out = io.BytesIO()
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).save(out, "PNG")
    assert _colour(_drawn(out.getvalue()), across=0.5, down=0.5) == "white"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_one_that_moves_the_first_picture_is_taken(kind):
    sent = moving(kind)
    assert getattr(Image.open(io.BytesIO(sent)), "n_frames", 1) > 1
    assert _colour(_drawn(sent), across=0.2, down=0.5) == "red"


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (b"", WhyNoPicture.NOT_A_PICTURE),
        (SVG, WhyNoPicture.NOT_A_PICTURE),
        (HTML, WhyNoPicture.NOT_A_PICTURE),
        (picture("GIF"), WhyNoPicture.NOT_A_PICTURE),
        (picture("TIFF"), WhyNoPicture.NOT_A_PICTURE),
        (picture("EPS"), WhyNoPicture.NOT_A_PICTURE),
        (b"\xff\xd8\xff\xe0" + HTML, WhyNoPicture.NOT_A_PICTURE),
        (picture("JPEG")[:2000], WhyNoPicture.DAMAGED),
        (picture("PNG")[:-60], WhyNoPicture.DAMAGED),
        (picture("WEBP")[:300], WhyNoPicture.NOT_A_PICTURE),
        (picture("JPEG", size=(99, 500)), WhyNoPicture.TOO_SMALL),
        (bomb(side=6_000), WhyNoPicture.TOO_MANY_PIXELS),
        (bomb(side=12_000), WhyNoPicture.TOO_MANY_PIXELS),
        (bomb(side=60_000), WhyNoPicture.TOO_MANY_PIXELS),
        (b"\0" * (MOST_BYTES + 1), WhyNoPicture.TOO_MANY_BYTES),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_cannot_be_used_is_refused_with_its_reason(sent, why):
    with pytest.raises(NoPicture) as refused:
        drawn_anew(sent=sent)
    assert refused.value.why is why


def test_a_file_that_goes_on_after_the_picture_leaves_nothing_of_it():
    assert drawn_anew(sent=picture("JPEG") + HTML) == drawn_anew(sent=picture("JPEG"))
