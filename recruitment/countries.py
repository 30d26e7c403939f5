"""Countries as files print them: English and Korean names and common short forms, to ISO 3166 codes."""

from functools import cache

from django.utils.translation import override
from django_countries import countries

from recruitment.names import name_key

SHORT_FORMS = {
    "US": "usa, us, united states, united states of america, 미국",
    "GB": "uk, united kingdom, great britain, england, scotland, 영국",
    "KR": "korea, south korea, republic of korea, korea south, 대한민국, 한국",
    "CN": "china, china mainland, mainland china, 중국",
    "HK": "hong kong, hong kong sar, hong kong sar china, china hong kong, 홍콩",
    "MO": "macau, macau sar, macao sar",
    "TW": "taiwan, china taiwan, 대만",
    "RU": "russia, russian federation, 러시아",
    "IR": "iran",
    "VN": "vietnam, viet nam",
    "TR": "turkey, turkiye, 터키",
    "CZ": "czech republic, czechia",
    "NL": "holland",
    "AE": "uae",
    "BN": "brunei",
    "LA": "laos",
    "SY": "syria",
    "TZ": "tanzania",
    "BO": "bolivia",
    "VE": "venezuela",
    "MD": "moldova",
    "PS": "palestine",
    "CI": "ivory coast",
    "DE": "독일",
    "FR": "프랑스",
    "JP": "일본",
    "AU": "호주",
}
"""Compared forms (recruitment.names.name_key) by ISO code."""


def country_code(printed: str) -> str:
    """The ISO code a printed country means ("South Korea", "Korea, South", "대한민국", "KR"); empty when
    unknown."""
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
    for code, forms in SHORT_FORMS.items():
        found |= dict.fromkeys(forms.split(", "), code)
    return found
