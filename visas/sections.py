"""The parts of an application in order: how far each is, why one is locked, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.enums import DocumentState
from recruitment.enums import SectionState
from visas.queries import Answers
from visas.requirements import Demand, needed

HOW = ("entry", "sector")
CONTRACT = ("employer", "employer_number", "job_title", "annual_pay", "starts_on")
OPTIONAL = ("degrees", "employment")
"""Parts of the profile that only some routes look at."""
CHECK_MINUTES = 5


@dataclass(frozen=True)
class Part:
    """One line of the task list; `status` is done, todo, progress, locked or error."""

    key: str
    title: str | Promise
    url: str
    status: str
    minutes: int
    hint: str | Promise = ""
    optional: bool = False

    @property
    def done(self) -> bool:
        return self.status == "done"


def profile_parts(answers: Answers) -> list[Part]:
    """The profile's parts. Degrees and employment may stay empty: one route asks for neither."""
    hint = _("Leave it empty if you have none: one route looks at pay alone.")
    return [
        Part(
            part.key,
            part.title,
            part.url,
            part.status,
            part.minutes,
            hint=hint if part.key in OPTIONAL and part.status != SectionState.DONE else "",
            optional=part.key in OPTIONAL,
        )
        for part in answers.profile_sections
    ]


def application_parts(answers: Answers) -> list[Part]:
    """The application's own questions."""
    return [
        _section(answers, "how", _("How you apply"), HOW, 1),
        _section(answers, "contract", _("Employment contract"), CONTRACT, 4),
    ]


def document_parts(answers: Answers) -> list[Part]:
    """One part for each document that is needed."""
    return [_document(answers, demand) for demand in needed(answers.situation)]


def check_part(answers: Answers, left: list[Part]) -> Part:
    """Check and submit: locked, with the reason, until nothing required is missing."""
    url = reverse("application_check", args=[answers.case.pk])
    title = _("Check your answers and submit")
    if left:
        reason = _("Opens when the parts above are complete; still missing: %(n)s.") % {"n": len(left)}
        return Part("check", title, url, "locked", CHECK_MINUTES, hint=reason)
    return Part("check", title, url, "todo", CHECK_MINUTES)


def missing(answers: Answers) -> list[Part]:
    """Required parts that are not done."""
    parts = [*profile_parts(answers), *application_parts(answers), *document_parts(answers)]
    return [part for part in parts if not part.done and not part.optional]


def gaps(answers: Answers) -> list[str]:
    """Titles of the required parts that are not done."""
    return [str(part.title) for part in missing(answers)]


def _section(answers: Answers, key: str, title: Promise, names: tuple[str, ...], minutes: int) -> Part:
    given = [bool(getattr(answers.application, name)) for name in names]
    status = "done" if all(given) else "progress" if any(given) else "todo"
    return Part(key, title, reverse("application_section", args=[answers.case.pk, key]), status, minutes)


def _document(answers: Answers, demand: Demand) -> Part:
    used = answers.documents.get(demand.code)
    failed = used is not None and used.document.state == DocumentState.FAILED
    return Part(
        demand.code,
        demand.title,
        reverse("application_document", args=[answers.case.pk, demand.code]),
        "error" if failed else "done" if used else "todo",
        demand.minutes,
        hint=_("The file could not be shown. Hand in another one.")
        if failed
        else _("Proves: %(what)s") % {"what": demand.proves},
    )
