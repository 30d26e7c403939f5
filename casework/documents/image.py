"""Photos and scans written anew from their pixels, so that nothing but the picture survives. Runs limited."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps

from casework.documents.limits import MAX_PIXELS, Refused
from casework.documents.sniff import JPEG

KEPT_PIXELS = 25_000_000
"""Larger pictures are kept at half the width and height; A4 at 300 dots an inch is 8.7 million pixels."""


def reencode(data: bytes, kind: str) -> bytes:
    """The same picture as a new JPEG or PNG, upright, without EXIF, comments, profiles or further frames.

    The size is read from the header; more than MAX_PIXELS raises Refused before anything is decoded.
    """
    Image.MAX_IMAGE_PIXELS = None
    name = "JPEG" if kind == JPEG else "PNG"
    with Image.open(BytesIO(data), formats=[name]) as opened:
        width, height = opened.size
        if width * height > MAX_PIXELS[kind]:
            raise Refused("image_pixels", width=width, height=height, limit=MAX_PIXELS[kind] // 1_000_000)
        picture = upright(opened)
    out = BytesIO()
    if kind == JPEG:
        picture.save(out, "JPEG", quality=90)
    else:
        picture.save(out, "PNG", compress_level=4)
    return out.getvalue()


def upright(opened: Image.Image) -> Image.Image:
    """Decode, halve when very large, turn as EXIF says, and drop everything but pixels."""
    exif = opened.info.get("exif", b"")
    if opened.width * opened.height > KEPT_PIXELS:
        opened.draft(None, (opened.width // 2, opened.height // 2))
    picture = _plain_mode(opened)
    if picture.width * picture.height > KEPT_PIXELS:
        # Band by band: reducing a picture with transparency at once holds it in memory twice.
        bands = [picture.getchannel(band).reduce(2) for band in picture.getbands()]
        picture = Image.merge(picture.mode, bands)
    picture.info = {"exif": exif}
    ImageOps.exif_transpose(picture, in_place=True)
    picture.info = {}
    return picture


def _plain_mode(opened: Image.Image) -> Image.Image:
    opened.load()
    if opened.mode.startswith("I"):
        return opened.point(lambda value: value * (1 / 256)).convert("L")
    if opened.mode == "1":
        return opened.convert("L")
    if opened.mode == "P" or "transparency" in opened.info:
        return opened.convert("RGBA" if "transparency" in opened.info else "RGB")
    return opened if opened.mode in {"L", "LA", "RGB", "RGBA"} else opened.convert("RGB")
