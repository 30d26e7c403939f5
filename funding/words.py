"""Sentences that several verbs of funding refuse with."""

from django.utils.translation import gettext_lazy as _

NOT_NOW = _("This is not possible in the present state of the case.")
