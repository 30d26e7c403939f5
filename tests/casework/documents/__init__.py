"""Tests of the casework/documents room."""
