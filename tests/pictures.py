"""Files of pictures as cameras and rogues make them, for tests of what is drawn anew."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
SECRET = "The Fictional Camera Works"


def picture(kind: str, *, size: tuple[int, int] = (640, 480), mode: str = "RGB", **more) -> bytes:
    """Give a picture, red on its left half and blue on its right."""
    drawn = Image.new("RGB", size, "blue")
    drawn.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    drawn.convert(mode).save(out, kind, **more)
    return out.getvalue()


def with_where_and_when(kind: str, *, orientation: int = 1, size: tuple[int, int] = (640, 480)) -> bytes:
    """Give a picture that says where it was taken, by what, how it is to be turned, and a comment."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, SECRET
    exif[GPS] = {1: "N", 2: (41.0, 45.0, 49.0), 3: "W", 4: (72.0, 41.0, 9.0)}
    comment: dict[str, Any] = {"comment": SECRET.encode()} if kind == "JPEG" else {}
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()
    return picture(kind, size=size, exif=exif, icc_profile=b"\0" * 128 + SECRET.encode(), xmp=xmp, **comment)


def moving(kind: str) -> bytes:
    """Give a picture that moves: the usual one first, then white ones."""
    first = Image.open(io.BytesIO(picture("PNG")))
    out = io.BytesIO()
    first.save(out, kind, save_all=True, append_images=[Image.new("RGB", first.size, "white")] * 2, lossless=True)
    return out.getvalue()


def bomb(*, side: int) -> bytes:
    """Give a PNG of a few kilobytes that unfolds to `side` times `side` pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    line = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", line) + chunk(b"IEND", b"")
