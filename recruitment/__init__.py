"""Researcher profiles, the organisation registry and reference-data imports."""
