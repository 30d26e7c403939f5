"""The questions of the public pre-check, one page each. An answer left empty stays unknown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.enums import DegreeLevel
from casework.forms.fields import MoneyField
from recruitment.enums import EDUCATION
from recruitment.models import Organisation
from recruitment.search import find_organisations

KOREAN, FOREIGN = "korean", "foreign"
ABROAD, IN_KOREA = "abroad", "korea"
EMPLOYER, NO_EMPLOYER, FOUNDER = "employer", "none", "founder"
NEITHER = "0"
OTHER = "other"
"""None of the organisations found: the university stays unknown."""
DEGREES = [
    (DegreeLevel.DOCTOR, DegreeLevel.DOCTOR.label),
    (DegreeLevel.MASTER, DegreeLevel.MASTER.label),
    (NEITHER, _("Neither")),
]


def _number(label: Any, most: int, hint: Any = "") -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "width-4"})
    return forms.IntegerField(
        label=label, help_text=hint, min_value=0, max_value=most, required=False, widget=widget
    )


def _radio(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    errors = {"required": _("Choose one of these.")}
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages=errors, **more
    )


class QuestionForm(forms.Form):
    """One page of questions; `before` are the answers to the others."""

    heading_field: ClassVar[str] = ""

    def __init__(self, *args: Any, before: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = before

    @property
    def settled(self) -> bool:
        """Whether the page needs nothing more; asked of a bound form."""
        return self.is_valid()

    @property
    def searching(self) -> bool:
        """Whether what was sent only asks for choices, with nothing to complain of yet."""
        return False

    def span(self, years: str, months: str) -> tuple[int | None, int | None]:
        """An answer in months as an interval; open where neither box was filled."""
        given = [self.cleaned_data.get(name) for name in (years, months)]
        if given == [None, None]:
            return (None, None)
        total = (given[0] or 0) * 12 + (given[1] or 0)
        return (total, total)


class DoorForm(QuestionForm):
    citizenship = _radio(
        _("Are you a citizen of the Republic of Korea?"), [(FOREIGN, _("No")), (KOREAN, _("Yes"))]
    )
    residence = _radio(_("Where do you live now?"), [(ABROAD, _("Outside Korea")), (IN_KOREA, _("In Korea"))])
    employer = _radio(
        _("Who will you work for in Korea?"),
        [
            (EMPLOYER, _("A company that has offered me a contract, or will")),
            (NO_EMPLOYER, _("Nobody yet")),
            (FOUNDER, _("A company of my own")),
        ],
    )


class DegreeForm(QuestionForm):
    heading_field = "degree"
    degree = _radio(_("Which is the highest of your degrees?"), DEGREES)


class UniversityForm(QuestionForm):
    heading_field = "university"
    university = forms.CharField(
        label=_("Which university awarded it?"),
        help_text=_("In English or Korean, as the university writes its name."),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    organisation = _radio(_("Which of these is it?"), [])
    offered = forms.CharField(max_length=300, required=False, widget=forms.HiddenInput)
    """The name for which organisations are offered on the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = self.data if self.is_bound else self.initial
        self.typed = str(shown.get("university", "")).strip()
        self.found = _found(self.typed)
        self.only = self.found[0] if len(self.found) == 1 else None
        if self.typed and not self.only:
            choices = [(one.pk, f"{one.name}, {one.city}") for one in self.found]
            self.fields["organisation"].choices = [*choices, (OTHER, _("None of these"))]  # type: ignore[attr-defined]
            if not self.found:
                self.fields["organisation"].help_text = _("The registry has no university of this name.")
        else:
            del self.fields["organisation"]
        if self.is_bound:
            self._let_go_of_a_stale_choice()
        else:
            self.initial["offered"] = self.typed

    @property
    def searching(self) -> bool:
        """Whether the organisations for what is typed have yet to be offered; asked of a bound form."""
        seen = self.data.get("offered") == self.typed or self.data.get("organisation")
        return "organisation" in self.fields and not seen

    @property
    def known(self) -> Organisation | None:
        """What the registry knows it as; None while that is not known. Asked of a valid form."""
        chosen = self.cleaned_data.get("organisation")
        return self.only or next((one for one in self.found if one.pk == chosen), None)

    def _let_go_of_a_stale_choice(self) -> None:
        """One that belongs to other words than those typed now."""
        chosen = self.data.get("organisation", "")
        known = [code for code, _label in getattr(self.fields.get("organisation"), "choices", [])]
        if chosen and chosen not in known:
            kept = {name: value for name, value in self.data.items() if name != "organisation"}
            self.data = kept


class ExperienceForm(QuestionForm):
    years = _number(_("Work experience: years"), 60, _("Research and professional work, without overlaps."))
    months = _number(_("and months"), 11)


class FirmsForm(QuestionForm):
    firm_years = _number(
        _("Of it at leading global firms: years"), 60, _("Firms on the ministry’s list of the 500 largest.")
    )
    firm_months = _number(_("and months"), 11)

    def clean(self) -> dict[str, Any]:
        """Part of the experience stated before, never more."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        whole = ExperienceForm(dict(self.before), before={})
        most = whole.span("years", "months")[1] if whole.is_valid() else None
        part = self.span("firm_years", "firm_months")[1]
        if most is not None and part is not None and part > most:
            self.add_error("firm_years", _("This is more than the work experience you stated before."))
        return found


class PayForm(QuestionForm):
    heading_field = "pay"
    pay = MoneyField(
        label=_("Annual pay in Korea, before tax, in won"),
        help_text=_("For example 168,000,000 or 1억 6,800만."),
        min_value=1,
        max_value=100_000_000_000,
        required=False,
    )


def _found(typed: str) -> list[Organisation]:
    """Universities the typed name may mean: the one that bears it, or up to six to choose from."""
    if not typed:
        return []
    found = find_organisations(typed, prefer=EDUCATION, limit=6)
    same = [one for one in found if typed.casefold() in (one.name.casefold(), one.name_ko.casefold())]
    return same if len(same) == 1 else found
