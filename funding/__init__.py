"""Consortium funding."""
