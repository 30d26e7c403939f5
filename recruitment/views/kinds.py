"""The three lists of a profile: what each is called, its form and its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.models import User
from recruitment.forms.base import ProfileForm
from recruitment.forms.rows import DegreeForm, EmploymentForm, OutputForm
from recruitment.models import Degree, Employment, Output
from recruitment.models.history import HistoryRow


@dataclass(frozen=True)
class Kind:
    """`key` names the list and its addresses: `key`, `key`_add, `key`_edit, `key`_remove."""

    key: str
    model: type[HistoryRow]
    form: type[ProfileForm]
    title: str | Promise
    lead: str | Promise
    add: str | Promise
    edit: str | Promise
    remove: str | Promise
    empty: str | Promise
    empty_text: str | Promise
    icon: str
    related: tuple[str, ...] = ()

    @property
    def list_template(self) -> str:
        return f"recruitment/{self.key}.html"

    @property
    def add_url_name(self) -> str:
        return f"recruitment:{self.key}_add"

    @property
    def edit_url_name(self) -> str:
        return f"recruitment:{self.key}_edit"

    @property
    def remove_url_name(self) -> str:
        return f"recruitment:{self.key}_remove"

    def rows_of(self, user: User) -> QuerySet[Any]:
        """The rows the user may see, with what the list shows of them."""
        return self.model._default_manager.visible_to(user).select_related(*self.related)


DEGREES = Kind(
    key="degrees",
    model=Degree,
    form=DegreeForm,
    title=_("Your degrees"),
    lead=_("A master's degree or doctorate counts by its university's rank; add the others too if you like."),
    add=_("Add a degree"),
    edit=_("Change this degree"),
    remove=_("Remove this degree?"),
    empty=_("No degree yet"),
    empty_text=_("Have the certificate at hand: university, field and the month it was awarded."),
    icon="degree",
    related=("organisation",),
)
EMPLOYMENT = Kind(
    key="employment",
    model=Employment,
    form=EmploymentForm,
    title=_("Your employment"),
    lead=_("Every job, newest first. Time in two jobs at once counts once."),
    add=_("Add a job"),
    edit=_("Change this job"),
    remove=_("Remove this job?"),
    empty=_("No job yet"),
    empty_text=_(
        "Have your certificates of career at hand: employer, title, and the months it started and ended."
    ),
    icon="briefcase",
    related=("organisation",),
)
OUTPUTS = Kind(
    key="outputs",
    model=Output,
    form=OutputForm,
    title=_("Publications, patents and other work"),
    lead=_("Optional. A handful of your best is enough."),
    add=_("Add an entry"),
    edit=_("Change this entry"),
    remove=_("Remove this entry?"),
    empty=_("Nothing yet"),
    empty_text=_("For example a paper with its DOI, a patent, or software others use."),
    icon="file",
)
KINDS = (DEGREES, EMPLOYMENT, OUTPUTS)
