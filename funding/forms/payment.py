"""What officers say of payments: which claims to pay, what the bank answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from casework.tables.limits import MAX_BYTES

PAID, FAILED = "paid", "failed"


class ResultForm(forms.Form):
    """The bank's answer on one payment."""

    outcome = forms.ChoiceField(
        label=_("What did the bank answer?"),
        choices=((PAID, _("Paid")), (FAILED, _("Failed: the money came back or was never sent"))),
        widget=forms.RadioSelect,
    )
    bank_reference = forms.CharField(
        label=_("Bank reference"),
        help_text=_("The number of the transfer. Needed when it was paid."),
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "width-16"}),
    )
    failure = forms.CharField(
        label=_("Why it failed"),
        help_text=_("The team reads this. Needed when it failed."),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "width-full"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("outcome") == PAID and not data.get("bank_reference"):
            self.add_error("bank_reference", _("Enter the bank’s reference of the payment."))
        if data.get("outcome") == FAILED and not data.get("failure"):
            self.add_error("failure", _("Say why the payment failed."))
        return data


class ResultFileForm(forms.Form):
    """The file the bank answered with."""

    file = forms.FileField(
        label=_("The bank’s result file"),
        help_text=_("CSV or XLSX with the columns reference, outcome, bank reference and reason."),
        widget=forms.FileInput({"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Choose the file the bank sent.")},
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return file
