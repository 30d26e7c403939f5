"""Uploading a publisher's file: what it is, where it is from, and what was wrong with which row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.enums import EditionKind
from casework.forms.fields import DatePartsField
from recruitment import validators
from recruitment.admin.views import StewardView
from recruitment.services.editions import ImportRefused, import_edition

MAX_BYTES = 5_000_000
SHOWN = 20


class UploadForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is it?"), choices=EditionKind.choices, widget=forms.RadioSelect)
    publisher = forms.CharField(label=_("Publisher"), max_length=80)
    year = forms.IntegerField(
        label=_("Year of the edition"),
        min_value=1990,
        max_value=2100,
        widget=forms.TextInput({"inputmode": "numeric", "class": "width-4"}),
    )
    published_on = DatePartsField(label=_("Published on"))
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Where the file is from: an address, a letter, a page."),
    )
    complete_to = forms.IntegerField(
        label=_("Complete to rank"),
        required=False,
        min_value=1,
        widget=forms.TextInput({"inputmode": "numeric", "class": "width-4"}),
        help_text=_(
            "Every rank up to this one is in the file. For a list of firms or institutes: 1 when it is "
            "complete. Leave it empty when it is not: absence then proves nothing."
        ),
    )
    invented = forms.BooleanField(label=_("Invented for a demonstration"), required=False)
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV in UTF-8 or CP949, up to 5 MB. Columns: rank, institution, country; for GNI year, value."
        ),
    )

    def clean_file(self) -> bytes:
        """The file's bytes."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB."), code="size")
        return bytes(file.read())

    def clean_published_on(self) -> Any:
        published_on = self.cleaned_data["published_on"]
        if published_on > validators.today_in_korea():
            raise forms.ValidationError(_("The date must not be in the future."), code="future")
        return published_on


class Upload(StewardView):
    template = "admin/recruitment/upload.html"
    title = _("Import an edition")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page({"form": UploadForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page({"form": form}, status=422)
        try:
            edition = import_edition(actor=self.officer, **form.cleaned_data)
        except ImportRefused as refused:
            return self._refused(form, refused)
        messages.success(request, _("Imported. Check the rows below, then seal the edition."))
        return redirect("admin:casework_edition_change", edition.pk)

    def _refused(self, form: UploadForm, refused: ImportRefused) -> HttpResponse:
        problems = refused.parsed.problems
        number = len(problems)
        form.add_error(
            "file",
            ngettext(
                "%(number)s row cannot be read; nothing was imported. Choose the mended file again.",
                "%(number)s rows cannot be read; nothing was imported. Choose the mended file again.",
                number,
            )
            % {"number": number},
        )
        context = {
            "form": form,
            "problems": problems[:100],
            "more": max(0, number - 100),
            "readable": refused.parsed.entries[:SHOWN],
        }
        return self.page(context, status=422)
