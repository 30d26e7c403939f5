"""The policy desk: versions of the law, what-if, signature, and what came of it."""

from casework.admin.policies import desk, home

__all__ = ["desk", "home"]
