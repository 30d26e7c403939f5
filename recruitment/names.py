"""How names of organisations are compared: case, accents, punctuation and a leading "the" do not count."""

import re
import unicodedata

NOT_WORD = re.compile(r"[^\w]+")
MARKS = dict.fromkeys(code for code in range(0x10000) if unicodedata.category(chr(code)).startswith("M"))
TRAILING_NOTE = re.compile(r"^(?P<name>.+?)\s*[(（](?P<note>[^()（）]+)[)）]$")


def name_key(text: str) -> str:
    """Return the form under which a name is compared; "The Université Laval & Co." gives "universite laval
    and co".

    Hangul and other scripts stay; only marks, case, width and punctuation go. May be empty.
    """
    plain = text.replace("&", " and ").replace("_", " ").casefold()
    if not plain.isascii():
        spread = unicodedata.normalize("NFKD", plain).translate(MARKS)
        plain = unicodedata.normalize("NFC", spread).casefold()
    return NOT_WORD.sub(" ", plain).strip().removeprefix("the ")


def split_note(text: str) -> tuple[str, str]:
    """Split "Massachusetts Institute of Technology (MIT)" into name and note; the note is empty without
    one."""
    found = TRAILING_NOTE.match(text.strip())
    return (found["name"], found["note"]) if found else (text.strip(), "")
