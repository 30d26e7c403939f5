"""The table of gross national income per head that pay is compared with. Idempotent."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_noop

from casework.enums import EditionKind
from casework.models import Edition, EditionFigure
from casework.services.editions import seal

BANK_OF_KOREA = gettext_noop("Bank of Korea")
NATIONAL_ACCOUNTS = gettext_noop("Bank of Korea, National Accounts")
GNI = (
    (2024, date(2025, 3, 5), ((2023, 47_250_000, False), (2024, 49_955_000, False))),
    (
        2025,
        date(2026, 3, 10),
        ((2023, 47_250_000, False), (2024, 49_955_000, False), (2025, 52_420_000, True)),
    ),
)
"""Edition year, published on, and (year, KRW per head, preliminary) of each figure."""


def seed_gni(now: datetime) -> None:
    """Make sure the editions of GNI per capita are there, sealed."""
    for year, published_on, figures in GNI:
        edition, made = Edition.objects.get_or_create(
            kind=EditionKind.GNI,
            publisher=BANK_OF_KOREA,
            year=year,
            published_on=published_on,
            defaults={"source": NATIONAL_ACCOUNTS},
        )
        if made:
            EditionFigure.objects.bulk_create(
                EditionFigure(edition=edition, year=of, value=value, preliminary=preliminary)
                for of, value, preliminary in figures
            )
            seal(edition=edition, actor=None, now=now)
