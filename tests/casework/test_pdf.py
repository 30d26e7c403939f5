"""Letters: readable, tagged, marked as samples, the same twice, and nobody's words become markup."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from casework.pdf import PdfError, render
from casework.pdf.coverage import covered, showable

LETTER = "casework/pdf/templates/letter.typ"
HOSTILE = r'#panic("x") #strong[a] $x^2$ \ ] *b* _c_ @d <e> `f` // g /* h "i" {{ j }} \u{41}'
AMOUNTS = {
    "is": "money",
    "caption": "Agreed",
    "heads": ["Category", "Government", "Own"],
    "rows": [["Salary", 320_000_000, 0], ["Research", 1_200_000_000, 15_000_000]],
    "total": ["Total", 1_520_000_000, 15_000_000],
}
SIGNED = {"role": "Agency", "organisation": "Office (fictional)", "name": "Jung Ha-eun", "mark": "signature"}
ENGLISH = "Demonstration. Not a government service. Nothing entered reaches any ministry."
KOREAN = "시연용입니다. 정부 서비스가 아니며 입력 내용은 어느 기관에도 전달되지 않습니다."


def document(*blocks: dict[str, Any], title: str = "Funding agreement") -> dict[str, Any]:
    return {"title": title, "date": "2026-11-23", "reference": "FA-2026-000123", "blocks": list(blocks)}


def text(*paragraphs: str) -> dict[str, Any]:
    return {"is": "text", "paragraphs": list(paragraphs)}


def read(made: bytes) -> PdfReader:
    return PdfReader(BytesIO(made))


def words(made: bytes) -> list[str]:
    """The text of each page, with any space or line break as one space."""
    return [" ".join(page.extract_text().split()) for page in read(made).pages]


def fonts(made: bytes) -> set[str]:
    found = set()
    for page in read(made).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            found.add(str(font.get_object()["/BaseFont"]).partition("+")[2])
    return found


def test_an_english_letter_reads_back_and_says_its_amounts_in_full() -> None:
    made = render(LETTER, document(AMOUNTS, {"is": "signatures", "parties": [SIGNED, SIGNED]}), "en")
    (page,) = words(made)
    for shown in ("Talent Portal", "FA-2026-000123", "23 November 2026", "₩1,200,000,000", "Jung Ha-eun"):
        assert shown in page
    assert "Page 1 of 1" in page


def test_a_korean_letter_reads_back() -> None:
    keys = {"is": "keys", "rows": [["연구팀", "양자소재 컨소시엄 (가상)"], ["연구자", "뷁쀍 王明"]]}
    (page,) = words(render(LETTER, document(keys, AMOUNTS, title="연구비 지원 협약서"), "ko"))
    for shown in (
        "연구비 지원 협약서",
        "양자소재 컨소시엄 (가상)",
        "뷁쀍 王明",
        "2026. 11. 23.",
        "1,520,000,000원",
    ):
        assert shown in page


@pytest.mark.parametrize("language", ["en", "ko"])
def test_only_our_own_font_is_embedded(language: Any) -> None:
    made = render(LETTER, document(text("Amara 아마라")), language)
    assert {name.removesuffix("-Identity-H") for name in fonts(made)} == {
        "PortalSans-Regular",
        "PortalSans-Bold",
    }


def test_every_korean_syllable_and_whatever_else_the_font_claims_can_be_set() -> None:
    assert set(range(0xAC00, 0xD7A4)) <= covered()
    everything = "".join(map(chr, sorted(covered())))
    lines = [everything[i : i + 60] for i in range(0, len(everything), 60)]
    assert render(LETTER, document(text(*lines)), "ko").startswith(b"%PDF-")  # PDF/UA refuses a missing glyph


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("café 😀", "café □"),
        ("\x00a\x07b\u202ec\u200d", "abc"),
        ("a\tb\r\nc", "a b\nc"),
        ("각", "각"),
    ],
)
def test_what_the_font_lacks_is_marked_and_control_marks_go(typed: str, shown: str) -> None:
    assert showable(typed) == shown
    assert render(LETTER, document(text(typed)), "en")


def test_typed_words_never_become_markup() -> None:
    rows = {"is": "keys", "rows": [[HOSTILE, HOSTILE]]}
    made = render(LETTER, document(rows, text(HOSTILE), title=HOSTILE), "en")
    squeezed = "".join(words(made)).replace(" ", "")
    assert squeezed.count(HOSTILE.replace(" ", "")) == 4
    assert read(made).metadata.title == HOSTILE  # type: ignore[union-attr]


def test_the_same_input_gives_the_same_bytes() -> None:
    data = document(AMOUNTS, text("Same."))
    assert render(LETTER, data, "ko") == render(LETTER, data, "ko")
    assert render(LETTER, data, "ko") != render(LETTER, data | {"date": "2026-11-24"}, "ko")


@pytest.mark.parametrize(("language", "line"), [("en", ENGLISH), ("ko", KOREAN)])
def test_every_page_is_marked_a_sample_until_an_operator_is_named(
    settings: Any, language: Any, line: str
) -> None:
    settings.OPERATOR_NAME = ""
    pages = words(render(LETTER, document(text(*["A paragraph."] * 80)), language))
    assert len(pages) > 1
    for page in pages:
        assert line in page
        assert "SAMPLE견본" in page.replace(" ", "")
    settings.OPERATOR_NAME = "Ministry of Examples"
    named = words(render(LETTER, document(text("A paragraph.")), language))
    assert "Ministry of Examples" in named[0]
    assert line not in named[0]
    assert "SAMPLE" not in named[0]


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("ko", "ko-KR")])
def test_letters_are_tagged_titled_and_say_their_language(language: Any, tag: str) -> None:
    made = render(LETTER, document(AMOUNTS), language)
    root = read(made).root_object
    assert root["/Lang"] == tag
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    xmp = root["/Metadata"].get_object().get_data().decode()  # type: ignore[attr-defined]
    assert "<pdfuaid:part>1<" in xmp
    assert "<pdfaid:part>2<" in xmp


@pytest.mark.parametrize("name", ["../etc/x.typ", "/etc/passwd", "manage.py", "casework/pdf/none.typ"])
def test_only_templates_of_ours_are_set(name: str) -> None:
    with pytest.raises(ValueError, match="no letter template"):
        render(name, document(), "en")


def test_there_are_letters_in_two_languages() -> None:
    with pytest.raises(ValueError, match="no letters in"):
        render(LETTER, document(), "fr")  # type: ignore[arg-type]


def test_an_error_names_the_place_and_no_data(settings: Any, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "letter.typ").write_text("#let data = json(bytes(sys.inputs.data))\n#panic(data.name)")
    with pytest.raises(PdfError) as caught:
        render("letter.typ", {"name": "Amara Okafor"}, "en")
    assert "letter.typ:2" in str(caught.value)
    assert "Amara" not in str(caught.value)
