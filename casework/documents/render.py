"""The limited process that draws page images: `python -m casework.documents.render <content type>`.

Standard input is a file that passed inspection. The answer holds per page a JSON line
{"number", "width", "height", "size"} followed by that many bytes of WebP.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from casework.documents.limits import MAX_PAGES, RENDER_CPU, answer, confine, read_input
from casework.documents.sniff import PDF

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 1400, 2800
"""The largest page image, in pixels."""


def pages(data: bytes, kind: str) -> Iterator[Image]:
    """Each page as an RGB picture within WIDTH × HEIGHT."""
    if kind == PDF:
        yield from _pdf_pages(data)
        return
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    with Image.open(BytesIO(data), formats=["JPEG", "PNG"]) as opened:
        opened.draft("RGB", (WIDTH, HEIGHT))
        opened.thumbnail((WIDTH, HEIGHT))
        yield _on_white(opened)


def _pdf_pages(data: bytes) -> Iterator[Image]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for index in range(min(len(document), MAX_PAGES)):
        page = document[index]
        width, height = page.get_size()
        scale = min(WIDTH / max(width, 1), HEIGHT / max(height, 1))
        picture: Image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        page.close()
        yield picture


def _on_white(picture: Image) -> Image:
    if picture.mode not in {"LA", "RGBA"}:
        return picture.convert("RGB")
    from PIL import Image

    sheet = Image.new("RGB", picture.size, "white")
    sheet.paste(picture, mask=picture.getchannel("A"))
    return sheet


def main() -> None:
    confine(RENDER_CPU)
    for number, picture in enumerate(pages(read_input(), sys.argv[1]), start=1):
        out = BytesIO()
        picture.save(out, "WEBP", quality=75, method=2)
        answer({"number": number, "width": picture.width, "height": picture.height}, out.getvalue())


if __name__ == "__main__":
    main()
