"""Benches, one family a module; each function carries the decorator of talent_portal.bench."""
