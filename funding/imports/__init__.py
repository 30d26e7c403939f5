"""Claim lines that a clerk types, pastes or uploads: from cells to checked drafts. Pure functions."""
