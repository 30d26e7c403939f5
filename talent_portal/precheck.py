"""The public pre-check: its questions in order, the answers in an address, and the facts they amount to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.eligibility.hypothetical import HypotheticalFacts
from casework.eligibility.standing import Degree
from casework.enums import DegreeLevel, EditionKind
from talent_portal.forms import check as forms

Given = Mapping[str, str]
MOST = 300
"""Longest answer an address is read to."""


@dataclass(frozen=True)
class Step:
    """One page. `asked`: whether it is asked at all after the answers given before."""

    code: str
    title: str | Promise
    form: type[forms.QuestionForm]
    lead: str | Promise = ""
    asked: Callable[[Given], bool] = lambda given: True

    @property
    def names(self) -> list[str]:
        return list(self.form.base_fields)


UNKNOWN = _("Leave it empty if you do not know: what is unknown is shown as to be confirmed, never as a gap.")
STEPS = (
    Step("door", _("Which door is yours?"), forms.DoorForm),
    Step("degree", _("Degree"), forms.DegreeForm),
    Step(
        "university",
        _("University"),
        forms.UniversityForm,
        UNKNOWN,
        lambda given: given.get("degree") != forms.NEITHER,
    ),
    Step("experience", _("How long have you worked?"), forms.ExperienceForm, UNKNOWN),
    Step("firms", _("How long at leading firms?"), forms.FirmsForm, UNKNOWN),
    Step(
        "pay",
        _("Pay in Korea"),
        forms.PayForm,
        UNKNOWN,
        lambda given: given.get("employer") != forms.NO_EMPLOYER,
    ),
)
NAMES = [name for step in STEPS for name in step.names]


class Answers:
    """What an address says: answered is whatever stands in it, empty or not."""

    def __init__(self, query: QueryDict | Given) -> None:
        self.given = {name: query[name][:MOST] for name in NAMES if name in query}

    @cached_property
    def steps(self) -> list[Step]:
        """The pages that are asked."""
        return [step for step in STEPS if step.asked(self.given)]

    @cached_property
    def bound(self) -> dict[str, Any]:
        """The answered pages by code, each as a bound form."""
        return {
            step.code: step.form(self._of(step), before=self.given) for step in self.steps if self._of(step)
        }

    def step(self, code: str) -> Step | None:
        return next((step for step in self.steps if step.code == code), None)

    def unsettled(self) -> Step | None:
        """The first page that still needs an answer, or another one; None when all is said."""
        return next((step for step in self.steps if not self.settled(step)), None)

    def settled(self, step: Step) -> bool:
        form = self.bound.get(step.code)
        return form is not None and form.settled

    def filled(self, step: Step) -> forms.QuestionForm:
        """The page as answered so far, to be changed."""
        return step.form(initial=self._of(step), before=self.given)

    def carried(self, step: Step) -> dict[str, str]:
        """The answers to the other pages."""
        return {name: value for name, value in self.given.items() if name not in step.names}

    def address(self, **more: str) -> str:
        return "?" + urlencode(self.given | more)

    def before(self, step: Step) -> Step | None:
        place = self.steps.index(step)
        return self.steps[place - 1] if place else None

    def facts(self) -> HypotheticalFacts:
        """The answers as intervals, all being settled. Research after a doctorate is not asked: unknown with
        one, else none."""
        level = int(self.value("degree", "degree"))
        pay = self.value("pay", "pay")
        doctor = level == DegreeLevel.DOCTOR
        university = self.bound.get("university")
        known = university.known if university else None
        return HypotheticalFacts(
            bounds={
                "pay": (pay, pay),
                "experience": self.bound["experience"].span("years", "months"),
                "postdoc": (None, None) if doctor else (0, 0),
            },
            degrees=[Degree(DegreeLevel(level), known.pk if known else None)] if level else [],
            claimed={EditionKind.FIRMS: self.bound["firms"].span("firm_years", "firm_months")},
        )

    def value(self, code: str, name: str) -> Any:
        """A cleaned answer; None of a page that is not asked."""
        form = self.bound.get(code)
        return form.cleaned_data.get(name) if form is not None and form.is_valid() else None

    def kept(self) -> dict[str, Any]:
        """What an account can go on with: choices as they were made, the rest as read."""
        university = self.bound.get("university")
        known = university.known if university else None
        experience = self.bound["experience"].span("years", "months")
        return {
            "residence": self.value("door", "residence"),
            "degree": int(self.value("degree", "degree")),
            "university": (known.name if known else university.typed) if university else "",
            "organisation": known.pk if known else "",
            "months": experience[0],
            "pay": self.value("pay", "pay"),
        }

    def _of(self, step: Step) -> dict[str, str]:
        return {name: self.given[name] for name in step.names if name in self.given}


def shown(answers: Answers, words: Callable[[Step, Any], Iterable[str]]) -> list[dict[str, str]]:
    """Every page's answer in words with the way to change it."""
    return [
        {
            "key": str(step.title),
            "value": "\n".join(words(step, answers.bound[step.code])),
            "change_url": answers.address(step=step.code),
        }
        for step in answers.steps
    ]
