"""The limited process that judges one uploaded file: `python -m casework.documents.inspect <content type>`.

Standard input is the file. The answer is a JSON line, {"pages", "size"} followed by the bytes to keep
(none for a PDF, which is kept as it came), or {"refused": code, …figures}. Any other end means a broken file.
"""

from __future__ import annotations

import sys

from casework.documents.limits import INSPECT_CPU, Refused, answer, confine, read_input
from casework.documents.sniff import PDF, content_type


def judge(data: bytes, kind: str) -> tuple[int, bytes]:
    """(pages, bytes to keep instead of the upload). Raises Refused."""
    if content_type(data) != kind:
        raise Refused("malformed")
    if kind == PDF:
        from casework.documents.pdf import check  # parsers load only after the limits stand

        return check(data), b""
    from casework.documents.image import reencode

    return 1, reencode(data, kind)


def main() -> None:
    confine(INSPECT_CPU)
    try:
        pages, kept = judge(read_input(), sys.argv[1])
    except Refused as refusal:
        answer({"refused": refusal.code, **refusal.detail})
    except MemoryError:
        answer({"refused": "too_complex"})
    else:
        answer({"pages": pages}, kept)


if __name__ == "__main__":
    main()
