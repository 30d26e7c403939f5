"""The one hidden answer of a withdrawal: which state of the case the person saw."""

from django import forms


class WithdrawForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
