"""Actions on a stage evaluation: open it, change its terms, mark a team, announce it as the second person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.enums import Role
from casework.models import User
from casework.permissions import YES, Answer
from funding.admin.plainactions import Crumb, PlainAction, desk_agencies
from funding.enums import RequestStatus, StageOutcome
from funding.forms.stage import MarksForm, OpenForm, TermsForm
from funding.models import FundingRequest, Programme, Stage, StageScore
from funding.permissions import may_officiate
from funding.report_reads import Marked, marked
from funding.services import evaluations
from funding.services.evaluations import ANNOUNCED, Terms, outcome_of, seen

LIST = gettext_lazy("Stage evaluations")
UNDERWAY = (RequestStatus.SUBMITTED, RequestStatus.RETURNED, RequestStatus.PROPOSED, RequestStatus.AGREED)


@dataclass(frozen=True)
class Row:
    """A team in a stage: marks, whether an officer departed from the thresholds, and for a team that leaves
    the requests that are open."""

    marked: Marked
    departs: bool
    agreed: int
    waiting: tuple[FundingRequest, ...]


def desk_stages(officer: User) -> QuerySet[Stage]:
    """Stages of the programmes of the officer's agencies."""
    rows = Stage.objects.filter(programme__agency__in=desk_agencies(officer))
    return rows.select_related("programme", "prepared_by", "signed_by")


def fetch(officer: User, pk: int) -> Stage:
    """The stage. Raises Http404 for what the officer may not see."""
    row = desk_stages(officer).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def rows_of(stage: Stage) -> list[Row]:
    """The teams of a stage, the best first; 2 queries."""
    scores = list(stage.scores.select_related("team", "stage"))
    leaving = [score.team_id for score in scores if score.outcome == StageOutcome.CUT]
    requests = list(
        FundingRequest.objects.filter(team__in=leaving, case__status__in=UNDERWAY).select_related("case")
    )
    return [
        Row(
            marked=marked(score),
            departs=score.outcome != outcome_of(score),
            agreed=sum(_is(one, score, agreed=True) for one in requests),
            waiting=tuple(one for one in requests if _is(one, score, agreed=False)),
        )
        for score in sorted(scores, key=lambda score: -score.total)
    ]


def _is(request: FundingRequest, score: StageScore, *, agreed: bool) -> bool:
    return request.team_id == score.team_id and (request.case.status == RequestStatus.AGREED) == agreed


def may_prepare(officer: User, stage: Stage) -> Answer:
    """Finance officers, until it is announced."""
    if stage.announced_at is not None:
        return Answer(False, ANNOUNCED)
    return may_officiate(actor=officer, agency=stage.programme.agency, role=Role.FINANCE_OFFICER)


class Open(PlainAction):
    title = gettext_lazy("Prepare a stage evaluation")
    submit = gettext_lazy("Prepare it")

    def load(self) -> None:
        if not self.officer.holds(Role.FINANCE_OFFICER):
            raise Http404

    def answer(self) -> Answer:
        return YES

    def back(self) -> str:
        return reverse("admin:funding_stage_changelist")

    def crumbs(self) -> list[Crumb]:
        return [(LIST, self.back())]

    def subject(self) -> str:
        return ""

    def make_form(self, data: Any = None) -> OpenForm:
        agencies = self.officer.agencies(Role.FINANCE_OFFICER)
        return OpenForm(data, programmes=Programme.objects.filter(agency__in=agencies))

    def carry_out(self, form: forms.Form) -> None:
        if isinstance(form, OpenForm):
            programme = form.cleaned_data["programme"]
            evaluations.open_stage(actor=self.officer, programme=programme, terms=form.terms)
            messages.success(self.request, _("Prepared. Enter the marks of the teams next."))


class StageAction(PlainAction):
    """`expect` is a digest of what the officer saw of the stage."""

    stage: Stage
    code: ClassVar[str]

    def load(self) -> None:
        self.stage = fetch(self.officer, self.kwargs["pk"])

    def answer(self) -> Answer:
        return may_prepare(self.officer, self.stage)

    def back(self) -> str:
        return reverse("admin:funding_stage_change", args=[self.stage.pk])

    def crumbs(self) -> list[Crumb]:
        return [(LIST, reverse("admin:funding_stage_changelist")), (self.stage.name, self.back())]

    def subject(self) -> str:
        return f"{self.stage.programme.name} · {self.stage.name}"

    def seen(self) -> str:
        return seen(self.stage)

    @property
    def saw(self) -> str:
        return self.request.POST.get("expect", "")


class Change(StageAction):
    code = "terms"
    title = gettext_lazy("Change weights and thresholds")
    submit = gettext_lazy("Change them")
    lead = gettext_lazy("Outcomes that follow the thresholds are set anew.")
    done = gettext_lazy("Changed.")

    def make_form(self, data: Any = None) -> TermsForm:
        known = {name: getattr(self.stage, name) for name in Terms.__dataclass_fields__}
        return TermsForm(data, initial=known)

    def carry_out(self, form: forms.Form) -> None:
        if isinstance(form, TermsForm):
            evaluations.change_terms(actor=self.officer, stage=self.stage, terms=form.terms, expect=self.saw)


class Mark(StageAction):
    """Marks of a team that has none yet, or of the one whose score the address names."""

    code = "mark"
    title = gettext_lazy("Marks of a team")
    submit = gettext_lazy("Save the marks")
    done = gettext_lazy("Saved.")
    score: StageScore | None = None

    def load(self) -> None:
        super().load()
        if "score" in self.kwargs:
            rows = self.stage.scores.select_related("team", "stage")
            self.score = rows.filter(pk=self.kwargs["score"]).first()
            if self.score is None:
                raise Http404

    def make_form(self, data: Any = None) -> MarksForm:
        return MarksForm(data, stage=self.stage, score=self.score, initial=self._known())

    def _known(self) -> dict[str, Any]:
        score = self.score
        if score is None:
            return {}
        names = ("benchmark", "expert", "user", "reason")
        departs = score.outcome != outcome_of(score)
        return {name: getattr(score, name) for name in names} | {
            "team": score.team_id,
            "outcome": score.outcome if departs else "",
        }

    def carry_out(self, form: forms.Form) -> None:
        if isinstance(form, MarksForm):
            evaluations.mark(
                actor=self.officer, stage=self.stage, team=form.cleaned_data["team"], marks=form.marks,
                outcome=form.outcome_set, reason=form.cleaned_data["reason"], expect=self.saw,
            )  # fmt: skip


class Announce(StageAction):
    code = "announce"
    title = gettext_lazy("Announce the results")
    submit = gettext_lazy("Sign and announce")
    lead = gettext_lazy(
        "With your signature the results are final and every team is told. Teams that leave make no new "
        "requests from today, and their agreements wind down."
    )
    done = gettext_lazy("Announced. The teams are told.")
    facts = "admin/funding/stage_scores.html"

    def answer(self) -> Answer:
        return evaluations.may_announce(actor=self.officer, stage=self.stage)

    def context(self) -> dict[str, Any]:
        return super().context() | {"rows": rows_of(self.stage), "stage": self.stage}

    def carry_out(self, form: forms.Form) -> None:
        evaluations.announce(actor=self.officer, stage=self.stage, now=self.now, expect=self.saw)
