"""Which two records are of one human, named by a request of each, and how the officer knows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.forms.receivable import RequestReferenceField
from funding.models import FundingRequest
from funding.services.merging import Ground, root


class MergeForm(forms.Form):
    """The first record stays; the entries of the second count for it."""

    winner = RequestReferenceField(
        label=gettext_lazy("A request of the record that stays"),
        help_text=gettext_lazy("Its reference, such as FR-2026-000123."),
    )
    loser = RequestReferenceField(label=gettext_lazy("A request of the other record"))
    ground = forms.ChoiceField(
        label=gettext_lazy("How do you know that both are one person?"),
        choices=Ground.choices,
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I have compared both records. This cannot be undone."), required=False
    )

    def __init__(self, *args: Any, known: QuerySet[FundingRequest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["winner"].known = fields["loser"].known = known

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        winner, loser = data.get("winner"), data.get("loser")
        if winner and loser and root(winner.subject) == root(loser.subject):
            self.add_error("loser", _("Both requests count for the same researcher already."))
        elif not data.get("sure"):
            self.add_error("sure", _("Compare both records below, then confirm."))
        return data
