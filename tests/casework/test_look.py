"""The form pack and components: labels, hints and errors are wired, and nothing inline reaches a page."""

import re
from pathlib import Path

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django import forms
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from casework.forms.fields import DatePartsField, MoneyField
from casework.templatetags import krds

OWN_TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))


class Person(forms.Form):
    name = forms.CharField(label="Surname", help_text="Latin letters.")
    born = DatePartsField(label="Date of birth", help_text="As in the passport.")
    pay = MoneyField(label="Pay", required=False)
    intent = forms.ChoiceField(
        label="Intent", choices=[("a", "Arriving"), ("s", "Staying")], widget=forms.RadioSelect
    )
    truth = forms.BooleanField(label="All true")

    def clean(self) -> None:
        raise forms.ValidationError("These answers contradict each other.")


def ids(html: str) -> set[str]:
    return set(re.findall(r'\sid="([^"]+)"', html))


def test_every_reference_in_a_form_with_errors_points_at_something() -> None:
    form = Person({})
    html = as_crispy_form(form)
    summary = render_to_string("components/error_summary.html", krds.error_summary(form))
    referred = set(" ".join(re.findall(r'aria-describedby="([^"]+)"', html)).split())
    referred |= set(re.findall(r'\sfor="([^"]+)"', html))
    linked = set(re.findall(r'href="#([^"]+)"', summary))
    assert referred
    assert linked
    assert referred | linked <= ids(html)
    assert len(re.findall(r"<li>", summary)) == 5
    assert "Surname: This field is required." in summary


def test_controls_say_that_they_are_wrong() -> None:
    html = as_crispy_form(Person({}))
    assert html.count('aria-invalid="true"') >= 6
    assert '<fieldset id="div_id_born"' in html
    assert "(optional)" in html


def test_an_unbound_form_has_no_errors() -> None:
    assert krds.error_summary(Person(), None, "")["errors"] == []
    assert krds.page_is_wrong(Person()) is False


def test_hidden_inputs_have_no_label() -> None:
    form = forms.Form({"token": "x"})
    form.fields["token"] = forms.CharField(widget=forms.HiddenInput)
    assert "<label" not in as_crispy_form(form)


@pytest.mark.parametrize("path", OWN_TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_templates_hold_no_inline_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    forbidden = r"<style|\sstyle=|\son[a-z]+\s*=\s*[\"']|javascript:|\|safe|mark_safe|autoescape off"
    assert not re.search(forbidden, text)
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script or 'type="application/json"' in script


@pytest.mark.parametrize("path", OWN_TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_icons_named_in_templates_exist(path: Path) -> None:
    sprite = Path(settings.BASE_DIR, "static", "icons.svg").read_text(encoding="utf-8")
    for name in re.findall(r'{% icon "([^"]+)"', path.read_text(encoding="utf-8")):
        assert f'id="{name}"' in sprite


def test_every_page_says_it_is_a_demonstration_until_an_operator_is_named(settings: object) -> None:
    strip = "components/demonstration.html"
    settings.OPERATOR_NAME = ""  # type: ignore[attr-defined]
    assert "Nothing entered reaches any ministry" in render_to_string(strip)
    with translation.override("ko"):
        assert "aside" in render_to_string(strip)
    settings.OPERATOR_NAME = "Ministry of Examples"  # type: ignore[attr-defined]
    assert render_to_string(strip).strip() == ""


def test_figures_follow_the_language() -> None:
    shown = engines["django"].from_string("{% load krds %}{{ won|krw }} {{ won|krw_reading }}")
    assert shown.render({"won": 168_000_000}) == "₩168,000,000 168 million won"
    with translation.override("ko"):
        assert shown.render({"won": 168_000_000}) == "168,000,000원 1억 6,800만 원"
    assert krds.years_months(110) == "9y 2m"
    assert krds.years_months(0) == "0m"


@pytest.mark.parametrize(("day", "tone"), [(5, "info"), (12, "warning"), (14, "warning"), (15, "danger")])
def test_age_is_told_by_tone_and_words(day: int, tone: str) -> None:
    assert krds.age_chip(day, 14)["tone"] == tone
    assert f"Day {day} of 14" in render_to_string("components/age_chip.html", krds.age_chip(day, 14))
