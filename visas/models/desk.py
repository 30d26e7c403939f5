"""The case as the visa desk sees it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from casework.models import Case


class TopTierCase(Case):
    """A case of kind top_tier: the same row as its Case, with the visa desk's own pages."""

    class Meta:
        proxy = True
        verbose_name = _("top-tier visa application")
        verbose_name_plural = _("top-tier visa applications")
