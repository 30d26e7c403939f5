"""Money to come back: what an officer proposes, and what the bank reports."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.forms.desk import LONG
from casework.forms.fields import DatePartsField, MoneyField
from funding.enums import ReceivableKind
from funding.models import FundingRequest
from funding.services.receivables import DAYS_TO_PAY, Demand

BY_HAND = (ReceivableKind.RECOVERY, ReceivableKind.CLAWBACK, ReceivableKind.SURCHARGE)
"""Interest is demanded by final accounts alone."""


class RequestReferenceField(forms.CharField):
    """The reference of an agreement; yields the request, out of those the officer may see."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput({"autocomplete": "off"}), **kwargs)
        self.known: QuerySet[FundingRequest] = FundingRequest.objects.none()

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip().upper()
        rows = self.known.select_related("case__person", "team__programme", "subject")
        found = rows.filter(case__reference=text).first()
        if found is None:
            raise ValidationError(_("There is no request with this reference."))
        return found


class DemandForm(forms.Form):
    """What shall come back, why, and by when."""

    request = RequestReferenceField(label=gettext_lazy("Reference of the agreement"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[(kind.value, kind.label) for kind in BY_HAND],
        help_text=gettext_lazy(
            "Recovery takes back a balance. Clawback is a sanction; a surcharge comes with it, up to five "
            "times as much."
        ),
        widget=forms.RadioSelect,
    )
    amount = MoneyField(label=gettext_lazy("Amount"), min_value=1)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The team reads this."),
        max_length=2_000,
        widget=forms.Textarea(LONG),
    )
    due_on = DatePartsField(label=gettext_lazy("Deadline"))

    def __init__(self, *args: Any, known: QuerySet[FundingRequest], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["request"].known = known
        fields["due_on"].min_value = today + timedelta(days=1)
        self.initial.setdefault("due_on", today + timedelta(days=DAYS_TO_PAY))

    @property
    def demand(self) -> Demand:
        """Of a valid form."""
        given = self.cleaned_data
        return Demand(ReceivableKind(given["kind"]), given["amount"], given["reason"], given["due_on"])


class ReceivedForm(forms.Form):
    """What the bank statement calls the payment."""

    bank_reference = forms.CharField(
        label=gettext_lazy("Bank reference"),
        help_text=gettext_lazy("As on the statement. The whole amount must have come in."),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
