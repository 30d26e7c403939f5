"""How the profile's own values are written on a page."""

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

from recruitment.partial import PartialDate

register = template.Library()


@register.filter
def partial_date(text: str) -> str:
    """A partial date as readers write it: "2016", "Feb 2016", "29 Feb 2016"; in Korean "2016. 2. 29."."""
    date = PartialDate.parse(text)
    korean = (get_language() or "").startswith("ko")
    styles = ("Y.", "Y. n.", "Y. n. j.") if korean else ("Y", "M Y", "j M Y")
    return date_format(date.low, styles[(date.month is not None) + (date.day is not None)])
