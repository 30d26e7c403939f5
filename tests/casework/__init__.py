"""Tests of the casework room."""
