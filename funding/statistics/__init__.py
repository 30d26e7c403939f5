"""Funding in figures: what was reserved, agreed, claimed, cut and paid, and how long it took. KRW."""
