"""What a policy owner does with a draft: clone, figures, texts, proposal, opinions, discard."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.admin.policies.frame import VersionAction, version_url
from casework.eligibility.difference import figures
from casework.enums import PolicyStatus
from casework.forms.policy import (
    CloneForm,
    FiguresForm,
    OpinionForm,
    ProposalForm,
    SourcesForm,
    TextsForm,
)
from casework.permissions import Answer
from casework.services import drafts


class Clone(VersionAction):
    title = _("Clone as a draft")
    submit = _("Make the draft")
    lead = _("The draft says what this version says until you change it. Nothing takes effect.")
    done = _("The draft is made. Change what the government considers, then run the what-if.")

    def make_form(self, data: Any = None) -> forms.Form:
        return CloneForm(data)

    def carry_out(self, form: forms.Form) -> None:
        self.version = drafts.clone(actor=self.officer, version=self.version, **form.cleaned_data)

    def back(self) -> str:
        return version_url(self.version)


class DraftAction(VersionAction):
    """Only a draft may be changed."""

    done = _("Saved.")

    def answer(self) -> Answer:
        if self.version.status != PolicyStatus.DRAFT:
            return Answer(False, _("This version is not a draft any more."))
        return super().answer()


class Figures(DraftAction):
    title = _("Change figures")
    submit = _("Save")

    def make_form(self, data: Any = None) -> forms.Form:
        return FiguresForm(figures(self.version), data)

    def carry_out(self, form: forms.Form) -> None:
        if isinstance(form, FiguresForm):
            drafts.set_figures(actor=self.officer, version=self.version, values=form.values())


class Sources(DraftAction):
    title = _("Change how editions are read")
    submit = _("Save")

    def answer(self) -> Answer:
        if not self.make_form().fields:
            return Answer(
                False,
                _(
                    "This draft reads no ranking, and one publisher for each kind of edition. "
                    "Nothing to choose."
                ),
            )
        return super().answer()

    def make_form(self, data: Any = None) -> forms.Form:
        return SourcesForm(self.version.edition_rules.all(), data)

    def carry_out(self, form: forms.Form) -> None:
        if isinstance(form, SourcesForm):
            given: dict[str, Any] = {"actor": self.officer, "version": self.version}
            drafts.set_sources(**given, every=form.every)
            drafts.set_readings(**given, bands=form.chosen("bands"), days=form.chosen("day"))


class Texts(DraftAction):
    title = _("Change titles, source and period")
    submit = _("Save")

    def make_form(self, data: Any = None) -> forms.Form:
        return TextsForm(data, initial={name: getattr(self.version, name) for name in drafts.TEXTS})

    def carry_out(self, form: forms.Form) -> None:
        drafts.set_texts(actor=self.officer, version=self.version, values=form.cleaned_data)


class Proposal(DraftAction):
    title = _("Proposal for the meeting")
    submit = _("Save")
    lead = _("The briefing prints this. It is no part of the law.")

    def make_form(self, data: Any = None) -> forms.Form:
        known = getattr(self.version, "proposal", None)
        names = ("sponsor", "meeting", "meeting_on", "text")
        return ProposalForm(data, initial={name: getattr(known, name) for name in names} if known else {})

    def carry_out(self, form: forms.Form) -> None:
        drafts.propose_at(actor=self.officer, version=self.version, **form.cleaned_data)


class Opinion(DraftAction):
    title = _("Note an agency’s opinion")
    submit = _("Save")
    lead = _("It takes the place of what that agency said before.")

    def make_form(self, data: Any = None) -> forms.Form:
        return OpinionForm(data)

    def carry_out(self, form: forms.Form) -> None:
        drafts.note_opinion(actor=self.officer, version=self.version, now=self.now, **form.cleaned_data)


class Discard(DraftAction):
    title = _("Discard the draft")
    submit = _("Discard")
    lead = _("It stays readable, and can never take effect.")
    done = _("The draft is discarded.")
    tone = "danger"

    def carry_out(self, form: forms.Form) -> None:
        drafts.discard(actor=self.officer, version=self.version)
