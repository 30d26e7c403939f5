"""Top-tier visa applications."""
