"""Countries as files print them: English and Korean names and common short forms, to ISO 3166 codes."""

from functools import cache

from django.utils.translation import override
from django_countries import countries

from recruitment.names import name_key

SHORT_FORMS = {
    "usa": "US", "us": "US", "united states": "US", "united states of america": "US", "미국": "US",
    "uk": "GB", "united kingdom": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "영국": "GB",
    "korea": "KR", "south korea": "KR", "republic of korea": "KR", "korea south": "KR", "대한민국": "KR", "한국": "KR",
    "china": "CN", "china mainland": "CN", "mainland china": "CN", "중국": "CN",
    "hong kong": "HK", "hong kong sar": "HK", "hong kong sar china": "HK", "china hong kong": "HK", "홍콩": "HK",
    "macau": "MO", "macau sar": "MO", "macao sar": "MO", "taiwan": "TW", "china taiwan": "TW", "대만": "TW",
    "russia": "RU", "russian federation": "RU", "러시아": "RU", "iran": "IR", "vietnam": "VN", "viet nam": "VN",
    "turkey": "TR", "turkiye": "TR", "터키": "TR", "czech republic": "CZ", "czechia": "CZ", "holland": "NL",
    "uae": "AE", "brunei": "BN", "laos": "LA", "syria": "SY", "tanzania": "TZ", "bolivia": "BO", "venezuela": "VE",
    "moldova": "MD", "palestine": "PS", "ivory coast": "CI", "독일": "DE", "프랑스": "FR", "일본": "JP", "호주": "AU",
}  # fmt: skip
"""Keys are compared forms (recruitment.names.name_key)."""


def country_code(printed: str) -> str:
    """The ISO code a printed country means ("South Korea", "Korea, South", "대한민국", "KR"); empty when unknown."""
    text = printed.strip()
    if len(text) == 2 and text.upper() in countries.countries:
        return text.upper()
    return _codes().get(name_key(text), "")


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("en", "ko"):
        with override(language):
            found |= {name_key(str(name)): code for code, name in countries}
    return found | SHORT_FORMS
