"""Photos and scans made at test time: honest ones, oversized ones, and ones that are something else too."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image

PHP = b"<?php system($_GET['x']); ?>"


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 200), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 1).save(out, kind)
    return out.getvalue()


def photo_with_secrets() -> bytes:
    """A JPEG lying on its side, with camera data, a comment with code, and an archive behind it (GIFAR)."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "SECRET PLACE"
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(out, "JPEG", exif=exif, comment=PHP)
    out.seek(0, io.SEEK_END)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("Evil.class", b"\xca\xfe\xba\xbe")
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that announces a size and holds next to nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\x00" * 10)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body
