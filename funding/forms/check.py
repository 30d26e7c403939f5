"""An officer's word on a line of a claim, many lines on one page; notes that go with a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.desk import LONG
from casework.forms.fields import MoneyField
from funding.enums import CutReason
from funding.models import ClaimLine
from funding.services.checks import Verdict

ACCEPT, CUT = "accept", "cut"


class LineForm(forms.Form):
    """Accept the line, or cut an amount with a coded reason and words; nothing chosen leaves it for later."""

    verdict = forms.ChoiceField(
        label=_("Check"),
        required=False,
        choices=((ACCEPT, _("Accept")), (CUT, _("Cut"))),
        widget=forms.RadioSelect,
    )
    cut = MoneyField(label=_("Cut by"), required=False, min_value=1)
    reason = forms.ChoiceField(
        label=_("Reason"), required=False, choices=(("", _("Choose a reason")), *CutReason.choices)
    )
    note = forms.CharField(
        label=_("In words, for the team"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "width-full"}),
    )

    def __init__(self, data: Mapping[str, Any] | None, line: ClaimLine) -> None:
        super().__init__(data, prefix=f"l{line.pk}", initial=_said(line), use_required_attribute=False)
        self.line = line
        for field in self.fields.values():
            field.widget.attrs["aria-describedby"] = f"line-{line.pk}"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("verdict") != CUT:
            return data
        if data.get("cut") is None and "cut" not in self.errors:
            self.add_error("cut", _("Enter the amount to cut."))
        elif (data.get("cut") or 0) > self.line.claimed:
            text = _("No more can be cut than the ₩%(claimed)s claimed.")
            self.add_error("cut", text % {"claimed": f"{self.line.claimed:,}"})
        if not data.get("reason"):
            self.add_error("reason", _("Choose a reason."))
        elif data["reason"] == CutReason.OTHER and not data.get("note", "").strip():
            self.add_error("note", _("Say in words why it is cut."))
        return data

    @property
    def said(self) -> Verdict | None:
        """The verdict of a valid form; None where nothing was chosen."""
        data = self.cleaned_data
        if data["verdict"] == CUT:
            return Verdict(data["cut"], data["reason"], data["note"].strip())
        return Verdict() if data["verdict"] == ACCEPT else None


class LinesForm:
    """The lines of one page as one form; it has the faces of a Django form that pages ask for."""

    def __init__(self, lines: Iterable[ClaimLine], data: Mapping[str, Any] | None = None) -> None:
        self.forms = [LineForm(data, line) for line in lines]

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.forms]  # every one is asked, so that all errors show
        return all(valid)

    def verdicts(self) -> dict[int, Verdict]:
        """What was said, by line (key)."""
        return {form.line.pk: form.said for form in self.forms if form.said is not None}


class ReturnForm(forms.Form):
    """Why a claim goes back to its team."""

    note = forms.CharField(
        label=_("What must be corrected?"),
        help_text=_(
            "The team reads this. Rows that are cut are shown to it as objections with their reason."
        ),
        widget=forms.Textarea(LONG),
        error_messages={"required": _("Say what must be corrected.")},
    )


class RemarkForm(forms.Form):
    """Why a proposal goes back to the first officer."""

    note = forms.CharField(
        label=_("What should the first officer look at again?"),
        widget=forms.Textarea(LONG),
        error_messages={"required": _("Say what the first officer should look at again.")},
    )


class ProposeForm(forms.Form):
    """A word for the colleague who signs."""

    note = forms.CharField(
        label=_("Note for the second officer"), widget=forms.Textarea(LONG), required=False
    )


def _said(line: ClaimLine) -> dict[str, Any]:
    """What the line says now; an objection from before the team corrected the claim is not a verdict."""
    if line.checked_at is None:
        return {}
    verdict = CUT if line.cut else ACCEPT
    return {"verdict": verdict, "cut": line.cut or None, "reason": line.cut_reason, "note": line.cut_note}
