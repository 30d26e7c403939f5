"""Every action on a draft outside any test's own transaction, as a browser meets it."""

from __future__ import annotations

from django.urls import reverse

from casework.enums import Agency, Bands, EditionDay, EditionKind, OpinionPosition, PolicyStatus
from talent_portal.databases import Database
from tests.casework.eligibility.policy_story import law, widened
from tests.cast import make_cast, signed_in


def test_every_change_of_a_draft_is_kept(committed_database: Database) -> None:
    cast = make_cast()
    draft = widened(cast.owner, law())
    client = signed_in(cast.owner)
    opinion = {"agency": Agency.SCIENCE, "position": OpinionPosition.AGREES, "text": "More would come."}
    proposal = {"sponsor": "A division", "meeting": "A task force", "meeting_on": "2026-12-01", "text": "Why"}
    texts = {"title_en": "Top 300", "title_ko": "상위 300위", "legal_source": "A decree", "clock_days": "10"}
    sent = {
        "proposal": proposal,
        "opinion": opinion,
        "texts": texts | {"governing": draft.governing},
        "sources": {"bands_0": Bands.BEST, "day_0": EditionDay.DEGREE},
        "discard": {},
    }
    for name, values in sent.items():
        address = reverse(f"admin:casework_policyversion_{name}", args=[draft.pk])
        assert client.post(address, values).status_code == 302, name
    draft.refresh_from_db()
    assert (draft.title_en, draft.clock_days, draft.status) == ("Top 300", 10, PolicyStatus.DISCARDED)
    ranking = draft.edition_rules.get(kind=EditionKind.RANKING)
    assert (ranking.bands, ranking.day) == (Bands.BEST, EditionDay.DEGREE)
    assert draft.proposal.sponsor == "A division"
    assert draft.opinions.get().position == OpinionPosition.AGREES
