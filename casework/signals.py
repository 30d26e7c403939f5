"""News for upper apps, sent after commit."""

from django.dispatch import Signal

screened = Signal()
"""Facts were screened. Sender: Screening; `facts_ids`: keys of the facts rows with a new screening."""
