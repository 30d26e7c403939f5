"""What every form of the profile shares: its columns, and the fingerprint of what it showed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model

from recruitment.services.stale import fingerprint

if TYPE_CHECKING:
    Base = forms.ModelForm[Any]
else:
    Base = forms.ModelForm


class ProfileForm(Base):
    """A form over some columns of one row. It checks; the services write."""

    gathered: tuple[str, ...] = ()
    """Columns of the row that several fields make up."""
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = (*(self._meta.fields or ()), *self.gathered)
        self.initial["seen"] = self.fingerprint_of(self.instance)

    def fingerprint_of(self, row: Model) -> str:
        """The fingerprint of this form's columns in `row`."""
        return fingerprint(row, self.columns)

    def values(self) -> dict[str, Any]:
        """The cleaned columns, ready for a service."""
        return {column: self.cleaned_data[column] for column in self.columns}
